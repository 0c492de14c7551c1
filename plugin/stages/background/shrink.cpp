#include "stages/background/shrink.hpp"

#include <algorithm>

#include "values/model/background_law.hpp"

namespace tidemark {

double moment_dispersion(std::span<RateCell const> cells, double usual) {
    double excess = usual;   // one unit of m^2 with the usual dispersion
    double squares = 1;
    for (auto const& cell : cells) {
        double const away = cell.errors - cell.expected;
        excess += away * away - cell.errors;
        squares += cell.expected * cell.expected;
    }
    return std::clamp(excess / squares, 0.01, 20.0);
}

Posterior posterior_rate(PriorRate const& prior, double errors, double molecules) {
    double const shape = 1 / prior.dispersion;
    double const seen = shape + errors;
    double const mean = seen / (shape / prior.mean + molecules);
    return {.mean = std::clamp(mean, smallest_learnt_rate, 0.5), .dispersion = 1 / seen};
}

}  // namespace tidemark
