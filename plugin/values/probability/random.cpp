#include "values/probability/random.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

constexpr double ln2_high = 6.93147180369123816490e-01;   // 32 leading bits: k * ln2_high is exact
constexpr double ln2_low = 1.90821492927058770002e-10;

/// What std::frexp and std::ldexp give, without their calls where the exponent is an ordinary one.
constexpr unsigned mantissa_bits = 52;
constexpr std::uint64_t exponent_mask = 0x7ff;
constexpr int exponent_of_half = 1022;

double mantissa_and_exponent(double x, int& exponent) {
    auto const bits = std::bit_cast<std::uint64_t>(x);
    auto const field = bits >> mantissa_bits & exponent_mask;
    if (field == 0 || field == exponent_mask) {
        return std::frexp(x, &exponent);
    }
    exponent = static_cast<int>(field) - exponent_of_half;
    return std::bit_cast<double>((bits & ~(exponent_mask << mantissa_bits)) |
                                 static_cast<std::uint64_t>(exponent_of_half) << mantissa_bits);
}

double times_power_of_two(double x, int exponent) {
    return std::abs(exponent) > 1000 ? std::ldexp(x, exponent)
                                     : x * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + exponent_of_half + 1)
                                                                 << mantissa_bits);
}

/// Whether the count of an inversion is 0 for sure: exp(-m) >= 1 - m and (1 - p)^n >= 1 - n p, and rounding is far below the
/// margin. Most draws of rare things end here, without an exponential; the numbers drawn are the same.
bool is_none_for_sure(double mean, double uniform) {
    constexpr double margin = 1e-12;
    return uniform < 1 - mean - margin;
}

/// Poisson below mean 12 by walking up the distribution: at most a few dozen steps.
std::int64_t poisson_by_inversion(double mean, double uniform) {
    if (is_none_for_sure(mean, uniform)) {
        return 0;
    }
    double term = portable_exp(-mean);
    double sum = term;
    std::int64_t count = 0;
    while (uniform > sum && count < 1000) {
        ++count;
        term *= mean / static_cast<double>(count);
        sum += term;
    }
    return count;
}

/// Binomial with trials * p below 12, p <= 1/2, likewise.
std::int64_t binomial_by_inversion(std::int64_t trials, double p, double uniform) {
    if (is_none_for_sure(static_cast<double>(trials) * p, uniform)) {
        return 0;
    }
    double const odds = p / (1 - p);
    // 1 - p rounds small p away; the series keeps it.
    double const log_of_failure = p < 1e-4 ? -p * (1 + p * (0.5 + p / 3)) : portable_log(1 - p);
    double term = portable_exp(static_cast<double>(trials) * log_of_failure);
    double sum = term;
    std::int64_t count = 0;
    while (uniform > sum && count < trials) {
        ++count;
        term *= odds * static_cast<double>(trials - count + 1) / static_cast<double>(count);
        sum += term;
    }
    return count;
}

}  // namespace

std::uint64_t splitmix64(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31U);
}

double portable_log(double x) {
    if (!(x > 0)) {
        throw std::logic_error{"logarithm of a number that is not positive"};
    }
    int exponent = 0;
    double mantissa = mantissa_and_exponent(x, exponent);   // exact: only the exponent field moves
    if (mantissa < 0.70710678118654752440) {
        mantissa *= 2;
        --exponent;
    }
    // log m = 2 (z + z^3/3 + z^5/5 + ...), z = (m-1)/(m+1), |z| < 0.172: the term z^23/23 is below 1e-18.
    double const z = (mantissa - 1) / (mantissa + 1);
    double const square = z * z;
    // Constants: as a loop over the power this divides each time.
    constexpr std::array coefficients{1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13,
                                      1.0 / 11, 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3,  1.0};
    double series = 0;
    for (double const coefficient : coefficients) {
        series = series * square + coefficient;
    }
    double const k = exponent;
    return k * ln2_high + (k * ln2_low + 2 * z * series);
}

double portable_exp(double x) {
    if (x < -745) {
        return 0;
    }
    double const k = std::floor(x / 0.69314718055994530942 + 0.5);
    double const rest = (x - k * ln2_high) - k * ln2_low;   // |rest| < 0.35
    // Constants again; 0.35^16/16! is below 1e-20.
    constexpr std::array inverses{1.0 / 15, 1.0 / 14, 1.0 / 13, 1.0 / 12, 1.0 / 11, 1.0 / 10, 1.0 / 9, 1.0 / 8,
                                  1.0 / 7,  1.0 / 6,  1.0 / 5,  1.0 / 4,  1.0 / 3,  1.0 / 2,  1.0};
    double series = 1;
    for (double const inverse : inverses) {
        series = 1 + series * (rest * inverse);
    }
    return times_power_of_two(series, static_cast<int>(k));
}

Random::Random(std::uint64_t seed, std::string_view name) : state_{} {
    std::uint64_t start = stable_hash(name, seed);
    for (auto& word : state_) {
        word = splitmix64(start);
    }
}

std::int64_t Random::between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
}

double Random::normal() {
    while (true) {
        double const x = 2 * uniform() - 1;
        double const y = 2 * uniform() - 1;
        double const square = x * x + y * y;
        if (square > 0 && square < 1) {
            return x * std::sqrt(-2 * portable_log(square) / square);
        }
    }
}

double Random::gamma(double shape, double mean) {
    if (!(shape > 0) || !(mean > 0)) {
        throw std::logic_error{"a gamma law needs a positive shape and mean"};
    }
    double const raised = shape < 1 ? shape + 1 : shape;
    double const d = raised - 1.0 / 3;
    double const c = 1 / (3 * std::sqrt(d));
    double value = 0;
    while (value == 0) {
        double const x = normal();
        double const root = 1 + c * x;
        double const u = uniform();
        double const v = root * root * root;
        // Marsaglia and Tsang's squeeze: where it holds the second condition does, without its logarithms.
        bool const squeezed = u < 1 - 0.0331 * (x * x) * (x * x);
        if (root > 0 && u > 0 && (squeezed || portable_log(u) < 0.5 * x * x + d - d * v + d * portable_log(v))) {
            value = d * v;
        }
    }
    if (shape < 1) {
        // Gamma(a) = Gamma(a+1) U^(1/a); 1 - uniform() is in (0, 1].
        double const u = 1 - uniform();
        value *= portable_exp(portable_log(u) / shape);
    }
    return value * mean / shape;
}

double Random::beta(double a, double b) {
    double const x = gamma(a, a);
    double const y = gamma(b, b);
    return x / (x + y);
}

std::int64_t Random::poisson(double mean) {
    if (!(mean >= 0)) {
        throw std::logic_error{"a Poisson law needs a mean of at least 0"};
    }
    std::int64_t count = 0;
    while (mean >= 12) {
        // The time of the m-th event is gamma distributed: either it falls inside the span, or a binomial share does.
        auto const m = static_cast<std::int64_t>(mean * 7 / 8);
        double const time = gamma(static_cast<double>(m), static_cast<double>(m));
        if (time > mean) {
            return count + binomial(m - 1, mean / time);
        }
        count += m;
        mean -= time;
    }
    return count + poisson_by_inversion(mean, uniform());
}

std::int64_t Random::binomial(std::int64_t trials, double p) {
    if (trials < 0 || !(p >= 0) || !(p <= 1)) {
        throw std::logic_error{"a binomial law needs trials >= 0 and p in 0..1"};
    }
    std::int64_t count = 0;
    while (static_cast<double>(trials) * (p < 0.5 ? p : 1 - p) >= 12) {
        // The middle order statistic of uniform numbers is beta distributed: it halves the trials.
        std::int64_t const a = 1 + trials / 2;
        std::int64_t const b = trials + 1 - a;
        double const middle = beta(static_cast<double>(a), static_cast<double>(b));
        if (middle >= p) {
            trials = a - 1;
            p /= middle;
        } else {
            count += a;
            trials = b - 1;
            p = (p - middle) / (1 - middle);
        }
    }
    if (trials == 0 || p <= 0) {
        return count;
    }
    if (p >= 1) {
        return count + trials;
    }
    return count + (p <= 0.5 ? binomial_by_inversion(trials, p, uniform())
                             : trials - binomial_by_inversion(trials, 1 - p, uniform()));
}

}  // namespace tidemark
