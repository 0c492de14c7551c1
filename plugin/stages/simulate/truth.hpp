// What of a simulation is true whatever was drawn.
#pragma once
#include <string>
#include <vector>

#include "stages/simulate/simulate_region.hpp"
#include "values/patient/segment.hpp"

namespace tidemark {

/// A sample's row without counts.
[[nodiscard]] SampleTruth sample_truth(SimulationSetting const& setting, SamplePlan const& plan);

[[nodiscard]] std::vector<GermlineTruth> germline_truth(Assay const& assay);

/// Rates of the tracked substitutions (SNVs) by class and strand, with their own locus factors.
[[nodiscard]] std::vector<BackgroundTruth> background_truth(SimulationSetting const& setting);

/// What a caller finds in one tumor sample: the patient's variants of this lesion and listed blood mutations, with at
/// least two usable molecules.
[[nodiscard]] std::vector<VariantTruth> called_variants(SampleTruth const& tumor, std::string const& lesion);

/// Copies in one lesion's cells, one segment per region of that patient.
[[nodiscard]] std::vector<CopySegment> tumor_segments(SimulationSetting const& setting, std::size_t patient);

}  // namespace tidemark
