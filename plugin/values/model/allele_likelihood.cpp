#include "values/model/allele_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/dispersed_count.hpp"

namespace tidemark {

AlleleTerm allele_likelihood(AlleleCount const& count, AllelePoint const& point) {
    double const unbounded = count.rate * (count.sample_factor ? point.noise_level : 1);
    double const rate = std::min(unbounded, 0.999);
    double const reference = 1 - point.vaf;
    double const q = std::clamp(point.vaf + reference * rate, 1e-300, 1 - 1e-15);
    double const by_fraction = point.vaf_slope * (1 - rate);
    double const by_noise = count.sample_factor && unbounded < 0.999 ? reference * rate : 0;
    double const variance = q * (1 - q);
    double const residual = count.alt - count.depth * q;
    AlleleTerm term{.value = (count.alt > 0 ? count.alt * std::log(q) : 0) +
                             (count.depth - count.alt) * std::log1p(-q)};
    double spread = 0;   // variance of the background count over d
    double more_by_fraction = 0;
    double more_by_noise = 0;
    if (count.dispersion > 0) {
        auto const gain = signal_gain(count.alt, {.signal = count.depth * point.vaf,
                                                  .background = count.depth * reference * rate,
                                                  .dispersion = count.dispersion});
        term.value += gain.value;
        more_by_fraction = count.depth * point.vaf_slope * (gain.by_signal - rate * gain.by_background);
        more_by_noise = count.depth * by_noise * gain.by_background;
        spread = count.depth * rate * reference * rate * reference * count.dispersion;
    }
    double const score = residual / variance;
    term.by_fraction = score * by_fraction + more_by_fraction;
    term.by_noise = score * by_noise + more_by_noise;
    double const curvature = count.alt / (q * q) + (count.depth - count.alt) / ((1 - q) * (1 - q));
    term.information = curvature * by_fraction * by_fraction * variance / (variance + spread);
    term.noise_information = count.depth * by_noise * by_noise / (variance + spread);
    return term;
}

bool spread_matters(AlleleCount const& count) {
    constexpr double many = 100;
    double const background = count.depth * count.rate;
    double const counted = count.alt > many ? std::max(count.alt, background) : background;
    return background * background * count.dispersion > 0.01 * counted;
}

}  // namespace tidemark
