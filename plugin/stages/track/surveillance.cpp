#include "stages/track/surveillance.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "stages/track/nadir.hpp"
#include "stages/track/shared_loci.hpp"
#include "values/model/e_process.hpp"

namespace tidemark {
namespace {

std::optional<SurveillanceDraw> surveillance_draw(DetectionResult const& result) {
    auto const sums = locus_sums(result);
    if (result.status == SampleStatus::not_evaluable || !sums || sums->pooled.background <= 0) {
        return std::nullopt;
    }
    double const spread = result.background_dispersion.value_or(0);
    return SurveillanceDraw{.molecules = sums->pooled.molecules,
                            .alt = std::llround(sums->pooled.alt),
                            .background = sums->pooled.background,
                            .dispersion = spread * spread};
}

}  // namespace

void add_series_signals(std::span<Draw> draws, SeriesPolicy policy, bool anchored) {
    constexpr double largest = 1e12;        // a cell says no more than this
    constexpr double ordinary_alpha = 0.001;
    std::vector<SurveillanceDraw> counted;
    std::vector<DrawEvidence> evidence;
    bool kept = false;
    for (auto& draw : draws) {
        auto& each = evidence.emplace_back();
        if (is_settled(draw)) {
            each.p = draw.result.status == SampleStatus::detected ? 0.0 : 1.0;
        }
        if (auto const next = surveillance_draw(draw.result); next && (!anchored || draw.day > 0)) {
            counted.push_back(*next);
            each.log_e_value = log_e_values(counted).back();
            draw.e_value = std::min(std::exp(*each.log_e_value), largest);
        }
        draw.series_policy = to_text(policy);
        auto signal = series_signals(policy, evidence, draw.result.alpha.value_or(ordinary_alpha)).back();
        // What has signalled at its own draw's alpha stays so, also where a later draw has a smaller one.
        kept = kept || (policy == SeriesPolicy::anytime && signal.value_or(false));
        signal = signal && kept ? true : signal;
        draw.series_signal = !signal ? "" : *signal ? "signal" : "none";
    }
}

}  // namespace tidemark
