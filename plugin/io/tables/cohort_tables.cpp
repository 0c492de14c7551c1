#include "io/tables/cohort_tables.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "io/tables/delimited.hpp"
#include "io/tables/result_cells.hpp"
#include "values/patient/cohort_summary.hpp"

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

Draw const* last_evaluable(Timeline const& timeline) {
    auto const found = std::find_if(timeline.draws.rbegin(), timeline.draws.rend(), [](Draw const& draw) {
        return draw.result.status != SampleStatus::not_evaluable;
    });
    return found == timeline.draws.rend() ? nullptr : &*found;
}

Cells fixed_cells(Timeline const& timeline) {
    auto const number = [](auto count) { return std::to_string(count); };
    auto const of_status = [&](SampleStatus status) {
        return number(std::ranges::count(timeline.draws, status, [](Draw const& draw) { return draw.result.status; }));
    };
    auto const baseline = std::ranges::find(timeline.draws, timeline.baseline, [](Draw const& draw) { return draw.row.sample; });
    bool const has_baseline = !timeline.baseline.empty() && baseline != timeline.draws.end();
    auto const* const latest = last_evaluable(timeline);
    return {timeline.patient,
            timeline.attributes ? timeline.attributes->sex : std::string{},
            timeline.attributes ? timeline.attributes->arm : std::string{},
            timeline.anchor,
            timeline.baseline,
            has_baseline ? number(baseline->day) : std::string{},
            has_baseline ? (timeline.baseline_assumed ? "1" : "0") : "",
            has_baseline ? to_text(baseline->result.status) : "",
            number(timeline.draws.size()),
            of_status(SampleStatus::detected),
            of_status(SampleStatus::not_detected),
            of_status(SampleStatus::indeterminate),
            of_status(SampleStatus::not_evaluable),
            timeline.draws.empty() ? std::string{} : number(timeline.draws.back().day),
            latest == nullptr ? std::string{} : latest->row.sample,
            latest == nullptr ? std::string{} : number(latest->day),
            latest == nullptr ? "" : to_text(latest->result.status),
            latest == nullptr ? std::string{} : latest->trajectory_class};
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
std::string rate_difference_rows(CohortStrata const& strata) { return rows_text(strata.differences); }
std::string parity_draw_rows(CohortStrata const& strata) { return rows_text(strata.parity_draws); }

}  // namespace tidemark
