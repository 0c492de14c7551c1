// Fraction, interval and drop-out of one sample, chosen as docs/methods/detect.md says.
#pragma once
#include <optional>

#include "stages/detect/dropout.hpp"

namespace tidemark {

struct FractionEstimate {
    double fraction = 0;
    Limits limits;                       ///< 95 %
    std::optional<DropoutFit> dropout;   ///< where the counts can tell
    FractionPoint point;                 ///< f with the noise level and drop-out share that belong to it
    std::optional<Limits> leave_one_out;
};

/// `likelihood`: without drop-out.
[[nodiscard]] FractionEstimate estimate_fraction(FractionLikelihood const& likelihood);

}  // namespace tidemark
