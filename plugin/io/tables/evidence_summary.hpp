// Losses and totals of genotype as a file of their own: docs/formats/evidence.md, "Summary".
#pragma once
#include <filesystem>

#include "values/evidence/evidence_summary.hpp"

namespace tidemark {

/// Reads what evidence_summary_json wrote. Throws InputError `evidence_summary` where it is another file or was changed:
/// keys, ranges, and sums that do not add up.
[[nodiscard]] EvidenceSummary read_evidence_summary(std::filesystem::path const& path);

}  // namespace tidemark
