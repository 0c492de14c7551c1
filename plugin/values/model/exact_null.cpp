#include "values/model/exact_null.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/probability/distributions.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

// From here on the sum of so many molecules is a negative binomial of its own mean and variance to every digit that counts.
constexpr double crowded_background = 20000;

/// Order of units by their content, so that equal ones stand together whatever the order of loci.
std::vector<double> sort_key(WitnessUnit const& unit, std::vector<CellScore> const& scores) {
    std::vector<double> key{unit.places};
    for (std::size_t index = 0; index < unit.cells.size(); ++index) {
        auto const& cell = unit.cells[index];
        auto const& score = scores[index];
        key.insert(key.end(), {cell.depth, cell.background, cell.dispersion, cell.sample_factor ? 1.0 : 0.0,
                               cell.copies.multiplicity, cell.copies.total_copies, cell.copies.normal_copies,
                               cell.copies.cancer_cell_fraction, static_cast<double>(score.weight),
                               static_cast<double>(score.cap)});
    }
    return key;
}

/// Nodes that give tails at 1 % and 0.1 % at least five digits (compared with the negative binomial, which is this
/// average for equal weights).
std::size_t nodes_for(double background, double sample_dispersion) {
    double const spread = sample_dispersion * sample_dispersion * background;
    return spread <= 1 ? 15 : spread <= 4 ? 31 : spread <= 12 ? 63 : 127;
}

/// The part of a cell at one of its unit's places: so many of them add up to the cell's own law.
CountCell at_one_place(CountCell cell, double places) {
    cell.depth /= places;
    cell.background /= places;
    cell.dispersion *= places;
    return cell;
}

CountShare share_of(CellScore const& score, double copies) {
    return {.weight = static_cast<std::size_t>(score.weight), .cap = score.cap, .copies = copies};
}

/// Adds one more term, weight x min(count, cap), to a sum of which the first chances are known.
void convolve(std::vector<double>& chances, std::vector<double> const& counts, std::size_t weight) {
    for (std::size_t t = chances.size(); t-- > 0;) {
        double sum = 0;
        for (std::size_t count = 0; count < counts.size() && count * weight <= t; ++count) {
            sum += counts[count] * chances[t - count * weight];
        }
        chances[t] = sum;
    }
}

/// A sum of cells that is put together: most by their log series, the few that would not converge one by one.
class SumLaw {
public:
    explicit SumLaw(std::size_t limit) : series_{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)} {}

    void add(CountCell const& cell, CountState const& state, CountShare const& share) {
        if (cell.depth <= 0) {
            return;
        }
        if (is_well_conditioned(cell, state, share.cap)) {
            add_log_series(series_, cell, state, share);
        } else {
            apart_.push_back({capped_chances(cell, state, share.cap), share});
        }
    }

    [[nodiscard]] std::vector<double> chances() const {
        auto chances = probabilities_by_recursion(series_);
        for (auto const& [counts, share] : apart_) {
            for (double copy = 0; copy < share.copies; ++copy) {
                convolve(chances, counts, share.weight);
            }
        }
        return chances;
    }

private:
    LogSeries series_;
    std::vector<std::pair<std::vector<double>, CountShare>> apart_;
};

}  // namespace

StatisticLaw::StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion)
    : nodes_{gamma_nodes(sample_dispersion, nodes_for(total_background(units), sample_dispersion))},
      dense_{total_background(units) >= dense_background},
      crowded_{total_background(units) >= crowded_background},
      sample_dispersion_{sample_dispersion} {
    std::vector<std::pair<std::vector<double>, std::size_t>> order;
    for (std::size_t index = 0; index < units.size(); ++index) {
        order.emplace_back(sort_key(units[index], scores.cells[index]), index);
    }
    std::ranges::sort(order);
    for (std::size_t index = 0; index < order.size(); ++index) {
        if (index == 0 || order[index].first != order[index - 1].first) {
            auto const source = order[index].second;
            groups_.push_back({units[source], scores.cells[source], 0});
        }
        groups_.back().count += 1;
    }
    for (auto const& group : groups_) {
        for (auto const& score : group.scores) {
            largest_weight_ = std::max(largest_weight_, score.weight);
        }
        if (std::ranges::any_of(group.unit.cells, [](CountCell const& cell) { return cell.depth > 0; })) {
            places_with_depth_ += static_cast<std::int64_t>(group.count * group.unit.places);
        }
    }
    build_null();
}

StatisticLaw::Moments StatisticLaw::moments(double noise_level, double tumor_fraction) const {
    Moments moments;
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const& cell = group.unit.cells[each];
            double const noise = cell.noise(noise_level);
            double const signal = cell.signal(tumor_fraction);
            double const weight = static_cast<double>(group.scores[each].weight);
            moments.mean += group.count * weight * (noise + signal);
            moments.varied += cell.sample_factor ? group.count * weight * noise : 0;
            moments.variance += group.count * weight * weight * (noise + cell.dispersion * noise * noise + signal);
        }
    }
    return moments;
}

// 12 deviations and 24 of the largest molecules beyond the mean hold all but 1e-14 of a sum of dispersed counts.
std::size_t StatisticLaw::reach(double noise_level, double tumor_fraction) const {
    auto const [mean, variance, varied] = moments(noise_level, tumor_fraction);
    return static_cast<std::size_t>(mean + 12 * std::sqrt(variance) + 24 * static_cast<double>(largest_weight_)) + 2;
}

double StatisticLaw::expected_value(double tumor_fraction) const { return moments(1, tumor_fraction).mean; }

std::vector<double> StatisticLaw::sparse_law(CountState const& state, std::size_t limit) const {
    SumLaw law{limit};
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            law.add(group.unit.cells[each], state, share_of(group.scores[each], group.count));
        }
    }
    return law.chances();
}

// The law of T with caps off, in two transforms: background of the sample's own noise level at gamma time, the rest fixed.
std::vector<double> StatisticLaw::dense_law(double tumor_fraction, std::size_t at_least) const {
    double const highest_level =
        sample_dispersion_ > 0
            ? gamma_quantile(1 - 1e-14, 1 / (sample_dispersion_ * sample_dispersion_)) * sample_dispersion_ * sample_dispersion_
            : 1;
    auto const limit = std::max(at_least, reach(std::max(highest_level, 1.0), tumor_fraction));
    LogSeries fixed{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)};
    LogSeries varied = fixed;
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto background = group.unit.cells[each];
            if (background.depth <= 0) {
                continue;
            }
            auto const share = share_of(group.scores[each], group.count);
            add_log_series(background.sample_factor ? varied : fixed, background, {.noise_level = 1, .tumor_fraction = 0},
                           share);
            if (tumor_fraction > 0) {
                background.background = 0;
                add_log_series(fixed, background, {.noise_level = 1, .tumor_fraction = tumor_fraction}, share);
            }
        }
    }
    return probabilities_at_gamma_time(fixed, varied, sample_dispersion_);
}

// P(T >= t) by a negative binomial of the mean and variance of T: weights are whole, so its variance is never the smaller.
double StatisticLaw::crowded_tail(std::int64_t t, double tumor_fraction) const {
    auto const [mean, variance, varied] = moments(1, tumor_fraction);
    double const shared = sample_dispersion_ * varied;
    return dispersed_at_least(t, mean, std::max(variance + shared * shared - mean, 0.0) / (mean * mean));
}

void StatisticLaw::build_null() {
    if (crowded_) {
        return;
    }
    if (dense_) {
        null_ = dense_law(0, 1);
    } else {
        null_.assign(1, 0.0);
        for (auto const& node : nodes_) {
            auto const chances = sparse_law({node.value, 0}, reach(node.value, 0));
            null_.resize(std::max(null_.size(), chances.size()), 0.0);
            for (std::size_t t = 0; t < chances.size(); ++t) {
                null_[t] += node.weight * chances[t];
            }
        }
    }
    null_tail_.assign(null_.size() + 1, 0.0);
    for (std::size_t t = null_.size(); t-- > 0;) {
        null_tail_[t] = null_tail_[t + 1] + null_[t];
    }
}

double StatisticLaw::null_tail(std::int64_t t) const {
    if (t <= 0) {
        return 1;
    }
    if (crowded_) {
        return crowded_tail(t, 0);
    }
    auto const index = static_cast<std::size_t>(t);
    return index < null_tail_.size() ? std::min(null_tail_[index], 1.0) : 0;
}

std::int64_t StatisticLaw::critical_value(double alpha) const {
    if (crowded_) {
        std::int64_t above = 1;
        while (crowded_tail(above, 0) > alpha) {
            above *= 2;
        }
        auto below = above / 2;
        while (above - below > 1) {
            auto const middle = below + (above - below) / 2;
            (crowded_tail(middle, 0) > alpha ? below : above) = middle;
        }
        return above;
    }
    auto const found = std::ranges::partition_point(null_tail_, [&](double tail) { return tail > alpha; });
    return std::max<std::int64_t>(found - null_tail_.begin(), 1);
}

std::int64_t StatisticLaw::largest_below(std::int64_t critical) const {
    if (crowded_) {
        return critical - 1;
    }
    auto t = std::min(critical, static_cast<std::int64_t>(null_.size())) - 1;
    while (t > 0 && null_[static_cast<std::size_t>(t)] < 1e-300) {
        --t;
    }
    return t;
}

double StatisticLaw::power(double tumor_fraction, std::int64_t critical, Breadth breadth) const {
    auto const limit = static_cast<std::size_t>(critical);
    double chance = 0;
    if (crowded_) {
        chance = crowded_tail(critical, tumor_fraction);
    } else if (dense_) {
        auto const law = dense_law(tumor_fraction, limit);
        chance = 1 - std::accumulate(law.begin(), law.begin() + critical, 0.0);
    } else {
        for (auto const& node : nodes_) {
            auto const below = sparse_law({node.value, tumor_fraction}, limit);
            chance += node.weight * (1 - std::accumulate(below.begin(), below.end(), 0.0));
        }
    }
    return std::clamp(chance - narrow_chance(tumor_fraction, critical, breadth), 0.0, 1.0);
}

// P(T >= critical without breadth).
double StatisticLaw::narrow_chance(double tumor_fraction, std::int64_t critical, Breadth breadth) const {
    if (breadth == Breadth::any) {
        return 0;
    }
    if (breadth == Breadth::two_places) {
        // Where no unit can reach `critical` alone even at the highest noise level, nothing has to be averaged.
        double reachable = 0;
        auto const units = unit_bounds({nodes_.back().value, tumor_fraction}, critical);
        for (std::size_t index = 0; index < groups_.size(); ++index) {
            reachable += places_of(groups_[index]) * units[index].at_least;
        }
        if (reachable < 1e-7) {
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

// P(the one molecule of the sample reaches `critical`).
double StatisticLaw::single_molecule_chance(CountState const& state, std::int64_t critical) const {
    double log_empty = 0;
    double first_terms = 0;
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            if (group.unit.cells[each].depth > 0) {
                log_empty += group.count * log_chance_of_none(group.unit.cells[each], state);
                first_terms += group.scores[each].weight >= critical
                                   ? group.count * chance_ratio_of_one(group.unit.cells[each], state)
                                   : 0;
            }
        }
    }
    return first_terms * std::exp(log_empty);
}

// What single_unit_chance needs of one place of each group: log P(no molecule), and P(X >= k) <= E[X … (X-k+1)] / k! for the
// fewest molecules k that can reach `critical`.
std::vector<StatisticLaw::UnitBound> StatisticLaw::unit_bounds(CountState const& state, std::int64_t critical) const {
    std::vector<UnitBound> bounds;
    for (auto const& group : groups_) {
        double empty = 0;
        double mean = 0;
        double dispersion = 0;
        std::int64_t weight = 1;
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const cell = at_one_place(group.unit.cells[each], group.unit.places);
            empty += cell.depth > 0 ? log_chance_of_none(cell, state) : 0;
            mean += cell.noise(state.noise_level) + cell.signal(state.tumor_fraction);
            dispersion = std::max(dispersion, cell.dispersion);
            weight = std::max(weight, group.scores[each].weight);
        }
        auto const needed = (critical + weight - 1) / weight;
        double at_least = 1;
        for (std::int64_t k = 0; k < needed && at_least > 1e-300 && at_least < 1e300; ++k) {
            at_least *= mean * (1 + dispersion * static_cast<double>(k)) / static_cast<double>(k + 1);
        }
        bounds.push_back({empty, std::min(at_least, 1.0)});
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
        all_empty += places_of(groups_[index]) * units[index].log_empty;
    }
    double bound = 0;
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        bound += places_of(groups_[index]) * units[index].at_least * std::exp(all_empty - units[index].log_empty);
    }
    if (bound < tiny) {
        return bound;
    }
    double chance = 0;
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        auto const& group = groups_[index];
        double const others = std::exp(all_empty - units[index].log_empty);
        double const its_bound = places_of(group) * units[index].at_least * others;
        if (its_bound * static_cast<double>(groups_.size()) < tiny / 10) {
            chance += its_bound;
            continue;
        }
        SumLaw unit{static_cast<std::size_t>(critical)};
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            unit.add(at_one_place(group.unit.cells[each], group.unit.places), state, share_of(group.scores[each], 1));
        }
        auto const below = unit.chances();
        double const tail = 1 - std::accumulate(below.begin(), below.end(), 0.0);
        chance += places_of(group) * std::max(tail, 0.0) * others;
    }
    return chance;
}

}  // namespace tidemark
