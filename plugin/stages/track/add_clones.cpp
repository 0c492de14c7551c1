#include "stages/track/add_clones.hpp"

#include "stages/track/clonotypes.hpp"
#include "stages/track/variant_sets.hpp"

namespace tidemark {

void add_clones(TrackInput const& input, int first_day, Timeline& timeline, Findings& findings) {
    auto const* const panel = input.lesions.panel;
    if (panel != nullptr && panel->failure.empty()) {
        if (!input.lesions.asked) {   // else it was said already
            refuse_other_panel(input.lesions, timeline.draws, findings);
        }
        timeline.clones = clone_series(*panel, timeline.draws);
        if (input.neoantigens) {
            auto const unknown = check_tag_patients(*input.neoantigens, input.join.samples);
            findings.insert(findings.end(), unknown.begin(), unknown.end());
            timeline.neoantigens =
                neoantigen_series(*panel, timeline.patient, *input.neoantigens, timeline.draws, findings);
        }
    }
    if (input.clonotypes) {
        timeline.clonotypes = clonotype_readout({.patient = timeline.patient, .rows = *input.clonotypes,
                                                 .samples = input.join.samples, .lesions = input.lesions.lesions,
                                                 .first_day = first_day},
                                                timeline, findings);
    }
}

}  // namespace tidemark
