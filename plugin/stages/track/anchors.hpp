// Day 0 and the draws that stand before it.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/therapy_course.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A declared day 0, on the sheet's own scale.
struct Anchor {
    std::string name;   ///< pre_io, pre_rt, surgery, treatment
    int day = 0;
};

/// Anchors that a patient's events declare, in the order in which they are preferred: pre_io, on which arms are compared
/// (readout.md 6), then pre_rt, surgery, treatment; `wanted`, where not empty, comes first. Of an anchor declared twice, which the rules
/// of the events sheet refuse, the first. Contradiction appended: a wanted anchor that no event declares.
[[nodiscard]] std::vector<Anchor> declared_anchors(std::span<EventRow const> events, std::string const& wanted,
                                                   Findings& findings);

/// Index of the baseline of an anchor and whether it is assumed: the last evaluable draw with day <= anchor_day; without
/// an anchor or such a draw the earliest evaluable one, assumed. Nothing where no draw is evaluable.
/// METHOD: a draw in the flare window is passed over where an earlier evaluable draw outside of it stands: irradiated tissue sheds
/// there, and a return to the old level would read as a fall (docs/decisions/0022). Where all of them stand in it, the last is taken.
struct BaselineChoice {
    std::optional<std::size_t> draw;
    bool assumed = false;
    std::optional<std::size_t> passed_over{};   ///< the last evaluable draw up to the anchor, where it was passed over
};
[[nodiscard]] BaselineChoice choose_baseline(std::span<Draw const> draws, std::optional<int> anchor_day);

}  // namespace tidemark
