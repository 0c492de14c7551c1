#include "values/probability/quantiles.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace tidemark {

double beta_quantile(double probability, double a, double b) { return boost::math::ibeta_inv(a, b, probability); }

double beta_at_most(double value, double a, double b) { return boost::math::ibeta(a, b, value); }

double gamma_quantile(double probability, double shape) { return boost::math::gamma_p_inv(shape, probability); }

}  // namespace tidemark
