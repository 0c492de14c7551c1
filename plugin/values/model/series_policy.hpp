// When a series of draws says "tumor DNA": three rules with different error over many draws. statistics.md 8.3.
#pragma once
#include <optional>
#include <span>
#include <vector>

namespace tidemark {

/// per_sample: every draw by its own p; over 12 draws at 1 % some draw is a false positive in 11.4 % of patients.
/// confirm_next: two evaluable draws in a row; 0.1 % over the same 12.
/// anytime: an e-process; at most alpha over any number of draws.
enum class SeriesPolicy { per_sample, confirm_next, anytime };

[[nodiscard]] constexpr char const* to_text(SeriesPolicy policy) {
    switch (policy) {
        case SeriesPolicy::per_sample: return "per_sample";
        case SeriesPolicy::confirm_next: return "confirm_next";
        case SeriesPolicy::anytime: return "anytime";
    }
    return "per_sample";
}

/// What one draw brings, in order of the days. A draw that is not evaluable has neither.
struct DrawEvidence {
    std::optional<double> p;             ///< of the draw's own test
    std::optional<double> log_e_value;   ///< of all draws since the landmark, this one included
};

/// Whether the series signals at each draw, from it and earlier ones only. Absent: the draw has no evidence of the kind that
/// the policy asks for; it neither confirms nor breaks a run.
/// METHOD: an e-process that has reached 1/alpha once keeps its signal: its promise is about ever reaching it. The other two
/// policies are about the draw at hand and the one before. 0 < alpha < 1, else std::logic_error.
[[nodiscard]] std::vector<std::optional<bool>> series_signals(SeriesPolicy policy, std::span<DrawEvidence const> draws, double alpha);

}  // namespace tidemark
