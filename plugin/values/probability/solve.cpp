#include "values/probability/solve.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace tidemark {

double root(std::function<double(double)> const& function, double low, double high, int bits) {
    double const at_low = function(low);
    double const at_high = function(high);
    if (at_low == 0 || low == high) {
        return low;
    }
    if (at_high == 0) {
        return high;
    }
    if ((at_low < 0) == (at_high < 0)) {
        return std::abs(at_low) < std::abs(at_high) ? low : high;
    }
    std::uintmax_t steps = 200;
    auto const [left, right] = boost::math::tools::toms748_solve(function, low, high, at_low, at_high,
                                                                  boost::math::tools::eps_tolerance<double>(static_cast<unsigned int>(bits)), steps);
    return left + (right - left) / 2;
}

Peak peak(std::function<double(double)> const& function, double low, double high, double width, EqualPoints equal) {
    constexpr double golden = 0.6180339887498949;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = function(left);
    double at_right = function(right);
    while (high - low > width) {
        if (at_left > at_right || (at_left == at_right && equal == EqualPoints::lower_part)) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = function(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = function(right);
        }
    }
    return {low + (high - low) / 2, std::max(at_left, at_right)};
}

}  // namespace tidemark
