#include "values/probability/solve.hpp"

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

}  // namespace tidemark
