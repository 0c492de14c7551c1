#include "stages/check/systemic_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "values/patient/therapy_course.hpp"

namespace tidemark {
namespace {

std::string drug_of(EventRow const& event) { return event.label.empty() ? "a therapy without a name" : event.label; }

/// Starts of one drug, in the order of their days.
std::vector<EventRow> starts_of(EventRow const& drug, std::span<EventRow const> events) {
    std::vector<EventRow> starts;
    std::ranges::copy_if(events, std::back_inserter(starts), [&](EventRow const& event) {
        return event.kind == EventKind::systemic_start && event.label == drug.label;
    });
    std::ranges::stable_sort(starts, {}, [](EventRow const& event) { return std::tuple{event.day, event.line}; });
    return starts;
}

/// METHOD: where one course ends on the day on which the next begins, both are told rightly.
bool runs_into(EventRow const& earlier, EventRow const& later, std::span<EventRow const> events) {
    auto const end = end_of_course(earlier, events);
    return earlier.day == later.day || !end || *end > later.day;
}

void check_start(EventRow const& start, std::span<EventRow const> events, Notes& notes) {
    for (auto const& earlier : starts_of(start, events)) {
        if (std::tuple{earlier.day, earlier.line} >= std::tuple{start.day, start.line}) {
            return;
        }
        if (!runs_into(earlier, start, events)) {
            continue;
        }
        // Two drugs without a name may be two drugs.
        bool const two_ranges = !start.label.empty() && earlier.day_end && start.day_end && *earlier.day_end > start.day;
        if (two_ranges) {
            notes.add(Severity::invalid, "systemic_overlaps", start.line, "day",
                      fmt::format("{} is given until day {} by line {}; one drug has one course at a time", drug_of(start),
                                  *earlier.day_end, earlier.line));
        } else {
            notes.add(Severity::warning, "start_twice", start.line, "day",
                      fmt::format("{} was started on line {} too and not stopped between: it counts as one course", drug_of(start),
                                  earlier.line));
        }
        return;
    }
}

void check_stop(EventRow const& stop, std::span<EventRow const> events, Notes& notes) {
    auto starts = starts_of(stop, events);
    if (starts.empty()) {
        notes.add(Severity::warning, "stop_without_start", stop.line, "label",
                  fmt::format("no start of {} is among the events of patient {}", drug_of(stop), stop.patient));
        return;
    }
    if (stop.day < starts.front().day) {
        notes.add(Severity::invalid, "stop_before_start", stop.line, "day",
                  fmt::format("{} stops on day {} and starts on day {}", drug_of(stop), stop.day, starts.front().day));
        return;
    }
    bool const again = starts.front().day < stop.day;
    std::erase_if(starts, [&](EventRow const& start) { return start.day > stop.day || (again && start.day == stop.day); });
    bool const ends_one = std::ranges::any_of(starts, [&](EventRow const& start) { return end_of_course(start, events) == stop.day; });
    auto const& own = starts.back();
    if (!ends_one && own.day_end && end_of_course(own, events) == own.day_end) {
        notes.add(Severity::invalid, "stop_after_range", stop.line, "day",
                  fmt::format("{} stops on day {}, and line {} gives it until day {}; correct one of the two", drug_of(stop), stop.day,
                              own.line, *own.day_end));
    }
}

/// METHOD: the first of two stops ends the course; the second names another end of what no longer runs. A start or a change of treatment
/// between, on either day too, may have begun it again. Two drugs without a name may be two drugs.
void check_stop_twice(EventRow const& stop, std::span<EventRow const> events, Notes& notes) {
    for (auto const& earlier : events) {
        bool const before = std::tuple{earlier.day, earlier.line} < std::tuple{stop.day, stop.line};
        if (earlier.kind != EventKind::systemic_stop || earlier.label != stop.label || !before) {
            continue;
        }
        bool const same_day = earlier.day == stop.day;
        bool const again = !same_day && std::ranges::any_of(events, [&](EventRow const& event) {
            bool const begins = (event.kind == EventKind::systemic_start && event.label == stop.label) || event.kind == EventKind::treatment_change;
            return begins && event.day >= earlier.day && event.day <= stop.day;
        });
        if (again) {
            continue;
        }
        bool const odd = same_day || stop.label.empty();
        notes.add(odd ? Severity::warning : Severity::invalid, "stop_twice", stop.line, "day",
                  fmt::format("{} stops on day {} by line {} too, and nothing starts it between{}", drug_of(stop), earlier.day, earlier.line,
                              odd ? "" : "; correct one of the two"));
        return;
    }
}

/// METHOD: two drugs may begin together, so two names on a day are one change to both.
void check_change(EventRow const& change, std::span<EventRow const> events, Notes& notes) {
    auto const earlier = std::ranges::find_if(events, [&](EventRow const& event) {
        return event.kind == EventKind::treatment_change && event.day == change.day && event.line < change.line;
    });
    if (earlier != events.end()) {
        notes.add(Severity::warning, "change_twice", change.line, "label",
                  fmt::format("line {} changes the treatment on that day too: it counts as one change to all that both name", earlier->line));
    }
}

}  // namespace

void check_systemic(std::span<EventRow const> events, Notes& notes) {
    std::map<std::string, std::vector<EventRow>> own;
    for (auto const& event : events) {
        own[event.patient].push_back(event);
    }
    for (auto const& event : events) {
        if (event.kind == EventKind::systemic_start) {
            check_start(event, own[event.patient], notes);
        } else if (event.kind == EventKind::systemic_stop) {
            check_stop(event, own[event.patient], notes);
            check_stop_twice(event, own[event.patient], notes);
        } else if (event.kind == EventKind::treatment_change) {
            check_change(event, own[event.patient], notes);
        }
    }
}

}  // namespace tidemark
