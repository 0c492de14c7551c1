#include "values/model/detection_limit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "values/probability/distributions.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double wanted_power = 0.95;
constexpr double smallest_fraction = 1e-12;

/// Sum of d v(f) over all cells.
double total_signal(std::span<WitnessUnit const> units, double fraction) {
    double total = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            total += cell.signal(fraction);
        }
    }
    return total;
}

std::optional<double> blank_limit(StatisticLaw const& law, std::int64_t critical) {
    auto const highest = static_cast<double>(law.largest_below(critical));
    if (law.expected_value(0) >= highest) {
        return 0.0;
    }
    if (law.expected_value(1) < highest) {
        return std::nullopt;
    }
    return root([&](double fraction) { return law.expected_value(fraction) - highest; }, 0, 1);
}

/// Fraction where a rising function reaches `goal`, searched on the logarithm of f: from a narrow bracket outwards.
template <typename Function>
std::optional<double> fraction_reaching(Function const& function, double goal, LimitSearch const& search) {
    // The root finder asks for the ends of its bracket again, which were the last two to be tried.
    struct Tried {
        double place = 1;   // no logarithm of a fraction
        double value = 0;
    };
    std::array<Tried, 2> tried;
    auto const excess = [&](double log_fraction) {
        auto const known = std::ranges::find(tried, log_fraction, &Tried::place);
        double const value = known != tried.end() ? known->value : function(std::exp(log_fraction)) - goal;
        if (known == tried.end()) {
            tried = {tried[1], Tried{log_fraction, value}};
        }
        return value;
    };
    double const top = 0;
    double const bottom = std::log(smallest_fraction);
    double low = std::clamp(std::log(search.guess) - 0.05, bottom, top);
    double high = low;
    bool const below = excess(low) <= 0;
    for (double step = 0.1;; step *= 2) {
        if (below) {
            high = std::min(low + step, top);
            if (excess(high) >= 0) {
                break;
            }
            if (high >= top) {
                return std::nullopt;
            }
            low = high;
        } else {
            high = low;
            low = std::max(high - step, bottom);
            if (excess(low) <= 0) {
                break;
            }
            if (low <= bottom) {
                return smallest_fraction;
            }
        }
    }
    // |log f| is of order 10, so so many binary digits of it are that relative accuracy of f.
    int const bits = static_cast<int>(std::ceil(-std::log2(search.accuracy / 16)));
    return std::exp(root(excess, low, high, bits));
}

/// Variance of a place's background that its rate makes, which differs from place to place.
double place_variance(CountCell const& cell) {
    double const ordinary = cell.ordinary_background();
    double const own = cell.dispersion * ordinary * ordinary;
    if (cell.hot_share <= likely_hot) {
        return own;
    }
    double const apart = cell.hot_background - ordinary;
    return (1 - cell.hot_share) * own + cell.hot_share * cell.hot_dispersion * cell.hot_background * cell.hot_background +
           cell.hot_share * (1 - cell.hot_share) * apart * apart;
}

}  // namespace

TubeLimits tube_limits(StatisticLaw const& law, DecisionRule const& rule, std::int64_t tracked_places,
                       LimitSearch const& search) {
    TubeLimits limits;
    limits.critical_value = law.critical_value(rule.alpha_for(tracked_places));
    limits.blank = blank_limit(law, limits.critical_value);
    auto const breadth = tracked_places == 1 ? Breadth::two_molecules : Breadth::two_places;
    if (tracked_places > 1 && law.supporting_places() < 2) {
        return limits;
    }
    limits.detection95 = fraction_detected(law, limits.critical_value, breadth, search);
    return limits;
}

std::optional<double> fraction_detected(StatisticLaw const& law, std::int64_t critical, Breadth breadth,
                                        LimitSearch const& search) {
    return fraction_reaching([&](double fraction) { return law.power(fraction, critical, breadth); }, wanted_power, search);
}

std::optional<double> fraction_with_chance(StatisticLaw const& law, std::int64_t value, double chance, LimitSearch const& search) {
    if (law.null_tail(value) >= chance) {
        return 0;
    }
    return fraction_reaching([&](double fraction) { return law.power(fraction, value, Breadth::any); }, chance, search);
}

double predicted_detection_limit(std::span<WitnessUnit const> units, DecisionRule const& rule,
                                 std::int64_t tracked_places, double sample_dispersion) {
    double background = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            background += cell.background;
        }
    }
    auto const critical = critical_count(background, sample_dispersion * sample_dispersion,
                                         rule.alpha_for(tracked_places));
    double const net = std::max(poisson_mean_reaching(critical, wanted_power) - background, 0.5);
    if (total_signal(units, 0.5) <= net) {
        return 0.5;
    }
    return std::max(root([&](double fraction) { return total_signal(units, fraction) - net; }, 0, 0.5), 1e-9);
}

std::optional<double> quantification_limit(std::span<WitnessUnit const> units, double sample_dispersion) {
    constexpr double wanted_variation = 0.30;
    auto const precision = [&](double fraction) {   // 1 / CV^2
        double information = 0;
        double level = sample_dispersion > 0 ? 1 / (sample_dispersion * sample_dispersion) : 0;   // of its logarithm
        double shared = 0;
        for (auto const& unit : units) {
            for (auto const& cell : unit.cells) {
                if (cell.depth > 0) {
                    double const rate = std::min(cell.background / cell.depth, 0.5);
                    double const chance =
                        std::clamp(shown_allele_chance(expected_vaf(TumorFractionCell{fraction}, cell.copies), rate), 1e-300, 1 - 1e-12);
                    double const slope = expected_vaf_slope(TumorFractionCell{fraction}, cell.copies) * (1 - rate);
                    double const variance = chance * (1 - chance) + place_variance(cell) / cell.depth;   // of the count, over its depth
                    information += cell.depth * slope * slope / variance;
                    if (sample_dispersion > 0 && cell.sample_factor) {
                        level += cell.depth * rate * rate / variance;
                        shared += cell.depth * slope * rate / variance;
                    }
                }
            }
        }
        return fraction * fraction * (information - (level > 0 ? shared * shared / level : 0));
    };
    return fraction_reaching(precision, 1 / (wanted_variation * wanted_variation), {.guess = 1e-3});
}

double pooled_detection_limit(PooledDesign const& design) {
    double const background = design.molecules * design.background;
    auto const critical = critical_count(background, 0, design.alpha);
    return std::max(poisson_mean_reaching(critical, wanted_power) - background, 0.0) / design.molecules;
}

MoleculesNeeded molecules_needed(double target_vaf, double background, double alpha) {
    if (!(target_vaf > 0) || !(background >= 0) || target_vaf < background / 100 || !(alpha > 0 && alpha < 1)) {
        throw std::logic_error{"a target of at least a hundredth of the background and 0 < alpha < 1 are needed"};
    }
    // While k* = k, LoD95 <= target means N >= mean_k / (target + e); k* <= k means N e <= b_k, the largest background
    // mean whose tail at k is still <= alpha.
    auto const needed = [&](std::int64_t k) {
        return static_cast<std::int64_t>(std::ceil(poisson_mean_reaching(k, wanted_power) / (target_vaf + background)));
    };
    auto const last_with = [&](std::int64_t k) {
        return background == 0 ? std::int64_t{1} << 62
                               : static_cast<std::int64_t>(poisson_mean_reaching(k, alpha) / background);
    };
    MoleculesNeeded answer;
    std::int64_t start = 1;   // smallest N with k* = k
    int fine_in_a_row = 0;
    for (std::int64_t k = 1; fine_in_a_row < 200; ++k) {
        auto const end = last_with(k);
        if (end >= start) {
            auto const enough = std::max(needed(k), start);
            if (enough <= end && answer.first == 0) {
                answer.first = enough;
            }
            if (enough > start || answer.safe == 0) {
                answer.safe = enough <= end ? enough : 0;
                fine_in_a_row = 0;
            } else {
                ++fine_in_a_row;
            }
            if (background == 0) {
                break;
            }
            start = end + 1;
        }
    }
    return answer;
}

}  // namespace tidemark
