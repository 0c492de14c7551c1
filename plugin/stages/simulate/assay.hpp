// What all samples of a scenario share: the reference, the captured regions with their variants and SNPs, and who has
// which germline.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/evidence/simulated_truth.hpp"
#include "values/failure/result.hpp"
#include "values/genome/variant.hpp"
#include "values/patient/scenario.hpp"

namespace tidemark {

/// One variant of one patient (a linked pair is one, with two alleles) and the state it is in.
struct PlacedVariant {
    std::string id;
    std::size_t patient = 0;
    std::vector<Variant> alleles;           ///< by position
    ScenarioVariants state;
    std::optional<double> hematopoiesis;    ///< VAF in normal cells; then it is no tumor variant
    bool listed = true;                     ///< may stand in a tumor VCF
    int haplotype = 0;                      ///< that carries it

    [[nodiscard]] bool in_lesion(std::string const& lesion) const;
};

/// A captured stretch around one placed variant. Regions lie so far apart that no fragment touches two.
struct AssayRegion {
    std::size_t contig = 0;
    Interval anchor{Position{0}, Position{0}};   ///< the bases of its alleles
    Interval target{Position{0}, Position{0}};   ///< for the BED
    ReferenceSlice sequence;                     ///< upper case, as far as fragments reach
    PlacedVariant placed;
    std::optional<CommonSnp> snp;
    double efficiency = 1;                       ///< molecules over the mean: capture differs between regions
};

struct Assay {
    std::vector<std::string> sequences;          ///< as in the FASTA, by contig
    std::vector<AssayRegion> regions;                 ///< in genome order
    std::vector<std::string> individuals;        ///< patients, then controls
    std::vector<std::vector<std::uint8_t>> haplotypes;   ///< [individual][region]: bit h set: haplotype h has the SNP
};

/// Draws the assay of `seed`. Refused, with the reason, where the reference has not enough room for the regions.
[[nodiscard]] Result<Assay, std::string> make_assay(Scenario const& scenario, std::uint64_t seed);

}  // namespace tidemark
