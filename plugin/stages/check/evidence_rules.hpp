// What the sheet declares about the reads of a file against what its first records carry.
#pragma once
#include <optional>

#include "stages/check/contig_rules.hpp"
#include "values/patient/file_facts.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Consensus given as raw, raw as consensus, grouped without groups; UMIs that were announced and are absent or
/// partial. A file without reads contradicts nothing.
[[nodiscard]] std::optional<FileRefusal> judge_evidence(SniffedRecords const& sniffed, SampleRow const& row);

}  // namespace tidemark
