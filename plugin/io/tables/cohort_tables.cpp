#include "io/tables/cohort_tables.hpp"

#include <set>
#include <vector>

#include "io/tables/delimited.hpp"
#include "io/tables/result_cells.hpp"
#include "values/patient/cohort_summary.hpp"
#include "values/patient/patient_course.hpp"

namespace tidemark {
namespace {

using Cells = std::vector<std::string>;

/// Absent whole numbers are empty cells too.
struct RowCells {
    Cells cells = {};
    void operator()(char const*, std::optional<int> const& value) { cells.push_back(value ? std::to_string(*value) : std::string{}); }
    void operator()(char const*, auto const& value) { cells.push_back(TextCells{}.text(value)); }
};

template <typename Row>
std::string rows_text(std::vector<Row> const& rows) {
    NameCells names;
    for_each_field(Row{}, names);
    names.cells.emplace_back("schema");
    std::string text = tsv_line(names.cells);
    for (auto const& row : rows) {
        RowCells cells;
        for_each_field(row, cells);
        cells.cells.emplace_back(cohort_schema);
        text += tsv_line(cells.cells);
    }
    return text;
}

std::set<std::string> strata_of(std::span<Timeline const> timelines) {
    std::set<std::string> names;
    for (auto const& timeline : timelines) {
        if (timeline.attributes) {
            for (auto const& [name, value] : timeline.attributes->strata) {
                names.insert(name);
            }
        }
    }
    return names;
}

Cells fixed_cells(Timeline const& timeline) {
    auto const number = [](auto const& value) { return value ? std::to_string(*value) : std::string{}; };
    auto const course = course_of(timeline);
    return {timeline.patient,
            timeline.attributes ? timeline.attributes->sex : std::string{},
            timeline.attributes ? timeline.attributes->arm : std::string{},
            timeline.anchor,
            timeline.baseline,
            number(course.baseline_day),
            course.baseline_day ? (timeline.baseline_assumed ? "1" : "0") : "",
            course.baseline_status,
            std::to_string(course.draws),
            std::to_string(course.draws_detected),
            std::to_string(course.draws_not_detected),
            std::to_string(course.draws_indeterminate),
            std::to_string(course.draws_not_evaluable),
            number(course.last_day),
            course.latest,
            number(course.latest_day),
            course.latest_status,
            course.trajectory_class};
}

}  // namespace

std::string patient_rows(std::span<Timeline const> timelines) {
    Cells header{"patient", "sex", "arm", "anchor", "baseline", "baseline_day", "baseline_assumed", "baseline_status", "draws",
                 "draws_detected", "draws_not_detected", "draws_indeterminate", "draws_not_evaluable", "last_day", "latest",
                 "latest_day", "latest_status", "trajectory_class", "schema"};
    auto const strata = strata_of(timelines);
    header.insert(header.end(), strata.begin(), strata.end());
    std::string text = tsv_line(header);
    for (auto const& timeline : timelines) {
        auto cells = fixed_cells(timeline);
        cells.emplace_back(cohort_schema);
        for (auto const& stratum : strata) {
            bool const given = timeline.attributes && timeline.attributes->strata.contains(stratum);
            cells.push_back(given ? timeline.attributes->strata.at(stratum) : std::string{});
        }
        text += tsv_line(cells);
    }
    return text;
}

std::string stratum_rate_rows(CohortStrata const& strata) { return rows_text(strata.rates); }
std::string lead_rows_text(std::vector<LeadRow> const& rows) { return rows_text(rows); }
std::string rate_difference_rows(CohortStrata const& strata) { return rows_text(strata.differences); }
std::string parity_draw_rows(CohortStrata const& strata) { return rows_text(strata.parity_draws); }

}  // namespace tidemark
