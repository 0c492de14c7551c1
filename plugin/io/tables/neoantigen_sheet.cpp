// Tags of neoantigens: docs/formats/neoantigens.md.
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

std::optional<bool> yes_or_no(std::string_view text) {
    return text == "yes" ? std::optional{true} : text == "no" ? std::optional{false} : std::nullopt;
}

std::string bases(SheetCells& cells, std::string_view column) {
    auto const text = cells.text(column);
    if (text.find_first_not_of("ACGT") != std::string::npos) {
        cells.refuse("invalid_allele", column, "an allele is written in the bases A, C, G, T");
    }
    return text;
}

}  // namespace

std::vector<NeoantigenRow> read_neoantigens(std::filesystem::path const& path, Findings& findings) {
    auto const table = read_delimited(path,
                                      {.required = {"contig", "position", "ref", "alt"},
                                       .optional = {"patient", "neoantigen"},
                                       .optional_prefixes = {}},
                                      findings);
    std::vector<NeoantigenRow> rows;
    for (auto const& line : table.rows) {
        SheetCells cells{table, line, findings};
        NeoantigenRow row;
        row.line = cells.line();
        row.patient = cells.id("patient");
        for (auto const* const column : {"contig", "position", "ref", "alt"}) {
            if (cells.empty(column)) {
                cells.refuse_empty(column);
            }
        }
        row.variant.contig = cells.text("contig");
        row.variant.position = Position::from_one_based(cells.count("position", 1).value_or(1));
        row.variant.ref = bases(cells, "ref");
        row.variant.alt = bases(cells, "alt");
        row.neoantigen = cells.word("neoantigen", yes_or_no, "yes, no").value_or(true);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace tidemark
