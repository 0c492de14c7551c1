// The patients sheet: docs/formats/patients.md.
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

std::optional<std::string> sex_word(std::string_view text) {
    return text == "female" || text == "male" || text == "other" || text == "unknown"
               ? std::optional{std::string{text}}
               : std::nullopt;
}

}  // namespace

std::vector<PatientRow> read_patients(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(
        path, {.required = {"patient"}, .optional = {"sex", "arm"}, .optional_prefixes = {"stratum_"}}, findings);
    std::vector<PatientRow> rows;
    rows.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        SheetCells cells{table, row, findings};
        rows.push_back({.line = row.line,
                        .patient = cells.required_id("patient"),
                        .sex = cells.word("sex", sex_word, "female, male, other, unknown").value_or(""),
                        .arm = cells.text("arm"),
                        .strata = cells.columns_with_prefix("stratum_"),
                        .extra = cells.columns_with_prefix("x_")});
    }
    return rows;
}

}  // namespace tidemark
