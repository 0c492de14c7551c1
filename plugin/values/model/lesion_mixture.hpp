// How much tumor DNA each lesion sheds into a draw, told apart by loci that not all lesions carry. statistics.md 9.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "values/probability/nonnegative_maximum.hpp"

namespace tidemark {

/// What one lesion holds at a locus.
struct LesionCopies {
    double mutated = 0;   ///< c m: mutated copies per tumor cell of the lesion, >= 0; 0: shown absent
    double total = 2;     ///< C: copies per tumor cell of the lesion, >= 0
    bool operator==(LesionCopies const&) const = default;
};

/// One locus in one draw. `lesions` names the same lesions in the same order at every locus; tumor that was not sampled is
/// one lesion more, which holds the trunk and nothing private.
struct LesionLocus {
    double depth = 0;        ///< informative molecules, > 0
    double alt = 0;          ///< of these with the allele, >= 0
    double background = 0;   ///< alt molecules expected without tumor, > 0
    double normal_copies = 2;
    std::vector<LesionCopies> lesions;
    bool operator==(LesionLocus const&) const = default;
};

/// METHOD: `linear`: alt is Poisson with mean background + d sum w a, a = c m/n, for a low total fraction. `exact`: numerators
/// and copies are summed over lesions and then divided, v = sum w c m / (sum w C + (1 - sum w) n), and alt is binomial.
enum class LesionForm { linear, exact };

/// The form that a total tumor fraction asks for: exact above 10 %.
[[nodiscard]] constexpr LesionForm lesion_form(double total_fraction) {
    return total_fraction > 0.1 ? LesionForm::exact : LesionForm::linear;
}

/// What lesions shed into one draw, for what is counted beside the likelihood: `shed` w of every lesion, as fitted.
struct LesionMix {
    LesionForm form = LesionForm::linear;
    std::vector<double> shed{};   ///< may be empty in the linear form
};

/// Alt molecules of the locus that one unit of the lesion's w makes visible, >= 0: linear d m/n; exact d m over the copies of the mix,
/// sum w C + (1 - sum w) n. 3 000 molecules, m 1, C 4, w 0.5, n 2: 1 500 and 1 000.
[[nodiscard]] double visible_molecules(LesionLocus const& locus, std::size_t lesion, LesionMix const& mix = {});

/// log likelihood of shed fractions w (share of cell-free DNA from cells of each lesion, w >= 0, sum <= 1) against the counts'
/// own best, with slopes and expected information. Minus infinity outside.
[[nodiscard]] LocalShape lesion_likelihood(std::span<LesionLocus const> loci, std::span<double const> shed, LesionForm form);

/// Highest likelihood over all w. METHOD: in the linear form expectation-maximisation first (its steps keep w >= 0 and never
/// lower the likelihood), then Newton to the end. Without loci: empty.
[[nodiscard]] Maximum best_shed(std::span<LesionLocus const> loci, LesionForm form);

struct ShedEstimate {
    double value = 0;
    double lo = 0;   ///< 95 % profile likelihood
    double hi = 0;   ///< never unbounded where the lesion has a locus; 1 where it has none
    bool operator==(ShedEstimate const&) const = default;
};

struct LesionFit {
    LesionForm form = LesionForm::linear;
    std::vector<ShedEstimate> shed;   ///< one per lesion
    double log_likelihood = 0;
};

/// Shed fractions of one draw with intervals, in the form that their sum asks for.
[[nodiscard]] LesionFit fit_lesions(std::span<LesionLocus const> loci);

/// Whether the locus tells of `lesion` alone.
[[nodiscard]] bool is_private(LesionLocus const& locus, std::size_t lesion);

}  // namespace tidemark
