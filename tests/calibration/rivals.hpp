// Three other ways to look at the same counts, written from their published formulas. Each gives a score, the higher the
// more tumor; thresholds come from blanks.
#pragma once
#include <span>
#include <vector>

#include "calibration/cohort.hpp"

namespace tidemark::calibration {

/// What all of them may know: errors by context from controls and the sample's own bases, controls at the tracked loci, and the
/// allele fractions that the tumor tissue would show.
class Rivals {
public:
    Rivals(Cohort const& cohort, std::span<SampleEvidence const> controls);

    struct Scores {
        double pooled_poisson = 0;   ///< -log P(Poisson(sum of d e) >= X): umiVar, ugbio_mrd, ECLIPSE
        double wisp_like = 0;        ///< the same without loci of >= 4 molecules and a VAF above 8 times the mean
        double invar_core = 0;       ///< likelihood ratio at INVAR2's EM estimate, outliers left out, per molecule
        double invar_filtered = 0;   ///< the same without the loci that the controls show to be noisy
    };
    [[nodiscard]] Scores scores(SampleEvidence const& evidence) const;

private:
    [[nodiscard]] std::vector<double> rates(SampleEvidence const& evidence) const;
    enum class LocusFilter { none, controls };
    [[nodiscard]] double invar(PlainCounts const& counts, std::vector<double> const& error, LocusFilter filter) const;

    std::vector<std::size_t> kinds_;
    std::vector<double> tissue_;            // allele fraction of pure tumor at each locus
    std::vector<double> errors_, molecules_;   // by kind, controls
    std::vector<bool> noisy_;
};

}  // namespace tidemark::calibration
