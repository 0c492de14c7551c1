#include "stages/simulate/draw_evidence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// One region of one sample while it is drawn.
struct RegionDraw {
    SimulationSetting const& setting;
    Region const& region;
    RegionEvidenceLaw const& law;
    Mixture const& mixture;
    double molecules = 0;       ///< mean of usable ones, all groups
    double sample_factor = 1;
};

struct GroupCounts {
    LocusCounts counts;
    std::int64_t carriers = 0;     ///< molecules whose DNA has the allele
    std::int64_t error_alt = 0;    ///< of `alt`, by error
};
using AlleleCounts = std::vector<std::array<GroupCounts, error_layer_count>>;
using PatternCounts = std::map<std::pair<std::string, std::size_t>, std::int64_t>;

bool is_singleton(std::size_t group) { return simulated_groups[group].evidence_class == EvidenceClass::singleton; }

std::int32_t draw_family_size(std::size_t group, Random& random) {
    if (is_singleton(group)) {
        return 1;
    }
    // As draw_molecule makes them: two families of 1 + Poisson(2.2), or one of 2 + Poisson(1.2).
    return 2 + static_cast<std::int32_t>(random.poisson(group == 0 ? 4.4 : 1.2));
}

void add_alternatives(LocusCounts& counts, std::int64_t number, std::vector<double> const& length_sums,
                      std::size_t group, Random& random) {
    counts.alt += number;
    for (std::int64_t molecule = 0; molecule < number; ++molecule) {
        auto const found = std::ranges::upper_bound(length_sums, random.uniform());
        auto const index = std::min<std::ptrdiff_t>(found - length_sums.begin(), longest_fragment - shortest_fragment);
        counts.alt_lengths.push_back(shortest_fragment + static_cast<std::int32_t>(index));
        counts.alt_family_sizes.push_back(draw_family_size(group, random));
    }
}

/// What a number of equal molecules show at one allele.
struct Shown {
    std::int64_t readable = 0;
    std::int64_t alternative = 0;
};

Shown draw_allele(RegionDraw const& draw, std::size_t allele, std::size_t group, std::int64_t molecules, bool carry,
                  WindowSetShare const& share, GroupCounts& all, Random& random) {
    auto& counts = all.counts;
    auto const& errors = draw.setting.scenario.errors;
    auto const& law = draw.law.alleles[allele];
    auto const kind = law.variant.kind();
    bool const by_bases = kind == VariantKind::snv || kind == VariantKind::mnv;
    double const bases = by_bases ? static_cast<double>(law.variant.ref.size()) : 0;
    auto const masked = random.binomial(molecules, std::min(1.0, errors.masked * bases));
    auto agreed = random.binomial(molecules - masked, share.both_mates[allele]);
    double const lone_rate =
        is_singleton(group) ? std::min(1.0, errors.sequencing * draw.sample_factor * bases) : 0;
    auto const disagreed = random.binomial(agreed, lone_rate);
    agreed -= disagreed;
    Shown shown;
    shown.readable = molecules - masked - disagreed;
    auto const lone = random.binomial(shown.readable - agreed, lone_rate / 2);
    counts.unreadable += masked;
    counts.mate_disagreement += disagreed;
    counts.depth += shown.readable;
    counts.depth_mates_agreed += agreed;
    if (carry) {
        all.carriers += molecules;
        shown.alternative = shown.readable - lone;
        counts.other += lone;
        counts.alt_mates_agreed += agreed;
    } else {
        auto const rate = [&](double mean) { return std::min(1.0, mean * draw.sample_factor); };
        auto const by_error = random.binomial(shown.readable - lone, rate(law.alt_rate[group]));
        auto const lone_alternative = kind == VariantKind::snv ? random.binomial(lone, 1.0 / 3) : 0;
        shown.alternative = by_error + lone_alternative;
        all.error_alt += shown.alternative;
        counts.other += lone - lone_alternative;
        counts.other += random.binomial(shown.readable - lone - by_error, rate(law.other_rate[group]));
        double const both = shown.readable > 0 ? static_cast<double>(agreed) / static_cast<double>(shown.readable) : 0;
        counts.alt_mates_agreed += random.binomial(by_error, both);
    }
    add_alternatives(counts, shown.alternative, share.length_sums, group, random);
    return shown;
}

std::string pattern_text(std::vector<AlleleLaw> const& alleles, bool first, bool second) {
    return to_text(alleles[0].variant) + (first ? "=1," : "=0,") + to_text(alleles[1].variant) + (second ? "=1" : "=0");
}

/// Molecules that read both alleles of a linked pair, by what they show of each.
void add_patterns(std::vector<AlleleLaw> const& alleles, std::array<Shown, 2> const& shown, bool carry,
                  std::int64_t molecules, std::size_t group, PatternCounts& patterns) {
    auto const unreadable = 2 * molecules - shown[0].readable - shown[1].readable;
    auto const read = std::max<std::int64_t>(0, molecules - unreadable);
    auto const add = [&](bool first, bool second, std::int64_t count) {
        if (count > 0) {
            patterns[{pattern_text(alleles, first, second), group}] += count;
        }
    };
    if (carry) {
        add(true, true, read);
        return;
    }
    auto const first = std::min(shown[0].alternative, read);
    auto const second = std::min(shown[1].alternative, read - first);
    add(true, false, first);
    add(false, true, second);
    add(false, false, read - first - second);
}

void draw_loci(RegionDraw const& draw, AlleleCounts& counts, PatternCounts& patterns, Random& random) {
    std::array<std::array<double, 2>, 2> weights{};   // [carries][tumor]
    for (auto const& copy : draw.mixture.copies) {
        weights[1][copy.tumor ? 1 : 0] += copy.weight * copy.carried;
        weights[0][copy.tumor ? 1 : 0] += copy.weight * (1 - copy.carried);
    }
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        double const mean = draw.molecules * group_share(draw.setting.scenario.molecules, group);
        for (std::size_t carry = 0; carry < 2; ++carry) {
            for (std::size_t tumor = 0; tumor < 2; ++tumor) {
                auto const& sets = draw.law.windows[tumor];
                for (std::size_t set = 1; set < sets.size(); ++set) {
                    auto const molecules = random.poisson(mean * weights[carry][tumor] * sets[set].probability);
                    std::array<Shown, 2> shown{};
                    for (std::size_t allele = 0; allele < draw.law.alleles.size(); ++allele) {
                        if ((set >> allele & 1) != 0) {
                            shown[allele] = draw_allele(draw, allele, group, molecules, carry == 1, sets[set],
                                                        counts[allele][group], random);
                        }
                    }
                    if (set == 3) {
                        add_patterns(draw.law.alleles, shown, carry == 1, molecules, group, patterns);
                    }
                }
            }
        }
    }
}

/// Sums that become context rows: molecule-bases and errors.
struct ContextSums {
    std::map<std::pair<std::string, std::size_t>, std::int64_t> molecules;               ///< context, group
    std::map<std::tuple<std::string, std::string, std::size_t>, std::int64_t> errors;    ///< and substitution
    std::array<std::int64_t, error_layer_count> covered{};
    std::array<std::array<std::int64_t, 2>, error_layer_count> events{};                 ///< deletions, insertions
};

void draw_background(RegionDraw const& draw, ContextSums& sums, SampleEvidence& evidence, Random& random) {
    auto const& law = draw.law;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> mismatches;   // allele number, group
    std::array<std::int64_t, error_layer_count> drawn{};
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        drawn[group] = random.poisson(draw.molecules * group_share(draw.setting.scenario.molecules, group));
        auto const& rates = law.background_sums[group];
        if (rates.empty()) {
            continue;
        }
        double const scale = static_cast<double>(drawn[group]) * draw.sample_factor;
        for (auto count = random.poisson(scale * rates.back()); count > 0; --count) {
            auto const found = std::ranges::upper_bound(rates, rates.back() * random.uniform());
            ++mismatches[{std::min(static_cast<std::size_t>(found - rates.begin()), rates.size() - 1), group}];
        }
        double const factor = scale * indel_error_factor(static_cast<ErrorLayer>(group));
        sums.events[group][0] += random.poisson(factor * law.deletion_rate);
        sums.events[group][1] += random.poisson(factor * law.insertion_rate);
    }
    auto const depth = [&](std::size_t stretch, std::size_t group) {
        return static_cast<std::int64_t>(static_cast<double>(drawn[group]) * law.stretches[stretch].cover + 0.5);
    };
    auto const& contig = law.alleles.front().variant.contig;
    for (std::size_t stretch = 0; stretch < law.stretches.size(); ++stretch) {
        auto const& [begin, end, cover] = law.stretches[stretch];
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            if (depth(stretch, group) > 0) {
                evidence.depths.push_back({contig, begin, end, simulated_groups[group], depth(stretch, group)});
                sums.covered[group] += depth(stretch, group) * (end - begin);
            }
        }
    }
    for (std::size_t allele = 0; allele < law.background.size(); allele += 3) {
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            sums.molecules[{law.background[allele].context, group}] += depth(law.background[allele].stretch, group);
        }
    }
    for (auto const& [key, count] : mismatches) {
        auto const& [variant, context, stretch] = law.background[key.first];
        auto const group = key.second;
        auto const shown = std::min(count, depth(stretch, group));
        if (shown > 0) {
            sums.errors[{context, variant.ref + ">" + variant.alt, group}] += shown;
            evidence.mismatches.push_back({variant, simulated_groups[group], depth(stretch, group), shown, false});
        }
    }
}

void add_context_rows(ContextSums const& sums, SampleEvidence& evidence) {
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        if (sums.covered[group] > 0) {
            auto const& events = sums.events[group];
            auto const& all = simulated_groups[group];
            evidence.contexts.push_back({all, {}, "del", sums.covered[group], events[0]});
            evidence.contexts.push_back({all, {}, "ins", sums.covered[group], events[1]});
            evidence.contexts.push_back({all, {}, "mnv", sums.covered[group], 0});
        }
    }
    for (auto const& [key, molecules] : sums.molecules) {
        auto const& [context, group] = key;
        for (char const alt : std::string_view{"ACGT"}) {
            if (alt != context[1] && molecules > 0) {
                auto const substitution = std::string{context[1], '>', alt};
                auto const errors = sums.errors.find({context, substitution, group});
                evidence.contexts.push_back({simulated_groups[group], context, substitution, molecules,
                                             errors == sums.errors.end() ? 0 : errors->second});
            }
        }
    }
    std::ranges::sort(evidence.contexts, {}, [](ContextRow const& row) {
        return std::tuple{std::string_view{row.context}, std::string_view{row.substitution}, row.group};
    });
}

void add_locus_rows(RegionDraw const& draw, AlleleCounts& counts, DrawnEvidence& drawn) {
    auto truths = variant_truths(draw.setting, draw.region.placed, draw.mixture.true_vaf);
    for (std::size_t allele = 0; allele < counts.size(); ++allele) {
        auto& truth = truths[allele];
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            auto& [row, carriers, error_alt] = counts[allele][group];
            std::ranges::sort(row.alt_lengths);
            std::ranges::sort(row.alt_family_sizes);
            truth.depth += row.depth + row.unreadable + row.mate_disagreement;
            truth.alt_molecules += carriers;
            truth.usable_depth += row.depth;
            truth.usable_alt_molecules += row.alt;
            truth.error_alt_molecules += error_alt;
            drawn.evidence.loci.push_back({truth.variant, simulated_groups[group], std::move(row), std::nullopt});
        }
        drawn.truth.variants.push_back(std::move(truth));
    }
}

}  // namespace

DrawnEvidence draw_evidence(SimulationSetting const& setting, std::span<RegionEvidenceLaw const> laws,
                            SamplePlan const& plan, Panel const& panel) {
    DrawnEvidence drawn{{}, sample_truth(setting, plan)};
    auto& evidence = drawn.evidence;
    evidence.facts = {plan.row.sample, panel.hash, panel.reference_hash, "consensus", {}, "unverified"};
    Random random{setting.seed, "evidence\t" + plan.row.sample + "\t" + panel.patient};
    std::set<Variant> tracked;
    for (auto const& entry : panel.entries) {
        tracked.insert(entry.variant);
    }
    ContextSums sums;
    for (std::size_t number = 0; number < laws.size(); ++number) {
        auto const& region = setting.assay.regions[number];
        auto const mixture = region_mixture(setting.scenario, setting.assay, plan, number);
        double const usable = 1 - setting.scenario.molecules.low_mapping_quality;
        RegionDraw const draw{setting, region, laws[number], mixture, plan.molecules * region.efficiency * usable,
                              drawn.truth.error_factor};
        draw_background(draw, sums, evidence, random);
        if (tracked.contains(region.placed.alleles.front())) {
            AlleleCounts counts(region.placed.alleles.size());
            PatternCounts patterns;
            draw_loci(draw, counts, patterns, random);
            add_locus_rows(draw, counts, drawn);
            for (auto const& [key, molecules] : patterns) {
                evidence.haplotypes.push_back({key.first, simulated_groups[key.second], molecules});
            }
        }
    }
    add_context_rows(sums, evidence);
    return drawn;
}

}  // namespace tidemark
