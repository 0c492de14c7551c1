// A consensus record as it would come from a sequencer: no place, bases in the order of reading, tags turned with them.
#pragma once
#include <cstdint>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark {

/// Keeps its memory from record to record.
class UnalignedForm {
public:
    /// The record without place, CIGAR and mate; valid until the next call. For a read on the reverse strand bases are
    /// reverse-complemented, qualities and per-base tags turned (cd ce ad ae bd be aq bq reversed, ac bc
    /// reverse-complemented): fgbio's convention for unaligned consensus reads.
    [[nodiscard]] Read operator()(Read const& aligned);

private:
    std::vector<std::uint8_t> bases_;
    std::vector<std::uint8_t> qualities_;
    std::vector<std::uint8_t> tags_;
};

}  // namespace tidemark
