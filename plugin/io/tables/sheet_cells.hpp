// One row of a sheet, cell by cell: each accessor checks its cell and notes every fault with line and column.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "values/failure/finding.hpp"

namespace tidemark {

/// What a number may be. Bounds outside plausibility catch a wrong unit (µL for mL), not a rare patient.
struct NumberRange {
    double low = 0;
    double high = 0;
    enum class Low { included, excluded } low_end = Low::excluded;
    std::string_view unit;
};

class SheetCells {
public:
    SheetCells(DelimitedTable const& table, DelimitedRow const& row, Findings& findings)
        : table_{table}, row_{row}, findings_{findings} {}

    void refuse(std::string rule, std::string_view column, std::string message);
    void warn(std::string rule, std::string_view column, std::string message);

    [[nodiscard]] std::size_t line() const { return row_.line; }
    [[nodiscard]] bool empty(std::string_view column) const { return table_.cell(row_, column).empty(); }
    /// Any text that does not start like a formula and has no control character.
    [[nodiscard]] std::string text(std::string_view column);
    /// Id pattern, or empty.
    [[nodiscard]] std::string id(std::string_view column);
    [[nodiscard]] std::string required_id(std::string_view column);
    /// Integer within a century, or absent.
    [[nodiscard]] std::optional<int> day(std::string_view column);
    /// ISO date as text, or empty.
    [[nodiscard]] std::string date(std::string_view column);
    /// A number within the range, of at most 40 characters: digits with at most a point, or one digit from 1 to 9 before the point and an
    /// exponent of one or two digits. Absent where the cell is empty or was refused.
    [[nodiscard]] std::optional<double> number(std::string_view column, NumberRange const& range);
    /// Integer of at least `low` and at most 18 digits, or absent.
    [[nodiscard]] std::optional<std::int64_t> count(std::string_view column, std::int64_t low);
    /// A word that `from_text` knows, or absent; `words` lists them for the message.
    template <typename FromText>
    [[nodiscard]] auto word(std::string_view column, FromText from_text, std::string_view words) {
        auto const cell = table_.cell(row_, column);
        auto const value = from_text(cell);
        if (!value && !cell.empty()) {
            refuse_word(column, words);
        }
        return value;
    }
    /// Note that a cell which must be filled is empty.
    void refuse_empty(std::string_view column);
    /// Columns whose name starts with `prefix`, checked as text.
    [[nodiscard]] std::map<std::string, std::string> columns_with_prefix(std::string_view prefix);

private:
    void refuse_word(std::string_view column, std::string_view words);
    [[nodiscard]] std::string shown(std::string_view column) const;

    DelimitedTable const& table_;
    DelimitedRow const& row_;
    Findings& findings_;
};

/// Notes `empty_table` where a sheet has a header and no row.
void refuse_rowless(DelimitedTable const& table, Findings& findings);

}  // namespace tidemark
