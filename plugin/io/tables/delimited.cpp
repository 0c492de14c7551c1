#include "io/tables/delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

bool is_allowed(std::string_view column, ColumnRules const& rules) {
    auto const listed = [&](auto const& names) { return std::ranges::find(names, column) != names.end(); };
    return listed(rules.required) || listed(rules.optional) || column.starts_with("x_") ||
           std::ranges::any_of(rules.optional_prefixes, [&](auto prefix) { return column.starts_with(prefix); });
}

void add_fact(std::map<std::string, std::string>& facts, std::string_view line) {
    auto const text = line.substr(line.find_first_not_of('#') == std::string_view::npos ? line.size()
                                                                                        : line.find_first_not_of('#'));
    if (auto const equals = text.find('='); equals != std::string_view::npos) {
        facts.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
}

std::vector<std::string_view> split_tabs(std::string_view line) {
    std::vector<std::string_view> cells;
    for (std::size_t start = 0;;) {
        auto const end = line.find('\t', start);
        cells.push_back(line.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos) {
            return cells;
        }
        start = end + 1;
    }
}

/// One RFC 4180 record, which may span lines. Returns false where a quote is left open or misplaced.
bool split_csv(LineReader& reader, std::string line, std::vector<std::string>& cells) {
    cells.assign(1, {});
    bool quoted = false;
    bool closed = false;
    for (std::size_t index = 0;; ++index) {
        if (index >= line.size()) {
            if (!quoted) {
                return true;
            }
            auto next = reader.next();
            if (!next) {
                return false;
            }
            cells.back() += '\n';
            line = std::move(*next);
            index = static_cast<std::size_t>(-1);
            continue;
        }
        char const letter = line[index];
        if (quoted) {
            if (letter != '"') {
                cells.back() += letter;
            } else if (index + 1 < line.size() && line[index + 1] == '"') {
                cells.back() += '"';
                ++index;
            } else {
                quoted = false;
                closed = true;
            }
        } else if (letter == ',') {
            cells.emplace_back();
            closed = false;
        } else if (closed || (letter == '"' && !cells.back().empty())) {
            return false;
        } else if (letter == '"') {
            quoted = true;
        } else {
            cells.back() += letter;
        }
    }
}

/// What spreadsheets write where the comma is the decimal sign.
bool is_split_by_semicolons(std::string_view header) {
    return std::ranges::count(header, ';') > std::ranges::count(header, ',');
}

/// Like "+T 8M": it may start with a plus, and holds nothing that a spreadsheet could run.
bool is_read_structure(std::string_view cell) {
    return cell.find_first_not_of("0123456789+TMBSC ") == std::string_view::npos;
}

std::string neutral(std::string_view cell) {
    std::string text;
    if (starts_like_formula(cell)) {
        text += '\'';
    }
    for (char const letter : cell) {
        text += letter == '\t' || letter == '\r' || letter == '\n' ? ' ' : letter;
    }
    return text;
}

}  // namespace

bool starts_like_formula(std::string_view cell) {
    return !cell.empty() && std::string_view{"=+-@"}.find(cell.front()) != std::string_view::npos &&
           !parse_number(cell) && !is_read_structure(cell);
}

std::optional<std::size_t> DelimitedTable::column(std::string_view name) const {
    auto const found = std::ranges::find(columns, name);
    return found == columns.end() ? std::nullopt
                                  : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

std::string_view DelimitedTable::cell(DelimitedRow const& row, std::string_view name) const {
    auto const index = column(name);
    return index && *index < row.cells.size() ? std::string_view{row.cells[*index]} : std::string_view{};
}

DelimitedTable read_delimited(std::filesystem::path const& path, ColumnRules const& rules, Findings& findings) {
    LineReader reader{path};
    DelimitedTable table{.file = reader.name(), .facts = {}, .columns = {}, .rows = {}};
    auto const report = [&](std::string rule, std::size_t line, std::string column, std::string message) {
        findings.push_back({Severity::invalid, std::move(rule), table.file, line, std::move(column), std::move(message)});
    };
    bool tabbed = false;
    std::vector<std::string> cells;
    auto const split = [&](std::string line) {
        if (!tabbed) {
            return split_csv(reader, std::move(line), cells);
        }
        auto const views = split_tabs(line);
        cells.assign(views.begin(), views.end());
        return true;
    };
    while (auto line = reader.next()) {
        auto const number = reader.line_number();
        if (table.columns.empty() && line->starts_with('#')) {
            add_fact(table.facts, *line);
            continue;
        }
        if (line->empty()) {
            continue;
        }
        tabbed = table.columns.empty() ? line->find('\t') != std::string::npos : tabbed;
        if (table.columns.empty() && !tabbed && is_split_by_semicolons(*line)) {
            report("semicolons", number, {}, "the sheet looks semicolon-separated; save it as comma-separated");
            return table;
        }
        if (!split(*line)) {
            report("open_quote", number, {}, "a quoted cell is not closed or has text after its closing quote");
            return table;
        }
        if (table.columns.empty()) {
            table.columns = cells;
            for (std::size_t index = 0; index < cells.size(); ++index) {
                if (std::find(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(index), cells[index]) !=
                    cells.begin() + static_cast<std::ptrdiff_t>(index)) {
                    report("duplicate_column", number, cells[index], "this column stands twice in the header");
                } else if (!is_allowed(cells[index], rules)) {
                    report("unknown_column", number, cells[index],
                           "unknown column; columns of your own need the prefix x_");
                }
            }
            for (auto const required : rules.required) {
                if (!table.column(required)) {
                    report("missing_column", number, std::string{required}, "this column is required");
                }
            }
        } else if (cells.size() != table.columns.size()) {
            report("row_width", number, {},
                   fmt::format("{} cells where the header has {}", cells.size(), table.columns.size()));
        } else {
            table.rows.push_back({number, cells});
        }
    }
    if (table.columns.empty()) {
        report("empty_table", 1, {}, "the file has no header line");
    }
    return table;
}

TsvStream::TsvStream(std::filesystem::path const& path) : reader_{path} {
    while (auto line = reader_.next()) {
        if (line->starts_with('#')) {
            add_fact(facts_, *line);
            continue;
        }
        auto const cells = split_tabs(*line);
        columns_.assign(cells.begin(), cells.end());
        return;
    }
    throw InputError{{.rule = "empty_table",
                      .what = reader_.name() + " has no header line",
                      .where = path.filename().string(),
                      .why = "an empty table is never read as an empty result",
                      .remedy = "make the file again"}};
}

std::optional<std::size_t> TsvStream::column(std::string_view name) const {
    auto const found = std::ranges::find(columns_, name);
    return found == columns_.end() ? std::nullopt
                                   : std::optional{static_cast<std::size_t>(found - columns_.begin())};
}

bool TsvStream::next(std::vector<std::string_view>& cells) {
    auto line = reader_.next();
    if (!line) {
        return false;
    }
    line_ = std::move(*line);
    cells = split_tabs(line_);
    if (cells.size() != columns_.size()) {
        throw InputError{{.rule = "row_width",
                          .what = fmt::format("{} has a row of {} cells where the header has {}", reader_.name(),
                                              cells.size(), columns_.size()),
                          .where = fmt::format("{} line {}", reader_.name(), reader_.line_number()),
                          .why = "columns would shift",
                          .remedy = "make the file again"}};
    }
    return true;
}

void refuse_findings(Findings const& findings) {
    std::string text;
    std::string first_rule;
    std::string where;
    bool invalid = false;
    std::size_t count = 0;
    for (auto const& finding : findings) {
        if (finding.severity == Severity::warning) {
            continue;
        }
        invalid = invalid || finding.severity == Severity::invalid;
        auto const place = place_of(finding);
        if (count++ == 0) {
            first_rule = finding.rule;
            where = place;
        }
        text += fmt::format("\n  {}: {} [{}]", place, finding.message, finding.rule);
    }
    if (count == 0) {
        return;
    }
    Failure failure{.rule = first_rule,
                    .what = fmt::format("{} fault{}:{}", count, count == 1 ? "" : "s", text),
                    .where = where,
                    .why = {},
                    .remedy = {}};
    if (invalid) {
        throw InputError{std::move(failure)};
    }
    throw ContradictionError{std::move(failure)};
}

std::string number_text(double value) {
    if (!std::isfinite(value)) {
        throw std::logic_error{"a number that is not finite reached a table"};
    }
    std::array<char, 64> buffer{};
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value == 0 ? 0.0 : value).ptr;
    return {buffer.data(), end};
}

std::string number_text(std::optional<double> value) { return value ? number_text(*value) : std::string{}; }
std::string number_text(std::optional<std::int64_t> value) { return value ? std::to_string(*value) : std::string{}; }

std::optional<double> parse_number(std::string_view cell) {
    double value = 0;
    auto const* const end = cell.data() + cell.size();
    auto const result = std::from_chars(cell.data(), end, value);
    return cell.empty() || result.ec != std::errc{} || result.ptr != end || !std::isfinite(value)
               ? std::nullopt
               : std::optional{value};
}

std::optional<std::int64_t> parse_integer(std::string_view cell) {
    std::int64_t value = 0;
    auto const* const end = cell.data() + cell.size();
    auto const result = std::from_chars(cell.data(), end, value);
    return cell.empty() || result.ec != std::errc{} || result.ptr != end ? std::nullopt : std::optional{value};
}

std::string tsv_line(std::span<std::string const> cells) {
    std::string line;
    for (auto const& cell : cells) {
        line += &cell == cells.data() ? "" : "\t";
        line += neutral(cell);
    }
    return line + "\n";
}

std::string csv_line(std::span<std::string const> cells) {
    std::string line;
    for (auto const& cell : cells) {
        line += &cell == cells.data() ? "" : ",";
        auto const text = neutral(cell);
        if (text.find_first_of(",\"") == std::string::npos) {
            line += text;
            continue;
        }
        line += '"';
        for (char const letter : text) {
            line += letter == '"' ? "\"\"" : std::string(1, letter);
        }
        line += '"';
    }
    return line + "\n";
}

}  // namespace tidemark
