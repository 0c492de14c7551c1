// What the head of a patient's page says of the course so far: the class of the latest draw and whether a second draw shows it too,
// how the class changed, whether clearance was lost, and a rise from the lowest level.
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The last settled draw before `draw` and after the baseline, or null. Outside the flare window where asked for.
[[nodiscard]] Draw const* settled_before(Timeline const& timeline, Draw const& draw, bool outside_flare = false);

/// Whether the class of a draw is one that a single draw may show by chance: a response, or a rise of any kind.
[[nodiscard]] bool asks_for_confirmation(Draw const& draw);
/// The draw before that shows the class of `draw` too, or null: the settled one before it (of a rise: outside the flare window), or the
/// first of the milestone that `draw` confirms.
[[nodiscard]] Draw const* confirming_draw(Timeline const& timeline, Draw const& draw);

/// "Course" and "Rise", each where there is something to say. `draw`: the latest that was evaluated.
[[nodiscard]] std::vector<Item> course_findings(Timeline const& timeline, Draw const& draw);

}  // namespace tidemark
