// verdicts.tsv: docs/formats/verdicts.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/sheet_table.hpp"
#include "values/failure/failure.hpp"
#include "values/patient/file_facts.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

constexpr std::array<std::string_view, 4> leading_columns{"sample", "verdict", "reason", "message"};
constexpr std::string_view schema = "tidemark.verdicts/1";

std::vector<std::string> header() {
    std::vector<std::string> columns{leading_columns.begin(), leading_columns.end()};
    columns.insert(columns.end(), fact_columns.begin(), fact_columns.end());
    return columns;
}

[[noreturn]] void refuse(DelimitedTable const& table, std::size_t line, std::string_view column, std::string what) {
    throw InputError{{.rule = "invalid_verdicts",
                      .what = fmt::format("{}: {}", table.file, what),
                      .where = fmt::format("{} line {} column {}", table.file, line, column),
                      .why = "a failed sample must never pass as a good one",
                      .remedy = "make the table again with tidemark check"}};
}

void refuse_other_schema(DelimitedTable const& table, DelimitedRow const& row) {
    auto const found = table.cell(row, "schema");
    if (!found.empty() && found != schema) {
        throw ContradictionError{{.rule = "schema_version",
                                  .what = fmt::format("{} has schema {}", table.file, found),
                                  .where = fmt::format("{} line {}", table.file, row.line),
                                  .why = fmt::format("this program reads {}", schema),
                                  .remedy = "make the table again with this version"}};
    }
}

SampleVerdict verdict_of(DelimitedTable const& table, DelimitedRow const& row) {
    SampleVerdict verdict{.sample = std::string{table.cell(row, "sample")},
                          .ok = table.cell(row, "verdict") == "ok",
                          .reason = std::string{table.cell(row, "reason")},
                          .message = std::string{table.cell(row, "message")},
                          .facts = {}};
    if (!is_valid_id(verdict.sample)) {
        refuse(table, row.line, "sample", "this is no sample id");
    }
    if (!verdict.ok && table.cell(row, "verdict") != "failed") {
        refuse(table, row.line, "verdict", "a verdict is ok or failed");
    }
    if (verdict.ok != verdict.reason.empty()) {
        refuse(table, row.line, "reason", "a failed sample has a reason, a good one has none");
    }
    for (auto const column : fact_columns) {
        if (auto const cell = table.cell(row, column); !cell.empty() && column != "schema") {
            verdict.facts.emplace(column, cell);
        }
    }
    return verdict;
}

}  // namespace

void write_verdicts(std::filesystem::path const& path, std::span<SampleVerdict const> verdicts) {
    std::string text = tsv_line(header());
    for (auto const& verdict : verdicts) {
        std::vector<std::string> cells{verdict.sample, verdict.ok ? "ok" : "failed", verdict.reason, verdict.message};
        for (auto const column : fact_columns) {
            auto const found = verdict.facts.find(std::string{column});
            if (column == "schema") {
                cells.emplace_back(schema);
                continue;
            }
            cells.push_back(found == verdict.facts.end() ? std::string{} : found->second);
        }
        text += tsv_line(cells);
    }
    write_text_file(path, text);
}

std::vector<SampleVerdict> read_verdicts(std::filesystem::path const& path) {
    Findings findings;
    auto const table =
        read_delimited(path,
                       {.required = {leading_columns.begin(), leading_columns.end()},
                        .optional = {fact_columns.begin(), fact_columns.end()},
                        .optional_prefixes = {}},
                       findings);
    refuse_findings(findings);
    std::vector<SampleVerdict> verdicts;
    verdicts.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        refuse_other_schema(table, row);
        verdicts.push_back(verdict_of(table, row));
    }
    return verdicts;
}

}  // namespace tidemark
