#include "values/model/set_contrast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

#include "values/probability/chi_square.hpp"
#include "values/probability/distributions.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double tail = 0.025;
/// A change beyond e^35 cannot be told from one without limit.
constexpr double farthest = 35;

double net(PooledCounts const& counts) { return std::max(0.0, counts.alt - counts.background) / counts.molecules; }

/// log Poisson chance of the count at a level, without log x!.
double log_chance(PooledCounts const& counts, double level) {
    double const mean = counts.background + level * counts.molecules;
    return counts.alt > 0 ? counts.alt * std::log(std::max(mean, 1e-300)) - mean : -mean;
}

double slope(PooledCounts const& counts, double level) {
    double const mean = counts.background + level * counts.molecules;
    return counts.molecules * (counts.alt / std::max(mean, 1e-300) - 1);
}

/// Best log likelihood of one draw whose ratio is given: the fraction is where both slopes cancel.
double best_of_draw(SetCounts const& counts, double ratio) {
    auto const by_fraction = [&](double fraction) {
        return slope(counts.reference, fraction) + ratio * slope(counts.set, ratio * fraction);
    };
    double const exposure = counts.reference.molecules + ratio * counts.set.molecules;
    double const most = (counts.reference.alt + counts.set.alt) / exposure;   // the answer without background
    double const fraction = most > 0 && by_fraction(0) > 0 ? root(by_fraction, most * 1e-9, most) : 0;
    return log_chance(counts.reference, fraction) + log_chance(counts.set, ratio * fraction);
}

/// Both draws under one log change of the ratio; the earlier ratio is maximised out.
class TwoDraws {
public:
    TwoDraws(SetCounts const& before, SetCounts const& after) : before_{before}, after_{after} {}

    [[nodiscard]] double at(double log_change) const {
        auto const joint = [&](double log_ratio) {
            return best_of_draw(before_, std::exp(log_ratio)) + best_of_draw(after_, std::exp(log_ratio + log_change));
        };
        return peak(joint, std::min(centre(before_), centre(after_) - log_change) - 3,
                          std::max(centre(before_), centre(after_) - log_change) + 3, 1e-7).value;
    }
    [[nodiscard]] double free() const { return best(before_) + best(after_); }

    /// log ratio with half a molecule added to both counts: finite, and near the best.
    [[nodiscard]] static double centre(SetCounts const& counts) {
        auto const level = [](PooledCounts const& each) {
            return (std::max(0.0, each.alt - each.background) + 0.5) / each.molecules;
        };
        return std::log(level(counts.set) / level(counts.reference));
    }

private:
    [[nodiscard]] static double best(SetCounts const& counts) {
        return log_chance(counts.reference, net(counts.reference)) + log_chance(counts.set, net(counts.set));
    }
    SetCounts before_;
    SetCounts after_;
};

/// Chance that the later draw's set count is at least (or at most) the one seen, given all margins of the table, at an
/// odds ratio; by its terms relative to the largest.
class TableLaw {
public:
    TableLaw(SetCounts const& before, SetCounts const& after)
        : set_total_{std::llround(before.set.alt + after.set.alt)},
          reference_total_{std::llround(before.reference.alt + after.reference.alt)},
          after_total_{std::llround(after.set.alt + after.reference.alt)},
          seen_{std::llround(after.set.alt)},
          low_{std::max<std::int64_t>(0, after_total_ - reference_total_)},
          high_{std::min(set_total_, after_total_)} {}

    [[nodiscard]] bool lowest() const { return seen_ == low_; }
    [[nodiscard]] bool highest() const { return seen_ == high_; }
    [[nodiscard]] double at_least(double log_odds) const { return share(log_odds, seen_, high_); }
    [[nodiscard]] double at_most(double log_odds) const { return share(log_odds, low_, seen_); }

private:
    /// log weight of a count against the one before it.
    [[nodiscard]] double step(std::int64_t count, double log_odds) const {
        auto const number = [](std::int64_t value) { return static_cast<double>(value); };
        return std::log(number(set_total_ - count + 1) / number(count)) +
               std::log(number(after_total_ - count + 1) / number(reference_total_ - after_total_ + count)) + log_odds;
    }
    [[nodiscard]] double share(double log_odds, std::int64_t first, std::int64_t last) const {
        double at = 0;
        double top = 0;
        for (std::int64_t count = low_ + 1; count <= high_; ++count) {
            at += step(count, log_odds);
            top = std::max(top, at);
        }
        at = 0;
        double inside = 0;
        double all = 0;
        for (std::int64_t count = low_; count <= high_; ++count) {
            at += count > low_ ? step(count, log_odds) : 0;
            double const weight = std::exp(at - top);
            all += weight;
            inside += count >= first && count <= last ? weight : 0;
        }
        return inside / all;
    }

    std::int64_t set_total_;
    std::int64_t reference_total_;
    std::int64_t after_total_;
    std::int64_t seen_;
    std::int64_t low_;
    std::int64_t high_;
};

/// log of the exact limits of the odds ratio of the counts; absent where unbounded.
std::optional<double> exact_limit(TableLaw const& law, double start, double direction) {
    if (direction > 0 ? law.highest() : law.lowest()) {
        return std::nullopt;
    }
    auto const excess = [&](double log_odds) {
        return (direction > 0 ? law.at_most(log_odds) : law.at_least(log_odds)) - tail;
    };
    for (double reach = 1; reach <= farthest; reach *= 2) {
        if (excess(start + direction * reach) < 0) {
            return direction > 0 ? root(excess, start, start + reach, 40) : root(excess, start - reach, start, 40);
        }
    }
    return std::nullopt;
}

std::optional<double> profile_limit(TwoDraws const& draws, double free, double start, double direction) {
    auto const excess = [&](double log_change) { return 2 * (free - draws.at(log_change)) - deviance_limit; };
    for (double reach = 0.5; reach <= farthest; reach *= 2) {
        if (excess(start + direction * reach) > 0) {
            return direction > 0 ? root(excess, start, start + reach, 24) : root(excess, start - reach, start, 24);
        }
    }
    return std::nullopt;
}

bool usable(SetCounts const& counts) { return counts.reference.molecules > 0 && counts.set.molecules > 0; }

}  // namespace

RatioInterval set_ratio(SetCounts const& counts) {
    return usable(counts) ? change_ratio(counts.reference, counts.set) : RatioInterval{};
}

std::optional<double> minimal_ratio(SetCounts const& counts) {
    double const fraction = counts.reference.molecules > 0 ? net(counts.reference) : 0;
    if (fraction <= 0 || counts.set.molecules <= 0) {
        return std::nullopt;
    }
    auto const critical = critical_count(counts.set.background, 0, 0.01);
    double const mean = poisson_mean_reaching(critical, 0.95);
    return std::max(0.0, mean - counts.set.background) / (fraction * counts.set.molecules);
}

RatioInterval set_ratio_change(SetCounts const& before, SetCounts const& after) {
    RatioInterval interval;
    if (!usable(before) || !usable(after)) {
        return interval;
    }
    double const earlier = net(before.reference) > 0 ? net(before.set) / net(before.reference) : 0;
    if (earlier > 0 && net(after.reference) > 0) {
        interval.ratio = net(after.set) / net(after.reference) / earlier;
    }
    TwoDraws const draws{before, after};
    TableLaw const law{before, after};
    double const start = TwoDraws::centre(after) - TwoDraws::centre(before);
    double const free = draws.free();
    // The odds ratio of the counts is the change times the molecules of the four cells.
    double const exposure = std::log(after.set.molecules / after.reference.molecules) -
                            std::log(before.set.molecules / before.reference.molecules);
    auto const limit = [&](double direction) -> std::optional<double> {
        auto const exact = exact_limit(law, start + exposure, direction);
        auto const profile = profile_limit(draws, free, start, direction);
        if (!exact || !profile) {
            return std::nullopt;
        }
        return std::exp(direction > 0 ? std::max(*exact - exposure, *profile) : std::min(*exact - exposure, *profile));
    };
    interval.lo = limit(-1).value_or(0);
    interval.hi = limit(1);
    return interval;
}

}  // namespace tidemark
