#include "stages/simulate/draw_loci.hpp"

#include <algorithm>

namespace tidemark {
namespace {

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
    std::int64_t reference = 0;
};

Shown draw_allele(RegionDraw const& draw, std::size_t allele, std::size_t group, std::int64_t molecules, bool carry,
                  WindowSetShare const& share, GroupCounts& all, Random& random) {
    if (molecules == 0) {
        return {};
    }
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
        auto const other = lone - lone_alternative +
                           random.binomial(shown.readable - lone - by_error, rate(law.other_rate[group]));
        counts.other += other;
        shown.reference = shown.readable - shown.alternative - other;
        double const both = shown.readable > 0 ? static_cast<double>(agreed) / static_cast<double>(shown.readable) : 0;
        counts.alt_mates_agreed += random.binomial(by_error, both);
    }
    add_alternatives(counts, shown.alternative, share.length_sums, group, random);
    return shown;
}

void add_reference(DrawnLoci& drawn, std::int64_t molecules, WindowSetShare const& share) {
    auto const& sums = share.length_sums;
    drawn.reference_lengths.resize(sums.size(), 0);
    drawn.reference_molecules += molecules;
    if (molecules == 0 || sums.empty()) {
        return;
    }
    // Nothing is carried from length to length, so that the compiler takes several at once.
    auto const number = static_cast<double>(molecules);
    auto* const lengths = drawn.reference_lengths.data();
    lengths[0] += number * sums[0];
    for (std::size_t index = 1; index < sums.size(); ++index) {
        lengths[index] += number * (sums[index] - sums[index - 1]);
    }
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

}  // namespace

DrawnLoci draw_loci(RegionDraw const& draw, Random& random) {
    DrawnLoci drawn;
    drawn.counts.resize(draw.law.alleles.size());
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
                    double const expected = mean * weights[carry][tumor] * sets[set].probability;
                    auto const molecules = expected > 0 ? random.poisson(expected) : 0;
                    std::array<Shown, 2> shown{};
                    for (std::size_t allele = 0; allele < draw.law.alleles.size(); ++allele) {
                        if ((set >> allele & 1) != 0) {
                            shown[allele] = draw_allele(draw, allele, group, molecules, carry == 1, sets[set],
                                                        drawn.counts[allele][group], random);
                            add_reference(drawn, shown[allele].reference, sets[set]);
                        }
                    }
                    if (set == 3) {
                        add_patterns(draw.law.alleles, shown, carry == 1, molecules, group, drawn.patterns);
                    }
                }
            }
        }
    }
    return drawn;
}

}  // namespace tidemark
