// One planned tube, worked out: limits, power, needs, and whether its questions can be answered.
#pragma once
#include <cstdint>
#include <optional>

#include "values/model/tube_design.hpp"

namespace tidemark {

/// Of a lesion whose own fall is asked for: how many lesions were sampled, where known.
struct LesionQuestion {
    std::optional<std::int64_t> sampled_lesions;
};

/// METHOD: the laws are those of a call (statistics.md 6): the same null, size, breadth and limits that `detect` prints,
/// for loci that are all alike, so that every molecule weighs 1. The outlier step is not in them.
[[nodiscard]] TubeDesign design_tube(TubePlan const& plan, TubeSupply const& supply, LesionQuestion const& question = {});

}  // namespace tidemark
