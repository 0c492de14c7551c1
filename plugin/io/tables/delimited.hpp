// CSV (RFC 4180) and TSV with a header, strictly: known columns once each, others only with prefix x_, no short rows.
// Reading keeps line and column of every cell for messages; writing never lets a formula start a cell.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/files/line_reader.hpp"
#include "values/failure/finding.hpp"

namespace tidemark {

/// One data row: cells by column name. An absent column reads as empty.
struct DelimitedRow {
    std::size_t line = 0;                       ///< 1-based line of the file where the row starts
    std::vector<std::string> cells;             ///< in header order
};

/// A whole small table (sheets, panels). `#` lines before the header are `facts`: "#key=value".
struct DelimitedTable {
    std::string file;                           ///< base name
    std::map<std::string, std::string> facts;
    std::vector<std::string> columns;
    std::vector<DelimitedRow> rows;

    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    /// Cell of a row, empty where the column is absent.
    [[nodiscard]] std::string_view cell(DelimitedRow const& row, std::string_view name) const;
};

struct ColumnRules {
    std::vector<std::string_view> required;
    std::vector<std::string_view> optional;
    std::vector<std::string_view> optional_prefixes;   ///< "x_" is always allowed
};

/// Reads all rows. Structural faults (unknown, missing, duplicate column; rows of another width; open quote) are
/// appended to `findings` as `invalid`; the file being unreadable throws InputError. The delimiter is a tab where the
/// header line has one, else a comma.
[[nodiscard]] DelimitedTable read_delimited(std::filesystem::path const& path, ColumnRules const& rules,
                                            Findings& findings);

/// Streams rows of a large TSV after its `#key=value` lines and header. Throws InputError at the first fault.
class TsvStream {
public:
    explicit TsvStream(std::filesystem::path const& path);
    [[nodiscard]] std::map<std::string, std::string> const& facts() const { return facts_; }
    [[nodiscard]] std::vector<std::string> const& columns() const { return columns_; }
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    /// Cells of the next row (views into the reader's own line, valid until the next call); false at the end.
    [[nodiscard]] bool next(std::vector<std::string_view>& cells);
    [[nodiscard]] std::size_t line_number() const { return reader_.line_number(); }
    [[nodiscard]] std::string const& name() const { return reader_.name(); }

private:
    LineReader reader_;
    std::string line_;
    std::map<std::string, std::string> facts_;
    std::vector<std::string> columns_;
};

/// Throws InputError (or ContradictionError where any finding is a contradiction and none invalid) listing all
/// findings that are not warnings; returns where there are none.
void refuse_findings(Findings const& findings);

/// Shortest text that reads back as the same double, "C" locale; empty where absent. Never "nan" or "inf":
/// a non-finite value is a std::logic_error.
[[nodiscard]] std::string number_text(double value);
[[nodiscard]] std::string number_text(std::optional<double> value);
[[nodiscard]] std::string number_text(std::optional<std::int64_t> value);
/// Whole cell as a number, "C" locale; nothing where it is not one (also for inf, nan, "1,5").
[[nodiscard]] std::optional<double> parse_number(std::string_view cell);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view cell);

/// Whether a spreadsheet would run the cell as a formula (OWASP, CWE-1236): it starts with = + - @ and is neither a
/// number nor a read structure (+T).
[[nodiscard]] bool starts_like_formula(std::string_view cell);

/// One TSV line with its end. Tabs, line ends and a leading = + - @ of text that is no number are neutralised.
[[nodiscard]] std::string tsv_line(std::span<std::string const> cells);
/// One CSV line with its end, quoted where needed, same neutralising.
[[nodiscard]] std::string csv_line(std::span<std::string const> cells);

}  // namespace tidemark
