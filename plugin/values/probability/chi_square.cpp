#include "values/probability/chi_square.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <stdexcept>

namespace tidemark {

double chi_square_at_least(double value, double degrees) {
    if (!(degrees > 0)) {
        throw std::logic_error{"chi-square needs degrees of freedom above 0"};
    }
    using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                                 boost::math::policies::underflow_error<boost::math::policies::ignore_error>>;
    return value <= 0 ? 1 : boost::math::gamma_q(degrees / 2, value / 2, Policy{});
}

}  // namespace tidemark
