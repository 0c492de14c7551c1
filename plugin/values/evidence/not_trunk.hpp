// The mark of a variant whose molecules the fraction of a draw leaves out because it is not trunk.
#pragma once
#include <string>
#include <string_view>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// Code in the reasons of a variant: a part of the tumor lacks it, and a trunk locus is evaluable in the draw.
inline constexpr char const* not_trunk_code = "not_trunk";

/// Whether the fraction of its draw leaves the variant out as not trunk.
[[nodiscard]] inline bool is_left_out_as_not_trunk(VariantResult const& variant) {
    std::string_view const reason{variant.reason};
    return reason == not_trunk_code || reason.ends_with(std::string{";"} + not_trunk_code);
}

}  // namespace tidemark
