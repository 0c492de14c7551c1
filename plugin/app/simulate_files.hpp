// What simulate writes, part by part, into one folder.
#pragma once
#include <filesystem>
#include <vector>

#include "stages/simulate/truth.hpp"

namespace tidemark {

/// reference.fa, targets.bed, common_sites.vcf and the truth that no sample changes.
void write_assay(SimulationSetting const& setting, std::filesystem::path const& folder);

/// Alignments, sheets, tumor variants and truth; samples side by side.
void write_sample_files(SimulationSetting const& setting, int threads, std::filesystem::path const& folder);

/// Panels, evidence tables and truth; no alignments.
void write_evidence_tables(SimulationSetting const& setting, int threads, std::filesystem::path const& folder);

}  // namespace tidemark
