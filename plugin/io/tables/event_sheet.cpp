// The events sheet: docs/formats/events.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"
#include "values/patient/day_origin.hpp"

namespace tidemark {
namespace {

std::optional<std::string> anchor_word(std::string_view text) {
    constexpr std::array<std::string_view, 4> words{"pre_rt", "pre_io", "surgery", "treatment"};
    return std::ranges::find(words, text) == words.end() ? std::nullopt : std::optional{std::string{text}};
}

EventRow event_row(SheetCells& cells) {
    EventRow row;
    row.line = cells.line();
    row.patient = cells.required_id("patient");
    row.day = cells.day("day").value_or(0);
    row.date = cells.date("date");
    row.day_end = cells.day("day_end");
    auto const kind = cells.word("event", event_kind_from_text,
                                 "surgery, radiotherapy_fraction, systemic_start, systemic_stop, treatment_change, "
                                 "imaging, progression, last_contact, death");
    if (cells.empty("event")) {
        cells.refuse_empty("event");
    }
    row.kind = kind.value_or(EventKind::imaging);
    row.anchor = cells.word("anchor", anchor_word, "pre_rt, pre_io, surgery, treatment").value_or("");
    row.lesion = cells.id("lesion");
    row.label = cells.text("label");
    row.value = cells.number("value", {.low = 0, .high = 1e6, .low_end = NumberRange::Low::included, .unit = {}});
    row.unit = cells.text("unit");
    row.extra = cells.columns_with_prefix("x_");
    if (cells.empty("value") != cells.empty("unit")) {
        cells.refuse("value_and_unit", cells.empty("value") ? "value" : "unit", "value and unit stand together");
    }
    return row;
}

/// Fills the days of rows that only have a date. The day axis of a patient comes from its anchor event alone, so
/// that every reader of the sheet finds the same days.
void resolve_dates(DelimitedTable const& table, std::vector<EventRow>& rows, Findings& findings) {
    std::vector<bool> has_day;
    for (auto const& row : table.rows) {
        has_day.push_back(!table.cell(row, "day").empty());
    }
    auto const origins = day_origins(rows, has_day);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        auto& row = rows[index];
        SheetCells cells{table, table.rows[index], findings};
        if (has_day[index]) {
            continue;
        }
        auto const origin = origins.find(row.patient);
        auto const date = parse_iso_date(row.date);
        if (cells.empty("date")) {
            cells.refuse("missing_value", "day", "an event needs its day (or an ISO date in column date)");
        } else if (date && origin == origins.end()) {
            cells.refuse("date_without_anchor", "date",
                         "a date becomes a day only where an event of this patient has an anchor and a date");
        } else if (date) {
            row.day = days_between(origin->second, *date);
        }
    }
}

}  // namespace

std::vector<EventRow> read_events(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(
        path,
        {.required = {"patient", "event"},
         .optional = {"day", "date", "day_end", "anchor", "lesion", "label", "value", "unit"},
         .optional_prefixes = {}},
        findings);
    std::vector<EventRow> rows;
    rows.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        SheetCells cells{table, row, findings};
        rows.push_back(event_row(cells));
    }
    resolve_dates(table, rows, findings);
    return rows;
}

}  // namespace tidemark
