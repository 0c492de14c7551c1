#include "values/model/series_policy.hpp"

#include <cmath>
#include <stdexcept>

namespace tidemark {

std::vector<std::optional<bool>> series_signals(SeriesPolicy policy, std::span<DrawEvidence const> draws, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
        throw std::logic_error{"a series policy needs an alpha between 0 and 1"};
    }
    std::vector<std::optional<bool>> signals;
    signals.reserve(draws.size());
    bool before = false;   // whether the evaluable draw before was below alpha, or the e-process had its signal
    for (auto const& draw : draws) {
        auto& signal = signals.emplace_back();
        if (policy == SeriesPolicy::anytime) {
            if (draw.log_e_value) {
                before = before || *draw.log_e_value >= -std::log(alpha);
                signal = before;
            }
        } else if (draw.p) {
            bool const now = *draw.p <= alpha;
            signal = now && (before || policy == SeriesPolicy::per_sample);
            before = now;
        }
    }
    return signals;
}

}  // namespace tidemark
