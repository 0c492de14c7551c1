// The called columns of a molecule as they go into one record: views, nothing is owned.
#pragma once
#include <cstdint>

#include "stages/consensus/strand_columns.hpp"

namespace tidemark {

struct MoleculeColumns {
    ColumnExtent extent;
    std::uint8_t* codes = nullptr;         ///< by column, as everything here
    std::uint8_t* qualities = nullptr;
    std::uint32_t const* errors = nullptr;
    StrandColumns const* a = nullptr;      ///< strand AB, or the only one
    StrandColumns const* b = nullptr;      ///< null: one strand
};

}  // namespace tidemark
