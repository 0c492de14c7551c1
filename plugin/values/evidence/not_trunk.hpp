// The mark of a variant whose molecules say how a part of the tumor fares and not the whole.
#pragma once
#include <string>
#include <string_view>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// Code in the reasons of a variant: a part of the tumor lacks it, and a trunk locus is evaluable in the draw.
inline constexpr char const* not_trunk_code = "not_trunk";

/// Whether the draw has the variant so; its fraction rests on it only where its trunk cannot tell.
[[nodiscard]] inline bool is_marked_not_trunk(VariantResult const& variant) {
    std::string_view const reason{variant.reason};
    return reason == not_trunk_code || reason.ends_with(std::string{";"} + not_trunk_code);
}

}  // namespace tidemark
