// A timeline as one JSON document: what report reads.
#pragma once
#include <string>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Schema tidemark.timeline/1, keys in fixed order, numbers as number_text writes them, missing values null.
[[nodiscard]] std::string timeline_json_text(Timeline const& timeline);

}  // namespace tidemark
