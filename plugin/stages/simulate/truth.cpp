#include "stages/simulate/truth.hpp"

#include <algorithm>
#include <array>

namespace tidemark {

SampleTruth sample_truth(SimulationSetting const& setting, SamplePlan const& plan) {
    SampleTruth truth;
    truth.patient = plan.row.patient;
    truth.sample = plan.row.sample;
    truth.sample_type = to_text(plan.row.type);
    truth.tumor_fraction_cell = plan.fraction;
    truth.error_factor = sample_error_factor(setting, plan.row.sample);
    if (plan.contaminant >= 0) {
        truth.contaminant = setting.scenario.patients[static_cast<std::size_t>(plan.contaminant)].id;
        truth.contamination = plan.contamination;
    }
    if (plan.patient >= 0) {
        auto const& lesions = setting.scenario.patients[static_cast<std::size_t>(plan.patient)].lesions;
        for (std::size_t lesion = 0; lesion < lesions.size(); ++lesion) {
            truth.lesions.emplace_back(lesions[lesion].id, plan.lesion_fractions[lesion]);
        }
    }
    return truth;
}

std::vector<GermlineTruth> germline_truth(Assay const& assay) {
    std::vector<GermlineTruth> rows;
    for (std::size_t individual = 0; individual < assay.individuals.size(); ++individual) {
        for (std::size_t region = 0; region < assay.regions.size(); ++region) {
            if (auto const& snp = assay.regions[region].snp) {
                int const bits = assay.haplotypes[individual][region];
                rows.push_back({assay.individuals[individual], snp->variant, (bits & 1) + (bits >> 1)});
            }
        }
    }
    return rows;
}

std::vector<BackgroundTruth> background_truth(SimulationSetting const& setting) {
    struct Column {
        ErrorLayer layer;
        EvidenceClass evidence_class;
        MoleculeStrand strand;
    };
    constexpr std::array columns{
        Column{ErrorLayer::duplex, EvidenceClass::duplex, MoleculeStrand::none},
        Column{ErrorLayer::simplex_forward, EvidenceClass::simplex_forward, MoleculeStrand::none},
        Column{ErrorLayer::simplex_reverse, EvidenceClass::simplex_reverse, MoleculeStrand::none},
        Column{ErrorLayer::singleton_forward, EvidenceClass::singleton, MoleculeStrand::forward},
        Column{ErrorLayer::singleton_reverse, EvidenceClass::singleton, MoleculeStrand::reverse}};
    std::vector<BackgroundTruth> rows;
    for (auto const& region : setting.assay.regions) {
        auto const errors = region_errors(setting.scenario.errors, region, setting.seed);
        for (auto const& allele : region.placed.alleles) {
            if (allele.kind() != VariantKind::snv) {
                continue;
            }
            for (auto const& column : columns) {
                rows.push_back({setting.scenario.patients[region.placed.patient].id, region.placed.id, allele,
                                std::string{to_text(column.evidence_class)}, std::string{to_text(column.strand)},
                                errors.rate(column.layer, allele.position, allele.ref[0], allele.alt[0])});
            }
        }
    }
    return rows;
}

std::vector<VariantTruth> called_variants(SampleTruth const& tumor, std::string const& lesion) {
    std::vector<VariantTruth> called;
    for (auto const& variant : tumor.variants) {
        bool const here = variant.origin == "blood"
                              ? variant.listed
                              : std::ranges::find(variant.lesions, lesion) != variant.lesions.end();
        if (variant.panel_patient == tumor.patient && here && variant.usable_alt_molecules >= 2) {
            called.push_back(variant);
        }
    }
    return called;
}

std::vector<CopySegment> tumor_segments(SimulationSetting const& setting, std::size_t patient) {
    std::vector<CopySegment> segments;
    for (auto const& region : setting.assay.regions) {
        if (region.placed.patient == patient) {
            auto const copies = haplotype_copies(region.placed);
            auto const [minor, major] = std::minmax(copies.carrying, copies.other);
            segments.push_back({region.placed.alleles.front().contig,
                                Interval{region.sequence.begin, region.sequence.end()}, static_cast<double>(major),
                                static_cast<double>(minor), std::nullopt});
        }
    }
    return segments;
}

}  // namespace tidemark
