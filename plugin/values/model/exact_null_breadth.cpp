// Support at too few places beside a high T: what `power` takes off.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/model/exact_null.hpp"
#include "values/model/place_support.hpp"
#include "values/model/sum_law.hpp"

namespace tidemark {
namespace {

/// P(X >= k) <= E[X … (X-k+1)] / k!.
double bound_of_tail(NegativeBinomial const& law, std::int64_t needed) {
    double at_least = 1;
    for (std::int64_t k = 0; k < needed && at_least > 1e-300 && at_least < 1e300; ++k) {
        at_least *= law.mean * (1 + law.dispersion * static_cast<double>(k)) / static_cast<double>(k + 1);
    }
    return std::min(at_least, 1.0);
}

/// What single_unit_chance needs of one of a group's places: a bound of P(X >= k) for the fewest molecules k that can reach
/// `critical`: of an ordinary unit, and of one with every cell hot with the chance that any is. Where caps leave too little, 0.
template <typename Cells>
double reach_bound(Cells const& cells, double places, CountState const& state, std::int64_t critical) {
    std::int64_t most = 0;
    for (auto const& cell : cells) {
        most += !cell.counts() ? 0 : cell.score.cap > 0 ? cell.score.weight * cell.score.cap : critical;
    }
    if (most < critical) {
        return 0;
    }
    double mean = 0;
    double dispersion = 0;
    double hot_mean = 0;
    double hot_dispersion = 0;
    double hot_share = 0;
    std::int64_t weight = 1;
    for (auto const& cell : cells) {
        if (!cell.counts()) {
            continue;
        }
        auto const part = at_one_place(cell.count, places);
        auto const noise = part.mixture(state.noise_level);
        double const signal = part.signal(state.tumor_fraction);
        mean += noise.ordinary.mean + signal;
        dispersion = std::max(dispersion, noise.ordinary.dispersion);
        hot_mean += std::max(noise.ordinary.mean, noise.hot.mean) + signal;
        hot_dispersion = std::max(hot_dispersion, noise.hot.dispersion);
        hot_share += noise.hot_share;
        weight = std::max(weight, cell.score.weight);
    }
    auto const needed = (critical + weight - 1) / weight;
    double const ordinary = bound_of_tail({mean, dispersion}, needed);
    double const hot =
        hot_share > 0 ? hot_share * bound_of_tail({hot_mean, std::max(dispersion, hot_dispersion)}, needed) : 0;
    return std::min(ordinary + hot, 1.0);
}

CountShare share_of(CellScore const& score, double copies) {
    return {.weight = static_cast<std::size_t>(score.weight), .cap = score.cap, .copies = copies};
}

}  // namespace

// P(T >= critical without breadth).
double StatisticLaw::narrow_chance(double tumor_fraction, std::int64_t critical, Breadth breadth) const {
    if (breadth == Breadth::any) {
        return 0;
    }
    if (breadth == Breadth::two_places && std::ranges::any_of(groups_, &Group::noisy)) {
        return narrow_chance_with_noise(tumor_fraction, critical);
    }
    if (breadth == Breadth::two_places) {
        // Where no unit can reach `critical` alone even at the highest noise level, nothing has to be averaged.
        if (unit_reach_bound(tumor_fraction, critical) < 1e-7) {
            return 0;
        }
        double reachable = 0;
        CountState const state{nodes_.back().value, tumor_fraction};
        for (auto const& group : groups_) {
            reachable += group.all_places() * reach_bound(cells_of(group), group.places, state, critical);
        }
        if (reachable < 1e-7 || empty_elsewhere_bound(tumor_fraction) < 1e-6) {
            return 0;
        }
    }
    double chance = 0;
    for (auto const& node : nodes_) {
        CountState const state{node.value, tumor_fraction};
        chance += node.weight * (breadth == Breadth::two_places ? single_unit_chance(state, critical)
                                                               : single_molecule_chance(state, critical));
    }
    return chance;
}

void StatisticLaw::find_largest_place() {
    for (auto const& group : groups_) {
        LargestPlace place;
        for (auto const& cell : cells_of(group)) {
            if (!cell.counts()) {
                continue;
            }
            auto const noise = at_one_place(cell.count, group.places).mixture(1);
            place.depth += cell.count.depth / group.places;
            place.mean += noise.ordinary.mean;
            place.hot_mean += std::max(noise.ordinary.mean, noise.hot.mean);
            place.hot_share += noise.hot_share;
            place.dispersion = std::max(place.dispersion, noise.ordinary.dispersion);
            place.hot_dispersion = std::max({place.hot_dispersion, noise.ordinary.dispersion, noise.hot.dispersion});
        }
        largest_.count += group.all_places();
        for (auto const part : {&LargestPlace::depth, &LargestPlace::mean, &LargestPlace::dispersion,
                                &LargestPlace::hot_mean, &LargestPlace::hot_dispersion, &LargestPlace::hot_share}) {
            largest_.*part = std::max(largest_.*part, place.*part);
        }
    }
}

// No less than the sum over places of `unit_bounds` at the highest noise level: every place taken for the largest one.
double StatisticLaw::unit_reach_bound(double tumor_fraction, std::int64_t critical) const {
    double const level = std::max(nodes_.back().value, 1.0);
    double highest_vaf = 0;
    for (auto const& signal : signals_) {
        highest_vaf = std::max(highest_vaf, expected_vaf(TumorFractionCell{tumor_fraction}, signal.cell.copies).value);
    }
    double const signal = largest_.depth * highest_vaf;
    auto const needed = (critical + largest_weight_ - 1) / largest_weight_;
    return largest_.count *
           (bound_of_tail({largest_.mean * level + signal, largest_.dispersion}, needed) +
            largest_.hot_share * bound_of_tail({largest_.hot_mean * level + signal, largest_.hot_dispersion}, needed));
}

// An upper bound of the sum over places of P(no support elsewhere), whatever the place itself shows. log P(no molecule) is convex
// in the noise level (a mixture of log-convex functions is log-convex), so chords between a few nodes lie above it.
double StatisticLaw::empty_elsewhere_bound(double tumor_fraction) const {
    constexpr std::size_t chords = 6;
    double own = 0;   // sum over places of 1 / P(it is empty) at the highest level
    std::vector<std::pair<double, double>> known;   // noise level, log P(no molecule at all)
    for (std::size_t index = 0; index <= chords; ++index) {
        auto const& node = nodes_[index * (nodes_.size() - 1) / chords];
        CountState const state{node.value, tumor_fraction};
        double all_empty = 0;
        own = 0;
        for (auto const& group : groups_) {
            double empty = 0;
            for (auto const& cell : cells_of(group)) {
                empty += cell.counts() && !group.noisy ? log_chance_of_none(cell.count, state) : 0;
            }
            all_empty += group.count * empty;
            own += group.all_places() * std::exp(-empty);   // of the whole unit: no less than of one of its places
        }
        known.emplace_back(node.value, all_empty);
    }
    double chance = 0;
    std::size_t right = 1;
    for (auto const& node : nodes_) {
        while (right + 1 < known.size() && known[right].first < node.value) {
            ++right;
        }
        auto const& [low, at_low] = known[right - 1];
        auto const& [high, at_high] = known[right];
        double const way = high > low ? (node.value - low) / (high - low) : 0;
        chance += node.weight * std::exp(at_low + way * (at_high - at_low));
    }
    return chance * own;
}

// P(the one molecule of the sample reaches `critical`).
double StatisticLaw::single_molecule_chance(CountState const& state, std::int64_t critical) const {
    double log_empty = 0;
    double first_terms = 0;
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            if (cell.counts()) {
                log_empty += group.count * log_chance_of_none(cell.count, state);
                first_terms += cell.score.weight >= critical ? group.count * chance_ratio_of_one(cell.count, state) : 0;
            }
        }
    }
    return first_terms * std::exp(log_empty);
}

// Of one place of each group: log P(no molecule), and the bound above.
std::vector<StatisticLaw::UnitBound> StatisticLaw::unit_bounds(CountState const& state, std::int64_t critical) const {
    std::vector<UnitBound> bounds;
    for (auto const& group : groups_) {
        double empty = 0;
        for (auto const& cell : cells_of(group)) {
            auto const part = at_one_place(cell.count, group.places);
            empty += cell.counts() ? log_chance_of_none(part, state) : 0;
        }
        bounds.push_back({empty, reach_bound(cells_of(group), group.places, state, critical)});
    }
    return bounds;
}

// sum over places of P(T of the place >= critical) x P(no support elsewhere). Where many places make it tiny, an upper bound of it
// is used instead: the error of the power stays below 1e-5.
double StatisticLaw::single_unit_chance(CountState const& state, std::int64_t critical) const {
    constexpr double tiny = 1e-5;
    auto const units = unit_bounds(state, critical);
    double all_empty = 0;
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        all_empty += groups_[index].all_places() * units[index].log_empty;
    }
    double bound = 0;
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        bound += groups_[index].all_places() * units[index].at_least * std::exp(all_empty - units[index].log_empty);
    }
    if (bound < tiny) {
        return bound;
    }
    double chance = 0;
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        auto const& group = groups_[index];
        double const others = std::exp(all_empty - units[index].log_empty);
        double const its_bound = group.all_places() * units[index].at_least * others;
        if (its_bound * static_cast<double>(groups_.size()) < tiny / 10) {
            chance += its_bound;
            continue;
        }
        SumLaw unit{static_cast<std::size_t>(critical)};
        for (auto const& cell : cells_of(group)) {
            if (!cell.counts()) {
                continue;
            }
            unit.add(at_one_place(cell.count, group.places), state, share_of(cell.score, 1));
        }
        auto const below = unit.chances();
        double const tail = 1 - std::accumulate(below.begin(), below.end(), 0.0);
        chance += group.all_places() * std::max(tail, 0.0) * others;
    }
    return chance;
}

}  // namespace tidemark
