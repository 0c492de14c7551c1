// All molecules of one region in one sample: their records in coordinate order, and the truth about them.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "stages/simulate/align.hpp"
#include "values/evidence/simulated_truth.hpp"

namespace tidemark {

/// What every sample needs and none changes.
struct SimulationSetting {
    Scenario const& scenario;
    Assay const& assay;
    std::uint64_t seed = 0;
    FragmentLengthLaw normal_lengths;
    FragmentLengthLaw tumor_lengths;
};
[[nodiscard]] SimulationSetting simulation_setting(Scenario const& scenario, Assay const& assay, std::uint64_t seed);

/// The factor that multiplies every error rate of this sample: gamma, mean 1, CV sample_dispersion.
[[nodiscard]] double sample_error_factor(SimulationSetting const& setting, std::string const& sample);

/// Rows of a placed variant, one per allele, without counts.
[[nodiscard]] std::vector<VariantTruth> variant_truths(SimulationSetting const& setting, PlacedVariant const& placed,
                                                       double true_vaf);

/// Counts a molecule into the truth about one allele of its region.
void count_molecule(SimulatedMolecule const& molecule, ShownMolecule const& shown, VariantTruth& truth);

/// Place of a class in counts of molecules: duplex, simplex forward, simplex reverse, singleton.
[[nodiscard]] std::size_t class_number(EvidenceClass evidence_class);

struct SimulatedRegion {
    std::vector<AlignmentRecord> records;
    std::vector<VariantTruth> variants;                      ///< one per allele of the region
    std::array<std::int64_t, 4> molecules{};                 ///< duplex, simplex forward, simplex reverse, singleton
};

/// `first_molecule` is the MI of the first molecule.
[[nodiscard]] SimulatedRegion simulate_region(SimulationSetting const& setting, SamplePlan const& plan,
                                              std::size_t region, std::int32_t first_molecule);

}  // namespace tidemark
