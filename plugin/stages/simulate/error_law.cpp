#include "stages/simulate/error_law.hpp"

#include <algorithm>
#include <functional>
#include <range/v3/view/chunk_by.hpp>
#include <string_view>

#include "values/genome/sequence.hpp"
#include "values/genome/sequence_context.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

/// METHOD: relative rates of a polymerase-and-sequencing error by REF (rows) and ALT, on the strand that is shown;
/// transitions dominate, as in published duplex and UMI spectra. Only the pattern matters: each scenario sets the mean.
constexpr std::array<std::array<double, 4>, 4> substitution_weight{{{0, 0.6, 1.6, 0.5},
                                                                    {0.7, 0, 0.5, 2.4},
                                                                    {1.9, 0.4, 0, 1.2},
                                                                    {0.5, 1.3, 0.4, 0}}};
constexpr std::array<double, 4> before_weight{0.8, 1.1, 1.3, 0.8};
constexpr std::array<double, 4> after_weight{0.9, 1.0, 1.3, 0.8};

/// Mean over all 64 contexts of the sum over alternatives: divides out, so that class rates are means.
constexpr double mean_weight() {
    double substitutions = 0;
    double before = 0;
    double after = 0;
    for (std::size_t base = 0; base < 4; ++base) {
        for (std::size_t alt = 0; alt < 4; ++alt) {
            substitutions += substitution_weight[base][alt] / 4;
        }
        before += before_weight[base] / 4;
        after += after_weight[base] / 4;
    }
    return substitutions * before * after;
}

struct ShownContext {
    std::size_t before = 0;
    std::size_t ref = 0;
    std::size_t after = 0;
    std::size_t alt = 0;
};

constexpr ShownContext other_strand(ShownContext context) {
    return {3 - context.after, 3 - context.ref, 3 - context.before, 3 - context.alt};
}

double ordinary(ShownContext c) {
    return substitution_weight[c.ref][c.alt] * before_weight[c.before] * after_weight[c.after] / mean_weight();
}

/// Damage of one strand that no other strand corrects: deaminated C reads T (methylated CpG more so), oxidised G
/// reads T. Means over contexts as set: a quarter of all bases is the damaged one.
double damage(ScenarioErrors const& errors, ShownContext c) {
    constexpr std::size_t cytosine = 1;
    constexpr std::size_t guanine = 2;
    constexpr std::size_t thymine = 3;
    if (c.alt != thymine) {
        return 0;
    }
    if (c.ref == cytosine) {
        return errors.deamination * 4 * (c.after == guanine ? 2.2 : 0.6);
    }
    return c.ref == guanine ? errors.oxidation * 4 : 0;
}

/// Gamma with mean 1 and squared coefficient of variation `dispersion`, times `hot_factor` at a few alleles.
double locus_factor(ScenarioErrors const& errors, Random& random) {
    double const factor = errors.locus_dispersion > 0 ? random.gamma(1 / errors.locus_dispersion, 1) : 1;
    return random.chance(errors.hot_share) ? factor * errors.hot_factor : factor;
}

void add_homopolymers(ScenarioErrors const& errors, AssayRegion const& region, std::vector<IndelError>& indels) {
    auto const& bases = region.sequence.bases;
    constexpr std::size_t shortest_run = 5;
    for (auto const same : bases | ranges::views::chunk_by(std::equal_to{})) {
        auto const begin = static_cast<std::size_t>(same.begin() - bases.begin());
        auto const end = static_cast<std::size_t>(same.end() - bases.begin());
        // A run that the region cuts may go on outside.
        if (end - begin >= shortest_run && begin > 0 && end < bases.size()) {
            double rate = errors.homopolymer_indel;
            for (std::size_t length = shortest_run; length < std::min<std::size_t>(end - begin, 12); ++length) {
                rate *= 3;
            }
            auto const anchor = region.sequence.begin + (static_cast<std::int64_t>(begin) - 1);
            auto const run = Interval{anchor + 1, anchor + 1 + static_cast<std::int64_t>(end - begin)};
            auto const pair = std::string{bases[begin - 1], bases[begin]};
            auto const single = pair.substr(0, 1);
            auto const& contig = region.placed.alleles.front().contig;
            // A base is lost about twice as often as one is gained.
            indels.push_back({Variant{contig, anchor, pair, single}, run, rate * 2 / 3});
            indels.push_back({Variant{contig, anchor, single, pair}, run, rate / 3});
        }
    }
}

}  // namespace

double context_error_rate(ScenarioErrors const& errors, ErrorLayer layer, char before, char ref, char after,
                          char alt) {
    auto const numbers = std::array{base_number(before), base_number(ref), base_number(after), base_number(alt)};
    if (!std::ranges::all_of(numbers, [](auto const& number) { return number.has_value(); }) || ref == alt) {
        return 0;
    }
    ShownContext const forward{*numbers[0], *numbers[1], *numbers[2], *numbers[3]};
    auto const reverse = other_strand(forward);
    switch (layer) {
        case ErrorLayer::duplex: return errors.duplex * (ordinary(forward) + ordinary(reverse)) / 2;
        case ErrorLayer::simplex_forward: return errors.simplex * ordinary(forward) + damage(errors, forward);
        case ErrorLayer::simplex_reverse: return errors.simplex * ordinary(reverse) + damage(errors, reverse);
        case ErrorLayer::singleton_forward: return errors.singleton * ordinary(forward) + damage(errors, forward);
        case ErrorLayer::singleton_reverse: return errors.singleton * ordinary(reverse) + damage(errors, reverse);
    }
    return 0;
}

double indel_error_factor(ErrorLayer layer) {
    switch (layer) {
        case ErrorLayer::duplex: return 0.05;
        case ErrorLayer::simplex_forward:
        case ErrorLayer::simplex_reverse: return 1;
        case ErrorLayer::singleton_forward:
        case ErrorLayer::singleton_reverse: return 4;
    }
    return 1;
}

double RegionErrors::rate(ErrorLayer layer, Position position, char ref, char alt) const {
    auto const& layer_sums = sums[static_cast<std::size_t>(layer)];
    std::size_t entry = static_cast<std::size_t>(position - begin) * 3;
    for (char const base : plain_bases) {
        if (base == alt) {
            break;
        }
        entry += base == ref ? 0 : 1;
    }
    return layer_sums[entry] - (entry == 0 ? 0 : layer_sums[entry - 1]);
}

double RegionErrors::total(ErrorLayer layer, Interval interval) const {
    auto const& layer_sums = sums[static_cast<std::size_t>(layer)];
    auto const up_to = [&](Position position) {
        auto const entry = static_cast<std::size_t>(position - begin) * 3;
        return entry == 0 ? 0.0 : layer_sums[entry - 1];
    };
    return up_to(interval.end()) - up_to(interval.begin());
}

RegionErrors region_errors(ScenarioErrors const& errors, AssayRegion const& region, std::uint64_t seed,
                           std::size_t layers) {
    RegionErrors result;
    result.begin = region.sequence.begin;
    Random random{seed, "errors\t" + to_text(region.placed.alleles.front())};
    auto const& bases = region.sequence.bases;
    for (std::size_t layer = 0; layer < layers; ++layer) {
        double sum = 0;
        auto& sums = result.sums[layer];
        sums.reserve(bases.size() * 3);
        for (std::size_t offset = 0; offset < bases.size(); ++offset) {
            char const before = offset == 0 ? 'N' : bases[offset - 1];
            char const after = offset + 1 == bases.size() ? 'N' : bases[offset + 1];
            int entries = 0;
            for (char const alt : plain_bases) {
                if (alt != bases[offset] && entries < 3) {
                    double const factor = locus_factor(errors, random);
                    sum += factor * context_error_rate(errors, static_cast<ErrorLayer>(layer), before, bases[offset],
                                                       after, alt);
                    sums.push_back(sum);
                    ++entries;
                }
            }
        }
    }
    add_homopolymers(errors, region, result.indels);
    return result;
}

}  // namespace tidemark
