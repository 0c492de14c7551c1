#include "io/tables/panel_table.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include <fmt/format.h>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/panel_columns.hpp"

namespace tidemark {
namespace {

std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char letter) { return letter == '\n' || letter == '\r' || letter == '\t'; }, ' ');
    return text;
}

std::string row_text(PanelEntry const& entry, std::size_t columns) {
    std::array<std::string, panel_columns::all.size()> const cells{
        entry.variant.contig,
        std::to_string(entry.variant.position.one_based()),
        entry.variant.ref,
        entry.variant.alt,
        fmt::format("{}", fmt::join(entry.lesions, ";")),
        entry.trunk ? (*entry.trunk ? "1" : "0") : "",
        number_text(entry.multiplicity),
        number_text(entry.total_copies),
        number_text(entry.normal_copies),
        number_text(entry.ccf),
        entry.clone,
        number_text(entry.tumor_vaf),
        entry.phase_group,
        entry.state == LocusState::tracked ? "tracked" : "set_aside",
        entry.reason,
        to_text(entry.copy_states)};
    return tsv_line(std::span{cells}.first(columns));
}

}  // namespace

void write_panel(std::filesystem::path const& path, Panel const& panel) {
    auto const columns = has_copy_states(panel.entries) ? panel_columns::all.size() : panel_columns::always;
    auto text = fmt::format("#schema={}\n#patient={}\n#hash={}\n#reference_hash={}\n#failure={}\n{}\n",
                            panel_columns::schema, panel.patient, panel.hash, panel.reference_hash,
                            one_line(panel.failure), fmt::join(std::span{panel_columns::all}.first(columns), "\t"));
    for (auto const& entry : panel.entries) {
        text += row_text(entry, columns);
    }
    write_text_file(path, text);
}

}  // namespace tidemark
