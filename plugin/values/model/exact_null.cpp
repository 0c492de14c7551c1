#include "values/model/exact_null.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

// From this many expected background molecules on, caps are off and sums are transformed: see likelihood_scores.
constexpr double dense_background = 3;

double total_background(std::span<WitnessUnit const> units) {
    double total = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            total += cell.background;
        }
    }
    return total;
}

double log_ratio(CountCell const& cell, double tumor_fraction) {
    double const rate = std::max(cell.background / cell.depth, 1e-15);
    return std::log1p(expected_vaf(tumor_fraction, cell.copies) / rate);
}

/// Order of units by their content, so that equal ones stand together whatever the order of loci.
std::vector<double> sort_key(WitnessUnit const& unit, std::vector<CellScore> const& scores) {
    std::vector<double> key;
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

CountShare share_of(CellScore const& score, double copies) {
    return {.weight = static_cast<std::size_t>(score.weight), .cap = score.cap, .copies = copies};
}

}  // namespace

Scores pooled_scores(std::span<WitnessUnit const> units) {
    Scores scores;
    for (auto const& unit : units) {
        scores.cells.emplace_back(unit.cells.size(), CellScore{});
    }
    return scores;
}

Scores likelihood_scores(std::span<WitnessUnit const> units, ScoreParameters const& parameters) {
    auto scores = pooled_scores(units);
    double largest = 0;
    double smallest = 1e300;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            if (cell.depth > 0) {
                largest = std::max(largest, log_ratio(cell, parameters.tumor_fraction));
                smallest = std::min(smallest, log_ratio(cell, parameters.tumor_fraction));
            }
        }
    }
    if (largest <= 0) {
        return scores;
    }
    bool const dense = total_background(units) >= dense_background;
    // A dense null has many attainable values anyway; coarser steps keep its transform short.
    int const steps = dense ? std::min(parameters.steps, std::clamp(static_cast<int>(512 / total_background(units)), 8, 64))
                            : parameters.steps;
    bool const equal = largest - smallest < 1e-9 * largest;
    scores.unit_weight = equal ? largest : largest / steps;
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            auto const& cell = units[index].cells[each];
            auto& score = scores.cells[index][each];
            if (cell.depth > 0 && !equal) {
                score.weight = std::max<std::int64_t>(
                    1, std::llround(log_ratio(cell, parameters.tumor_fraction) / scores.unit_weight));
            }
            if (parameters.capped && !dense) {
                score.cap = predictive_cap(cell, parameters.tumor_fraction);
            }
        }
    }
    return scores;
}

StatisticLaw::StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion)
    : nodes_{gamma_nodes(sample_dispersion, nodes_for(total_background(units), sample_dispersion))},
      dense_{total_background(units) >= dense_background},
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
            units_with_depth_ += static_cast<std::int64_t>(group.count);
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
            moments.variance += group.count * weight * weight * (noise + cell.dispersion * noise * noise + signal);
        }
    }
    return moments;
}

// 12 deviations and 24 of the largest molecules beyond the mean hold all but 1e-14 of a sum of dispersed counts.
std::size_t StatisticLaw::reach(double noise_level, double tumor_fraction) const {
    auto const [mean, variance] = moments(noise_level, tumor_fraction);
    return static_cast<std::size_t>(mean + 12 * std::sqrt(variance) + 24 * static_cast<double>(largest_weight_)) + 2;
}

double StatisticLaw::expected_value(double tumor_fraction) const { return moments(1, tumor_fraction).mean; }

LogSeries StatisticLaw::total_series(double noise_level, double tumor_fraction, std::size_t limit) const {
    LogSeries total{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)};
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const& cell = group.unit.cells[each];
            if (cell.depth <= 0) {
                continue;
            }
            add_log_series(total, cell, {noise_level, tumor_fraction}, share_of(group.scores[each], group.count));
        }
    }
    return total;
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

void StatisticLaw::build_null() {
    if (dense_) {
        null_ = dense_law(0, 1);
    } else {
        null_.assign(1, 0.0);
        for (auto const& node : nodes_) {
            auto const chances = probabilities_by_recursion(total_series(node.value, 0, reach(node.value, 0)));
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
    auto const index = static_cast<std::size_t>(t);
    return index < null_tail_.size() ? std::min(null_tail_[index], 1.0) : 0;
}

std::int64_t StatisticLaw::critical_value(double alpha) const {
    auto const found = std::ranges::partition_point(null_tail_, [&](double tail) { return tail > alpha; });
    return std::max<std::int64_t>(found - null_tail_.begin(), 1);
}

std::int64_t StatisticLaw::largest_below(std::int64_t critical) const {
    auto t = std::min(critical, static_cast<std::int64_t>(null_.size())) - 1;
    while (t > 0 && null_[static_cast<std::size_t>(t)] < 1e-300) {
        --t;
    }
    return t;
}

double StatisticLaw::power(double tumor_fraction, std::int64_t critical, Breadth breadth) const {
    auto const limit = static_cast<std::size_t>(critical);
    double chance = 0;
    if (dense_) {
        auto const law = dense_law(tumor_fraction, limit);
        chance = 1 - std::accumulate(law.begin(), law.begin() + critical, 0.0);
    }
    for (auto const& node : nodes_) {
        double met = 0;
        if (!dense_) {
            auto const below = probabilities_by_recursion(total_series(node.value, tumor_fraction, limit));
            met = 1 - std::accumulate(below.begin(), below.end(), 0.0);
        }
        if (breadth == Breadth::two_units) {
            met -= single_unit_chance(node.value, tumor_fraction, critical);
        } else if (breadth == Breadth::two_molecules) {
            met -= single_molecule_chance(node.value, tumor_fraction, critical);
        }
        chance += node.weight * met;
    }
    return std::clamp(chance, 0.0, 1.0);
}

// P(the one molecule of the sample reaches `critical`).
double StatisticLaw::single_molecule_chance(double noise_level, double tumor_fraction, std::int64_t critical) const {
    double log_empty = 0;
    double first_terms = 0;
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            if (group.unit.cells[each].depth > 0) {
                CountState const state{noise_level, tumor_fraction};
                log_empty += group.count * log_chance_of_none(group.unit.cells[each], state);
                first_terms += group.scores[each].weight >= critical
                                   ? group.count * chance_ratio_of_one(group.unit.cells[each], state)
                                   : 0;
            }
        }
    }
    return first_terms * std::exp(log_empty);
}

// sum over units of P(T_unit >= critical) x P(no support elsewhere). Where many units make it tiny, an upper bound of it
// is used instead: the error of the power stays below 1e-5.
double StatisticLaw::single_unit_chance(double noise_level, double tumor_fraction, std::int64_t critical) const {
    double all_empty = 0;
    double bound = 0;
    struct Part {
        double empty;
        double bound;
    };
    std::vector<Part> parts;
    for (auto const& group : groups_) {
        double empty = 0;
        double mean = 0;
        double dispersion = 0;
        std::int64_t weight = 1;
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const& cell = group.unit.cells[each];
            empty += cell.depth > 0 ? log_chance_of_none(cell, {noise_level, tumor_fraction}) : 0;
            mean += cell.noise(noise_level) + cell.signal(tumor_fraction);
            dispersion = std::max(dispersion, cell.dispersion);
            weight = std::max(weight, group.scores[each].weight);
        }
        // P(X >= k) <= E[X … (X-k+1)] / k!
        auto const needed = (critical + weight - 1) / weight;
        double at_least = 1;
        for (std::int64_t k = 0; k < needed && at_least > 1e-300; ++k) {
            at_least *= mean * (1 + dispersion * static_cast<double>(k)) / static_cast<double>(k + 1);
        }
        all_empty += group.count * empty;
        parts.push_back({empty, std::min(at_least, 1.0)});
        bound += group.count * parts.back().bound * std::exp(-empty);
    }
    double const nobody = std::exp(all_empty);
    if (bound * nobody < 1e-5) {
        return bound * nobody;
    }
    double chance = 0;
    auto const limit = static_cast<std::size_t>(critical);
    for (std::size_t index = 0; index < groups_.size(); ++index) {
        auto const& group = groups_[index];
        double const others = std::exp(all_empty - parts[index].empty);
        if (group.count * parts[index].bound * others * static_cast<double>(groups_.size()) < 1e-6) {
            chance += group.count * parts[index].bound * others;
            continue;
        }
        LogSeries unit{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)};
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            if (group.unit.cells[each].depth > 0) {
                add_log_series(unit, group.unit.cells[each], {noise_level, tumor_fraction},
                               share_of(group.scores[each], 1));
            }
        }
        auto const below = probabilities_by_recursion(unit);
        double const tail = 1 - std::accumulate(below.begin(), below.end(), 0.0);
        chance += group.count * std::max(tail, 0.0) * others;
    }
    return chance;
}

}  // namespace tidemark
