#include "values/model/lesion_verdict.hpp"

#include <algorithm>
#include <cmath>

namespace tidemark {
namespace {

constexpr double normal_97_5 = 1.959963984540054;
/// A panel of a whole genome has hundreds of private loci, of which only few can decide: each costs a joint fit.
constexpr std::size_t most_left_out = 16;

LesionAnswer plain_answer(RatioInterval const& ratio) {
    if (ratio.hi && *ratio.hi < 1) {
        return LesionAnswer::response;
    }
    if (ratio.lo > 1) {
        return LesionAnswer::progression;
    }
    return ratio.hi && *ratio.hi < 2 && ratio.lo > 0.5 ? LesionAnswer::stable : LesionAnswer::undetermined;
}

/// What the private loci of a lesion show together.
struct PrivateSum {
    double alt_before = 0;
    double alt_after = 0;
    double visible_before = 0;
    double visible_after = 0;

    /// A private locus, or with `sign` -1 leaves it out; what it makes visible follows the form of `mixes`.
    void add(LesionDraws const& draws, std::size_t index, std::size_t lesion, LesionMixes const& mixes, double sign) {
        alt_before += sign * draws.before[index].alt;
        alt_after += sign * draws.after[index].alt;
        visible_before += sign * visible_molecules(draws.before[index], lesion, mixes.before);
        visible_after += sign * visible_molecules(draws.after[index], lesion, mixes.after);
    }
    /// Standard score of the follow-up's molecules given all of them: below 0 a fall.
    [[nodiscard]] double score() const {
        double const all = alt_before + alt_after;
        double const share = visible_after / std::max(visible_before + visible_after, 1e-300);
        double const variance = all * share * (1 - share);
        return variance > 0 ? (alt_after - all * share) / std::sqrt(variance) : 0;
    }
};

/// Private loci without which a move is weakest, by their pooled counts, the weakest first.
std::vector<std::size_t> weakest_without(LesionDraws const& draws, LesionMixes const& mixes, std::size_t lesion, LesionAnswer answer) {
    PrivateSum sum;
    std::vector<std::size_t> loci;
    for (std::size_t index = 0; index < draws.before.size(); ++index) {
        if (is_private(draws.before[index], lesion)) {
            sum.add(draws, index, lesion, mixes, 1);
            loci.push_back(index);
        }
    }
    auto const strength = [&](std::size_t index) {
        auto rest = sum;
        rest.add(draws, index, lesion, mixes, -1);
        return answer == LesionAnswer::response ? -rest.score() : rest.score();
    };
    std::vector<double> strengths(draws.before.size(), 0);
    for (auto const index : loci) {
        strengths[index] = strength(index);
    }
    std::stable_sort(loci.begin(), loci.end(), [&](std::size_t one, std::size_t other) { return strengths[one] < strengths[other]; });
    loci.resize(std::min(loci.size(), most_left_out));
    return loci;
}

/// Whether a fall or rise is still one with each private locus left out of both draws.
bool holds_without_each(LesionDraws const& draws, LesionMixes const& mixes, std::size_t lesion, LesionAnswer answer) {
    for (auto const index : weakest_without(draws, mixes, lesion, answer)) {
        std::vector<LesionLocus> before(draws.before.begin(), draws.before.end());
        std::vector<LesionLocus> after(draws.after.begin(), draws.after.end());
        before.erase(before.begin() + static_cast<std::ptrdiff_t>(index));
        after.erase(after.begin() + static_cast<std::ptrdiff_t>(index));
        double const left = LesionChange{{before, after}}.signed_root(lesion);
        if (answer == LesionAnswer::response ? left > -normal_97_5 : left < normal_97_5) {
            return false;
        }
    }
    return true;
}

double smallest_sharing_p(LesionDraws const& draws, LesionChange const& fit, std::size_t lesion) {
    double smallest = 1;
    std::size_t others = 0;
    for (std::size_t other = 0; other < fit.shed_before().size(); ++other) {
        // Tumor that was not sampled has no private loci of its own; whether it shares one, no map can say.
        bool const sampled = std::any_of(draws.before.begin(), draws.before.end(),
                                         [&](LesionLocus const& locus) { return is_private(locus, other); });
        if (other != lesion && sampled) {
            smallest = std::min(smallest, private_sharing(draws, lesion, other, fit).p);
            ++others;
        }
    }
    return std::min(1.0, smallest * static_cast<double>(std::max<std::size_t>(others, 1)));
}

}  // namespace

LesionJudgement judge_lesion(LesionDraws const& draws, LesionChange const& fit, std::size_t lesion, LesionGates const& gates) {
    LesionJudgement judgement;
    double molecules = 0;
    for (auto const& locus : draws.before) {
        if (is_private(locus, lesion)) {
            ++judgement.private_loci;
            molecules += locus.alt - locus.background;
        }
    }
    judgement.private_molecules = std::max(0.0, molecules);
    judgement.resolvable_fall = resolvable_fall(judgement.private_molecules);
    judgement.ratio = widened(fit.ratio(lesion), private_ratio(draws, lesion, fit.mixes()));
    if (judgement.private_loci < gates.private_loci) {
        judgement.reasons.emplace_back("few_private_loci");
    }
    if (judgement.private_molecules < gates.molecules) {
        judgement.reasons.emplace_back("low_molecules");
    }
    if (!judgement.reasons.empty()) {
        return judgement;
    }
    judgement.agreement_p = private_agreement(draws, lesion, fit.mixes()).p;
    judgement.sharing_p = smallest_sharing_p(draws, fit, lesion);
    judgement.answer = plain_answer(judgement.ratio);
    if (judgement.agreement_p < gates.agreement_alpha) {
        judgement.reasons.emplace_back("loci_disagree");
    }
    if (judgement.sharing_p < gates.agreement_alpha) {
        judgement.reasons.emplace_back("private_uncertain");
    }
    bool const moved = judgement.answer == LesionAnswer::response || judgement.answer == LesionAnswer::progression;
    if (moved && !holds_without_each(draws, fit.mixes(), lesion, judgement.answer)) {
        judgement.reasons.emplace_back("fragile_locus");
    }
    if (!judgement.reasons.empty()) {
        judgement.answer = LesionAnswer::undetermined;
    }
    return judgement;
}

}  // namespace tidemark
