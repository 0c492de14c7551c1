// A record as htslib reads it: its line of SAM, tags taken apart from their bytes. For records of stages that no file holds.
#pragma once
#include <string>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark::test {

/// Cells of the SAM line; contigs are c0, c1, c2. Throws std::runtime_error for bytes that htslib cannot read.
[[nodiscard]] std::vector<std::string> record_cells(Read const& read);

/// "XX:Z:text" of one tag of those cells; empty where there is none.
[[nodiscard]] std::string tag_of(std::vector<std::string> const& cells, std::string const& name);

}  // namespace tidemark::test
