// What a plan answers in words, and which of its questions cannot be answered (readout.md 7, statistics.md 15).
#pragma once
#include "stages/design/design_tube.hpp"

namespace tidemark {

/// Fills `reasons` and `statement` of a design whose numbers stand. Codes, in this order: no_detection_limit,
/// target_below_floor, lod_above_target, single_lesion, few_private_loci, few_baseline_molecules, beyond_one_tube. Each code has its
/// sentence, which begins "This question cannot be answered: ".
void add_answers(TubeDesign& design, LesionQuestion const& question);

}  // namespace tidemark
