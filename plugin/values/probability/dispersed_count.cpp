#include "values/probability/dispersed_count.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tidemark {
namespace {

/// sum over k < count of log(1 + k dispersion), and of its derivative k/(1 + k dispersion).
struct RisingSum {
    double value = 0;
    double slope = 0;
};

RisingSum rising_sum(double count, double dispersion) {
    constexpr double direct = 24;
    RisingSum sum;
    double k = 0;
    for (; k + 1 <= count && k < direct; k += 1) {
        sum.value += std::log1p(k * dispersion);
        sum.slope += k / (1 + k * dispersion);
    }
    if (k >= count) {
        return sum;
    }
    // METHOD: the rest by Euler-Maclaurin from k to count: integral, half of both ends, first derivative; what is left out
    // is below 1e-8 from k = 24 on. Part of a count (k + 1 > count) is the integral's business too.
    double const d = dispersion;
    auto const integral = [d](double t) {   // of log(1 + t d), without cancellation for small t d
        double const z = t * d;
        return z < 1e-4 ? t * z * (0.5 - z / 6 + z * z / 12) : ((1 + z) * std::log1p(z) - z) / d;
    };
    auto const slope_integral = [d](double t) {   // of t/(1 + t d)
        double const z = t * d;
        return z < 1e-3 ? t * t * (0.5 - z / 3 + z * z / 4 - z * z * z / 5) : (z - std::log1p(z)) / (d * d);
    };
    double const low = 1 + k * d;
    double const high = 1 + count * d;
    sum.value += integral(count) - integral(k) - (std::log(high) - std::log(low)) / 2 + (d / high - d / low) / 12 -
                 (d * d * d / (high * high * high) - d * d * d / (low * low * low)) / 360;
    sum.slope += slope_integral(count) - slope_integral(k) - (count / high - k / low) / 2 +
                 (1 / (high * high) - 1 / (low * low)) / 12;
    return sum;
}

}  // namespace

DispersionGain dispersion_gain(double count, double mean, double dispersion) {
    if (!(count >= 0 && mean >= 0 && dispersion >= 0) || !std::isfinite(count + mean + dispersion)) {
        throw std::logic_error{"a dispersed count needs a count, a mean and a dispersion of at least 0"};
    }
    if (dispersion * (mean + count) < 1e-13) {
        return {};
    }
    double const z = mean * dispersion;
    auto const rising = rising_sum(count, dispersion);
    // log1p(z) - z and log1p(z) - z/(1+z) by their series where they cancel.
    double const log_less = z < 1e-3 ? z * z * (-0.5 + z / 3 - z * z / 4 + z * z * z / 5) : std::log1p(z) - z;
    double const log_over = z < 1e-3 ? z * z * (0.5 - 2 * z / 3 + 3 * z * z / 4 - 4 * z * z * z / 5)
                                     : std::log1p(z) - z / (1 + z);
    return {.value = rising.value - count * std::log1p(z) - log_less / dispersion,
            .by_mean = dispersion * (mean - count) / (1 + z),
            .by_dispersion = rising.slope - count * mean / (1 + z) + log_over / (dispersion * dispersion)};
}

namespace {

/// P(n) / P(0) one after the other, kept in range by a power of ten of its own.
class Recursion {
public:
    explicit Recursion(SignalOverBackground const& law)
        : signal_{law.signal},
          spread_{law.background * law.dispersion},
          ratio_{spread_ / (1 + spread_)},
          jump_{law.dispersion > 0 ? ratio_ / law.dispersion : law.background},   // background / (1 + spread)
          log_scale_{-law.signal - (spread_ > 1e-12 ? std::log1p(spread_) / law.dispersion : law.background)},
          new_share_{1 / (1 + spread_)},
          share_{new_share_} {}

    /// One step waits for the last: divisions are kept off that chain, which is most of the time of a fit of many molecules.
    void step() {
        double const inverse = 1 / (count_ + 1);
        double const next = (ratio_ * count_ + signal_ + jump_) * inverse * here_ - signal_ * ratio_ * inverse * before_;
        before_ = here_;
        here_ = std::max(next, 0.0);
        // P divided by 1 + spread (1 - z): what the slope by the background needs.
        share_before_ = share_;
        share_ = new_share_ * here_ + ratio_ * share_before_;
        count_ += 1;
        if (here_ > 1e150) {
            scale(1e-150);
        } else if (here_ < 1e-100 && before_ < 1e100) {
            scale(1e100);
        }
    }
    [[nodiscard]] double log_chance() const { return here_ > 0 ? std::log(here_) + log_scale_ : -1e300; }
    [[nodiscard]] double by_signal() const { return here_ > 0 ? before_ / here_ - 1 : 0; }
    [[nodiscard]] double by_background() const { return here_ > 0 ? (share_before_ - share_) / here_ : 0; }

private:
    void scale(double factor) {
        for (double* const each : {&here_, &before_, &share_, &share_before_}) {
            *each *= factor;
        }
        log_scale_ -= std::log(factor);
    }

    double signal_;
    double spread_;
    double ratio_;
    double jump_;
    double log_scale_;
    double new_share_;
    double here_ = 1;
    double before_ = 0;
    double share_;
    double share_before_ = 0;
    double count_ = 0;
};

constexpr std::size_t most_exact = 1000;

/// Looked up for whole counts up to `most_exact`.
double log_factorial(double count) {
    static std::vector<double> const whole = [] {
        std::vector<double> list;
        for (std::size_t n = 0; n <= most_exact; ++n) {
            list.push_back(std::lgamma(static_cast<double>(n) + 1));
        }
        return list;
    }();
    bool const known = count <= static_cast<double>(most_exact) && count == std::floor(count);
    return known ? whole[static_cast<std::size_t>(count)] : std::lgamma(count + 1);
}

}  // namespace

std::vector<double> log_chances(SignalOverBackground const& law, std::size_t most) {
    Recursion recursion{law};
    std::vector<double> chances{recursion.log_chance()};
    while (chances.size() <= most) {
        recursion.step();
        chances.push_back(recursion.log_chance());
    }
    return chances;
}

SignalGain signal_gain(double count, SignalOverBackground const& law) {
    double const mean = law.signal + law.background;
    double const share = law.background / mean;
    if (law.dispersion * share * (mean + count) < 1e-13) {
        return {};
    }
    if (count > static_cast<double>(most_exact)) {
        auto const gain = dispersion_gain(count, mean, law.dispersion * share * share);
        double const by_share = gain.by_dispersion * 2 * law.dispersion * share / mean;
        return {.value = gain.value,
                .by_signal = gain.by_mean - by_share * share,
                .by_background = gain.by_mean + by_share * (1 - share)};
    }
    Recursion recursion{law};
    for (double n = 0; n < count; n += 1) {
        recursion.step();
    }
    double const poisson = (count == 0 ? 0 : count * std::log(mean)) - mean - log_factorial(count);
    double const slope = count / mean - 1;
    return {.value = recursion.log_chance() - poisson,
            .by_signal = recursion.by_signal() - slope,
            .by_background = recursion.by_background() - slope};
}

}  // namespace tidemark
