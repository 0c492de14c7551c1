// How a record differs from the reference: tags NM and MD, made anew because the consensus has bases of its own.
#pragma once
#include <cstdint>
#include <string>

#include "stages/consensus/indel_signature.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// Edit distance (mismatches, inserted and deleted bases; N counts as mismatch, as samtools calmd has it) and, in `md`,
/// the text of SAM's MD. `reference` covers the alignment.
[[nodiscard]] std::int64_t reference_difference(Read const& read, ReferenceBases reference, std::string& md);

}  // namespace tidemark
