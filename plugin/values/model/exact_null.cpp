#include "values/model/exact_null.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "values/model/sum_law.hpp"
#include "values/probability/distributions.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

// From here on the sum of so many molecules is a negative binomial of its own mean and variance to every digit that counts.
constexpr double least_crowd = 20000;

/// Nodes that give tails at 1 % and 0.1 % at least five digits (compared with the negative binomial, which is this
/// average for equal weights).
std::size_t nodes_for(double background, double sample_dispersion) {
    double const spread = sample_dispersion * sample_dispersion * background;
    return spread <= 1 ? 15 : spread <= 4 ? 31 : spread <= 12 ? 63 : 127;
}

// Beyond so many terms a law is long, and its grain is made coarser.
constexpr std::size_t long_law = 65536;

CountShare share_of(CellScore const& score, double copies) {
    return {.weight = static_cast<std::size_t>(score.weight), .cap = score.cap, .copies = copies};
}

/// One molecule in `grain` of every cell.
std::vector<WitnessUnit> thinned(std::span<WitnessUnit const> units, double grain) {
    std::vector<WitnessUnit> thin{units.begin(), units.end()};
    for (auto& unit : thin) {
        for (auto& cell : unit.cells) {
            cell.depth /= grain;
            cell.background /= grain;
            cell.hot_background /= grain;
        }
    }
    return thin;
}

}  // namespace

std::vector<QuadratureNode> noise_nodes(double background, double sample_dispersion) {
    return gamma_nodes(sample_dispersion, nodes_for(background, sample_dispersion));
}

StatisticLaw::StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion)
    : nodes_{noise_nodes(counted_background(units, scores), sample_dispersion)},
      dense_{counted_background(units, scores) >= dense_background},
      sample_dispersion_{sample_dispersion} {
    group_units(units, scores);
    crowded_ = dense_ && crowd() >= least_crowd;
    add_signals();
    find_largest_place();
    at_one_ = noise_moments(1);
    grain_ = grain_of_law();
    if (grain_ > 1) {
        build_coarse(units, scores);
    } else {
        build_null();
    }
}

// 12 deviations beyond the mean hold all but 1e-14 of a sum of dispersed counts, with the longest tail on top.
std::size_t StatisticLaw::reach(Noise const& noise, double tumor_fraction) const {
    auto const [mean, variance, varied] = with_signal(noise.moments, tumor_fraction);
    return static_cast<std::size_t>(mean + 12 * std::sqrt(variance) + noise.longest) + 2;
}

double StatisticLaw::expected_value(double tumor_fraction) const { return with_signal(at_one_, tumor_fraction).mean; }

std::vector<double> StatisticLaw::sparse_law(CountState const& state, std::size_t limit) const {
    SumLaw law{limit};
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            if (cell.counts()) {
                law.add(cell.count, state, share_of(cell.score, group.count));
            }
        }
    }
    return law.chances();
}

// Background of the sample's own noise level, which runs at gamma time, and the rest. Caps bind the jumps of hot places only: what
// else a cap would cut off is left in, which makes T the larger and p never the smaller.
StatisticLaw::NoiseLaw StatisticLaw::noise_law(std::size_t limit) const {
    LogSeries const empty{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)};
    NoiseLaw law{empty, empty};
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            if (cell.counts()) {
                add_divisible_noise({law.fixed, cell.count.sample_factor ? law.varied : law.fixed}, cell.noise,
                                    share_of(cell.score, group.count));
            }
        }
    }
    return law;
}

StatisticLaw::Noise StatisticLaw::noise_at_highest_level() const {
    double const highest_level =
        sample_dispersion_ > 0
            ? gamma_quantile(1 - 1e-14, 1 / (sample_dispersion_ * sample_dispersion_)) * sample_dispersion_ * sample_dispersion_
            : 1;
    return {noise_moments(std::max(highest_level, 1.0)), longest_tail(1)};
}

std::int64_t StatisticLaw::grain_of_law() const {
    constexpr double widening = 0.005;        // of the variance of T
    constexpr double fewest_expected = 30;    // background molecules of the thinned law, which stays dense
    constexpr std::size_t wanted = 32768;
    if (!dense_ || crowded_) {
        return 1;
    }
    auto const terms = reach(noise_at_highest_level(), 0);
    if (terms <= long_law) {
        return 1;
    }
    double background = 0;
    double single = 0;   // variance that single molecules make
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            double const weight = static_cast<double>(cell.score.weight);
            background += weight > 0 ? group.count * cell.count.background : 0;
            single += group.count * cell.count.background * weight * weight;
        }
    }
    double const shared = sample_dispersion_ * at_one_.varied;
    double const most = std::min(widening * (at_one_.variance + shared * shared) / single, background / fewest_expected);
    return std::max<std::int64_t>(static_cast<std::int64_t>(std::min(most, std::ceil(static_cast<double>(terms) / wanted))), 1);
}

void StatisticLaw::build_coarse(std::span<WitnessUnit const> units, Scores scores) {
    for (auto& unit : scores.cells) {
        for (auto& score : unit) {
            score.cap = (score.cap + grain_ - 1) / grain_;
        }
    }
    coarse_ = std::make_unique<StatisticLaw>(thinned(units, static_cast<double>(grain_)), scores, sample_dispersion_);
}

void StatisticLaw::build_dense_noise() {
    dense_noise_ = noise_at_highest_level();
    // A fraction that is nearly always detected seldom doubles the reach of the noise.
    dense_noise_law_ = noise_law(2 * reach(dense_noise_, 0));
}

// The law of T in two transforms. Terms of a series do not depend on how many are wanted.
std::vector<double> StatisticLaw::dense_law(double tumor_fraction, std::size_t at_least) const {
    auto const [fixed, varied] = law_with_signal(tumor_fraction, std::max(at_least, reach(dense_noise_, tumor_fraction)));
    return probabilities_at_gamma_time(fixed, varied, sample_dispersion_);
}

StatisticLaw::NoiseLaw StatisticLaw::law_with_signal(double tumor_fraction, std::size_t limit) const {
    auto law = limit <= dense_noise_law_.fixed.terms.size() ? dense_noise_law_ : noise_law(limit);
    law.fixed.terms.resize(limit);
    law.varied.terms.resize(limit);
    for (auto const& [weight, cell] : signals_) {
        if (tumor_fraction > 0 && cell.depth > 0) {
            add_log_series(law.fixed, cell, {.noise_level = 1, .tumor_fraction = tumor_fraction}, {.weight = weight});
        }
    }
    return law;
}

// P(T >= t) by a negative binomial of the mean and variance of T: weights are whole, so its variance is never the smaller.
double StatisticLaw::crowded_tail(std::int64_t t, double tumor_fraction) const {
    auto const [mean, variance, varied] = with_signal(at_one_, tumor_fraction);
    double const shared = sample_dispersion_ * varied;
    return dispersed_at_least(t, mean, std::max(variance + shared * shared - mean, 0.0) / (mean * mean));
}

void StatisticLaw::build_null() {
    if (crowded_) {
        return;
    }
    if (dense_) {
        build_dense_noise();
        null_ = dense_law(0, 1);
    } else {
        null_.assign(1, 0.0);
        for (auto const& node : nodes_) {
            auto const chances =
                sparse_law({node.value, 0}, reach({noise_moments(node.value), longest_tail(node.value)}, 0));
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

// Tumor molecules are not taken in grains, which would spread them: P(T >= critical) is the null tail at what they leave of it.
double StatisticLaw::coarse_power(double tumor_fraction, std::int64_t critical) const {
    constexpr double farthest = 6;
    constexpr double step = 0.25;   // of a normal deviate: the trapezoid rule has fifteen digits by then
    double mean = 0;
    double variance = 0;
    for (auto const& signal : signals_) {
        double const weight = static_cast<double>(signal.weight);
        double const vaf = expected_vaf(TumorFractionCell{tumor_fraction}, signal.cell.copies).value;
        mean += weight * signal.cell.depth * vaf;
        variance += weight * weight * signal.cell.depth * vaf * (1 - vaf);
    }
    double const grain = static_cast<double>(grain_);
    auto const needed = static_cast<double>((critical + grain_ - 1) / grain_);
    auto const tail = [&](double grains) {
        double const below = std::floor(grains);
        double const way = grains - below;
        auto const at = static_cast<std::int64_t>(below);
        return (1 - way) * coarse_->null_tail(at) + way * coarse_->null_tail(at + 1);
    };
    double chance = 0;
    for (double deviate = -farthest; deviate <= farthest; deviate += step) {
        double const density = std::exp(-deviate * deviate / 2) / std::sqrt(2 * std::numbers::pi);
        chance += step * density * tail(needed - (mean + deviate * std::sqrt(variance)) / grain);
    }
    return chance;
}

double StatisticLaw::null_tail(std::int64_t t) const {
    if (t <= 0) {
        return 1;
    }
    if (coarse_) {
        return coarse_->null_tail((t + grain_ - 1) / grain_);
    }
    if (crowded_) {
        return crowded_tail(t, 0);
    }
    auto const index = static_cast<std::size_t>(t);
    return index < null_tail_.size() ? std::min(null_tail_[index], 1.0) : 0;
}

std::int64_t StatisticLaw::critical_value(double alpha) const {
    if (coarse_) {
        return (coarse_->critical_value(alpha) - 1) * grain_ + 1;   // the smallest t of that grain
    }
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
    if (crowded_ || coarse_) {
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
    if (coarse_) {
        chance = coarse_power(tumor_fraction, critical);
    } else if (crowded_) {
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
