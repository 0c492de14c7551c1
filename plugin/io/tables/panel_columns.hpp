// Words of the panel table that its writer and its reader share: docs/formats/panel.md.
#pragma once
#include <array>
#include <string_view>

namespace tidemark::panel_columns {

inline constexpr std::string_view schema_kind{"tidemark.panel/"};
inline constexpr std::string_view schema{"tidemark.panel/1"};

/// In the order of the file. A panel made by hand needs the first four.
inline constexpr std::array<std::string_view, 15> all{
    "contig",        "position", "ref",   "alt",       "lesion",      "trunk", "multiplicity", "total_copies",
    "normal_copies", "ccf",      "clone", "tumor_vaf", "phase_group", "state", "reason"};
inline constexpr std::size_t required = 4;

}  // namespace tidemark::panel_columns
