#include "values/model/growth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <set>
#include <utility>
#include <vector>

#include "values/model/level_scatter.hpp"
#include "values/probability/chi_square.hpp"
#include "values/probability/distributions.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

double log_likelihood(GrowthDraw const& draw, double log_fraction) {
    return growth_log_likelihood(draw, draw.background + draw.visible * std::exp(log_fraction));
}

/// Highest point of a function with one peak among `points` equally spaced starts.
std::pair<double, double> highest(std::function<double(double)> const& function, double low, double high, int points) {
    double const step = (high - low) / points;
    double best = low;
    double best_value = function(low);
    for (int point = 1; point <= points; ++point) {
        double const value = function(low + point * step);
        if (value > best_value) {
            best = low + point * step;
            best_value = value;
        }
    }
    constexpr double golden = 0.6180339887498949;
    double left = best - step;
    double right = best + step;
    while (right - left > 1e-9 * (1 + std::abs(best))) {
        double const one = right - golden * (right - left);
        double const two = left + golden * (right - left);
        bool const lower_half = function(one) > function(two);
        (lower_half ? right : left) = lower_half ? two : one;
    }
    best = (left + right) / 2;
    return {best, function(best)};
}

class GrowthLikelihood {
public:
    GrowthLikelihood(std::span<GrowthDraw const> draws, double log_variance) : draws_{draws} {
        double detected = 0;
        for (auto const& draw : draws) {
            middle_ += draw.detected ? draw.day : 0;
            detected += draw.detected ? 1 : 0;
            weights_.push_back(weight(draw, log_variance));
        }
        middle_ /= detected;
    }

    /// Best level at the middle day for a slope, and its log likelihood.
    [[nodiscard]] std::pair<double, double> level(double slope) const {
        return highest([&](double log_fraction) { return value(slope, log_fraction); }, -32, 4, 72);
    }
    [[nodiscard]] double profile(double slope) const { return level(slope).second; }

    /// Deviance of the detected draws alone.
    [[nodiscard]] double deviance(double slope) const {
        double const log_fraction = level(slope).first;
        double sum = 0;
        for (std::size_t index = 0; index < draws_.size(); ++index) {
            auto const& draw = draws_[index];
            sum += draw.detected ? -2 * weights_[index] * log_likelihood(draw, log_fraction + slope * (draw.day - middle_)) : 0;
        }
        return sum;
    }

private:
    static double weight(GrowthDraw const& draw, double log_variance) {
        return draw.detected ? scatter_weight(static_cast<double>(draw.alt), draw.background, log_variance) : 1;
    }
    [[nodiscard]] double value(double slope, double log_fraction) const {
        double sum = 0;
        for (std::size_t index = 0; index < draws_.size(); ++index) {
            auto const& draw = draws_[index];
            // Beyond a factor of e^60 nothing is told apart, and the exponential stays finite.
            sum += weights_[index] * log_likelihood(draw, std::clamp(log_fraction + slope * (draw.day - middle_), -80.0, 60.0));
        }
        return sum;
    }

    std::span<GrowthDraw const> draws_;
    std::vector<double> weights_;
    double middle_ = 0;
};

/// Where the excess over the deviance limit changes sign, going out from the estimate; absent within the fastest rate.
std::optional<double> crossing(std::function<double(double)> const& excess, double estimate, double direction) {
    double inside = estimate;
    for (double reach = 1e-4; std::abs(inside) < fastest_growth; reach *= 2) {
        double const there = std::clamp(estimate + direction * reach, -fastest_growth, fastest_growth);
        if (excess(there) > 0) {
            return root(excess, std::min(inside, there), std::max(inside, there), 30);
        }
        inside = there;
    }
    return std::nullopt;
}

}  // namespace

double growth_log_likelihood(GrowthDraw const& draw, double mean) {
    if (!draw.detected) {
        return log_poisson_at_most(draw.critical_count - 1, std::min(mean, 1e12));
    }
    auto const alt = static_cast<double>(draw.alt);
    if (mean <= 0) {
        return alt > 0 ? -1e300 : 0;
    }
    return (alt > 0 ? alt * std::log(mean / alt) : 0) + alt - mean;
}

std::optional<GrowthRate> growth_rate(std::span<GrowthDraw const> draws, GrowthQuestion question) {
    std::set<double> days;
    std::size_t detected = 0;
    for (auto const& draw : draws) {
        if (draw.detected) {
            days.insert(draw.day);
            ++detected;
        }
    }
    if (draws.size() < 3 || days.size() < 2) {
        return std::nullopt;
    }
    GrowthLikelihood const likelihood{draws, question.log_variance};
    auto const profile = [&](double slope) { return likelihood.profile(slope); };
    // Slopes that people show lie below 0.2 a day; a first look there, then wide.
    auto best = highest(profile, -0.2, 0.2, 80);
    if (auto const wide = highest(profile, -fastest_growth, fastest_growth, 80); wide.second > best.second + 1e-9) {
        best = wide;
    }
    GrowthRate rate{.per_day = best.first, .lo = {}, .hi = {}, .doubling_days = {}, .halving_days = {}, .excess_spread = 1};
    if (detected > 2) {
        rate.excess_spread = std::max(1.0, likelihood.deviance(best.first) / static_cast<double>(detected - 2));
    }
    auto const deviance_of = [&](double slope) { return 2 * (best.second - profile(slope)) / rate.excess_spread; };
    auto const excess = [&](double slope) { return deviance_of(slope) - deviance_limit; };
    rate.lo = crossing(excess, best.first, -1);
    rate.hi = crossing(excess, best.first, 1);
    bool const moves = chi_square_at_least(deviance_of(0), 1) < question.level;
    if (moves && rate.lo && *rate.lo > 0) {
        rate.doubling_days = std::numbers::ln2 / rate.per_day;
    }
    if (moves && rate.hi && *rate.hi < 0) {
        rate.halving_days = -std::numbers::ln2 / rate.per_day;
    }
    return rate;
}

}  // namespace tidemark
