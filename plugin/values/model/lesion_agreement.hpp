// Whether the private loci of a lesion tell one story. statistics.md 9, readout.md 7.
#pragma once
#include <cstddef>
#include <vector>

#include "values/model/lesion_change.hpp"

namespace tidemark {

struct AgreementTest {
    double statistic = 0;
    double degrees = 0;
    double p = 1;
};

/// Whether all private loci of a lesion show one level before and one level after, each after its depth and copies.
/// METHOD: Pearson's statistic over both draws, two degrees of freedom per locus less two; as expected counts are small, its
/// tail is that of the scaled chi-square with the statistic's own mean and variance (a Poisson's 2 + 1/mean each). Levels
/// take part, and not only trends: a locus that another lesion shares stands too high before it moves otherwise.
/// What a locus makes visible follows the form of `mixes`.
/// p = 1 with fewer than two private loci. Both draws hold the same loci in the same order, else std::logic_error.
[[nodiscard]] AgreementTest private_agreement(LesionDraws const& draws, std::size_t lesion, LesionMixes const& mixes = {});

/// Whether some of the private loci of `lesion` are better explained as shared with `other`, whose fractions are given.
/// METHOD: likelihood ratio of a mixture, share pi of loci seeing both lesions, against pi = 0; at the edge its tail is half
/// that of chi-square with one degree of freedom (Chernoff 1954).
[[nodiscard]] AgreementTest private_sharing(LesionDraws const& draws, std::size_t lesion, std::size_t other,
                                            LesionChange const& fit);

}  // namespace tidemark
