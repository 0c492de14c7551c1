#include "stages/background/hot_loci.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace tidemark {
namespace {

double log_sum(double first, double second) {
    double const top = std::max(first, second);
    return top + std::log1p(std::exp(std::min(first, second) - top));
}

LocusMixture from_logarithms(std::array<double, 4> const& point) {
    return {.hot_share = std::exp(point[0]),
            .hot_rate = std::exp(point[1]),
            .hot_dispersion = std::exp(point[2]),
            .locus_dispersion = std::exp(point[3])};
}

struct LogChances {
    double ordinary;
    double hot;
};

LogChances log_chances(LocusMixture const& loci, PlaceCount const& place) {
    return {std::log1p(-loci.hot_share) +
                log_chance({place.depth * place.rate, loci.locus_dispersion}, place.errors),
            std::log(loci.hot_share) + log_chance({place.depth * loci.hot_rate, loci.hot_dispersion}, place.errors)};
}

double log_likelihood(std::span<PlaceCount const> places, LocusMixture const& loci) {
    double sum = 0;
    for (auto const& place : places) {
        auto const [ordinary, hot] = log_chances(loci, place);
        sum += place.alleles * log_sum(ordinary, hot);
    }
    return sum;
}

using Point = std::array<double, 4>;

/// Highest point of a function by Nelder and Mead's simplex, from `start` with edges of `step`.
template <typename Function>
Point highest(Function const& function, Point const& start, Point const& step) {
    struct Corner {
        double value;
        Point point;
    };
    std::array<Corner, 5> corners;
    for (std::size_t each = 0; each < corners.size(); ++each) {
        auto point = start;
        if (each > 0) {
            point[each - 1] += step[each - 1];
        }
        corners[each] = {function(point), point};
    }
    constexpr int most_steps = 250;
    for (int round = 0; round < most_steps; ++round) {
        std::ranges::sort(corners, std::ranges::greater{}, &Corner::value);
        if (corners.front().value - corners.back().value < 1e-4) {
            break;
        }
        Point middle{};
        for (std::size_t each = 0; each + 1 < corners.size(); ++each) {
            for (std::size_t axis = 0; axis < middle.size(); ++axis) {
                middle[axis] += corners[each].point[axis] / (corners.size() - 1.0);
            }
        }
        auto const moved = [&](double factor) {
            Corner corner{0, middle};
            for (std::size_t axis = 0; axis < middle.size(); ++axis) {
                corner.point[axis] += factor * (corners.back().point[axis] - middle[axis]);
            }
            corner.value = function(corner.point);
            return corner;
        };
        auto const mirrored = moved(-1);
        if (mirrored.value > corners.front().value) {
            auto const further = moved(-2);
            corners.back() = further.value > mirrored.value ? further : mirrored;
            continue;
        }
        if (mirrored.value > corners[3].value) {
            corners.back() = mirrored;
            continue;
        }
        auto const nearer = moved(mirrored.value > corners.back().value ? -0.5 : 0.5);
        if (nearer.value > std::max(mirrored.value, corners.back().value)) {
            corners.back() = nearer;
            continue;
        }
        for (std::size_t each = 1; each < corners.size(); ++each) {
            for (std::size_t axis = 0; axis < middle.size(); ++axis) {
                corners[each].point[axis] = (corners[each].point[axis] + corners.front().point[axis]) / 2;
            }
            corners[each].value = function(corners[each].point);
        }
    }
    return std::ranges::max(corners, {}, &Corner::value).point;
}

}  // namespace

LocusMixture fit_hot_loci(std::span<PlaceCount const> places, double class_rate, HotPrior const& prior) {
    Point const middle{std::log(prior.share), std::log(prior.ratio * class_rate), std::log(prior.dispersion),
                       std::log(prior.locus_dispersion)};
    Point const spread{prior.share_spread, prior.ratio_spread, prior.dispersion_spread, prior.locus_dispersion_spread};
    // Hot is a tenth at most, and at least ten times as bad: what is less apart is dispersion of ordinary loci.
    Point const lowest{std::log(1e-6), std::log(std::min(10 * class_rate, 0.02)), std::log(0.2), std::log(0.02)};
    Point const top{std::log(0.1), std::log(std::min(5000 * class_rate, 0.05)), std::log(5.0), std::log(2.0)};
    auto const inside = [&](Point point) {
        for (std::size_t each = 0; each < point.size(); ++each) {
            point[each] = std::clamp(point[each], lowest[each], top[each]);
        }
        return point;
    };
    if (places.empty()) {
        return from_logarithms(inside(middle));
    }
    auto const score = [&](Point const& wanted) {
        auto const point = inside(wanted);
        double sum = log_likelihood(places, from_logarithms(point));
        for (std::size_t each = 0; each < point.size(); ++each) {
            double const away = (wanted[each] - middle[each]) / spread[each];
            sum -= away * away / 2;
        }
        return sum;
    };
    // A second simplex from where the first one came to rest: one that has shrunk too early starts anew.
    auto const first = highest(score, middle, spread);
    return from_logarithms(inside(highest(score, inside(first), {0.3, 0.3, 0.2, 0.3})));
}

double chance_of_hot(LocusMixture const& loci, PlaceCount const& place) {
    auto const [ordinary, hot] = log_chances(loci, place);
    return 1 / (1 + std::exp(ordinary - hot));
}

}  // namespace tidemark
