#include "calibration/cohort.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tidemark::calibration {
namespace {

constexpr MoleculeGroup group{EvidenceClass::simplex, MoleculeStrand::none};
constexpr std::int64_t spacing = 1000;
constexpr std::int64_t region_start = 200;
constexpr std::array<char, 4> bases{'A', 'C', 'G', 'T'};

/// One of the 32 trinucleotides with C or T in the middle.
std::string trinucleotide(std::size_t number) {
    return {bases[number / 8], number / 4 % 2 == 0 ? 'C' : 'T', bases[number % 4]};
}

/// The three bases that are not the middle one.
char other_base(std::size_t trinucleotide_number, std::size_t which) {
    char const middle = trinucleotide_number / 4 % 2 == 0 ? 'C' : 'T';
    std::string others{"ACGT"};
    others.erase(others.find(middle), 1);
    return others[which];
}

std::string substitution(std::size_t kind) {
    return {trinucleotide(kind / 3)[1], '>', other_base(kind / 3, kind % 3)};
}

Variant variant_at(std::int64_t position, std::size_t kind) {
    return Variant{"chr1", Position{position}, std::string{trinucleotide(kind / 3)[1]},
                   std::string{other_base(kind / 3, kind % 3)}};
}

double log_uniform(std::mt19937_64& random, double low, double high) {
    return std::pow(10.0, std::uniform_real_distribution<double>{low, high}(random));
}

std::int64_t poisson(std::mt19937_64& random, double mean) {
    return mean > 0 ? std::poisson_distribution<std::int64_t>{mean}(random) : 0;
}

}  // namespace

char const* name_of(Noise noise) {
    switch (noise) {
        case Noise::ideal: return "ideal";
        case Noise::shared_25: return "shared CV 25 %";
        case Noise::shared_50: return "shared CV 50 %";
        case Noise::hot_loci: return "1 % hot loci";
        case Noise::haematopoiesis: return "CH in 20 %";
    }
    return "";
}

bool is_modelled(Noise noise) { return noise == Noise::ideal || noise == Noise::shared_25 || noise == Noise::shared_50; }

Cohort::Cohort(CohortSetting const& setting, std::uint64_t seed) : setting_{setting}, random_{seed} {
    std::normal_distribution<double> spread{0, 1.3};
    for (auto& rate : kind_rates_) {
        rate = 3e-6 * std::exp(spread(random_));
    }
    std::uniform_int_distribution<std::size_t> any_kind{0, 95};
    std::uniform_int_distribution<std::uint16_t> any_trinucleotide{0, 31};
    constexpr std::array<double, 4> multiplicities{1, 1, 1, 2};
    constexpr std::array<double, 5> copies{2, 2, 2, 3, 4};
    constexpr std::array<double, 3> cell_fractions{1, 0.5, 0.25};
    for (std::size_t locus = 0; locus < setting.loci; ++locus) {
        auto const kind = any_kind(random_);
        kinds_.push_back(kind);
        contexts_.push_back(setting.reference ? trinucleotide(kind / 3) : std::string{});
        rates_.push_back(place_rate(kind));
        PanelEntry entry;
        entry.variant = variant_at(spacing * static_cast<std::int64_t>(locus + 1), kind);
        entry.trunk = locus + setting.parts < setting.loci;
        if (!*entry.trunk) {
            entry.lesions = {"A"};
            entry.ccf = cell_fractions[locus % 3];
        }
        entry.multiplicity = multiplicities[random_() % 4];
        entry.total_copies = copies[random_() % 5];
        panel_.entries.push_back(std::move(entry));
        auto& region = regions_.emplace_back();
        double sum = 0;
        for (std::size_t base = 0; base < setting.bases; ++base) {
            auto const number = static_cast<std::uint8_t>(any_trinucleotide(random_));
            region.trinucleotides.push_back(number);
            for (std::size_t which = 0; which < 3; ++which) {
                region.running.push_back(sum += place_rate(3 * static_cast<std::size_t>(number) + which));
            }
        }
    }
    panel_.patient = "P";
    panel_.hash = panel_hash(panel_.entries);
}

std::string Cohort::context_of(Variant const& variant) const {
    if (!setting_.reference) {
        return {};
    }
    auto const number = static_cast<std::size_t>(variant.position.value / spacing - 1);
    auto const beside = variant.position.value % spacing;
    return beside == 0 ? trinucleotide(kinds_[number] / 3)
                       : trinucleotide(regions_[number].trinucleotides[static_cast<std::size_t>(beside - region_start)]);
}

double Cohort::place_rate(std::size_t kind) {
    if (setting_.noise != Noise::hot_loci && setting_.noise != Noise::haematopoiesis) {
        return kind_rates_[kind];
    }
    if (std::bernoulli_distribution{0.01}(random_)) {
        return log_uniform(random_, -4.3, -3.2);
    }
    return kind_rates_[kind] * std::gamma_distribution<double>{1, 1}(random_);
}

double Cohort::level_variation() const {
    return setting_.noise == Noise::shared_25 ? 0.25 : setting_.noise == Noise::shared_50 ? 0.5 : 0;
}

double Cohort::sample_factor() {
    double const variation = level_variation();
    return variation > 0
               ? std::gamma_distribution<double>{1 / (variation * variation), variation * variation}(random_)
               : 1;
}

double Cohort::vaf(std::size_t locus, double fraction) const {
    auto const& entry = panel_.entries[locus];
    double const part = *entry.trunk ? 1 : entry.ccf.value_or(1) * setting_.part_level;
    return std::min(1.0, fraction * part * *entry.multiplicity / (fraction * *entry.total_copies + (1 - fraction) * 2));
}

double Cohort::expected_background() const {
    double sum = 0;
    for (double const rate : rates_) {
        sum += rate * setting_.depth;
    }
    return sum;
}

void Cohort::draw_background(SampleEvidence& evidence, std::vector<std::int64_t> const& depth, double factor) {
    std::array<std::int64_t, 32> molecules{};
    std::array<std::int64_t, 96> errors{};
    for (std::size_t number = 0; number < regions_.size(); ++number) {
        auto const& region = regions_[number];
        auto const begin = spacing * static_cast<std::int64_t>(number + 1) + region_start;
        evidence.depths.push_back({"chr1", Position{begin}, Position{begin + static_cast<std::int64_t>(setting_.bases)}, group,
                                   depth[number]});
        for (auto const base : region.trinucleotides) {
            molecules[base] += depth[number];
        }
        double const sum = region.running.back();
        auto const wrong = poisson(random_, factor * static_cast<double>(depth[number]) * sum);
        std::map<std::size_t, std::int64_t> alt;
        for (std::int64_t each = 0; each < wrong; ++each) {
            double const at = std::uniform_real_distribution<double>{0, sum}(random_);
            auto const found = std::ranges::upper_bound(region.running, at) - region.running.begin();
            ++alt[std::min(static_cast<std::size_t>(found), region.running.size() - 1)];
        }
        for (auto const& [allele, count] : alt) {
            auto const kind = 3 * static_cast<std::size_t>(region.trinucleotides[allele / 3]) + allele % 3;
            bool const polymorphic = count >= 2 && static_cast<double>(count) >= 0.05 * static_cast<double>(depth[number]);
            evidence.mismatches.push_back({variant_at(begin + static_cast<std::int64_t>(allele / 3), kind), group, depth[number],
                                           count, polymorphic});
            errors[kind] += polymorphic ? 0 : count;
        }
    }
    for (std::size_t kind = 0; kind < errors.size(); ++kind) {
        evidence.contexts.push_back({group, trinucleotide(kind / 3), substitution(kind), molecules[kind / 3], errors[kind]});
    }
}

SampleEvidence Cohort::draw(std::string const& name, double depth_share) {
    SampleEvidence evidence;
    evidence.facts.sample = name;
    evidence.facts.panel_hash = panel_.hash;
    evidence.facts.integrity = "declared";
    double const factor = last_factor_ = sample_factor();
    std::vector<std::int64_t> depth;
    std::gamma_distribution<double> coverage{5, depth_share * setting_.depth / 5};
    for (std::size_t locus = 0; locus < setting_.loci; ++locus) {
        double const share = *panel_.entries[locus].trunk ? setting_.trunk_share : 1;
        auto const molecules = poisson(random_, share * coverage(random_));
        depth.push_back(molecules);
        LocusRow row{panel_.entries[locus].variant, group, {}, std::nullopt};
        row.counts.depth = molecules;
        row.counts.alt = std::min(molecules, poisson(random_, factor * rates_[locus] * static_cast<double>(molecules)));
        evidence.loci.push_back(std::move(row));
    }
    draw_background(evidence, depth, factor);
    return evidence;
}

SampleEvidence Cohort::draw_control(std::size_t number) { return draw("control" + std::to_string(number)); }

SampleEvidence Cohort::draw_sample(std::size_t number, double fraction) {
    auto evidence = draw("sample" + std::to_string(number));
    last_blood_ = 0;
    mutations_.clear();
    if (setting_.noise == Noise::haematopoiesis && std::bernoulli_distribution{0.2}(random_)) {
        for (std::size_t each = 0; each < setting_.blood_loci; ++each) {
            auto const locus = random_() % setting_.loci;
            mutations_.push_back({locus, log_uniform(random_, -2.9, -1.7)});
            last_blood_ += add_blood(evidence.loci[locus].counts, mutations_.back().vaf);
        }
    }
    if (fraction > 0) {
        add_tumor(evidence, fraction);
    }
    return evidence;
}

std::int64_t Cohort::add_blood(LocusCounts& counts, double vaf) {
    std::binomial_distribution<std::int64_t> blood{counts.depth - counts.alt, vaf};
    auto const molecules = blood(random_);
    counts.alt += molecules;
    return molecules;
}

SampleEvidence Cohort::draw_white_cells(double depth_share, double tumor) {
    auto evidence = draw("white_cells", depth_share);
    for (auto const& mutation : mutations_) {
        add_blood(evidence.loci[mutation.locus].counts, mutation.vaf);
    }
    if (tumor > 0) {
        add_tumor(evidence, tumor);
    }
    return evidence;
}

void Cohort::add_tumor(SampleEvidence& evidence, double fraction) {
    for (std::size_t locus = 0; locus < evidence.loci.size(); ++locus) {
        auto& counts = evidence.loci[locus].counts;
        std::binomial_distribution<std::int64_t> tumor{counts.depth - counts.alt, vaf(locus, fraction)};
        counts.alt += tumor(random_);
    }
}

PlainCounts plain_counts(SampleEvidence const& evidence) {
    PlainCounts counts;
    for (auto const& row : evidence.loci) {
        counts.depth.push_back(row.counts.depth);
        counts.alt.push_back(row.counts.alt);
    }
    return counts;
}

}  // namespace tidemark::calibration
