// The highest point of a smooth function of a few variables that may not be negative.
#pragma once
#include <functional>
#include <span>
#include <vector>

namespace tidemark {

/// A function at one point: value, slopes, and minus its second derivatives (or their expectation), row by row. The matrix is
/// symmetric and has no negative direction.
struct LocalShape {
    double value = 0;
    std::vector<double> slope;
    std::vector<double> curvature;
};

struct Maximum {
    std::vector<double> at;
    double value = 0;
};

/// METHOD: Newton's step in the variables that are free (above 0, or at 0 with an upward slope), projected on >= 0, halved
/// until the value rises (Bertsekas 1982); a step along the slopes alone where that fails. The global maximum of a concave
/// function, a local one else. `start` >= 0, where the value must be finite; a value of minus infinity marks what is outside.
[[nodiscard]] Maximum nonnegative_maximum(std::function<LocalShape(std::span<double const>)> const& function,
                                          std::vector<double> start);

}  // namespace tidemark
