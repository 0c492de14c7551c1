// What a comparison of two draws says of each lesion and of each compartment.
#pragma once
#include <string>
#include <vector>

#include "values/model/lesion_change.hpp"
#include "values/model/lesion_verdict.hpp"

namespace tidemark {

/// One lesion, or lesions that only their sum is known of, or a compartment.
struct JudgedLesion {
    std::string name;                    ///< as in LesionShed
    std::string compartment;
    std::vector<std::size_t> columns;    ///< its lesions among those of the loci
    LesionAnswer answer = LesionAnswer::not_evaluable;
    std::vector<std::string> reasons;
    std::size_t private_loci = 0;
    double private_molecules = 0;        ///< at the baseline, less background
    double follow_up_molecules = 0;      ///< at the follow-up
    ShedEstimate shed;                   ///< at the follow-up
    RatioInterval ratio;                 ///< interval of record
    double p = 1;                        ///< of no change
};

/// Adds a reason that forbids a firm verdict: response, stable and progression become undetermined.
void doubt(JudgedLesion& lesion, std::string reason);

/// Each lesion of the loci by the gates of its own private set; `names` and `compartments` of each in order.
[[nodiscard]] JudgedLesion judged_lesion(LesionDraws const& draws, LesionChange const& fit, std::size_t column, LesionGates const& gates = {});

/// METHOD: lesions of one compartment ask one question several times ("did any of them move?"), so their moves are claimed step
/// by step after Holm 1979 at 5 %: those that do not pass are undetermined, `many_lesions`. The compartments' questions are
/// declared beforehand and differ, and are not corrected for each other.
void claim_stepwise(std::vector<JudgedLesion*> const& lesions);

/// The compartment as a whole: of one lesion its judgement. Of several, the sum of what they shed; METHOD: the ratio of two
/// weighted sums of Poisson counts over their private loci, each lesion's by what a unit of w makes visible, limits after Fay
/// 1999, widened to hold the estimate; background is not subtracted, so that equal draws stay equal. In the exact form a unit of w
/// shows what the copies of the fitted mix let it, as for lesions.
[[nodiscard]] JudgedLesion judged_compartment(LesionDraws const& draws, LesionMixes const& mixes, std::vector<JudgedLesion const*> const& lesions,
                                              LesionGates const& gates = {});

}  // namespace tidemark
