#include "io/tables/cohort_tables.hpp"

#include <set>
#include <vector>

#include "io/tables/delimited.hpp"
#include "io/tables/result_cells.hpp"
#include "values/patient/cohort_summary.hpp"
#include "values/patient/patient_course.hpp"

namespace tidemark {
namespace {

/// Absent whole numbers are empty cells too.
struct RowCells {
    std::vector<std::string> cells = {};
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

/// All columns but the strata.
template <typename Visit>
void visit_patient(Timeline const& timeline, Visit& visit) {
    auto const course = course_of(timeline);
    visit("patient", timeline.patient);
    visit("sex", timeline.attributes ? timeline.attributes->sex : std::string{});
    visit("arm", timeline.attributes ? timeline.attributes->arm : std::string{});
    visit("anchor", timeline.anchor);
    visit("baseline", timeline.baseline);
    visit("baseline_day", course.baseline_day);
    visit("baseline_assumed", std::string{!course.baseline_day ? "" : timeline.baseline_assumed ? "1" : "0"});
    for_each_later_field(course, visit);
    visit("schema", std::string{cohort_schema});
}

}  // namespace

std::string patient_rows(std::span<Timeline const> timelines) {
    NameCells header;
    visit_patient({}, header);
    auto const strata = strata_of(timelines);
    header.cells.insert(header.cells.end(), strata.begin(), strata.end());
    std::string text = tsv_line(header.cells);
    for (auto const& timeline : timelines) {
        RowCells row;
        visit_patient(timeline, row);
        for (auto const& stratum : strata) {
            bool const given = timeline.attributes && timeline.attributes->strata.contains(stratum);
            row.cells.push_back(given ? timeline.attributes->strata.at(stratum) : std::string{});
        }
        text += tsv_line(row.cells);
    }
    return text;
}

std::string stratum_rate_rows(CohortStrata const& strata) { return rows_text(strata.rates); }
std::string lead_rows_text(std::vector<LeadRow> const& rows) { return rows_text(rows); }
std::string rate_difference_rows(CohortStrata const& strata) { return rows_text(strata.differences); }
std::string parity_draw_rows(CohortStrata const& strata) { return rows_text(strata.parity_draws); }

}  // namespace tidemark
