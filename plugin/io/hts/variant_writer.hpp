// Evidence at tracked loci as VCF or BCF, one column for each sample: docs/formats/evidence_bcf.md.
#pragma once
#include <filesystem>
#include <span>

#include "values/evidence/sample_evidence.hpp"
#include "values/genome/contig_table.hpp"

namespace tidemark {

/// Writes BCF, or VCF where the name ends in .vcf or .vcf.gz. The samples were counted at the same loci; a sample without
/// rows (its panel failed) has missing values. Zero is written as 0. Throws OutputError; a half file never has the name.
void write_evidence_variants(std::filesystem::path const& path, ContigTable const& contigs,
                             std::span<SampleEvidence const> samples);

}  // namespace tidemark
