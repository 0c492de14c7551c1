// The tracked variants over a patient's draws as VCF, one column for each draw: docs/formats/track.md.
#pragma once
#include <filesystem>
#include <vector>

#include "io/files/output_file.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Fills PREFIX.vcf.gz and PREFIX.vcf.gz.csi under temporary names, in this order. Contigs stand in the order of the panel,
/// without lengths, which a panel does not know; records by position. The index is made from the closed file: one made while
/// writing is wrong in some releases of htslib before 1.20. The bytes know neither time, program nor file names. Throws OutputError.
[[nodiscard]] std::vector<PendingPath> pending_series_variants(std::filesystem::path const& prefix, Timeline const& timeline);

}  // namespace tidemark
