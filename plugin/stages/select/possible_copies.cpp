#include "stages/select/possible_copies.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace tidemark {
namespace {

constexpr double sure = 0.99;
constexpr double negligible = 0.01;

/// Density of the observed VAF round the expected one.
double agreement(Sighting const& sighting, double expected) {
    double const scatter = (sighting.tumor_depth > 0 ? 0.05 : 0.2) * expected;
    double const variance =
        scatter * scatter +
        (sighting.tumor_depth > 0 ? expected * (1 - expected) / static_cast<double>(sighting.tumor_depth) : 0);
    double const distance = *sighting.tumor_vaf - expected;
    return std::exp(-distance * distance / (2 * variance)) / std::sqrt(2 * std::numbers::pi * variance);
}

std::vector<PossibleCopies> normalised(std::vector<PossibleCopies> states) {
    double total = 0;
    for (auto const& state : states) {
        total += state.weight;
    }
    for (auto& state : states) {
        state.weight = total > 0 ? state.weight / total : 1 / static_cast<double>(states.size());
    }
    return states;
}

struct WeightedNumber {
    double number = 0;
    double weight = 1;
};

/// The number itself where it is sure, else all whole numbers within three standard errors, and the nearest one.
std::vector<WeightedNumber> numbers_around(double mean, double standard_error) {
    if (standard_error <= 0) {
        return {{mean, 1}};
    }
    constexpr double reach = 3;
    double const nearest = std::round(mean);
    double const first = std::max(std::min(std::ceil(mean - reach * standard_error), nearest), 0.0);
    double const last = std::max(std::floor(mean + reach * standard_error), nearest);
    std::vector<WeightedNumber> numbers;
    for (double number = first; number <= last; number += 1) {
        double const distance = (number - mean) / standard_error;
        numbers.push_back({number, std::exp(-distance * distance / 2)});
    }
    return numbers;
}

/// Adds all multiplicities of one pair of major and minor copies, which share its weight.
void add_multiplicities(std::vector<PossibleCopies>& states, double major, double total, double share, double weight) {
    double const most = std::max(std::round(major), 1.0);
    for (double copies = 1; copies <= most; copies += 1) {
        double const mutated = share * copies + (1 - share);
        if (mutated <= total) {
            states.push_back({mutated, total, weight / most});
        }
    }
}

std::vector<PossibleCopies> states_in(LocusCandidate const& locus, Sighting const& sighting, TumorTissue const& tissue) {
    auto const state = copy_state(locus.variant, sighting.tumor_vaf, tissue);
    auto const segment = segment_at(tissue.segments, locus.variant);
    if (!segment || !state.total_copies) {
        return {};
    }
    double const share = segment->cell_fraction.value_or(1);
    std::vector<PossibleCopies> states;
    for (auto const& major : numbers_around(segment->major_copies, segment->major_copies_sd)) {
        for (auto const& minor : numbers_around(segment->minor_copies, segment->minor_copies_sd)) {
            if (major.number <= 0 || minor.number > major.number) {
                continue;
            }
            double const own = major.number + minor.number;
            double const total = share < 1 ? share * own + (1 - share) * *state.normal_copies : own;
            add_multiplicities(states, major.number, total, share, major.weight * minor.weight);
        }
    }
    if (sighting.tumor_vaf && tissue.purity && state.normal_copies) {
        for (auto& each : states) {
            double const all = *tissue.purity * each.total_copies + (1 - *tissue.purity) * *state.normal_copies;
            each.weight *= agreement(sighting, std::min(*tissue.purity * each.multiplicity / all, 1.0));
        }
    }
    return normalised(std::move(states));
}

/// Whether the panel's columns of one state say the same.
bool is_agreed(PossibleCopies const& state, LocusCopyState const& agreed) {
    return agreed.multiplicity == state.multiplicity && agreed.total_copies == state.total_copies;
}

bool has_uncertain_segment(LocusCandidate const& locus, std::span<TumorTissue const> tissues) {
    return std::ranges::any_of(locus.sightings, [&](Sighting const& sighting) {
        auto const segment = segment_at(tissues[sighting.source].segments, locus.variant);
        return segment && segment->major_copies_sd + segment->minor_copies_sd > 0;
    });
}

}  // namespace

std::vector<PossibleCopies> possible_copies(LocusCandidate const& locus, std::span<TumorTissue const> tissues) {
    std::map<std::pair<double, double>, double> weights;
    double told = 0;
    for (auto const& sighting : locus.sightings) {
        auto const states = states_in(locus, sighting, tissues[sighting.source]);
        for (auto const& state : states) {
            weights[{state.multiplicity, state.total_copies}] += state.weight;
        }
        told += states.empty() ? 0 : 1;
    }
    std::vector<PossibleCopies> states;
    for (auto const& [copies, weight] : weights) {
        if (weight / told >= negligible) {
            states.push_back({copies.first, copies.second, weight});
        }
    }
    states = normalised(std::move(states));
    std::ranges::stable_sort(states, std::ranges::greater{}, &PossibleCopies::weight);
    if (states.empty()) {
        return {};
    }
    if (states.front().weight >= sure) {
        // What the VAF settled may be another state than the segment's own numbers say.
        bool const other = has_uncertain_segment(locus, tissues) && !is_agreed(states.front(), agreed_copy_state(locus, tissues));
        return other ? std::vector<PossibleCopies>{{states.front().multiplicity, states.front().total_copies, 1}}
                     : std::vector<PossibleCopies>{};
    }
    // Four digits are more than any tissue tells; the most likely state takes what rounding leaves.
    double rest = 1;
    for (auto& state : states) {
        state.weight = std::round(state.weight * 1e4) / 1e4;
        rest -= state.weight;
    }
    states.front().weight = std::round((states.front().weight + rest) * 1e4) / 1e4;
    return states;
}

}  // namespace tidemark
