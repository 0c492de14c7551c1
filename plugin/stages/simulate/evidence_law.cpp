#include "stages/simulate/evidence_law.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "values/genome/sequence_context.hpp"
#include "values/patient/clonal.hpp"

namespace tidemark {
namespace {

constexpr std::int64_t longest_stretch = 80;

ReadWindow window_of(Variant const& variant, Position anchor) {
    auto const kind = variant.kind();
    bool const by_bases = kind == VariantKind::snv || kind == VariantKind::mnv;
    return {variant.position - anchor, variant.span().end() - anchor + (by_bases ? 0 : 1)};
}

bool is_singleton(std::size_t layer) { return layer >= static_cast<std::size_t>(ErrorLayer::singleton_forward); }

AlleleLaw allele_law(Variant const& variant, RegionErrors const& errors) {
    AlleleLaw law{variant, {}, {}};
    if (variant.kind() != VariantKind::snv) {
        return law;
    }
    for (std::size_t layer = 0; layer < error_layer_count; ++layer) {
        auto const kind = static_cast<ErrorLayer>(layer);
        law.alt_rate[layer] = errors.rate(kind, variant.position, variant.ref[0], variant.alt[0]);
        law.other_rate[layer] =
            errors.total(kind, Interval{variant.position, variant.position + 1}) - law.alt_rate[layer];
    }
    return law;
}

/// Background of the target, no tracked bases and no SNP, in stretches of equal length between those.
std::vector<BackgroundStretch> background_stretches(AssayRegion const& region) {
    std::vector<BackgroundStretch> stretches;
    auto const add_between = [&](Position begin, Position end) {
        auto const length = end - begin;
        auto const parts = (length + longest_stretch - 1) / longest_stretch;
        for (std::int64_t part = 0; part < parts; ++part) {
            stretches.push_back({begin + length * part / parts, begin + length * (part + 1) / parts});
        }
    };
    auto begin = region.target.begin();
    for (auto position = begin; position < region.target.end(); position = position + 1) {
        bool const tracked = std::ranges::any_of(region.placed.alleles, [&](Variant const& allele) {
            return allele.span().contains(position);
        });
        bool const snp = region.snp && region.snp->variant.position == position;
        if (tracked || snp) {
            add_between(begin, position);
            begin = position + 1;
        }
    }
    add_between(begin, region.target.end());
    return stretches;
}

void add_position(std::vector<ContextPositions>& contexts, std::size_t context) {
    auto const found = std::ranges::find(contexts, context, &ContextPositions::context);
    if (found == contexts.end()) {
        contexts.push_back({static_cast<std::uint16_t>(context), 1});
    } else {
        ++found->positions;
    }
}

void add_background(SimulationSetting const& setting, AssayRegion const& region, RegionErrors const& errors,
                    std::vector<BaseCover> const& cover, RegionEvidenceLaw& law) {
    std::vector<double> single;   // share of lone reads, by stretch
    auto const cover_at = [&](Position position) -> BaseCover const& {
        return cover[static_cast<std::size_t>(position - region.target.begin())];
    };
    law.stretches = background_stretches(region);
    for (std::size_t number = 0; number < law.stretches.size(); ++number) {
        auto& stretch = law.stretches[number];
        double const share = 1 / static_cast<double>(stretch.end - stretch.begin);
        single.push_back(0);
        for (auto position = stretch.begin; position < stretch.end; position = position + 1) {
            stretch.cover += share * cover_at(position).any;
            single.back() += share * cover_at(position).single;
            auto const at = [&](std::int64_t offset) { return region.sequence.at(position + offset); };
            auto const context = trinucleotide_number(at(-1), at(0), at(1));
            if (context) {
                add_position(stretch.contexts, *context);
                for (char const alt : plain_bases) {
                    if (alt != at(0)) {
                        law.background.push_back({position, at(0), alt, static_cast<std::uint16_t>(*context),
                                                  static_cast<std::uint32_t>(number)});
                    }
                }
            }
        }
    }
    for (std::size_t layer = 0; layer < error_layer_count; ++layer) {
        auto& sums = law.background_sums[layer];
        for (auto const& allele : law.background) {
            double const rate = law.stretches[allele.stretch].cover *
                                errors.rate(static_cast<ErrorLayer>(layer), allele.position, allele.ref, allele.alt);
            // Half of the lone reads' errors are in the mate that reads the base, a third of those are this one.
            sums.add(rate + (is_singleton(layer) ? single[allele.stretch] * setting.scenario.errors.sequencing / 6 : 0));
        }
        sums.finish();
    }
    for (auto const& indel : errors.indels) {
        if (region.target.contains(indel.run.begin()) && region.target.contains(indel.run.end())) {
            double const rate = cover_at(indel.run.begin()).any * indel.rate;
            (indel.variant.kind() == VariantKind::insertion ? law.insertion_rate : law.deletion_rate) += rate;
        }
    }
}

}  // namespace

std::size_t RunningSums::part_of(double value) const {
    auto const parts = static_cast<double>(first_.size());
    return std::min(static_cast<std::size_t>(value / total() * parts), first_.size() - 1);
}

void RunningSums::finish() {
    first_.assign(total() > 0 ? sums_.size() : 0, 0);
    for (std::size_t part = 0; part < first_.size(); ++part) {
        double const lower = total() * static_cast<double>(part) / static_cast<double>(first_.size());
        first_[part] = static_cast<std::uint32_t>(std::ranges::upper_bound(sums_, lower) - sums_.begin());
    }
}

std::size_t RunningSums::passing(double value, std::size_t number) const {
    if (first_.empty()) {
        return 0;
    }
    // The part was rounded: its first sum may lie on either side.
    while (number > 0 && sums_[number - 1] > value) {
        --number;
    }
    while (number + 1 < sums_.size() && sums_[number] <= value) {
        ++number;
    }
    return std::min(number, sums_.size() - 1);
}

double group_share(ScenarioMolecules const& molecules, std::size_t group) {
    double const singleton = std::max(0.0, 1 - molecules.duplex_share - molecules.simplex_share);
    return group == 0 ? molecules.duplex_share : (group <= 2 ? molecules.simplex_share : singleton) / 2;
}

std::vector<RegionEvidenceLaw> evidence_laws(SimulationSetting const& setting) {
    std::vector<RegionEvidenceLaw> laws;
    auto const& molecules = setting.scenario.molecules;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<BaseCover>> covers;   // by anchor length and margin
    for (auto const& region : setting.assay.regions) {
        RegionEvidenceLaw law;
        auto const errors = region_errors(setting.scenario.errors, region, setting.seed);
        CoverageSetting const coverage{region.anchor.length(), molecules.reach, molecules.read_length};
        std::vector<ReadWindow> windows;
        for (auto const& allele : region.placed.alleles) {
            law.alleles.push_back(allele_law(allele, errors));
            windows.push_back(window_of(allele, region.anchor.begin()));
        }
        law.windows = {window_shares(coverage, setting.normal_lengths, windows),
                       window_shares(coverage, setting.tumor_lengths, windows)};
        auto const margin = region.anchor.begin() - region.target.begin();
        auto const found = covers.try_emplace({region.anchor.length(), margin}).first;
        if (found->second.empty()) {
            found->second = base_cover(coverage, setting.normal_lengths, margin);
        }
        add_background(setting, region, errors, found->second, law);
        laws.push_back(std::move(law));
    }
    return laws;
}

Panel true_panel(SimulationSetting const& setting, std::size_t patient, std::string const& reference_identity) {
    auto const& person = setting.scenario.patients[patient];
    Panel panel;
    panel.patient = person.id;
    panel.reference_hash = reference_identity;
    for (auto const& region : setting.assay.regions) {
        auto const& placed = region.placed;
        PanelEntry entry;
        std::size_t biopsied = 0;
        for (auto const& lesion : person.lesions) {
            biopsied += lesion.biopsied ? 1 : 0;
            if (lesion.biopsied && placed.in_lesion(lesion.id)) {
                entry.lesions.push_back(lesion.id);
            }
        }
        std::ranges::sort(entry.lesions);
        bool const known = placed.hematopoiesis ? placed.listed : !entry.lesions.empty();
        if (placed.patient != patient || !known) {
            continue;
        }
        if (!placed.hematopoiesis) {
            entry.trunk = entry.lesions.size() == biopsied && !is_subclonal(placed.state.ccf);
            entry.multiplicity = placed.state.multiplicity;
            entry.total_copies = placed.state.total_copies;
            entry.ccf = placed.state.ccf;
        }
        entry.normal_copies = placed.state.normal_copies;
        entry.phase_group = placed.alleles.size() > 1 ? to_text(placed.alleles.front()) : "";
        for (auto const& allele : placed.alleles) {
            entry.variant = allele;
            panel.entries.push_back(entry);
        }
    }
    std::ranges::sort(panel.entries, {}, &PanelEntry::variant);
    panel.hash = panel_hash(panel.entries);
    return panel;
}

}  // namespace tidemark
