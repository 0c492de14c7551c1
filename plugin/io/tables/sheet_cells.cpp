#include "io/tables/sheet_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "values/patient/calendar.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

/// Longer than any path.
constexpr std::size_t longest_cell = 4096;
constexpr std::size_t longest_number = 40;
/// Eighteen digits: what a schema can say of a 64-bit integer.
constexpr std::int64_t highest_count = 999'999'999'999'999'999;

bool is_control(char letter) {
    auto const code = static_cast<unsigned char>(letter);
    return code < 0x20 || code == 0x7F;
}

/// As people and programs write numbers: digits with at most a point, or one digit, no zero, before the point and an exponent of one or two
/// digits. The JSON Schemas of the sheets say the same of cells that are text; they can look at digits only, not compute.
std::optional<double> sheet_number(std::string_view cell) {
    auto const value = cell.size() > longest_number ? std::nullopt : parse_number(cell);
    auto const place = cell.find_first_of("eE");
    if (!value || place == std::string_view::npos) {
        return value;
    }
    auto const unsigned_text = [](std::string_view text) { return text.substr(text.find_first_not_of("+-")); };
    auto const mantissa = unsigned_text(cell.substr(0, place));
    bool const one_digit = std::min(mantissa.find('.'), mantissa.size()) == 1 && (mantissa.front() != '0' || *value == 0);
    return one_digit && unsigned_text(cell.substr(place + 1)).size() <= 2 ? value : std::nullopt;
}

}  // namespace

std::string SheetCells::shown(std::string_view column) const {
    std::string text{table_.cell(row_, column).substr(0, 40)};
    std::ranges::replace_if(text, is_control, '?');
    return text;
}

void SheetCells::refuse(std::string rule, std::string_view column, std::string message) {
    findings_.push_back({Severity::invalid, std::move(rule), table_.file, row_.line, std::string{column}, std::move(message)});
}

void SheetCells::warn(std::string rule, std::string_view column, std::string message) {
    findings_.push_back({Severity::warning, std::move(rule), table_.file, row_.line, std::string{column}, std::move(message)});
}

void SheetCells::refuse_empty(std::string_view column) { refuse("missing_value", column, "this cell must be filled"); }

void SheetCells::refuse_word(std::string_view column, std::string_view words) {
    refuse("unknown_word", column, fmt::format("'{}' is none of {}", shown(column), words));
}

std::string SheetCells::text(std::string_view column) {
    auto const cell = table_.cell(row_, column);
    if (cell.size() > longest_cell) {
        refuse("cell_too_long", column, fmt::format("the cell has more than {} characters", longest_cell));
        return {};
    }
    if (std::ranges::any_of(cell, is_control)) {
        refuse("control_character", column, "the cell holds a tab, a line end or another control character");
        return {};
    }
    if (starts_like_formula(cell)) {
        refuse("formula", column, fmt::format("'{}' starts like a formula (= + - @); write it otherwise", shown(column)));
        return {};
    }
    return std::string{cell};
}

std::string SheetCells::id(std::string_view column) {
    auto const cell = table_.cell(row_, column);
    if (cell.empty() || is_valid_id(cell)) {
        return std::string{cell};
    }
    refuse("invalid_id", column,
           fmt::format("'{}' is no id; ids are 1 to 64 of A-Z a-z 0-9 _ . - and start with a letter or digit",
                       shown(column)));
    return {};
}

std::string SheetCells::required_id(std::string_view column) {
    if (empty(column)) {
        refuse_empty(column);
        return {};
    }
    return id(column);
}

std::optional<int> SheetCells::day(std::string_view column) {
    if (empty(column)) {
        return std::nullopt;
    }
    constexpr std::int64_t century = 36525;
    auto const value = parse_integer(table_.cell(row_, column));
    if (!value || *value < -century || *value > century) {
        refuse("invalid_day", column,
               fmt::format("'{}' is no day; write whole days from day 0, or an ISO date in column date", shown(column)));
        return std::nullopt;
    }
    return static_cast<int>(*value);
}

std::string SheetCells::date(std::string_view column) {
    auto const cell = table_.cell(row_, column);
    if (cell.empty() || parse_iso_date(cell)) {
        return std::string{cell};
    }
    refuse("invalid_date", column,
           fmt::format("'{}' is not an ISO date (YYYY-MM-DD); other forms are ambiguous", shown(column)));
    return {};
}

std::optional<double> SheetCells::number(std::string_view column, NumberRange const& range) {
    if (empty(column)) {
        return std::nullopt;
    }
    auto const value = sheet_number(table_.cell(row_, column));
    if (!value) {
        refuse("invalid_number", column,
               fmt::format("'{}' is no number; write it with a decimal point and without a unit", shown(column)));
        return std::nullopt;
    }
    bool const above = range.low_end == NumberRange::Low::excluded ? *value > range.low : *value >= range.low;
    if (!above || *value > range.high) {
        refuse("number_out_of_range", column,
               fmt::format("'{}' must be {} {} and at most {}{}", shown(column),
                           range.low_end == NumberRange::Low::excluded ? "above" : "at least", range.low, range.high,
                           range.unit.empty() ? "" : fmt::format(" {}; check the unit", range.unit)));
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> SheetCells::count(std::string_view column, std::int64_t low) {
    if (empty(column)) {
        return std::nullopt;
    }
    auto const value = parse_integer(table_.cell(row_, column));
    if (!value || *value < low || *value > highest_count) {
        refuse("invalid_count", column,
               fmt::format("'{}' is no whole number of at least {}", shown(column), low));
        return std::nullopt;
    }
    return value;
}

std::map<std::string, std::string> SheetCells::columns_with_prefix(std::string_view prefix) {
    std::map<std::string, std::string> cells;
    for (auto const& column : table_.columns) {
        if (column.starts_with(prefix)) {
            cells.emplace(column, text(column));
        }
    }
    return cells;
}

void refuse_rowless(DelimitedTable const& table, Findings& findings) {
    if (table.rows.empty() && !table.columns.empty() &&
        std::ranges::none_of(findings, [&](Finding const& finding) {
            return finding.file == table.file && finding.severity != Severity::warning;
        })) {
        findings.push_back({Severity::invalid, "empty_table", table.file, 1, {}, "the sheet has a header and no row"});
    }
}

}  // namespace tidemark
