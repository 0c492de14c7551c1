// A tube that has not been drawn yet: what is planned and asked, and what it could and could not show.
// `docs/formats/design.md` is the same content as a file. A number that was not asked for or does not exist is absent.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidemark {

/// One tube and one question of each kind. All loci are alike.
struct TubePlan {
    std::int64_t loci = 0;
    std::int64_t molecules = 0;              ///< informative molecules at each locus, > 0
    std::string evidence_class;              ///< whose usual rate is taken; empty: the rate was given
    double background_rate = 0;              ///< per molecule, > 0
    double alpha = 0.01;
    double multiplicity = 1;
    double total_copies = 2;
    double dispersion = 0;                   ///< squared coefficient of variation of each locus' rate
    double sample_dispersion = 0;            ///< kappa, coefficient of variation of the noise level that all loci share
    bool exact_rates_assumed = false;        ///< nobody said how rates vary, so that both dispersions are 0
    std::optional<double> fraction;          ///< tumor cell fraction whose detection, or whose fall, is asked for
    std::optional<double> target;            ///< tumor cell fraction that LoD95 should reach
    std::optional<double> fall;              ///< share that is gone at follow-up: 0.5 is a two-fold fall
    std::optional<std::int64_t> private_loci;   ///< of a lesion whose own fall is asked for; absent: all loci
};

/// What DNA and money a molecule costs.
struct TubeSupply {
    double recovery = 0.5;                   ///< molecules of the planned class per genome equivalent put in, (0, 1]
    double hge_per_ng = 303;
    std::optional<double> ng_per_ml;         ///< cfDNA in plasma
    std::optional<double> cost_draw;         ///< of a draw, whatever is counted in it
    std::optional<double> cost_million;      ///< of a million molecules counted
};

/// METHOD: the most cell-free DNA, in ng, that a plan counts on from one tube of blood: what `check` takes for the most that a sheet can mean
/// (faults.md 59). 10 mL of blood give 4 to 5 mL of plasma, so this is 200 ng or more in each mL, ten times what patients mostly have.
inline constexpr double most_ng_of_a_tube = 1000;

struct TubeDesign {
    TubePlan plan;
    std::int64_t molecules_n = 0;            ///< loci x molecules
    double background_expected = 0;
    std::int64_t critical_count = 0;         ///< smallest pooled count that is detected
    std::optional<double> lob, lod95_count, lod95, loq;                   ///< as tumor cell fraction
    std::optional<double> lob_vaf, lod95_count_vaf, lod95_vaf, loq_vaf;   ///< the same as VAF
    std::optional<double> power;             ///< chance that `fraction` is detected
    std::optional<double> target_vaf;
    std::optional<std::int64_t> molecules_first, molecules_safe;   ///< all loci together, count test: see MoleculesNeeded
    std::optional<std::int64_t> molecules_missing;                 ///< molecules_safe - molecules_n, at least 0
    std::optional<std::int64_t> molecules_for_target;              ///< at each locus, whole rule
    std::optional<std::int64_t> loci_needed;                       ///< at `molecules` each, whole rule
    std::optional<double> baseline_molecules;                      ///< expected tumor molecules at the loci of the fall
    std::optional<std::int64_t> baseline_molecules_needed;
    std::optional<double> baseline_fraction_needed;                ///< at which this tube has so many
    std::optional<std::int64_t> private_loci_needed;
    std::optional<double> power_fall;
    std::optional<std::int64_t> molecules_needed;   ///< at each locus, for target and fall, breadth included
    double recovery = 0;
    double hge_per_ng = 0;
    double input_ng = 0;
    std::optional<double> input_ng_needed, plasma_ml, plasma_ml_needed, cost, cost_needed;
    std::vector<std::string> reasons;        ///< codes of the gates that are not met
    std::string statement;                   ///< the answer in sentences
};

}  // namespace tidemark
