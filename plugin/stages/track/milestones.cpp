#include "stages/track/milestones.hpp"

#include "stages/track/imaging_milestones.hpp"
#include "stages/track/molecular_milestones.hpp"

namespace tidemark {

std::vector<Milestone> milestones_of(Timeline const& timeline, ChangeSetting const& setting) {
    MolecularMilestones const molecular{timeline, setting};
    auto const progression = molecular.progression();
    auto const imaging = imaging_progression(timeline, molecular.start_day());
    return {molecular.nadir(), molecular.clearance(), molecular.recrudescence(), progression, imaging,
            lead_time(progression, imaging), pseudo_progression(timeline, progression, imaging)};
}

}  // namespace tidemark
