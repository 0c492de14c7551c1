// What a simulation writes beside its alignments: sheets, targets, variant lists, truth. docs/formats/scenario.md and
// docs/formats/truth.md describe the columns. Everything is text, returned whole.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/evidence/simulated_truth.hpp"
#include "values/genome/contig_table.hpp"
#include "values/patient/scenario.hpp"
#include "values/patient/segment.hpp"

namespace tidemark {

[[nodiscard]] std::string events_text(Scenario const& scenario);
[[nodiscard]] std::string patients_text(Scenario const& scenario);
[[nodiscard]] std::string lesions_text(Scenario const& scenario);

/// One captured region as a BED line.
struct TargetRow {
    std::string contig;
    Interval interval{Position{0}, Position{0}};
    std::string name;
};
[[nodiscard]] std::string targets_text(std::span<TargetRow const> targets);

[[nodiscard]] std::string segments_text(std::span<CopySegment const> segments);

/// VCF 4.2 with INFO/AF.
[[nodiscard]] std::string common_sites_text(ContigTable const& contigs, std::span<CommonSnp const> snps);

/// VCF 4.2 of one tumor sample: GT, AD, DP and, for alleles of one id, PS. AD are the usable molecules of `variants`.
[[nodiscard]] std::string tumor_variants_text(ContigTable const& contigs, std::string const& sample,
                                              std::span<VariantTruth const> variants);

[[nodiscard]] std::string truth_samples_text(std::span<SampleTruth const> samples);
[[nodiscard]] std::string truth_lesions_text(std::span<SampleTruth const> samples);
[[nodiscard]] std::string truth_variants_text(std::span<SampleTruth const> samples);
[[nodiscard]] std::string truth_germline_text(std::span<GermlineTruth const> rows);
[[nodiscard]] std::string truth_background_text(std::span<BackgroundTruth const> rows);

/// Lines before the first row of a sample's molecules.
[[nodiscard]] std::string truth_molecules_head();
/// Appends one row.
void append_truth_molecule(std::string& text, std::string const& sample, MoleculeTruth const& molecule);

}  // namespace tidemark
