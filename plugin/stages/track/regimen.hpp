// Under which treatment a draw was taken, and when that changed.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "values/patient/sheet.hpp"

namespace tidemark {

/// The systemic therapy of a draw on `day`: the drugs given, in order of their names, joined by " + "; empty where none is, or none
/// has a name. A draw on the day of an event was taken before it. METHOD: a start adds its drug, a stop (or the end of the start's
/// range) takes it away, a change of treatment ends all others and begins its own label; a drug that is stopped without a start was
/// given before.
[[nodiscard]] std::string regimen_on(int day, std::span<EventRow const> events);

/// The last day on which the drug of a start, or of a change of treatment, is surely given: the end of its range, or the next stop of
/// that drug or change of treatment, whatever comes first; nothing where the sheet names none.
[[nodiscard]] std::optional<int> last_day_of(EventRow const& start, std::span<EventRow const> events);

/// The first day in [from, to) on which the treatment changed: systemic therapy (whatever above changes the drugs given, or a
/// change of treatment), or surgery. What happens on the day of an anchor starts what is looked at and lies between nothing; so does
/// the first start of the sheet where no event declares an anchor and nothing was given before.
[[nodiscard]] std::optional<int> first_change_of_regimen(int from, int to, std::span<EventRow const> events);

/// Whether a drug was begun, or treatment changed, on a day in [from, to] that is no anchor's.
[[nodiscard]] bool new_therapy_between(int from, int to, std::span<EventRow const> events);

}  // namespace tidemark
