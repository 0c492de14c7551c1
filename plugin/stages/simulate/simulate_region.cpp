#include "stages/simulate/simulate_region.hpp"

#include <algorithm>

namespace tidemark {
namespace {

constexpr std::uint8_t mapping_quality_floor = 20;

}  // namespace

std::size_t class_number(EvidenceClass evidence_class) {
    switch (evidence_class) {
        case EvidenceClass::duplex: return 0;
        case EvidenceClass::simplex_forward: return 1;
        case EvidenceClass::simplex_reverse: return 2;
        default: return 3;
    }
}

void count_molecule(SimulatedMolecule const& molecule, ShownMolecule const& shown, VariantTruth& truth) {
    auto const observation = observe(shown, truth.variant, molecule.carries);
    if (observation == SimulatedObservation::not_covered) {
        return;
    }
    ++truth.depth;
    truth.alt_molecules += molecule.carries ? 1 : 0;
    if (observation == SimulatedObservation::unreadable || molecule.mapping_quality < mapping_quality_floor) {
        return;
    }
    ++truth.usable_depth;
    if (observation == SimulatedObservation::alternative) {
        ++truth.usable_alt_molecules;
        truth.error_alt_molecules += molecule.carries ? 0 : 1;
    }
}

SimulationSetting simulation_setting(Scenario const& scenario, Assay const& assay, std::uint64_t seed) {
    return {scenario, assay, seed, FragmentLengthLaw{scenario.molecules.normal_length},
            FragmentLengthLaw{scenario.molecules.tumor_length}};
}

double sample_error_factor(SimulationSetting const& setting, std::string const& sample) {
    double const kappa = setting.scenario.errors.sample_dispersion;
    Random random{setting.seed, "sample factor\t" + sample};
    return kappa > 0 ? random.gamma(1 / (kappa * kappa), 1) : 1;
}

std::vector<VariantTruth> variant_truths(SimulationSetting const& setting, PlacedVariant const& placed,
                                         double true_vaf) {
    std::vector<VariantTruth> rows;
    for (auto const& allele : placed.alleles) {
        VariantTruth row;
        row.panel_patient = setting.scenario.patients[placed.patient].id;
        row.id = placed.id;
        row.variant = allele;
        row.origin = placed.hematopoiesis ? "blood" : "tumor";
        row.listed = placed.listed;
        for (auto const& lesion : setting.scenario.patients[placed.patient].lesions) {
            if (placed.in_lesion(lesion.id)) {
                row.lesions.push_back(lesion.id);
            }
        }
        row.multiplicity = placed.state.multiplicity;
        row.total_copies = placed.state.total_copies;
        row.normal_copies = placed.state.normal_copies;
        row.ccf = placed.state.ccf;
        row.true_vaf = true_vaf;
        rows.push_back(std::move(row));
    }
    return rows;
}

SimulatedRegion simulate_region(SimulationSetting const& setting, SamplePlan const& plan, std::size_t number,
                                std::int32_t first_molecule) {
    auto const& region = setting.assay.regions[number];
    auto const mixture = region_mixture(setting.scenario, setting.assay, plan, number);
    auto const errors = region_errors(setting.scenario.errors, region, setting.seed);
    MoleculeSource const source{setting.scenario,       region,
                                mixture,                errors,
                                setting.normal_lengths, setting.tumor_lengths,
                                sample_error_factor(setting, plan.row.sample)};
    Random random{setting.seed, "molecules\t" + plan.row.sample + "\t" + to_text(region.placed.alleles.front())};
    SimulatedRegion result;
    result.variants = variant_truths(setting, region.placed, mixture.true_vaf);
    auto const molecules = random.poisson(plan.molecules * region.efficiency);
    result.records.reserve(2 * static_cast<std::size_t>(molecules) + 16);
    for (std::int64_t serial = 0; serial < molecules; ++serial) {
        auto const molecule = draw_molecule(source, random);
        auto const bits = setting.assay.haplotypes[molecule.individual][number];
        bool const has_snp = region.snp && ((bits >> molecule.haplotype) & 1) != 0;
        auto const shown = show(region, molecule, has_snp, setting.scenario.molecules.read_length);
        for (auto& truth : result.variants) {
            count_molecule(molecule, shown, truth);
        }
        ++result.molecules[class_number(molecule.evidence_class)];
        auto const id = first_molecule + static_cast<std::int32_t>(serial);
        append_records(setting.scenario, region, molecule, shown, plan.row.sample + ":" + std::to_string(id), id,
                       random, result.records);
    }
    std::ranges::stable_sort(result.records, {}, [](AlignmentRecord const& record) { return record.position; });
    return result;
}

}  // namespace tidemark
