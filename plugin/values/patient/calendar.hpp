// ISO dates of a sheet. They exist only until they are turned into day offsets.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace tidemark {

/// YYYY-MM-DD and nothing else: 03/04/25, two-digit years, times and zones are refused, as is a day that no calendar
/// has.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_iso_date(std::string_view text);

/// Days from `origin` to `date`; negative before it.
[[nodiscard]] constexpr int days_between(std::chrono::sys_days origin, std::chrono::sys_days date) {
    return static_cast<int>((date - origin).count());
}

}  // namespace tidemark
