// The optional parts of a series that speak of clones: tumor clones, neoantigen tags, T cells.
#pragma once
#include "stages/track/make_timeline.hpp"

namespace tidemark {

/// Fills `clones`, `neoantigens` and `clonotypes` of a timeline whose draws and pairs are there, each where its input was
/// given. `first_day`: day of the sheets that the series counts as 0. Contradictions are appended to `findings`: a panel that
/// the draws were not detected with, and those of the tables.
void add_clones(TrackInput const& input, int first_day, Timeline& timeline, Findings& findings);

}  // namespace tidemark
