// T cells between blood samples: which clones expanded, where else they are seen, and what ctDNA did meanwhile.
// Association only: nothing here says that a clone acts on the tumor.
#pragma once
#include <optional>
#include <span>

#include "stages/track/clonotype_samples.hpp"
#include "values/model/clone_expansion.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Nothing where no row belongs to the patient. Every blood sample is compared with the first and with the one before it (on
/// other days than its own). The timeline's draws and pairs must be there: they say what ctDNA did.
[[nodiscard]] std::optional<ClonotypeReadout> clonotype_readout(ClonotypeInput const& input, Timeline const& timeline,
                                                                Findings& findings,
                                                                ExpansionParameters const& parameters = {});

/// Fills plasma_from, plasma_to, ctdna and ctdna_reason of an interval from the timeline's pairs.
/// METHOD: the draw of the same sample, else the first of the same day. `response` where decrease_50 of the fraction is met or
/// clearance is demonstrated; `progression` where the whole interval of the fraction's ratio lies above 1, or tumor DNA emerged
/// or came back after demonstrated clearance, and the later draw is not in a flare window and fraction and concentration do not
/// contradict each other; else stable or undetermined, which are one state.
void add_ctdna_state(ClonotypeInterval& interval, Timeline const& timeline);

}  // namespace tidemark
