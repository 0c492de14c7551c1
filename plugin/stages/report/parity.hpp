// Strata at parity: every draw thinned to one limit of detection, so that a rate says what the tumors did and not what the
// tubes could see (readout.md 8, docs/methods/strata.md).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/patient/cohort_strata.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The worst stratum's limit. METHOD: of each value of each stratum the limit (`thinned_limit` of all the evidence) that nine of ten of its counted draws reach (nearest
/// rank), and of these the largest; one broken tube does not so thin the whole cohort. Nothing where no stratum has two
/// values with a limit. Equal limits: the first by name.
[[nodiscard]] std::optional<ParityTarget> worst_stratum(std::span<Timeline const> timelines);

struct ThinnedTimeline {
    Timeline timeline;                    ///< draws alone are new: pairs and definitions are still those of the whole evidence
    std::vector<ParityDraw> draws;
};

/// One patient at the common limit `lod95` (tumor fraction, above 0). METHOD: first loci go, in the order of `locus_rank`, as many
/// as every draw that reaches the limit can spare; they are the same in all draws of the patient. Then molecules go, draw by
/// draw, until its limit is the common one. Limits are those of `thinned_limit`, the law by which
/// thinned draws are judged, not detect's: else draws of different make-up would not be equal. A draw that does not reach the limit with all its evidence becomes NOT_EVALUABLE whatever it shows: what it
/// shows must not choose it. One that was NOT_EVALUABLE only because its limit lay above the required one is judged; failed
/// ones stay. Depends on this patient's draws and the limit alone.
[[nodiscard]] ThinnedTimeline at_parity(Timeline const& timeline, double lod95);

/// The series with the draws after its first baseline judged that are NOT_EVALUABLE only because their limit lay above the required
/// one; nothing where there are none. METHOD: detect asks for the required limit only where nothing was detected. Whether such a draw
/// counts would so depend on what it shows; among those who could show a response all such draws count, as at parity.
[[nodiscard]] std::optional<Timeline> with_high_limits_judged(Timeline const& timeline);

/// The series had every draw after `baseline` (a sample) shown no tumor molecule: what the follow-up of a definition that
/// compares with this baseline could have shown at most. Draws whose limit alone lay too high are emptied too, whatever they
/// showed; those not evaluable for another reason stay.
[[nodiscard]] Timeline with_empty_follow_up(Timeline timeline, std::string const& baseline);

}  // namespace tidemark
