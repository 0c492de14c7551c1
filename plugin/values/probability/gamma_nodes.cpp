#include "values/probability/gamma_nodes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tidemark {
namespace {

/// Symmetric tridiagonal matrix; `first` holds the first component of each eigenvector once it is diagonal.
struct Tridiagonal {
    std::vector<double> diagonal;
    std::vector<double> beside;
    std::vector<double> first;
};

/// Implicit QL with Wilkinson shifts (Golub and Welsch 1969).
void diagonalise(Tridiagonal& matrix) {
    auto& [d, e, z] = matrix;
    auto const size = d.size();
    for (std::size_t low = 0; low < size; ++low) {
        for (int sweep = 0;; ++sweep) {
            std::size_t block = low;
            while (block + 1 < size && std::abs(e[block]) > std::numeric_limits<double>::epsilon() *
                                                                (std::abs(d[block]) + std::abs(d[block + 1]))) {
                ++block;
            }
            if (block == low) {
                break;
            }
            if (sweep == 60) {
                throw std::logic_error{"quadrature nodes did not converge"};
            }
            double shift = (d[low + 1] - d[low]) / (2 * e[low]);
            shift = d[block] - d[low] + e[low] / (shift + std::copysign(std::hypot(shift, 1.0), shift));
            double sine = 1;
            double cosine = 1;
            double carried = 0;
            for (std::size_t index = block; index-- > low;) {
                double const f = sine * e[index];
                double const b = cosine * e[index];
                double const length = std::hypot(f, shift);
                e[index + 1] = length;
                if (length == 0) {
                    d[index + 1] -= carried;
                    e[block] = 0;
                    break;
                }
                sine = f / length;
                cosine = shift / length;
                double const moved = d[index + 1] - carried;
                double const turn = (d[index] - moved) * sine + 2 * cosine * b;
                carried = sine * turn;
                d[index + 1] = moved + carried;
                shift = cosine * turn - b;
                double const upper = z[index + 1];
                z[index + 1] = sine * z[index] + cosine * upper;
                z[index] = cosine * z[index] - sine * upper;
            }
            d[low] -= carried;
            e[low] = shift;
            e[block] = 0;
        }
    }
}

}  // namespace

std::vector<QuadratureNode> gamma_nodes(double variation, std::size_t count) {
    if (!(variation >= 0 && variation <= 3) || count == 0) {
        throw std::logic_error{"a coefficient of variation must lie between 0 and 3"};
    }
    // Under a variation of 1e-3 the nodes would lie within rounding of 1.
    if (variation < 1e-3) {
        return {QuadratureNode{}};
    }
    double const shape = 1 / (variation * variation);
    Tridiagonal matrix{std::vector<double>(count), std::vector<double>(count, 0.0), std::vector<double>(count, 0.0)};
    for (std::size_t index = 0; index < count; ++index) {
        double const k = static_cast<double>(index);
        matrix.diagonal[index] = 2 * k + shape;                       // Laguerre with weight s^(shape-1) e^-s
        matrix.beside[index] = std::sqrt((k + 1) * (k + shape));
    }
    matrix.beside.back() = 0;
    matrix.first.front() = 1;
    diagonalise(matrix);
    std::vector<QuadratureNode> nodes(count);
    for (std::size_t index = 0; index < count; ++index) {
        nodes[index] = {.value = std::max(matrix.diagonal[index] / shape, 0.0),
                        .weight = matrix.first[index] * matrix.first[index]};
    }
    std::ranges::sort(nodes, {}, &QuadratureNode::value);
    return nodes;
}

}  // namespace tidemark
