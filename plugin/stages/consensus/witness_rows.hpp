// The rows of one strand and their sums: the inner loop of consensus. Nearly all columns are unanimous and well covered;
// for those three byte sums per column are enough. Only the others are looked at one by one.
#pragma once
#include <cstdint>
#include <vector>

#include "stages/consensus/base_column.hpp"
#include "stages/consensus/fgbio_column.hpp"
#include "stages/consensus/fragment_merge.hpp"
#include "stages/consensus/strand_columns.hpp"

namespace tidemark {

struct CallingRules {
    std::int32_t min_reads = 1;
    std::uint8_t min_input_quality = 10;
    std::uint8_t min_consensus_quality = 2;
    ErrorModel const* model = nullptr;
    FgbioModel const* fgbio = nullptr;   ///< set: columns are called as fgbio does, rows in the order they came
};

/// Reused from family to family; grows to the largest one, at most `block_rows` rows (without fgbio). Larger families are
/// summed exactly block by block.
class WitnessRows {
public:
    /// Ends what was before. `width`: columns.
    void begin(std::int32_t width, CallingRules const& rules);
    /// A row of N to be filled, valid until the next call.
    [[nodiscard]] WitnessRow next_row();
    /// Takes the row that next_row() gave: bases below the input quality become N in it, after mates were merged, so that
    /// agreement of two poor bases counts.
    void add();
    /// Keeps the added row. One without any base may be dropped by not keeping it: it changed no sum.
    void keep();
    /// Calls all columns; extents and witnesses of `columns` are left to the caller.
    void call(StrandColumns& columns);

    static constexpr std::int32_t block_rows = 128;

private:
    void sum_block_exactly();
    void call_one_row(StrandColumns& columns) const;
    void call_rows(StrandColumns& columns);
    /// Closes the columns where two rows agree, by table.
    void call_pairs(StrandColumns& columns);
    void call_sums(StrandColumns& columns) const;
    void call_as_fgbio(StrandColumns& columns) const;
    [[nodiscard]] BaseColumn column_of_rows(std::int32_t column) const;

    CallingRules rules_;
    std::int32_t width_ = 0, stride_ = 0;
    std::int32_t rows_ = 0;          ///< in the block
    bool summed_ = false;            ///< blocks before this one are in sums_
    std::vector<std::uint8_t> codes_, qualities_;            ///< rows of the block
    std::vector<std::uint8_t> shown_, depth_, coarse_;       ///< per column: bases seen, count, sum of min(quality, cap)
    std::vector<std::uint8_t> open_;                         ///< per column: not decided by the byte sums
    std::vector<std::uint8_t> paired_;                       ///< per column: quality of the two rows, if they agree
    std::vector<BaseColumn> sums_;
};

}  // namespace tidemark
