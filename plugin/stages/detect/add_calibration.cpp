#include <algorithm>
#include <charconv>
#include <cmath>

#include "stages/detect/sample_work.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {

std::uint64_t seed_of(std::string const& input_hash) {
    std::uint64_t seed = 0;
    std::from_chars(input_hash.data(), input_hash.data() + std::min<std::size_t>(input_hash.size(), 16), seed, 16);
    return seed;
}

std::optional<Calibration> calibrate_sample(SampleEvidence const& evidence, DetectSource const& source,
                                            SampleWork const& work, TestSetting const& setting,
                                            CalibrationRequest const& request) {
    if (request.signatures == 0 || !source.bases) {
        return std::nullopt;
    }
    auto const seed = seed_of(request.input_hash);
    auto const plan = plan_signatures(evidence, source.panel, work.loci,
                                      {source.background, source.noise_factor, source.contexts}, source.bases,
                                      {.method = setting.method,
                                       .predicted_fraction = work.test->predicted_fraction,
                                       .seed = seed});
    if (!plan) {
        return std::nullopt;
    }
    return calibrate(*plan, {.signatures = request.signatures, .sample_dispersion = setting.sample_dispersion, .seed = seed});
}

void add_calibration(DetectionResult& result, Calibration const& calibration) {
    auto const drawn = static_cast<double>(calibration.p_values.size());
    result.p_detect_model = result.p_detect;
    result.signatures = static_cast<std::int64_t>(calibration.p_values.size());
    result.signatures_loci = static_cast<std::int64_t>(calibration.loci);
    result.signatures_independent = calibration.independent;
    result.signatures_positive = calibration.positive;
    result.signatures_inflation = calibration.inflation.factor;
    result.signatures_inflation_lo = calibration.inflation.lower;
    result.signatures_inflation_hi = calibration.inflation.upper;
    result.signatures_p = calibration.p_values;
    // METHOD: Clopper-Pearson on the signatures that share no position; beta quantiles need no whole numbers.
    double const share = static_cast<double>(calibration.positive) / drawn;
    double const trials = std::max(calibration.independent, 1.0);
    double const positive = share * trials;
    result.signatures_rate = share;
    result.signatures_rate_lo = calibration.positive == 0 ? 0 : beta_quantile(0.025, positive, trials - positive + 1);
    result.signatures_rate_hi = share >= 1 ? 1 : beta_quantile(0.975, positive + 1, trials - positive);
}

}  // namespace tidemark
