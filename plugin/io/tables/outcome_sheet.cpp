#include "io/tables/outcome_sheet.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"

namespace tidemark {
namespace {

std::optional<std::string> unit_word(std::string_view text) {
    for (std::string_view const unit : std::array{"days", "weeks", "months", "years"}) {
        if (text == unit) {
            return std::string{unit};
        }
    }
    return std::nullopt;
}

std::optional<bool> event_word(std::string_view text) {
    return text == "1" ? std::optional{true} : text == "0" ? std::optional{false} : std::nullopt;
}

OutcomeRow outcome_row(SheetCells& cells) {
    OutcomeRow row;
    row.line = cells.line();
    row.patient = cells.required_id("patient");
    row.endpoint = cells.required_id("endpoint");
    auto const time = cells.number("time", {.low = 0, .high = 1e6, .low_end = NumberRange::Low::included, .unit = {}});
    auto const event = cells.word("event", event_word, "1 (the event ended the time), 0 (censored)");
    for (auto const* const column : {"time", "event"}) {
        if (cells.empty(column)) {
            cells.refuse_empty(column);
        }
    }
    row.time = time.value_or(0) + 0.0;   // a written -0 is 0
    row.event = event.value_or(false);
    row.time_unit = cells.word("time_unit", unit_word, "days, weeks, months, years").value_or("days");
    row.group = cells.text("group");
    static_cast<void>(cells.columns_with_prefix("x_"));
    return row;
}

}  // namespace

std::vector<OutcomeRow> read_outcomes(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(path,
                                      {.required = {"patient", "endpoint", "time", "event"},
                                       .optional = {"time_unit", "group"},
                                       .optional_prefixes = {}},
                                      findings);
    refuse_rowless(table, findings);
    std::vector<OutcomeRow> rows;
    rows.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        SheetCells cells{table, row, findings};
        rows.push_back(outcome_row(cells));
    }
    return rows;
}

}  // namespace tidemark
