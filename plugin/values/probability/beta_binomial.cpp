#include "values/probability/beta_binomial.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace tidemark {
namespace {

// No promotion to long double: the same bits on every machine.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
constexpr Policy policy{};
/// Below this the beta binomial and the binomial agree to many digits, and the beta's parameters would overflow.
constexpr double smallest_overdispersion = 1e-9;
constexpr double impossible = -1e300;

double log_gamma(double x) { return boost::math::lgamma(x, policy); }
double number(std::int64_t count) { return static_cast<double>(count); }

double log_choose(std::int64_t all, std::int64_t some) {
    return log_gamma(number(all) + 1) - log_gamma(number(some) + 1) - log_gamma(number(all - some) + 1);
}

void require(BetaBinomial const& law) {
    if (law.trials < 0 || !(law.probability > 0 && law.probability < 1) ||
        !(law.overdispersion >= 0 && law.overdispersion < 1)) {
        throw std::logic_error{"a beta binomial needs trials >= 0, 0 < p < 1 and 0 <= overdispersion < 1"};
    }
}

/// Sum of a run of terms from `first` in steps of `direction`, by their ratios, until they no longer matter or `last` is
/// done.
double sum_from(double first_term, std::int64_t first, std::int64_t last, std::int64_t direction,
                std::function<double(std::int64_t)> const& ratio_to_next) {
    double term = first_term;
    double sum = term;
    for (std::int64_t at = first; at != last && term > sum * 1e-17; at += direction) {
        term *= ratio_to_next(at);
        sum += term;
    }
    return sum;
}

/// Tail from `count` up, summed on the side that is away from the mean.
double upper_tail(std::int64_t count, std::int64_t low, std::int64_t high, double mean,
                  std::function<double(std::int64_t)> const& log_term,
                  std::function<double(std::int64_t)> const& ratio_up) {
    if (count <= low) {
        return 1;
    }
    if (count > high) {
        return 0;
    }
    if (number(count) > mean) {
        return std::min(1.0, sum_from(std::exp(log_term(count)), count, high, 1, ratio_up));
    }
    auto const ratio_down = [&](std::int64_t at) { return 1 / ratio_up(at - 1); };
    return std::max(0.0, 1 - sum_from(std::exp(log_term(count - 1)), count - 1, low, -1, ratio_down));
}

}  // namespace

double log_chance(BetaBinomial const& law, std::int64_t count) {
    require(law);
    if (count < 0 || count > law.trials) {
        return impossible;
    }
    double const x = number(count);
    double const n = number(law.trials);
    if (law.overdispersion < smallest_overdispersion) {
        return log_choose(law.trials, count) + x * std::log(law.probability) + (n - x) * std::log1p(-law.probability);
    }
    double const size = 1 / law.overdispersion - 1;
    double const a = law.probability * size;
    double const b = (1 - law.probability) * size;
    return log_choose(law.trials, count) + log_gamma(x + a) + log_gamma(n - x + b) - log_gamma(n + size) -
           (log_gamma(a) + log_gamma(b) - log_gamma(size));
}

double chance_ratio(BetaBinomial const& law, std::int64_t count) {
    double const x = number(count);
    double const n = number(law.trials);
    double const choose = (n - x) / (x + 1);
    if (law.overdispersion < smallest_overdispersion) {
        return choose * law.probability / (1 - law.probability);
    }
    double const size = 1 / law.overdispersion - 1;
    return choose * (x + law.probability * size) / (n - x - 1 + (1 - law.probability) * size);
}

double beta_binomial_at_least(BetaBinomial const& law, std::int64_t count) {
    require(law);
    return upper_tail(count, 0, law.trials, number(law.trials) * law.probability,
                      [&](std::int64_t at) { return log_chance(law, at); },
                      [&](std::int64_t at) { return chance_ratio(law, at); });
}

double hypergeometric_at_least(std::int64_t count, std::int64_t drawn, std::int64_t marked, std::int64_t all) {
    if (drawn < 0 || marked < 0 || drawn > all || marked > all) {
        throw std::logic_error{"a hypergeometric law needs 0 <= drawn, marked <= all"};
    }
    auto const log_term = [&](std::int64_t at) {
        return log_choose(marked, at) + log_choose(all - marked, drawn - at) - log_choose(all, drawn);
    };
    auto const ratio_up = [&](std::int64_t at) {
        return number(marked - at) / number(at + 1) * number(drawn - at) / number(all - marked - drawn + at + 1);
    };
    double const mean = all > 0 ? number(drawn) * number(marked) / number(all) : 0;
    return upper_tail(count, std::max<std::int64_t>(0, drawn + marked - all), std::min(drawn, marked), mean, log_term,
                      ratio_up);
}

}  // namespace tidemark
