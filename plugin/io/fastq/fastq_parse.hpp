// The four lines of a FASTQ record, checked in place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/molecule/fastq_record.hpp"

namespace tidemark {

struct FastqParse {
    std::size_t used = 0;       ///< characters of whole records
    std::string fault;          ///< why the record behind `records` is none; empty: nothing wrong
};

/// Adds the whole records at the front of `text` to `records`, numbered from `first_number`. Bases become upper case and
/// '.' becomes N, in place. A record without its end is left for the next call, unless `at_end` says there is none.
[[nodiscard]] FastqParse parse_fastq(std::span<char> text, std::uint64_t first_number, bool at_end,
                                     std::vector<FastqRecord>& records);

}  // namespace tidemark
