// A name for the content of one sample's evidence.
#pragma once
#include <string>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// SHA-256 of the evidence as canonical text: equal values give equal hashes whatever the file was called, however it was
/// compressed and in whatever order its rows stood.
[[nodiscard]] std::string evidence_hash(SampleEvidence const& evidence);

}  // namespace tidemark
