#include "io/tables/segment_table.hpp"

#include <algorithm>
#include <range/v3/view/drop.hpp>
#include <range/v3/view/zip.hpp>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "io/tables/delimited.hpp"

namespace tidemark {
namespace {

struct SegmentAtLine {
    CopySegment segment;
    std::size_t line = 0;
};

class SegmentReader {
public:
    SegmentReader(DelimitedTable const& table, DelimitedRow const& row, Findings& findings)
        : table_{table}, row_{row}, findings_{findings} {}

    [[nodiscard]] SegmentAtLine segment() {
        SegmentAtLine read{.segment = {.contig = std::string{table_.cell(row_, "contig")},
                                       .span = span(),
                                       .major_copies = copies("major_copies"),
                                       .minor_copies = copies("minor_copies"),
                                       .cell_fraction = cell_fraction(),
                                       .major_copies_sd = standard_error("major_copies_sd"),
                                       .minor_copies_sd = standard_error("minor_copies_sd")},
                           .line = row_.line};
        if (read.segment.contig.empty()) {
            report("empty_cell", "contig", "the contig is missing");
        }
        if (read.segment.minor_copies > read.segment.major_copies) {
            report("bad_number", "minor_copies", "more minor than major copies");
        }
        return read;
    }

private:
    void report(std::string rule, std::string_view column, std::string message) {
        findings_.push_back(
            {Severity::invalid, std::move(rule), table_.file, row_.line, std::string{column}, std::move(message)});
    }

    [[nodiscard]] Interval span() {
        auto const first = parse_integer(table_.cell(row_, "start"));
        auto const last = parse_integer(table_.cell(row_, "end"));
        if (!first || *first < 1) {
            report("bad_position", "start", fmt::format("'{}' is no 1-based position", table_.cell(row_, "start")));
        } else if (!last || *last < *first) {
            report("bad_position", "end",
                   fmt::format("'{}' is no position at or after the start", table_.cell(row_, "end")));
        } else {
            return Interval::from_one_based_closed(*first, *last);
        }
        return Interval{Position{0}, Position{0}};
    }

    [[nodiscard]] double copies(std::string_view column) {
        auto const value = parse_number(table_.cell(row_, column));
        if (!value || *value < 0) {
            report("bad_number", column, fmt::format("'{}' is no copy number: from 0", table_.cell(row_, column)));
        }
        return value.value_or(0);
    }

    /// 0 where the cell is empty.
    [[nodiscard]] double standard_error(std::string_view column) {
        constexpr double largest = 10;   // beyond it nothing is known, and states would be very many
        auto const cell = table_.cell(row_, column);
        auto const value = cell.empty() ? std::optional{0.0} : parse_number(cell);
        if (!value || *value < 0 || *value > largest) {
            report("bad_number", column, fmt::format("'{}' is no standard error of a copy number: 0 to 10", cell));
        }
        return value.value_or(0);
    }

    [[nodiscard]] std::optional<double> cell_fraction() {
        auto const cell = table_.cell(row_, "cell_fraction");
        if (cell.empty()) {
            return std::nullopt;
        }
        auto const value = parse_number(cell);
        if (!value || *value <= 0 || *value > 1) {
            report("bad_number", "cell_fraction", fmt::format("'{}' is no fraction above 0 and up to 1", cell));
            return std::nullopt;
        }
        return value;
    }

    DelimitedTable const& table_;
    DelimitedRow const& row_;
    Findings& findings_;
};

}  // namespace

std::vector<CopySegment> read_segments(std::filesystem::path const& path) {
    Findings findings;
    auto const table = read_delimited(path,
                                      {.required = {"contig", "start", "end", "major_copies", "minor_copies"},
                                       .optional = {"cell_fraction", "major_copies_sd", "minor_copies_sd"},
                                       .optional_prefixes = {}},
                                      findings);
    refuse_findings(findings);
    std::vector<SegmentAtLine> rows;
    for (auto const& row : table.rows) {
        rows.push_back(SegmentReader{table, row, findings}.segment());
    }
    std::ranges::stable_sort(rows, {}, [](SegmentAtLine const& row) {
        return std::pair{std::string_view{row.segment.contig}, row.segment.span};
    });
    for (auto const& [first, second] : ranges::views::zip(rows, rows | ranges::views::drop(1))) {
        auto const& [before, line_before] = first;
        auto const& [after, line] = second;
        if (before.contig == after.contig && before.span.overlaps(after.span)) {
            findings.push_back({Severity::invalid, "overlapping_segments", table.file, line, "start",
                                fmt::format("overlaps the segment of line {}: which copy number holds?", line_before)});
        }
    }
    refuse_findings(findings);
    std::vector<CopySegment> segments;
    std::ranges::transform(rows, std::back_inserter(segments), &SegmentAtLine::segment);
    return segments;
}

}  // namespace tidemark
