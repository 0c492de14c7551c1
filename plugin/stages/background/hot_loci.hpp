// Two kinds of loci, ordinary and hot, told apart by how many molecules show the same error at the same place
// (statistics.md 3).
#pragma once
#include <cstdint>
#include <span>

#include "values/model/background_noise.hpp"

namespace tidemark {

/// Alleles with the same ordinary rate and depth that show equally many errors.
struct PlaceCount {
    double rate = 0;         ///< mean rate of an ordinary locus of this kind
    double depth = 0;        ///< molecules
    double errors = 0;       ///< whole
    double alleles = 1;      ///< how many such, > 0
};

/// What is assumed before any place is seen, and left where the places say nothing. Spreads are standard deviations of the
/// natural logarithm.
struct HotPrior {
    double share = 0.005, share_spread = 1.5;                          ///< h
    double ratio = 50, ratio_spread = 1;                               ///< mean rate of hot over ordinary loci
    double dispersion = 1, dispersion_spread = 0.5;                    ///< of hot loci
    double locus_dispersion = 0.5, locus_dispersion_spread = 0.5;        ///< of ordinary loci round their kind
};

/// Loci of one class. Dispersions are squared coefficients of variation.
struct LocusMixture {
    double hot_share = 0;
    double hot_rate = 0;
    double hot_dispersion = 0;
    double locus_dispersion = 0;
};

/// METHOD: maximum of likelihood x prior over the four numbers, by Nelder and Mead's simplex: counts
/// are (1-h) NB(d rate, locus_dispersion) + h NB(d hot_rate, hot_dispersion). The prior is half a percent of loci at 50
/// times the rate of their class, wide (a factor of 4.5 and 2.7 either way); that of ordinary loci is narrow, because a wide one would explain hot loci too: 1 % of loci ten to a hundred times as bad give a
/// nominal 1 % Poisson test a size of 5.4 % (statistics.md 13). `class_rate`: mean ordinary rate of the class, > 0.
[[nodiscard]] LocusMixture fit_hot_loci(std::span<PlaceCount const> places, double class_rate, HotPrior const& prior = {});

/// Chance that a locus is hot, given its count.
[[nodiscard]] double chance_of_hot(LocusMixture const& loci, PlaceCount const& place);

}  // namespace tidemark
