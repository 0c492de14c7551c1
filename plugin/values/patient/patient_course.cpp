#include "values/patient/patient_course.hpp"

#include <algorithm>

namespace tidemark {

PatientCourse course_of(Timeline const& timeline) {
    auto const status_of = [](Draw const& draw) { return draw.result.status; };
    auto const count = [&](SampleStatus status) { return std::int64_t{std::ranges::count(timeline.draws, status, status_of)}; };
    PatientCourse course;
    course.draws = static_cast<std::int64_t>(timeline.draws.size());
    course.draws_detected = count(SampleStatus::detected);
    course.draws_not_detected = count(SampleStatus::not_detected);
    course.draws_indeterminate = count(SampleStatus::indeterminate);
    course.draws_not_evaluable = count(SampleStatus::not_evaluable);
    auto const baseline = std::ranges::find(timeline.draws, timeline.baseline, [](Draw const& draw) { return draw.row.sample; });
    if (!timeline.baseline.empty() && baseline != timeline.draws.end()) {
        course.baseline_day = baseline->day;
        course.baseline_status = to_text(baseline->result.status);
    }
    if (!timeline.draws.empty()) {
        course.last_day = timeline.draws.back().day;
    }
    auto const latest = std::find_if(timeline.draws.rbegin(), timeline.draws.rend(), [](Draw const& draw) {
        return draw.result.status != SampleStatus::not_evaluable;
    });
    if (latest != timeline.draws.rend()) {
        course.latest = latest->row.sample;
        course.latest_day = latest->day;
        course.latest_status = to_text(latest->result.status);
        course.trajectory_class = latest->trajectory_class;
    }
    return course;
}

}  // namespace tidemark
