#include "values/model/growth_change.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "values/probability/distributions.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

constexpr double claim_level = 0.05;
constexpr int replicates = 200;
constexpr int steps_between_days = 6;

/// Level at the knot, slope before and slope after; of one piece both slopes are the same.
using Pieces = std::array<double, 3>;

struct Fitted {
    double knot = 0;
    Pieces pieces{};
    double deviance = 0;   ///< -2 log likelihood against each detected draw's own best, weighted
};

/// What scatter beyond counting leaves of each draw's word: 1 over 1 + scatter x molecules; a draw that was not detected keeps all.
std::vector<double> weights_of(std::span<GrowthDraw const> draws, double scatter) {
    std::vector<double> weights;
    for (auto const& draw : draws) {
        weights.push_back(draw.detected ? 1 / (1 + scatter * static_cast<double>(draw.alt)) : 1);
    }
    return weights;
}

/// Draws with the weights of their log likelihoods.
struct Weighed {
    std::span<GrowthDraw const> draws;
    std::span<double const> weights;
};

/// How one draw's log likelihood moves with its log fraction.
struct Local {
    double value = 0;
    double slope = 0;
    double information = 0;
};

/// Molecules of tumor in a draw. Beyond these limits nothing is told apart, and the exponential stays finite and above 0.
double signal_of(GrowthDraw const& draw, double log_fraction) { return draw.visible * std::exp(std::clamp(log_fraction, -80.0, 60.0)); }

Local local(GrowthDraw const& draw, double log_fraction) {
    double const signal = signal_of(draw, log_fraction);
    double const mean = draw.background + signal;
    double const value = growth_log_likelihood(draw, mean);
    if (!draw.detected) {
        // Chance of one molecule short of the critical count, given that there are fewer.
        double const edge = std::exp(log_poisson(draw.critical_count - 1, std::clamp(mean, 1e-300, 1e12)) - value);
        double const move = signal * edge;
        // Expected information vanishes where the draw cannot be; there the curvature that it has takes its place.
        double const expected = move * move * std::exp(value) / std::max(-std::expm1(value), 1e-12);
        return {value, -move, value < -30 ? std::max(expected, move) : expected};
    }
    return {value, (static_cast<double>(draw.alt) / mean - 1) * signal, signal * signal / mean};
}

class PieceFit {
public:
    /// `pieces`: 1, a line whose level is told at the knot, or 2.
    PieceFit(Weighed const& weighed, double knot, std::size_t pieces) : weighed_{weighed}, knot_{knot}, size_{pieces + 1} {}

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
        return {.knot = knot_, .pieces = start, .deviance = -2 * now.value};
    }

    [[nodiscard]] double deviance(Pieces const& pieces) const { return -2 * sum_at(pieces).value; }

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
        pieces[1] = std::clamp(pieces[1], -fastest_growth, fastest_growth);
        pieces[2] = size_ == 3 ? std::clamp(pieces[2], -fastest_growth, fastest_growth) : pieces[1];
    }

    [[nodiscard]] Sum sum_at(Pieces const& pieces) const {
        Sum sum;
        for (std::size_t index = 0; index < weighed_.draws.size(); ++index) {
            auto const& draw = weighed_.draws[index];
            double const weight = weighed_.weights[index];
            auto const here = local(draw, level(pieces, draw.day));
            double const distance = draw.day - knot_;
            Pieces row{1, size_ == 2 || distance < 0 ? distance : 0, size_ == 3 && distance >= 0 ? distance : 0};
            sum.value += weight * here.value;
            for (std::size_t one = 0; one < size_; ++one) {
                sum.slope[one] += weight * here.slope * row[one];
                for (std::size_t two = 0; two < size_; ++two) {
                    sum.information[one][two] += weight * here.information * row[one] * row[two];
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

    Weighed weighed_;
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
Fitted best_two(Weighed const& weighed, std::vector<double> const& days) {
    auto const level = flat_start(weighed.draws);
    auto start = level;
    Fitted best{.knot = days[1], .pieces = level, .deviance = 1e300};
    for (std::size_t place = 1; place + 2 < days.size(); ++place) {
        for (int step = 0; step < steps_between_days + (place + 3 == days.size() ? 1 : 0); ++step) {
            double const knot = days[place] + (days[place + 1] - days[place]) * step / steps_between_days;
            PieceFit const fit{weighed, knot, 2};
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

/// Two pieces with the scatter that they leave.
struct ScatteredFit {
    Fitted two;
    std::vector<double> deviances;   ///< of each draw, not weighted; 0 where not detected
    double scatter = 0;              ///< variance of the logarithm beyond counting
};

/// The scatter at which the weighted deviances add up to `target`; 0 where counting alone leaves no more.
double scatter_at(std::span<GrowthDraw const> draws, std::vector<double> const& deviances, double target) {
    auto const sum = [&](double scatter) {
        auto const weights = weights_of(draws, scatter);
        double all = 0;
        for (std::size_t index = 0; index < draws.size(); ++index) {
            all += draws[index].detected ? weights[index] * deviances[index] : 0;
        }
        return all;
    };
    if (sum(0) <= target) {
        return 0;
    }
    double low = 1e-9;
    double high = 1e3;
    while (high > 1.001 * low) {
        double const middle = std::sqrt(low * high);
        (sum(middle) > target ? low : high) = middle;
    }
    return high;
}

ScatteredFit fit_with_scatter(std::span<GrowthDraw const> draws, std::vector<double> const& days, double degrees) {
    ScatteredFit fit;
    for (int turn = 0; turn < 4; ++turn) {
        auto const weights = weights_of(draws, fit.scatter);
        Weighed const weighed{draws, weights};
        fit.two = best_two(weighed, days);
        PieceFit const pieces{weighed, fit.two.knot, 2};
        fit.deviances.clear();
        for (auto const& draw : draws) {
            fit.deviances.push_back(draw.detected ? -2 * local(draw, pieces.level(fit.two.pieces, draw.day)).value : 0);
        }
        if (turn < 3) {
            fit.scatter = scatter_at(draws, fit.deviances, degrees);
        }
    }
    return fit;
}

/// 2.5 % and 97.5 % of the replicates, widened to hold the estimate.
BoundedValue bounded(double value, std::vector<double> replicated) {
    std::ranges::sort(replicated);
    auto const edge = replicated.size() / 40;
    return {value, std::min(value, replicated[edge]), std::max(value, replicated[replicated.size() - 1 - edge])};
}

/// A slope that the draws bear as well at the fastest rate is there: they do not bound it.
double outmost(Weighed const& weighed, Fitted const& fit, std::size_t piece) {
    constexpr double as_well = 0.01;   // of deviance
    PieceFit const pieces{weighed, fit.knot, 2};
    for (double const edge : {-fastest_growth, fastest_growth}) {
        auto there = fit.pieces;
        there[piece] = edge;
        if (pieces.deviance(there) <= fit.deviance + as_well) {
            return edge;
        }
    }
    return fit.pieces[piece];
}

/// As growth_rate: what lies at the fastest rate is where the search ended, not what the draws tell.
BoundedRate bounded_rate(double value, std::vector<double> replicated) {
    auto const all = bounded(value, std::move(replicated));
    auto const told = [](double rate) { return std::abs(rate) < fastest_growth ? std::optional{rate} : std::nullopt; };
    return {told(all.value), told(all.lo), told(all.hi)};
}

GrowthChangePoint with_intervals(std::span<GrowthDraw const> draws, ScatteredFit const& fit, double degrees, std::uint64_t seed) {
    Random random{seed, "growth change"};
    auto const days = distinct_days(draws);
    std::array<std::vector<double>, 3> found;
    PieceFit const truth{{draws, {}}, fit.two.knot, 2};
    for (int replicate = 0; replicate < replicates; ++replicate) {
        double const scatter = scatter_at(draws, fit.deviances, random.gamma(degrees / 2, degrees));
        std::vector<GrowthDraw> again(draws.begin(), draws.end());
        for (auto& draw : again) {
            double const signal = signal_of(draw, truth.level(fit.two.pieces, draw.day));
            double const lifted = draw.background + (scatter > 1e-9 ? random.gamma(1 / scatter, signal) : signal);
            draw.alt = random.poisson(std::min(lifted, 1e9));
            draw.detected = draw.alt >= draw.critical_count;
        }
        auto const weights = weights_of(again, fit.scatter);
        auto const refit = best_two({again, weights}, days);
        found[0].push_back(refit.knot);
        found[1].push_back(outmost({again, weights}, refit, 1));
        found[2].push_back(outmost({again, weights}, refit, 2));
    }
    auto const weights = weights_of(draws, fit.scatter);
    Weighed const weighed{draws, weights};
    return {bounded(fit.two.knot, found[0]), bounded_rate(outmost(weighed, fit.two, 1), found[1]),
            bounded_rate(outmost(weighed, fit.two, 2), found[2])};
}

}  // namespace

std::optional<GrowthChangeFit> growth_change(std::span<GrowthDraw const> draws, std::uint64_t seed) {
    auto const detected = static_cast<std::size_t>(std::ranges::count(draws, true, &GrowthDraw::detected));
    auto const days = distinct_days(draws);
    if (detected < fewest_growth_change_detected || days.size() < fewest_growth_change_detected || draws.size() > most_growth_change_draws) {
        return std::nullopt;
    }
    auto const degrees = static_cast<double>(detected) - 4;
    auto const fit = fit_with_scatter(draws, days, degrees);
    auto const weights = weights_of(draws, fit.scatter);
    auto const one = PieceFit{{draws, weights}, days[days.size() / 2], 1}.best(flat_start(draws));
    auto const stretches = static_cast<double>(days.size()) - 3;
    GrowthChangeFit result{.gain = one.deviance - fit.two.deviance,
                           .penalty = degrees * (std::pow(claim_level / stretches, -2 / degrees) - 1)};
    if (result.gain > result.penalty) {
        result.change = with_intervals(draws, fit, degrees, seed);
    }
    return result;
}

}  // namespace tidemark
