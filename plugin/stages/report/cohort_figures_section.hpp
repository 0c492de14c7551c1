// The cohort page's sections of change and course: spider, waterfall and swimmer, each with its table.
#pragma once
#include <span>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

[[nodiscard]] Section changes_section(std::span<Timeline const> timelines);
[[nodiscard]] Section courses_section(std::span<Timeline const> timelines);

}  // namespace tidemark
