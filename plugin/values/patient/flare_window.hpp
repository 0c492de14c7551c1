// Days in which a rise may be a flare: irradiated tissue sheds DNA for some days (readout.md 6 and 13: thin evidence, a setting).
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "values/patient/sheet.hpp"

namespace tidemark {

constexpr int flare_days = 14;   ///< after a fraction

struct DayWindow {
    int first = 0;   ///< of the first fraction: a draw of that day was taken before it, as on the day of any event
    int last = 0;    ///< included
    bool operator==(DayWindow const&) const = default;
};

/// From every radiotherapy fraction to 14 days after it, by day; windows that overlap are one. So fractions of one course make one
/// window, and courses further apart stay apart: fractions on days 0, 2 and 100 give 0–16 and 100–114.
[[nodiscard]] std::vector<DayWindow> flare_windows(std::span<EventRow const> events);

/// One lesion, several as a semicolon list, or none, with their compartment as in LesionShed.
struct SheddingTissue {
    std::string_view lesions;
    std::string_view compartment;
};

/// Windows in which a rise of this tissue may be its own flare: none unless it is irradiated; else those of the fractions that name it,
/// of those that name no lesion, and of all where no fraction names it, as nobody says when it was irradiated.
[[nodiscard]] std::vector<DayWindow> flare_windows(SheddingTissue const& tissue, std::span<EventRow const> events);

/// Whether a draw of that day was taken in one of the windows: after its first fraction.
[[nodiscard]] bool holds_draw(std::span<DayWindow const> windows, int day);

}  // namespace tidemark
