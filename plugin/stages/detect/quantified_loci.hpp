// Which loci the fraction of a draw is estimated from: the trunk alone where it can tell the fraction, else all of them.
#pragma once
#include <optional>
#include <vector>

#include "stages/detect/fraction_likelihood.hpp"
#include "stages/detect/sample_work.hpp"

namespace tidemark {

/// Places with the likelihood of the fraction over them.
struct QuantifiedPlaces {
    std::vector<Witness> places;
    std::vector<Witness> distinct;   ///< the same loci as witnesses that share no molecule
    double depth = 0;                ///< sum over places
    FractionLikelihood likelihood;   ///< without drop-out
};

/// What the fraction is made of.
struct QuantifiedLoci {
    QuantifiedPlaces chosen;
    bool parts = false;              ///< loci among them that the panel calls not trunk: f is a lower bound
    std::optional<QuantifiedPlaces> trunk;   ///< where trunk loci have molecules and could not tell f by themselves: they bound it from above
    bool trunk_unseen = false;       ///< the panel tracks trunk loci, and this draw has molecules at none of them: nothing bounds f from above
    std::optional<QuantifiedPlaces> parts_whole;   ///< the chosen ones, each part as if all its cells carried the allele; none where that is so
};

/// METHOD: the trunk is in all of the tumor, and what a part shows is the part. So loci that are not trunk are left out where the trunk
/// tells f: its own estimate is above 0, and it would hold three molecules or more at the fraction that all loci show together. Else
/// all loci estimate f. No part sheds more than the whole, so that is a lower bound of f. Outliers, alleles of another origin and
/// loci inconsistent with their copies take no part either way. A draw that is NOT_DETECTED claims no fraction: the bound that it
/// states of all of the tumor is the trunk's. Needs the status, `background_dispersion`, the outlier step and the copies.
[[nodiscard]] QuantifiedLoci quantified_loci(DetectionResult const& result, SampleWork const& work, Gatherer const& gatherer);

}  // namespace tidemark
