// One region of one sample while its evidence is drawn.
#pragma once
#include "stages/simulate/evidence_law.hpp"

namespace tidemark {

struct RegionDraw {
    SimulationSetting const& setting;
    AssayRegion const& region;
    RegionEvidenceLaw const& law;
    Mixture const& mixture;
    double molecules = 0;       ///< mean of usable ones, all groups
    double sample_factor = 1;
};

}  // namespace tidemark
