// What the cohort's tables say of a patient's whole course, beside who he is.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "values/patient/timeline.hpp"

namespace tidemark {

struct PatientCourse {
    std::optional<int> baseline_day;        ///< days from day 0; absent without an evaluable baseline
    std::string baseline_status;            ///< empty without a baseline
    std::int64_t draws = 0;                 ///< failed ones included
    std::int64_t draws_detected = 0;
    std::int64_t draws_not_detected = 0;
    std::int64_t draws_indeterminate = 0;
    std::int64_t draws_not_evaluable = 0;
    std::optional<int> last_day;            ///< of the last draw
    std::string latest;                     ///< latest draw that is evaluable; empty where there is none
    std::optional<int> latest_day;
    std::string latest_status;
    std::string trajectory_class;           ///< of that draw
    bool operator==(PatientCourse const&) const = default;
};

[[nodiscard]] PatientCourse course_of(Timeline const& timeline);

/// Members by name, in the order of table and document; the day of the baseline stands before them in both, with what else is
/// said of the baseline between.
template <typename Visit>
void for_each_later_field(PatientCourse const& course, Visit&& visit) {
    visit("baseline_status", course.baseline_status);
    visit("draws", course.draws);
    visit("draws_detected", course.draws_detected);
    visit("draws_not_detected", course.draws_not_detected);
    visit("draws_indeterminate", course.draws_indeterminate);
    visit("draws_not_evaluable", course.draws_not_evaluable);
    visit("last_day", course.last_day);
    visit("latest", course.latest);
    visit("latest_day", course.latest_day);
    visit("latest_status", course.latest_status);
    visit("trajectory_class", course.trajectory_class);
}

}  // namespace tidemark
