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

/// The same with every place taken to be there, for places that need not share a level: what a part sheds less of is not lost.
[[nodiscard]] FractionEstimate estimate_all_there(FractionLikelihood const& likelihood);

}  // namespace tidemark
