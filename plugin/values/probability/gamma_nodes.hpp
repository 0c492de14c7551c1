// Averages over a gamma distributed factor of mean 1, by Gauss quadrature.
#pragma once
#include <cstddef>
#include <vector>

namespace tidemark {

struct QuadratureNode {
    double value = 1;
    double weight = 1;   ///< weights sum to 1
};

/// Nodes of the generalised Gauss-Laguerre rule for s ~ Gamma(mean 1, coefficient of variation `variation`): the average
/// of any polynomial in s up to degree 2 count - 1 is exact. `variation` 0 gives the one node s = 1. 0 <= variation <= 3.
[[nodiscard]] std::vector<QuadratureNode> gamma_nodes(double variation, std::size_t count = 15);

}  // namespace tidemark
