// Clonotype tables in both forms: docs/formats/lesions.md.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

/// Names of the columns of one form. An empty name: the form has no such column.
struct Form {
    std::string_view sample;
    std::string_view patient;
    std::string_view cdr3_nt;
    std::string_view cdr3_aa;
    std::string_view v;
    std::string_view j;
    std::string_view templates;
};

constexpr Form own_form{.sample = "sample", .patient = "patient", .cdr3_nt = "cdr3_nt", .cdr3_aa = "cdr3_aa", .v = "v",
                        .j = "j", .templates = "templates"};

/// Where a pooled table names the sample only by its repertoire, that is the sample's id.
Form airr_form(DelimitedTable const& table) {
    return {.sample = table.column("sample_id") ? "sample_id" : "repertoire_id", .patient = "subject_id",
            .cdr3_nt = "junction", .cdr3_aa = "junction_aa", .v = "v_call", .j = "j_call",
            .templates = "duplicate_count"};
}

/// More than there are T cells in a tube of blood, by far.
constexpr std::int64_t most_templates = 100'000'000;

std::optional<std::string> compartment_word(std::string_view text) {
    constexpr std::array<std::string_view, 4> words{"blood", "tissue", "irradiated", "nonirradiated"};
    return std::ranges::find(words, text) != words.end() ? std::optional{std::string{text}} : std::nullopt;
}

ClonotypeRow clonotype_row(SheetCells& cells, Form const& form) {
    ClonotypeRow row;
    row.line = cells.line();
    row.sample = cells.required_id(form.sample);
    row.patient = cells.id(form.patient);
    row.compartment =
        cells.word("compartment", compartment_word, "blood, tissue, irradiated, nonirradiated").value_or("");
    row.cdr3_nt = cells.text(form.cdr3_nt);
    row.cdr3_aa = cells.text(form.cdr3_aa);
    row.v = cells.text(form.v);
    row.j = cells.text(form.j);
    if (cells.empty(form.templates)) {
        cells.refuse_empty(form.templates);
    }
    if (cells.empty(form.cdr3_nt) && cells.empty(form.cdr3_aa)) {
        cells.refuse_empty(form.cdr3_nt);
    }
    row.templates = cells.count(form.templates, 0).value_or(0);
    if (row.templates > most_templates) {
        cells.refuse("invalid_count", form.templates, "no sample has so many templates of one clone");
    }
    row.extra = cells.columns_with_prefix("x_");
    return row;
}

/// AIRR writes T and F; tools write more. Empty is not known, which leaves the row in.
std::optional<bool> productive_word(std::string_view text) {
    constexpr std::array<std::string_view, 6> yes{"T", "true", "True", "TRUE", "1", "yes"};
    constexpr std::array<std::string_view, 6> no{"F", "false", "False", "FALSE", "0", "no"};
    bool const is_yes = std::ranges::find(yes, text) != yes.end();
    return is_yes || std::ranges::find(no, text) != no.end() ? std::optional{is_yes} : std::nullopt;
}

bool is_airr(DelimitedTable const& table) {
    return table.column("junction") || table.column("junction_aa") || table.column("duplicate_count");
}

std::vector<ClonotypeRow> airr_rows(std::filesystem::path const& path, Findings& findings) {
    // AIRR tables have dozens of columns, and tools add their own: all but those named are passed over.
    auto const table =
        read_delimited(path, {.required = {"duplicate_count"}, .optional = {}, .optional_prefixes = {""}}, findings);
    auto const form = airr_form(table);
    if (!table.column(form.sample)) {
        findings.push_back({Severity::invalid, "missing_column", table.file, 1, "sample_id",
                            "an AIRR table needs sample_id (or repertoire_id) with the sample ids of the sample sheet"});
        return {};
    }
    std::vector<ClonotypeRow> rows;
    for (auto const& line : table.rows) {
        SheetCells cells{table, line, findings};
        if (!cells.word("productive", productive_word, "T, F, true, false, 1, 0, yes, no").value_or(true)) {
            continue;
        }
        rows.push_back(clonotype_row(cells, form));
        rows.back().extra.clear();
    }
    if (rows.empty() && !table.rows.empty()) {
        findings.push_back({Severity::warning, "no_productive_row", table.file, table.rows.front().line, "productive",
                            "no row of the table is productive: it says nothing of any T-cell clone"});
    }
    return rows;
}

}  // namespace

std::vector<ClonotypeRow> read_clonotypes(std::filesystem::path const& path, Findings& findings) {
    Findings first_look;
    if (is_airr(read_delimited(path, {.required = {}, .optional = {}, .optional_prefixes = {""}}, first_look))) {
        return airr_rows(path, findings);
    }
    auto const table = read_delimited(path,
                                      {.required = {"sample", "templates"},
                                       .optional = {"patient", "compartment", "cdr3_nt", "cdr3_aa", "v", "j"},
                                       .optional_prefixes = {}},
                                      findings);
    std::vector<ClonotypeRow> rows;
    for (auto const& line : table.rows) {
        SheetCells cells{table, line, findings};
        rows.push_back(clonotype_row(cells, own_form));
    }
    return rows;
}

}  // namespace tidemark
