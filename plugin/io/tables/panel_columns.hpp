// Words of the panel table that its writer and its reader share: docs/formats/panel.md.
#pragma once
#include <array>
#include <string_view>

namespace tidemark::panel_columns {

inline constexpr std::string_view schema_kind{"tidemark.panel/"};
inline constexpr std::string_view schema{"tidemark.panel/1"};

/// In the order of the file. A panel made by hand needs the first four; the last is written only where a locus has several
/// copy states.
inline constexpr std::array<std::string_view, 16> all{
    "contig",        "position", "ref",   "alt",       "lesion",      "trunk", "multiplicity", "total_copies",
    "normal_copies", "ccf",      "clone", "tumor_vaf", "phase_group", "state", "reason", "copy_states"};
inline constexpr std::size_t required = 4;
inline constexpr std::size_t always = 15;

}  // namespace tidemark::panel_columns
