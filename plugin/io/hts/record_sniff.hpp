// The first records of an alignment file: what they carry, and whether they stand in order.
#pragma once
#include <optional>
#include <string>

#include "io/hts/alignment_file.hpp"
#include "values/patient/file_facts.hpp"

namespace tidemark {

struct SniffResult {
    SniffedRecords records;
    std::optional<ReadFault> fault;
};

/// Reads at most 10,000 records from where `file` stands. `umi` is the sheet's rule; empty means tag RX.
/// A template counts as carrying a UMI where any of its records does.
[[nodiscard]] SniffResult sniff_records(AlignmentFile& file, std::string const& umi);

}  // namespace tidemark
