#include <algorithm>
#include <charconv>
#include <cmath>

#include "stages/detect/sample_work.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

struct Rate {
    double share = 0;
    double lower = 0;
    double upper = 1;
};

/// METHOD: Clopper-Pearson on the signatures that share no position; beta quantiles need no whole numbers.
Rate rate_of(std::int64_t positive_signatures, Calibration const& calibration) {
    double const share = static_cast<double>(positive_signatures) / static_cast<double>(calibration.p_values.size());
    double const trials = std::max(calibration.independent, 1.0);
    double const positive = share * trials;
    return {.share = share,
            .lower = positive_signatures == 0 ? 0 : beta_quantile(0.025, positive, trials - positive + 1),
            .upper = share >= 1 ? 1 : beta_quantile(0.975, positive + 1, trials - positive)};
}

}  // namespace

std::uint64_t seed_of(std::string const& input_hash) {
    std::uint64_t seed = 0;
    std::from_chars(input_hash.data(), input_hash.data() + std::min<std::size_t>(input_hash.size(), 16), seed, 16);
    return seed;
}

Result<Calibration, MissingSignatures> calibrate_sample(SampleEvidence const& evidence, DetectSource const& source,
                                                        SampleWork const& work, TestSetting const& setting,
                                                        CalibrationRequest const& request) {
    using Calibrated = Result<Calibration, MissingSignatures>;
    if (request.signatures == 0) {
        return Calibrated::refused(MissingSignatures::not_asked);
    }
    if (!source.bases) {
        return Calibrated::refused(MissingSignatures::no_reference);
    }
    auto const seed = seed_of(request.input_hash);
    auto const plan = plan_signatures(evidence, source.panel, work.loci,
                                      {source.background, source.noise_factor, source.contexts}, source.bases,
                                      {.method = setting.method,
                                       .predicted_fraction = work.test->predicted_fraction,
                                       .sample_dispersion = setting.sample_dispersion,
                                       .seed = seed});
    if (!plan) {
        return Calibrated::refused(plan.reason());
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
    auto const rate = rate_of(calibration.positive, calibration);
    result.signatures_rate = rate.share;
    result.signatures_rate_lo = rate.lower;
    result.signatures_rate_hi = rate.upper;
    result.signatures_positive_at_alpha = signatures_at_most(calibration, *result.alpha);
    // METHOD: 200 signatures tell the rate at 0.01 because two positive ones are expected; the same is asked of any alpha.
    if (drawn * *result.alpha >= fewest_expected_signatures) {
        auto const at_alpha = rate_of(*result.signatures_positive_at_alpha, calibration);
        result.signatures_rate_at_alpha = at_alpha.share;
        result.signatures_rate_at_alpha_lo = at_alpha.lower;
        result.signatures_rate_at_alpha_hi = at_alpha.upper;
    }
}

}  // namespace tidemark
