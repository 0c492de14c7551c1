// One sample of a simulation as raw reads.
#pragma once
#include <filesystem>

#include "stages/simulate/truth.hpp"

namespace tidemark {

/// Writes FASTQ and alignments as the scenario asks and truth/<sample>.molecules.tsv.gz, region by region; returns the
/// truth about the sample.
[[nodiscard]] SampleTruth simulate_raw_sample(SimulationSetting const& setting, SamplePlan const& plan,
                                              std::filesystem::path const& folder);

}  // namespace tidemark
