#include "values/model/exact_null.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/model/sum_law.hpp"
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
        key.insert(key.end(), {cell.depth, cell.background, cell.dispersion, cell.hot_share, cell.hot_background,
                               cell.hot_dispersion, cell.sample_factor ? 1.0 : 0.0,
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

std::vector<QuadratureNode> noise_nodes(double background, double sample_dispersion) {
    return gamma_nodes(sample_dispersion, nodes_for(background, sample_dispersion));
}

StatisticLaw::StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion)
    : nodes_{noise_nodes(total_background(units), sample_dispersion)},
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
            groups_.push_back({units[source], scores.cells[source], 0, {}});
        }
        groups_.back().count += 1;
    }
    for (auto& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const noise = divisible(group.unit.cells[each].mixture(1));
            group.noise.push_back({noise, noise.jumps > 0 ? capped_moments(noise.jump, group.scores[each].cap)
                                                          : CappedMoments{}});
        }
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

// Jumps of hot places count as far as their caps let them; so does T.
StatisticLaw::Moments StatisticLaw::moments(double noise_level, double tumor_fraction) const {
    Moments moments;
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const& cell = group.unit.cells[each];
            auto const& [noise, jump] = group.noise[each];
            double const level = cell.sample_factor ? noise_level : 1;
            double const ordinary = noise.ordinary.mean * level;
            double const varied = ordinary + noise.jumps * level * jump.first;
            double const signal = cell.signal(tumor_fraction);
            double const weight = static_cast<double>(group.scores[each].weight);
            moments.mean += group.count * weight * (varied + signal);
            moments.varied += cell.sample_factor ? group.count * weight * varied : 0;
            moments.variance += group.count * weight * weight *
                                (ordinary + noise.ordinary.dispersion * ordinary * ordinary +
                                 noise.jumps * level * jump.second + signal);
        }
    }
    return moments;
}

// 12 deviations and 24 of the largest molecules beyond the mean hold all but 1e-14 of a sum of dispersed counts, with
// 32 lengths of the longest geometric tail on top, as far as its cap lets it count.
std::size_t StatisticLaw::reach(double noise_level, double tumor_fraction) const {
    constexpr double lengths = 32;
    auto const [mean, variance, varied] = moments(noise_level, tumor_fraction);
    double longest = 24 * static_cast<double>(largest_weight_);
    for (auto const& group : groups_) {
        for (std::size_t each = 0; each < group.scores.size(); ++each) {
            auto const& noise = group.noise[each].law;
            auto const& score = group.scores[each];
            double const length = std::max(noise.ordinary.mean * noise.ordinary.dispersion,
                                           noise.jumps > 0 ? noise.jump.mean * (1 + noise.jump.dispersion) : 0);
            double const counted = lengths * length * (dense_ ? 1 : std::max(noise_level, 1.0));
            longest = std::max(longest, static_cast<double>(score.weight) *
                                            (score.cap > 0 ? std::min(counted, static_cast<double>(score.cap)) : counted));
        }
    }
    return static_cast<std::size_t>(mean + 12 * std::sqrt(variance) + longest) + 2;
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

// The law of T in two transforms: background of the sample's own noise level at gamma time, the rest fixed. Caps bind the jumps
// of hot places only: what else a cap would cut off is left in, which makes T the larger and p never the smaller.
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
            auto const& cell = group.unit.cells[each];
            if (cell.depth <= 0) {
                continue;
            }
            auto const share = share_of(group.scores[each], group.count);
            add_divisible_noise({fixed, cell.sample_factor ? varied : fixed}, group.noise[each].law, share);
            if (tumor_fraction > 0) {
                CountCell const signal{.depth = cell.depth, .copies = cell.copies};
                add_log_series(fixed, signal, {.noise_level = 1, .tumor_fraction = tumor_fraction},
                               {.weight = share.weight, .copies = share.copies});
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

}  // namespace tidemark
