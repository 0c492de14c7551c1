#include "values/probability/distributions.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <stdexcept>

#include "values/probability/dispersed_count.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

// No promotion to long double: the same bits on every machine, and half the time.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                             boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                             boost::math::policies::underflow_error<boost::math::policies::ignore_error>>;
constexpr Policy policy{};

void require(bool holds, char const* what) {
    if (!holds) {
        throw std::logic_error{what};
    }
}

}  // namespace

double poisson_at_least(std::int64_t count, double mean) {
    require(mean >= 0 && std::isfinite(mean), "a Poisson mean must be finite and at least 0");
    if (count <= 0) {
        return 1;
    }
    return mean == 0 ? 0 : boost::math::gamma_p(static_cast<double>(count), mean, policy);
}

double poisson_at_most(std::int64_t count, double mean) {
    require(mean >= 0 && std::isfinite(mean), "a Poisson mean must be finite and at least 0");
    if (count < 0) {
        return 0;
    }
    return mean == 0 ? 1 : boost::math::gamma_q(static_cast<double>(count) + 1, mean, policy);
}

double log_poisson(std::int64_t count, double mean) {
    require(count >= 0 && mean > 0 && std::isfinite(mean), "the logarithm of a Poisson chance needs a count of at least 0 and a positive finite mean");
    auto const number = static_cast<double>(count);
    return number * std::log(mean) - mean - std::lgamma(number + 1);
}

double log_poisson_at_most(std::int64_t count, double mean) {
    require(count >= 0, "a logarithm of a Poisson's lower tail needs a count of at least 0");
    double const below = poisson_at_most(count, mean);
    if (below > 1e-250) {
        return std::log(below);
    }
    // The largest term times the sum of all terms, each over the one above it: mean > count here, so they fall.
    double sum = 0;
    double term = 1;
    for (auto each = count; each >= 0 && term > 1e-17 * sum; --each) {
        sum += term;
        term *= static_cast<double>(each) / mean;
    }
    return log_poisson(count, mean) + std::log(sum);
}

double dispersed_at_least(std::int64_t count, double mean, double dispersion) {
    require(dispersion >= 0 && std::isfinite(dispersion), "a dispersion must be finite and at least 0");
    // Below this the negative binomial and the Poisson agree to the last digit, and its shape would overflow.
    if (dispersion * std::max(mean, 1.0) < 1e-13) {
        return poisson_at_least(count, mean);
    }
    require(mean >= 0 && std::isfinite(mean), "a mean must be finite and at least 0");
    if (count <= 0) {
        return 1;
    }
    double const ratio = mean * dispersion;   // b of 1/(1+b)^shape
    return mean == 0 ? 0 : boost::math::ibeta(static_cast<double>(count), 1 / dispersion, ratio / (1 + ratio), policy);
}

double dispersed_at_most(std::int64_t count, double mean, double dispersion) {
    require(dispersion >= 0 && std::isfinite(dispersion), "a dispersion must be finite and at least 0");
    if (dispersion * std::max(mean, 1.0) < 1e-13) {
        return poisson_at_most(count, mean);
    }
    require(mean >= 0 && std::isfinite(mean), "a mean must be finite and at least 0");
    if (count < 0) {
        return 0;
    }
    double const ratio = mean * dispersion;
    return mean == 0 ? 1
                     : boost::math::ibetac(static_cast<double>(count) + 1, 1 / dispersion, ratio / (1 + ratio), policy);
}

double binomial_at_least(std::int64_t count, std::int64_t trials, double probability) {
    require(trials >= 0 && probability >= 0 && probability <= 1, "a binomial needs trials >= 0 and 0 <= p <= 1");
    if (count <= 0) {
        return 1;
    }
    if (count > trials) {
        return 0;
    }
    return boost::math::ibeta(static_cast<double>(count), static_cast<double>(trials - count) + 1, probability, policy);
}

Limits clopper_pearson(std::int64_t successes, std::int64_t trials, double level) {
    require(0 <= successes && successes <= trials && level > 0 && level < 1, "a proportion needs 0 <= x <= n");
    double const tail = (1 - level) / 2;
    double const x = static_cast<double>(successes);
    double const n = static_cast<double>(trials);
    return {.lower = successes == 0 ? 0 : boost::math::ibeta_inv(x, n - x + 1, tail, policy),
            .upper = successes == trials ? 1 : boost::math::ibetac_inv(x + 1, n - x, tail, policy)};
}

double chi_square_quantile(double level, double degrees) {
    require(level >= 0 && level < 1 && degrees > 0, "a chi-square quantile needs 0 <= level < 1");
    return 2 * boost::math::gamma_p_inv(degrees / 2, level, policy);
}

std::int64_t critical_count(double mean, double dispersion, double alpha) {
    require(alpha > 0 && alpha < 1, "alpha must lie between 0 and 1");
    std::int64_t above = 1;   // first count known to be critical
    while (dispersed_at_least(above, mean, dispersion) > alpha) {
        above *= 2;
    }
    std::int64_t below = above / 2;   // tail still above alpha
    while (above - below > 1) {
        auto const middle = below + (above - below) / 2;
        (dispersed_at_least(middle, mean, dispersion) > alpha ? below : above) = middle;
    }
    return above;
}

double poisson_mean_reaching(std::int64_t count, double probability) {
    require(count >= 1 && probability > 0 && probability < 1, "a count of at least 1 and 0 < p < 1 are needed");
    return boost::math::gamma_p_inv(static_cast<double>(count), probability, policy);
}

double net_upper_bound(std::int64_t count, double background, double dispersion) {
    require(count >= 0 && background >= 0 && dispersion >= 0 && std::isfinite(background + dispersion),
            "counts, background and dispersion must be at least 0");
    // METHOD: ratio of lower tails (CLs; statistics.md 7): P(X<=x | b+s) = 0.05 P(X<=x | b). (2, 1) gives 5.410005.
    // Deep below a large background both tails underflow; there the ratio of the leading terms, P(x | b+s) / P(x | b), rules.
    double const x = static_cast<double>(count);
    auto const dispersion_at = [&](double net) {
        double const share = background > 0 ? background / (background + net) : 0;
        return dispersion * share * share;
    };
    auto const log_chance_at = [&](double mean, double spread) {   // without log x!
        return x * std::log(mean) - mean + dispersion_gain(x, mean, spread).value;
    };
    double const here = dispersed_at_most(count, background, dispersion);
    auto const excess = [&](double net) {
        double const mean = background + net;
        return (here > 1e-280 ? std::log(dispersed_at_most(count, mean, dispersion_at(net)) + 1e-300) - std::log(here)
                              : log_chance_at(mean, dispersion_at(net)) - log_chance_at(background, dispersion)) -
               std::log(0.05);
    };
    double upper = 4;
    while (excess(upper) > 0) {
        upper *= 2;
    }
    return root(excess, 0, upper);
}

}  // namespace tidemark
