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

std::vector<PossibleCopies> states_in(LocusCandidate const& locus, Sighting const& sighting, TumorTissue const& tissue) {
    auto const state = copy_state(locus.variant, sighting.tumor_vaf, tissue);
    auto const segment = segment_at(tissue.segments, locus.variant);
    if (!segment || !state.total_copies) {
        return {};
    }
    double const share = segment->cell_fraction.value_or(1);
    std::vector<PossibleCopies> states;
    for (double copies = 1; copies <= std::max(std::round(segment->major_copies), 1.0); copies += 1) {
        double const mutated = share * copies + (1 - share);
        if (mutated <= *state.total_copies) {
            states.push_back({mutated, *state.total_copies, 1});
        }
    }
    if (sighting.tumor_vaf && tissue.purity && state.normal_copies) {
        double const all = *tissue.purity * *state.total_copies + (1 - *tissue.purity) * *state.normal_copies;
        for (auto& each : states) {
            each.weight = agreement(sighting, std::min(*tissue.purity * each.multiplicity / all, 1.0));
        }
    }
    return normalised(std::move(states));
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
    if (states.empty() || states.front().weight >= sure) {
        return {};
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
