#include "stages/track/lesion_judgement.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <span>

#include "stages/track/confirm_claim.hpp"
#include "values/model/mean_vaf.hpp"
#include "values/probability/chi_square.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double claim_alpha = 0.05;

bool moved(LesionAnswer answer) { return answer == LesionAnswer::response || answer == LesionAnswer::progression; }

bool has_reason(JudgedLesion const& lesion, std::string const& code) {
    return std::ranges::find(lesion.reasons, code) != lesion.reasons.end();
}

LesionAnswer answer_of(RatioInterval const& ratio) {
    if (ratio.hi && *ratio.hi < 1) {
        return LesionAnswer::response;
    }
    if (ratio.lo > 1) {
        return LesionAnswer::progression;
    }
    return within_two_fold(ratio) ? LesionAnswer::stable : LesionAnswer::undetermined;
}

/// Two-sided p of "no change" from the private loci alone: given all molecules, those of the follow-up are binomial. Beside the
/// profile likelihood's, as the interval of record is the wider of the two.
double conditional_p(PooledCounts const& before, PooledCounts const& after) {
    auto const trials = static_cast<std::int64_t>(std::lround(before.alt + after.alt));
    auto const later = static_cast<std::int64_t>(std::lround(after.alt));
    double const level = std::max(0.0, before.alt + after.alt - before.background - after.background) /
                         std::max(before.molecules + after.molecules, 1e-300);
    double const one = before.molecules * level + before.background;
    double const other = after.molecules * level + after.background;
    if (trials == 0 || one + other <= 0) {
        return 1;
    }
    double const share = other / (one + other);
    return std::min(1.0, 2 * std::min(binomial_at_least(later, trials, share), binomial_at_least(trials - later, trials, 1 - share)));
}

/// One draw of a compartment: its loci, its lesions among theirs, and what makes them visible.
struct SummedDraw {
    std::span<LesionLocus const> loci;
    std::vector<std::size_t> const& columns;
    LesionMix const& mix;
};

/// Weighted sum of the private counts of several lesions, without the locus `left_out`.
MeanVaf weighted_sum(SummedDraw const& draw, std::size_t left_out) {
    auto const& [loci, columns, mix] = draw;
    MeanVaf sum;
    for (auto const column : columns) {
        double visible = 0;
        for (std::size_t index = 0; index < loci.size(); ++index) {
            visible += index != left_out && is_private(loci[index], column)
                           ? visible_molecules(loci[index], column, mix)
                           : 0;
        }
        if (visible <= 0) {
            continue;
        }
        double const weight = 1 / visible;
        for (std::size_t index = 0; index < loci.size(); ++index) {
            if (index != left_out && is_private(loci[index], column)) {
                sum.mean += weight * loci[index].alt;
                sum.variance += weight * weight * loci[index].alt;
            }
        }
        sum.largest_weight = std::max(sum.largest_weight, weight);
    }
    return sum;
}

constexpr auto none_left_out = static_cast<std::size_t>(-1);

/// Several lesions in both draws.
struct SummedLesions {
    LesionDraws const& draws;
    LesionMixes const& mixes;
    std::vector<std::size_t> const& columns;
};

RatioInterval summed_ratio(SummedLesions const& whole, std::size_t left_out) {
    auto const before = weighted_sum({whole.draws.before, whole.columns, whole.mixes.before}, left_out);
    auto const after = weighted_sum({whole.draws.after, whole.columns, whole.mixes.after}, left_out);
    return before.largest_weight > 0 && after.largest_weight > 0 ? mean_vaf_ratio(before, after)
                                                                 : RatioInterval{.ratio = {}, .lo = 0, .hi = {}};
}

bool holds_without_each(SummedLesions const& whole, LesionAnswer answer) {
    auto const loci = whole.draws.before;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        bool const own = std::ranges::any_of(whole.columns, [&](std::size_t column) { return is_private(loci[index], column); });
        if (own && answer_of(summed_ratio(whole, index)) != answer) {
            return false;
        }
    }
    return true;
}

}  // namespace

void doubt(JudgedLesion& lesion, std::string reason) {
    if (!has_reason(lesion, reason)) {
        lesion.reasons.push_back(std::move(reason));
    }
    if (lesion.answer != LesionAnswer::not_evaluable) {
        lesion.answer = LesionAnswer::undetermined;
    }
}

JudgedLesion judged_lesion(LesionDraws const& draws, LesionChange const& fit, std::size_t column, LesionGates const& gates) {
    auto const judgement = judge_lesion(draws, fit, column, gates);
    auto const mixes = fit.mixes();
    auto const before = private_counts(draws.before, column, mixes.before);
    auto const after = private_counts(draws.after, column, mixes.after);
    double const root = fit.signed_root(column);
    return {.name = {},
            .compartment = {},
            .columns = {column},
            .answer = judgement.answer,
            .reasons = judgement.reasons,
            .private_loci = judgement.private_loci,
            .private_molecules = judgement.private_molecules,
            .follow_up_molecules = std::max(0.0, after.alt - after.background),
            .shed = {},
            .ratio = judgement.ratio,
            .p = std::max(chi_square_at_least(root * root, 1), conditional_p(before, after))};
}

void claim_stepwise(std::vector<JudgedLesion*> const& lesions) {
    std::vector<JudgedLesion*> tested;
    std::ranges::copy_if(lesions, std::back_inserter(tested),
                         [](JudgedLesion const* lesion) { return lesion->answer != LesionAnswer::not_evaluable; });
    std::ranges::stable_sort(tested, {}, [](JudgedLesion const* lesion) { return lesion->p; });
    bool open = false;
    for (std::size_t rank = 0; rank < tested.size() && tested.size() > 1; ++rank) {
        open = open || tested[rank]->p * static_cast<double>(tested.size() - rank) > claim_alpha;
        if (open && moved(tested[rank]->answer)) {
            doubt(*tested[rank], "many_lesions");
        }
    }
}

JudgedLesion judged_compartment(LesionDraws const& draws, LesionMixes const& mixes, std::vector<JudgedLesion const*> const& lesions,
                                LesionGates const& gates) {
    JudgedLesion whole = *lesions.front();
    whole.name.clear();
    if (lesions.size() == 1) {
        return whole;
    }
    whole = {.name = {}, .compartment = lesions.front()->compartment, .columns = {}, .answer = {}, .reasons = {}, .shed = {.value = 0, .lo = 0, .hi = 0}, .ratio = {}};
    for (auto const* const lesion : lesions) {
        whole.columns.insert(whole.columns.end(), lesion->columns.begin(), lesion->columns.end());
        whole.private_loci += lesion->private_loci;
        whole.private_molecules += lesion->private_molecules;
        whole.follow_up_molecules += lesion->follow_up_molecules;
        whole.shed.value += lesion->shed.value;
    }
    auto const after = weighted_sum({draws.after, whole.columns, mixes.after}, none_left_out);
    if (after.largest_weight > 0) {
        auto const limits = mean_vaf_limits(after);
        whole.shed.lo = std::min(whole.shed.value, limits.lower);
        whole.shed.hi = std::max(whole.shed.value, limits.upper);
    }
    SummedLesions const summed{draws, mixes, whole.columns};
    whole.ratio = summed_ratio(summed, none_left_out);
    auto const before = weighted_sum({draws.before, whole.columns, mixes.before}, none_left_out);
    whole.p = before.largest_weight > 0 && after.largest_weight > 0 ? mean_vaf_same_p(before, after) : 1;
    bool const unseen = std::ranges::any_of(lesions, [](JudgedLesion const* lesion) { return lesion->private_loci == 0; });
    if (unseen || whole.private_loci < gates.private_loci) {
        whole.reasons.emplace_back("few_private_loci");
    }
    if (whole.private_molecules < gates.molecules) {
        whole.reasons.emplace_back("low_molecules");
    }
    whole.answer = whole.reasons.empty() ? answer_of(whole.ratio) : LesionAnswer::not_evaluable;
    for (auto const* const code : {"loci_disagree", "private_uncertain"}) {
        if (std::ranges::any_of(lesions, [&](JudgedLesion const* lesion) { return has_reason(*lesion, code); })) {
            doubt(whole, code);
        }
    }
    if (moved(whole.answer) && !holds_without_each(summed, whole.answer)) {
        doubt(whole, "fragile_locus");
    }
    return whole;
}

}  // namespace tidemark
