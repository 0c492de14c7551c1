// What may be said about one lesion between two draws, behind the gates of readout.md 7.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "values/model/lesion_agreement.hpp"
#include "values/model/lesion_change.hpp"

namespace tidemark {

enum class LesionAnswer { response, stable, progression, undetermined, not_evaluable };

/// Smallest fall that so many baseline molecules show with 80 % power at two-sided 5 %, equal depth: 10 from 11 molecules on,
/// 5 from 16, 3 from 26, 2 from 50; 0 below 11 (statistics.md 9).
[[nodiscard]] constexpr int resolvable_fall(double baseline_molecules) {
    return baseline_molecules >= 50 ? 2 : baseline_molecules >= 26 ? 3 : baseline_molecules >= 16 ? 5 : baseline_molecules >= 11 ? 10 : 0;
}

struct LesionGates {
    std::size_t private_loci = 3;    ///< fewest private loci
    double molecules = 11;           ///< fewest before, what a ten-fold fall needs; 0 where only a rise is asked for, which the later draw shows
    double agreement_alpha = 0.05;   ///< below this the private loci disagree, or look shared
};

struct LesionJudgement {
    LesionAnswer answer = LesionAnswer::not_evaluable;
    std::vector<std::string> reasons;   ///< in fixed order: few_private_loci, low_molecules, loci_disagree, private_uncertain, fragile_locus
    std::size_t private_loci = 0;
    double private_molecules = 0;       ///< alt molecules before at private loci, less background, at least 0
    int resolvable_fall = 0;
    RatioInterval ratio;                ///< w after over before with the interval of record
    double agreement_p = 1;
    double sharing_p = 1;               ///< smallest over the other lesions, times their number (Bonferroni)
};

/// Judges `lesion` by `draws` (the same loci in the same order in both) and their fit.
/// METHOD: the interval of record is the profile likelihood's, widened to the exact limits of the private loci alone where
/// those are wider: at a dozen molecules the profile, which also leans on the trunk, is too narrow. A fall or rise is one whose 95 % interval excludes no change; it must still do so with any one private locus left
/// out (of more than 16 those that by pooled counts would weaken it most). Stable: the interval lies within two-fold either way. Molecules of the lesion are those at its private loci before.
[[nodiscard]] LesionJudgement judge_lesion(LesionDraws const& draws, LesionChange const& fit, std::size_t lesion,
                                           LesionGates const& gates = {});

/// response, stable, progression, undetermined, not_evaluable.
[[nodiscard]] constexpr char const* to_text(LesionAnswer answer) {
    switch (answer) {
        case LesionAnswer::response: return "response";
        case LesionAnswer::stable: return "stable";
        case LesionAnswer::progression: return "progression";
        case LesionAnswer::undetermined: return "undetermined";
        case LesionAnswer::not_evaluable: return "not_evaluable";
    }
    return "not_evaluable";
}

}  // namespace tidemark
