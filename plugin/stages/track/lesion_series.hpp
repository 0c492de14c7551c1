// The lesion part of a timeline: what each lesion shed into every draw, and what may be said of its change.
#pragma once
#include "stages/track/lesion_map.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Rows for every draw, comparisons of every draw after the series' baseline with it. What is said of a draw never depends on
/// later ones. `timeline` has its draws, events, baseline and flare windows.
/// METHOD: a verdict needs the gates of readout.md 7 and, besides: a rise in the flare window is no progression; a fall of the
/// share against a rise of the lesion's copies per mL is no response; an indeterminate draw or another chemistry leaves none.
[[nodiscard]] LesionSeries lesion_series(Timeline const& timeline, LesionMap const& map);

}  // namespace tidemark
