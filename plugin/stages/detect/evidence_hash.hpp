// A name for the content of one sample's evidence.
#pragma once
#include <optional>
#include <string>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// SHA-256 of the evidence as canonical text: equal values give equal hashes whatever the file was called, however it was
/// compressed and in whatever order its rows stood.
[[nodiscard]] std::string evidence_hash(SampleEvidence const& evidence);

/// SHA-256 of what was counted (alleles, classes, depths and counts of loci, contexts and mismatches), whatever the sample is called: the
/// same counts under another name are the same sample. Nothing where no molecule shows any allele or error: clean tables may
/// well be alike, and hold nothing that could count as its own noise.
[[nodiscard]] std::optional<std::string> counts_hash(SampleEvidence const& evidence);

}  // namespace tidemark
