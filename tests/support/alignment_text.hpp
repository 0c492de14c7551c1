// BAM and CRAM made from SAM text at test time, so that no binary fixture is kept.
#pragma once
#include <string>

#include "support/scratch.hpp"

namespace tidemark::test {

/// Writes `name`.bam (or .cram with `reference`) and its index from SAM text; returns the path.
std::string write_alignments(Scratch const& scratch, std::string const& name, std::string const& sam,
                             std::string const& reference = {}, bool index = true);

/// Writes a FASTA of one or more ">name\nbases\n" records and its .fai; returns the path.
std::string write_reference(Scratch const& scratch, std::string const& name, std::string const& fasta);

/// Header and records of a BAM as SAM text.
[[nodiscard]] std::string alignments_as_text(std::string const& path);

}  // namespace tidemark::test
