// Tandem repeats of short units: where insertions and deletions are most often errors.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

/// A place is the gap behind a base, where an insertion or deletion left-aligned to that base changes the sequence.
struct RepeatPlace {
    std::uint8_t repeat_class = 0;   ///< 0: no repeat
    bool begins = true;              ///< left-aligned changes of the repeat stand here; false inside it
    bool operator==(RepeatPlace const&) const = default;
};

/// Units of 1 to 4 bases, from 4 (unit 1) or 3 copies on, up to 12, 8, 6 and 5 copies or more.
inline constexpr std::size_t repeat_class_count = 1 + 9 + 6 + 4 + 3;
/// Reference bases wanted on either side of a place to see any repeat that has a class.
inline constexpr std::int64_t repeat_margin = 64;

/// "1x5": unit of one base, five copies; "1x1" where there is no repeat. The largest number of a unit means that many or more.
[[nodiscard]] std::string repeat_class_text(std::size_t repeat_class);

/// Of each base the place behind it. Where repeats overlap, the longest counts. Lower case and N are no repeat.
[[nodiscard]] std::vector<RepeatPlace> repeat_places(std::string_view bases);

}  // namespace tidemark
