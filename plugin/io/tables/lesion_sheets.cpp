// The optional sheets lesions and lesion map: docs/formats/lesions.md.
#include <algorithm>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

std::optional<Compartment> compartment_word(std::string_view text) {
    if (text == "irradiated") {
        return Compartment::irradiated;
    }
    if (text == "nonirradiated") {
        return Compartment::nonirradiated;
    }
    return text == "unknown" ? std::optional{Compartment::unknown} : std::nullopt;
}

std::optional<bool> yes_or_no(std::string_view text) {
    return text == "yes" ? std::optional{true} : text == "no" ? std::optional{false} : std::nullopt;
}

std::string bases(SheetCells& cells, std::string_view column) {
    if (cells.empty(column)) {
        cells.refuse_empty(column);
        return {};
    }
    auto const text = cells.text(column);
    if (text.find_first_not_of("ACGT") != std::string::npos) {
        cells.refuse("invalid_allele", column, "an allele is written in the bases A, C, G, T");
    }
    return text;
}

/// Tissue estimates overshoot 1 by rounding; beyond 1.1 the column is something else.
std::optional<double> cancer_cell_fraction(SheetCells& cells) {
    auto const value =
        cells.number("ccf", {.low = 0, .high = 1.1, .low_end = NumberRange::Low::included, .unit = {}});
    if (value && *value > 1) {
        cells.warn("ccf_clamped", "ccf", "above 1: taken as 1");
        return 1.0;
    }
    return value;
}

constexpr NumberRange share{.low = 0, .high = 1, .low_end = NumberRange::Low::included, .unit = {}};
constexpr NumberRange share_above_zero{.low = 0, .high = 1, .low_end = NumberRange::Low::excluded, .unit = {}};

LesionMapRow lesion_map_row(SheetCells& cells) {
    LesionMapRow row;
    row.line = cells.line();
    row.patient = cells.required_id("patient");
    row.variant.contig = cells.text("contig");
    auto const position = cells.count("position", 1);
    for (auto const column : {"contig", "position"}) {
        if (cells.empty(column)) {
            cells.refuse_empty(column);
        }
    }
    row.variant.position = Position::from_one_based(position.value_or(1));
    row.variant.ref = bases(cells, "ref");
    row.variant.alt = bases(cells, "alt");
    row.lesion = cells.required_id("lesion");
    row.multiplicity =
        cells.number("multiplicity", {.low = 0, .high = 100, .low_end = NumberRange::Low::excluded, .unit = "copies"});
    row.total_copies =
        cells.number("total_copies", {.low = 0, .high = 1000, .low_end = NumberRange::Low::included, .unit = "copies"});
    row.ccf = cancer_cell_fraction(cells);
    row.depth = cells.count("depth", 0);
    row.purity = cells.number("purity", share_above_zero);
    row.absence_power = cells.number("absence_power", share);
    row.extra = cells.columns_with_prefix("x_");
    return row;
}

template <typename MakeRow>
auto rows_of(DelimitedTable const& table, Findings& findings, MakeRow make_row) {
    std::vector<decltype(make_row(std::declval<SheetCells&>()))> rows;
    rows.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        SheetCells cells{table, row, findings};
        rows.push_back(make_row(cells));
    }
    return rows;
}

}  // namespace

std::vector<LesionRow> read_lesions(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(
        path, {.required = {"patient", "lesion"}, .optional = {"compartment", "biopsied"}, .optional_prefixes = {}},
        findings);
    return rows_of(table, findings, [](SheetCells& cells) {
        return LesionRow{.line = cells.line(),
                         .patient = cells.required_id("patient"),
                         .lesion = cells.required_id("lesion"),
                         .compartment = cells.word("compartment", compartment_word, "irradiated, nonirradiated, unknown")
                                            .value_or(Compartment::unknown),
                         .biopsied = cells.word("biopsied", yes_or_no, "yes, no"),
                         .extra = cells.columns_with_prefix("x_")};
    });
}

std::vector<LesionMapRow> read_lesion_map(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(
        path,
        {.required = {"patient", "contig", "position", "ref", "alt", "lesion"},
         .optional = {"multiplicity", "total_copies", "ccf", "depth", "purity", "absence_power"},
         .optional_prefixes = {}},
        findings);
    return rows_of(table, findings, lesion_map_row);
}

}  // namespace tidemark
