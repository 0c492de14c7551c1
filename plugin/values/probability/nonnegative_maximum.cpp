#include "values/probability/nonnegative_maximum.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace tidemark {
namespace {

using Vector = std::vector<double>;

/// Gaussian elimination on the chosen rows and columns, with a ridge that keeps collinear ones solvable.
Vector newton_step(LocalShape const& shape, std::vector<std::size_t> const& chosen) {
    std::size_t const all = shape.slope.size();
    std::size_t const size = chosen.size();
    Vector matrix(size * size);
    Vector step(size);
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column < size; ++column) {
            matrix[row * size + column] = shape.curvature[chosen[row] * all + chosen[column]];
        }
        matrix[row * size + row] *= 1 + 1e-9;
        step[row] = shape.slope[chosen[row]];
    }
    for (std::size_t pivot = 0; pivot < size; ++pivot) {
        double const diagonal = matrix[pivot * size + pivot];
        if (!(diagonal > 0)) {
            step[pivot] = 0;
            continue;
        }
        for (std::size_t row = pivot + 1; row < size; ++row) {
            double const factor = matrix[row * size + pivot] / diagonal;
            for (std::size_t column = pivot; column < size; ++column) {
                matrix[row * size + column] -= factor * matrix[pivot * size + column];
            }
            step[row] -= factor * step[pivot];
        }
    }
    for (std::size_t pivot = size; pivot-- > 0;) {
        double const diagonal = matrix[pivot * size + pivot];
        for (std::size_t column = pivot + 1; column < size; ++column) {
            step[pivot] -= matrix[pivot * size + column] * step[column];
        }
        step[pivot] = diagonal > 0 ? step[pivot] / diagonal : 0;
    }
    return step;
}

/// Every variable by its own curvature: projected, this always leads upward.
Vector slope_step(LocalShape const& shape, std::vector<std::size_t> const& chosen) {
    Vector step;
    for (auto const index : chosen) {
        double const curvature = shape.curvature[index * shape.slope.size() + index];
        step.push_back(curvature > 0 ? shape.slope[index] / curvature : 0);
    }
    return step;
}

}  // namespace

Maximum nonnegative_maximum(std::function<LocalShape(std::span<double const>)> const& function, std::vector<double> start) {
    constexpr double negligible = 1e-11;
    auto now = std::move(start);
    auto shape = function(now);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::size_t> chosen;
        for (std::size_t index = 0; index < now.size(); ++index) {
            if (now[index] > 0 || shape.slope[index] > 0) {
                chosen.push_back(index);
            }
        }
        bool risen = false;
        double gain = 0;
        for (auto const& step : {newton_step(shape, chosen), slope_step(shape, chosen)}) {
            double length = 1;
            for (int halving = 0; halving < 40 && !risen; ++halving, length /= 2) {
                auto next = now;
                double promised = 0;
                for (std::size_t place = 0; place < chosen.size(); ++place) {
                    auto const index = chosen[place];
                    next[index] = std::max(0.0, now[index] + length * step[place]);
                    promised += shape.slope[index] * (next[index] - now[index]);
                }
                if (promised <= 0) {
                    continue;
                }
                auto reached = function(next);
                if (reached.value >= shape.value + 1e-4 * promised) {
                    gain = std::max(promised, reached.value - shape.value);
                    now = std::move(next);
                    shape = std::move(reached);
                    risen = true;
                }
            }
            if (risen) {
                break;
            }
        }
        if (!risen || gain < negligible) {
            break;
        }
    }
    return {std::move(now), shape.value};
}

}  // namespace tidemark
