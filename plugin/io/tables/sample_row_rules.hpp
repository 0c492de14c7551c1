// Rules between the cells of one row of the sample sheet.
#pragma once
#include "io/tables/sheet_cells.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// At most one kind of input, and what FASTQ needs and cannot have.
void check_inputs(SheetCells& cells, SampleRow const& row);
/// One kind of input at least.
void check_has_reads(SheetCells& cells, SampleRow const& row);
/// Grammars: umi, read_structure, sha256.
void check_words(SheetCells& cells, SampleRow const& row);
/// Columns that belong to some sample types only, and those that a type needs.
void check_columns_of_type(SheetCells& cells, SampleRow const& row);

}  // namespace tidemark
