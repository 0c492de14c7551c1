#include "values/model/chain_grid.hpp"

#include <algorithm>
#include <numeric>

namespace tidemark {
namespace {

using Vector = std::vector<double>;

/// One step in time: fraction and drop-out share move apart from each other.
class Step {
public:
    Step(double days, ChainSettings const& settings) : kept_{std::exp(-days * settings.dropout_per_day)} {
        double const turned = 1 - std::exp(-days * settings.turn_per_day);
        double const spacing = 6 * std::log(10.0) / 199;
        double const spread = std::max(settings.log_step * std::sqrt(days), 1e-3 * spacing) / spacing;
        moves_.assign(chain_fractions * chain_fractions, 0.0);
        moves_[0] = 1 - turned;
        for (std::size_t to = 1; to < chain_fractions; ++to) {
            moves_[to] = turned / (chain_fractions - 1);
        }
        for (std::size_t from = 1; from < chain_fractions; ++from) {
            double sum = 0;
            for (std::size_t to = 1; to < chain_fractions; ++to) {
                double const distance = (static_cast<double>(to) - static_cast<double>(from)) / spread;
                double const chance = std::exp(-distance * distance / 2);
                moves_[from * chain_fractions + to] = chance;
                sum += chance;
            }
            for (std::size_t to = 1; to < chain_fractions; ++to) {
                moves_[from * chain_fractions + to] *= (1 - turned) / sum;
            }
            moves_[from * chain_fractions] = turned;
        }
    }

    /// Chances after the step from chances before it.
    [[nodiscard]] Vector forward(Vector const& state) const { return moved(state, Direction::forward); }
    /// Likelihood given the state before the step from that given the state after it: the transpose.
    [[nodiscard]] Vector backward(Vector const& state) const { return moved(state, Direction::backward); }

private:
    enum class Direction { forward, backward };

    [[nodiscard]] Vector moved(Vector const& state, Direction direction) const {
        bool const ahead = direction == Direction::forward;
        Vector target(state.size(), 0.0);
        for (std::size_t from = 0; from < chain_fractions; ++from) {
            for (std::size_t to = 0; to < chain_fractions; ++to) {
                double const chance = moves_[from * chain_fractions + to];
                ahead ? add(state, from, target, to, chance) : add(state, to, target, from, chance);
            }
        }
        // The drop-out share is kept or drawn anew from its prior: which side the prior stands on is the direction.
        for (std::size_t point = 0; point < chain_fractions; ++point) {
            double drawn = 0;
            for (std::size_t dropout = 0; dropout < chain_dropouts; ++dropout) {
                drawn += target[point * chain_dropouts + dropout] * (ahead ? 1 : chain_dropout_prior(dropout));
            }
            for (std::size_t dropout = 0; dropout < chain_dropouts; ++dropout) {
                double& value = target[point * chain_dropouts + dropout];
                value = kept_ * value + (1 - kept_) * drawn * (ahead ? chain_dropout_prior(dropout) : 1);
            }
        }
        return target;
    }
    static void add(Vector const& source, std::size_t from, Vector& target, std::size_t to, double chance) {
        if (chance < 1e-18) {
            return;
        }
        for (std::size_t dropout = 0; dropout < chain_dropouts; ++dropout) {
            target[to * chain_dropouts + dropout] += chance * source[from * chain_dropouts + dropout];
        }
    }

    double kept_;
    Vector moves_;
};

void multiply(Vector& state, Vector const& by) {
    for (std::size_t index = 0; index < state.size(); ++index) {
        state[index] *= by[index];
    }
}

void scale_to_one(Vector& state) {
    double const sum = std::accumulate(state.begin(), state.end(), 0.0);
    for (double& value : state) {
        value /= sum;
    }
}

Vector first_state(ChainSettings const& settings) {
    Vector state(chain_fractions * chain_dropouts);
    for (std::size_t index = 0; index < state.size(); ++index) {
        double const fraction = index < chain_dropouts ? settings.none_at_first : (1 - settings.none_at_first) / (chain_fractions - 1);
        state[index] = fraction * chain_dropout_prior(index % chain_dropouts);
    }
    return state;
}

double quantile(Vector const& chances, double level) {
    double sum = 0;
    for (std::size_t point = 0; point < chances.size(); ++point) {
        sum += chances[point];
        if (sum >= level) {
            return chain_fraction(point);
        }
    }
    return 1;
}

SmoothedDraw summary(Vector const& posterior) {
    SmoothedDraw draw;
    Vector chances(chain_fractions, 0.0);
    for (std::size_t index = 0; index < posterior.size(); ++index) {
        chances[index / chain_dropouts] += posterior[index];
        draw.mean_dropout += posterior[index] * static_cast<double>(index % chain_dropouts) / 10;
    }
    draw.clearance = chances[0];
    draw.median = quantile(chances, 0.5);
    // A point stands for its cell of the grid: limits between points would claim more than the grid can tell.
    double const half_cell = std::pow(10.0, 3.0 / 199);
    draw.lo = quantile(chances, 0.025) / half_cell;
    draw.hi = std::min(1.0, quantile(chances, 0.975) * half_cell);
    return draw;
}

/// Chances of a fall from one fraction of the first draw, weighed by `weight`, to those of `posterior`.
void add_falls(SmoothedDraw& draw, std::size_t first, Vector const& posterior, double weight) {
    for (std::size_t index = 0; index < posterior.size(); ++index) {
        double const ratio = chain_fraction(index / chain_dropouts) / chain_fraction(first);
        double const chance = weight * posterior[index];
        draw.fall_half += ratio <= 0.5 ? chance : 0;
        draw.fall_to_tenth += ratio <= 0.1 ? chance : 0;
        draw.fall_to_hundredth += ratio <= 0.01 ? chance : 0;
    }
}

}  // namespace

std::vector<SmoothedDraw> forward_backward(std::vector<Vector> const& emissions, Vector const& days,
                                           ChainSettings const& settings) {
    std::size_t const count = emissions.size();
    std::vector<Step> steps;
    for (std::size_t draw = 1; draw < count; ++draw) {
        steps.emplace_back(days[draw] - days[draw - 1], settings);
    }
    // later[t]: likelihood of all draws after t, given the state at t.
    std::vector<Vector> later(count, Vector(chain_fractions * chain_dropouts, 1.0));
    for (std::size_t draw = count - 1; draw-- > 0;) {
        auto state = later[draw + 1];
        multiply(state, emissions[draw + 1]);
        later[draw] = steps[draw].backward(state);
        scale_to_one(later[draw]);
    }
    std::vector<SmoothedDraw> smoothed;
    auto state = first_state(settings);
    multiply(state, emissions[0]);
    scale_to_one(state);
    auto const at_first = state;
    for (std::size_t draw = 0; draw < count; ++draw) {
        if (draw > 0) {
            state = steps[draw - 1].forward(state);
            multiply(state, emissions[draw]);
            scale_to_one(state);
        }
        auto posterior = state;
        multiply(posterior, later[draw]);
        scale_to_one(posterior);
        smoothed.push_back(summary(posterior));
    }
    // Against the first draw: from each of its fractions that matters, forward on its own.
    auto posterior = at_first;
    multiply(posterior, later[0]);
    scale_to_one(posterior);
    for (std::size_t first = 1; first < chain_fractions; ++first) {
        auto const begin = posterior.begin() + static_cast<std::ptrdiff_t>(first * chain_dropouts);
        double const weight = std::accumulate(begin, begin + chain_dropouts, 0.0);
        if (weight < 1e-6) {
            continue;
        }
        Vector from(at_first.size(), 0.0);
        std::copy_n(at_first.begin() + static_cast<std::ptrdiff_t>(first * chain_dropouts), chain_dropouts,
                    from.begin() + static_cast<std::ptrdiff_t>(first * chain_dropouts));
        scale_to_one(from);
        for (std::size_t draw = 1; draw < count; ++draw) {
            from = steps[draw - 1].forward(from);
            multiply(from, emissions[draw]);
            scale_to_one(from);
            auto ends = from;
            multiply(ends, later[draw]);
            scale_to_one(ends);
            add_falls(smoothed[draw], first, ends, weight);
        }
    }
    return smoothed;
}

}  // namespace tidemark
