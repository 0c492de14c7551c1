#include "values/model/growth_change.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "values/probability/distributions.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

constexpr double claim_level = 0.05;
constexpr int replicates = 400;
constexpr int steps_between_days = 8;
constexpr double fastest = 2;   // per day, as growth_rate

/// Level at the knot, slope before and slope after; of one piece both slopes are the same.
using Pieces = std::array<double, 3>;

struct Fitted {
    double knot = 0;
    Pieces pieces{};
    double deviance = 0;            ///< -2 log likelihood against each detected draw's own best
    double detected_deviance = 0;   ///< of the detected draws alone
};

/// How one draw's log likelihood moves with its log fraction.
struct Local {
    double value = 0;
    double slope = 0;
    double information = 0;
};

Local local(GrowthDraw const& draw, double log_fraction) {
    double const signal = draw.visible * std::exp(std::clamp(log_fraction, -80.0, 60.0));
    double const mean = draw.background + signal;
    if (!draw.detected) {
        double const held = std::min(mean, 1e12);
        double const below = std::max(poisson_at_most(draw.critical_count - 1, held), 1e-300);
        double const edge = std::exp(static_cast<double>(draw.critical_count - 1) * std::log(held) - held -
                                     std::lgamma(static_cast<double>(draw.critical_count)));
        double const move = signal * edge;
        return {std::log(below), -move / below, move * move / std::max(below * (1 - below), 1e-12)};
    }
    auto const alt = static_cast<double>(draw.alt);
    double const value = (alt > 0 ? alt * std::log(mean / alt) : 0) + alt - mean;
    return {value, (alt / mean - 1) * signal, signal * signal / mean};
}

class PieceFit {
public:
    /// `pieces`: 1, a line whose level is told at the knot, or 2.
    PieceFit(std::span<GrowthDraw const> draws, double knot, std::size_t pieces) : draws_{draws}, knot_{knot}, size_{pieces + 1} {}

    /// METHOD: Fisher scoring with a damped step, from `start`.
    [[nodiscard]] Fitted best(Pieces start) const {
        auto now = sum_at(start);
        for (int step = 0; step < 40; ++step) {
            auto const move = solved(now);
            double largest = 0;
            bool better = false;
            for (double share = 1; share > 1e-4 && !better; share /= 2) {
                auto next = start;
                largest = 0;
                for (std::size_t each = 0; each < size_; ++each) {
                    double const part = share * std::clamp(move[each], -3.0, 3.0);
                    next[each] += part;
                    largest = std::max(largest, std::abs(part) * (each == 0 ? 1 : 30));
                }
                held(next);
                auto const there = sum_at(next);
                better = there.value >= now.value;
                if (better) {
                    start = next;
                    now = there;
                }
            }
            if (!better || largest < 1e-7) {
                break;
            }
        }
        Fitted fitted{.knot = knot_, .pieces = start, .deviance = -2 * now.value};
        for (auto const& draw : draws_) {
            fitted.detected_deviance += draw.detected ? -2 * local(draw, level(start, draw.day)).value : 0;
        }
        return fitted;
    }

    [[nodiscard]] double level(Pieces const& pieces, double day) const {
        return pieces[0] + (day < knot_ ? pieces[1] : pieces[2]) * (day - knot_);
    }

private:
    struct Sum {
        double value = 0;
        Pieces slope{};
        std::array<Pieces, 3> information{};
    };

    void held(Pieces& pieces) const {
        pieces[0] = std::clamp(pieces[0], -40.0, 4.0);
        pieces[1] = std::clamp(pieces[1], -fastest, fastest);
        pieces[2] = size_ == 3 ? std::clamp(pieces[2], -fastest, fastest) : pieces[1];
    }

    [[nodiscard]] Sum sum_at(Pieces const& pieces) const {
        Sum sum;
        for (auto const& draw : draws_) {
            auto const here = local(draw, level(pieces, draw.day));
            double const distance = draw.day - knot_;
            Pieces row{1, size_ == 2 || distance < 0 ? distance : 0, size_ == 3 && distance >= 0 ? distance : 0};
            sum.value += here.value;
            for (std::size_t one = 0; one < size_; ++one) {
                sum.slope[one] += here.slope * row[one];
                for (std::size_t two = 0; two < size_; ++two) {
                    sum.information[one][two] += here.information * row[one] * row[two];
                }
            }
        }
        return sum;
    }

    /// Information times the step is the slope; a little ridge keeps what no draw tells where it is.
    [[nodiscard]] Pieces solved(Sum const& sum) const {
        auto matrix = sum.information;
        auto right = sum.slope;
        for (std::size_t each = 0; each < size_; ++each) {
            matrix[each][each] = matrix[each][each] * (1 + 1e-9) + 1e-9;
        }
        for (std::size_t pivot = 0; pivot < size_; ++pivot) {
            for (std::size_t row = pivot + 1; row < size_; ++row) {
                double const factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (std::size_t column = pivot; column < size_; ++column) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        Pieces move{};
        for (std::size_t row = size_; row-- > 0;) {
            double rest = right[row];
            for (std::size_t column = row + 1; column < size_; ++column) {
                rest -= matrix[row][column] * move[column];
            }
            move[row] = rest / matrix[row][row];
        }
        return move;
    }

    std::span<GrowthDraw const> draws_;
    double knot_;
    std::size_t size_;
};

/// A level that the draws agree on, to start from.
Pieces flat_start(std::span<GrowthDraw const> draws) {
    double alt = 0;
    double visible = 0;
    for (auto const& draw : draws) {
        alt += draw.detected ? std::max(static_cast<double>(draw.alt) - draw.background, 0.5) : 0.1;
        visible += draw.visible;
    }
    return {std::log(alt / visible), 0, 0};
}

std::vector<double> distinct_days(std::span<GrowthDraw const> draws) {
    std::vector<double> days;
    for (auto const& draw : draws) {
        days.push_back(draw.day);
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

/// Highest likelihood over all knots, each search starting where its neighbor ended and from a level line.
Fitted best_two(std::span<GrowthDraw const> draws, std::vector<double> const& days) {
    auto const level = flat_start(draws);
    auto start = level;
    Fitted best{.knot = days[1], .pieces = level, .deviance = 1e300};
    for (std::size_t place = 1; place + 2 < days.size(); ++place) {
        for (int step = 0; step < steps_between_days + (place + 3 == days.size() ? 1 : 0); ++step) {
            double const knot = days[place] + (days[place + 1] - days[place]) * step / steps_between_days;
            PieceFit const fit{draws, knot, 2};
            auto found = fit.best(start);
            if (step == 0) {
                auto const other = fit.best(level);
                found = other.deviance < found.deviance ? other : found;
            }
            start = found.pieces;
            best = found.deviance < best.deviance ? found : best;
        }
    }
    return best;
}

/// 2.5 % and 97.5 % of the replicates, widened to hold the estimate.
BoundedValue bounded(double value, std::vector<double> replicated) {
    std::ranges::sort(replicated);
    auto const edge = replicated.size() / 40;
    return {value, std::min(value, replicated[edge]), std::max(value, replicated[replicated.size() - 1 - edge])};
}

GrowthChangePoint with_intervals(std::span<GrowthDraw const> draws, Fitted const& fit, double spread, double degrees, std::uint64_t seed) {
    Random random{seed, "growth change"};
    auto const days = distinct_days(draws);
    std::array<std::vector<double>, 3> found;
    PieceFit const truth{draws, fit.knot, 2};
    for (int replicate = 0; replicate < replicates; ++replicate) {
        double const excess = std::max(1.0, spread * degrees / random.gamma(degrees / 2, degrees));
        std::vector<GrowthDraw> again(draws.begin(), draws.end());
        for (auto& draw : again) {
            double const mean = draw.background + draw.visible * std::exp(truth.level(fit.pieces, draw.day));
            double const lifted = excess > 1 + 1e-9 && mean > 0 ? random.gamma(mean / (excess - 1), mean) : mean;
            draw.alt = random.poisson(std::min(lifted, 1e9));
            draw.detected = draw.alt >= draw.critical_count;
        }
        auto const refit = best_two(again, days);
        found[0].push_back(refit.knot);
        found[1].push_back(refit.pieces[1]);
        found[2].push_back(refit.pieces[2]);
    }
    return {bounded(fit.knot, found[0]), bounded(fit.pieces[1], found[1]), bounded(fit.pieces[2], found[2])};
}

}  // namespace

std::optional<GrowthChangeFit> growth_change(std::span<GrowthDraw const> draws, std::uint64_t seed) {
    auto const detected = static_cast<std::size_t>(std::ranges::count(draws, true, &GrowthDraw::detected));
    auto const days = distinct_days(draws);
    if (detected < fewest_growth_change_detected || days.size() < fewest_growth_change_detected || draws.size() > most_growth_change_draws) {
        return std::nullopt;
    }
    auto const two = best_two(draws, days);
    auto const one = PieceFit{draws, days[days.size() / 2], 1}.best(flat_start(draws));
    auto const degrees = static_cast<double>(detected) - 4;
    double const spread = std::max(1.0, two.detected_deviance / degrees);
    auto const stretches = static_cast<double>(days.size()) - 3;
    GrowthChangeFit fit{.gain = (one.deviance - two.deviance) / spread,
                        .penalty = degrees * (std::pow(claim_level / stretches, -2 / degrees) - 1)};
    if (fit.gain > fit.penalty) {
        fit.change = with_intervals(draws, two, spread, degrees, seed);
    }
    return fit;
}

}  // namespace tidemark
