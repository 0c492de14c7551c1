// What counts as a response (or a progression), as data: `track` evaluates definitions, files hold them
// (docs/formats/definitions.md).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

/// The anchor of a window that no event declares: the last day of the treatment that the declared anchor begins.
inline constexpr std::string_view treatment_end = "treatment_end";

enum class ConditionKind {
    ratio_at_most,       ///< ratio <= threshold
    ratio_below,         ///< ratio < threshold
    ratio_at_least,      ///< ratio >= threshold
    ratio_above,         ///< ratio > threshold
    cleared,             ///< not detected, and upper limit now over lower limit before <= threshold
    detected,            ///< the later draw is DETECTED (threshold 1), or NOT_DETECTED (threshold 0)
    baseline_detected,   ///< the same of the earlier draw
    rising_trend,        ///< the last `threshold` evaluable draws rise one after the other
    confirmed,           ///< the part holds for this draw and for the evaluable draw before it
    from_nadir,          ///< the part holds against the nadir, the lowest draw since the baseline, instead of the earlier draw
    at_nadir,            ///< the part holds for the nadir instead of this draw
    all,                 ///< every part
    any                  ///< at least one part
};

/// Holds, does not, or cannot be told: three values, from intervals.
struct ResponseCondition {
    ConditionKind kind = ConditionKind::all;
    double threshold = 0;
    std::vector<ResponseCondition> parts;
    bool operator==(ResponseCondition const&) const = default;
};

/// A named outcome. The first class whose condition holds is the draw's.
struct ResponseClass {
    std::string name;                 ///< may be empty where the verdict says all
    bool response = true;             ///< whether this class makes the definition met
    bool progression = false;         ///< never said of a draw in the flare window
    ResponseCondition when;
    bool operator==(ResponseClass const&) const = default;
};

/// Days after an anchor, both inclusive. Of several draws in it the one nearest `nominal` speaks for the series.
struct ResponseWindow {
    std::vector<std::string> anchors; ///< the first of them that the patient's events declare, or tell (treatment_end)
    int first = 0;
    int last = 0;
    int nominal = 0;
    bool operator==(ResponseWindow const&) const = default;
};

enum class ComparedWith {
    every,      ///< every pair of draws that is compared
    baseline,   ///< the baseline of the window's anchor, else the series'
    previous,   ///< the draw directly before
    landmark    ///< nothing: the draw alone
};

struct ResponseDefinition {
    std::string id;
    std::string group;                        ///< grades of one question share it, and do not disagree
    std::string title;                        ///< one line for people
    std::string source;                       ///< publication; empty for our own
    bool verified = true;                     ///< whether thresholds and windows were read in the source
    std::string note;
    std::vector<std::string> metrics;         ///< the only ones it is evaluated on
    ComparedWith with = ComparedWith::every;
    bool point = false;                       ///< as published from point estimates, where the metric has no honest interval
    std::string met_means = "response";       ///< response, no_response, progression (barred in the flare window), detection
    bool any_draw_counts = false;             ///< of the draws in a window one that is met speaks before the nearest
    std::optional<double> least_baseline_vaf_max;
    std::vector<ResponseWindow> windows;      ///< none: every day
    std::vector<ResponseClass> classes;
    std::string otherwise;                    ///< class of a draw that is surely in none
    bool operator==(ResponseDefinition const&) const = default;
};

}  // namespace tidemark
