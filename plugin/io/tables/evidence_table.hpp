// The evidence table as a file: docs/formats/evidence.md. Ours (schema tidemark.evidence/1) and tables of any other
// counter in the minimal columns of the contract.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "io/files/output_file.hpp"
#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// Writes one sample; bgzipped where the name ends in .gz, to standard output where it is "-". Same value, same bytes.
void write_evidence(std::filesystem::path const& path, SampleEvidence const& evidence);

/// The same into a file under construction, which the caller commits.
void write_evidence(PendingPath const& pending, SampleEvidence const& evidence);

/// Reads one file: one sample of ours, or any number of samples of a foreign table, in order of first appearance.
/// Throws InputError with the line for any fault, ContradictionError for a schema version it does not know.
[[nodiscard]] std::vector<SampleEvidence> read_evidence(std::filesystem::path const& path);

/// Losses and totals as JSON (schema tidemark.evidence_summary/1): docs/formats/evidence.md.
[[nodiscard]] std::string evidence_summary_json(SampleEvidence const& evidence);

}  // namespace tidemark
