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
    std::vector<std::optional<SurveillanceDraw>> seen;   // of every draw, absent where it is no evidence
    std::vector<SurveillanceDraw> counted;
    for (auto const& draw : draws) {
        seen.push_back(!anchored || draw.day > 0 ? surveillance_draw(draw.result) : std::nullopt);
        if (seen.back()) {
            counted.push_back(*seen.back());
        }
    }
    auto const log_values = log_e_values(counted);
    std::vector<DrawEvidence> evidence;
    std::size_t next = 0;
    bool kept = false;
    for (std::size_t index = 0; index < draws.size(); ++index) {
        auto& draw = draws[index];
        auto& each = evidence.emplace_back();
        if (is_settled(draw)) {
            each.p = draw.result.status == SampleStatus::detected ? 0.0 : 1.0;
        }
        if (seen[index]) {
            each.log_e_value = log_values[next++];
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
