#include "values/model/lesion_change.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "values/probability/chi_square.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// A change beyond 2^50 cannot be told from one without limit.
constexpr double farthest = 50;

/// Where one lesion's two fractions come from: each a factor times a variable of the joint fit.
struct Source {
    std::size_t variable = 0;
    double factor = 1;
};

struct JointFit {
    std::vector<Source> before;
    std::vector<Source> after;
    std::size_t variables = 0;
};

std::vector<double> fractions(std::vector<Source> const& sources, std::span<double const> at) {
    std::vector<double> shed;
    for (auto const& source : sources) {
        shed.push_back(source.factor * at[source.variable]);
    }
    return shed;
}

void carry_over(LocalShape const& from, std::vector<Source> const& sources, LocalShape& to) {
    to.value += from.value;
    std::size_t const size = sources.size();
    for (std::size_t row = 0; row < size; ++row) {
        to.slope[sources[row].variable] += sources[row].factor * from.slope[row];
        for (std::size_t column = 0; column < size; ++column) {
            to.curvature[sources[row].variable * to.slope.size() + sources[column].variable] +=
                sources[row].factor * sources[column].factor * from.curvature[row * size + column];
        }
    }
}

/// Zero of a deviance that grows from `inside` toward `farthest` steps in `direction`; absent where it never gets there.
std::optional<double> crossing(std::function<double(double)> const& excess, double inside, double direction) {
    for (double reach = 0.5; reach <= farthest; reach *= 2) {
        double const there = inside + direction * reach;
        if (excess(there) > 0) {
            double const here = reach > 0.5 ? inside + direction * reach / 2 : inside;
            return root(excess, std::min(here, there), std::max(here, there), 30);
        }
    }
    return std::nullopt;
}

}  // namespace

PooledCounts private_counts(std::span<LesionLocus const> loci, std::size_t lesion, LesionMix const& mix) {
    PooledCounts sum;
    for (auto const& locus : loci) {
        if (is_private(locus, lesion)) {
            sum.alt += locus.alt;
            sum.molecules += visible_molecules(locus, lesion, mix);
            sum.background += locus.background;
        }
    }
    return sum;
}

RatioInterval private_ratio(LesionDraws const& draws, std::size_t lesion, LesionMixes const& mixes) {
    auto const before = private_counts(draws.before, lesion, mixes.before);
    auto const after = private_counts(draws.after, lesion, mixes.after);
    return before.molecules > 0 && after.molecules > 0 ? change_ratio(before, after) : RatioInterval{.ratio = {}, .lo = 0, .hi = {}};
}

RatioInterval widened(RatioInterval const& one, RatioInterval const& other) {
    return {.ratio = one.ratio,
            .lo = std::min(one.lo, other.lo),
            .hi = one.hi && other.hi ? std::optional{std::max(*one.hi, *other.hi)} : std::nullopt};
}

LesionChange::LesionChange(LesionDraws const& draws)
    : draws_{draws}, before_{best_shed(draws.before, form_)}, after_{best_shed(draws.after, form_)} {
    auto const total = [](Maximum const& best) { return std::accumulate(best.at.begin(), best.at.end(), 0.0); };
    form_ = lesion_form(std::max(total(before_), total(after_)));
    if (form_ == LesionForm::exact) {
        before_ = best_shed(draws.before, form_);
        after_ = best_shed(draws.after, form_);
    }
}

double LesionChange::visible_floor(std::span<LesionLocus const> loci, std::size_t lesion) const {
    double visible = 0;
    for (auto const& locus : loci) {
        visible += visible_molecules(locus, lesion);
    }
    return visible > 0 ? 0.5 / visible : infinity;
}

double LesionChange::start_of(std::size_t lesion) const {
    double const before = std::max(before_.at[lesion], visible_floor(draws_.before, lesion));
    double const after = std::max(after_.at[lesion], visible_floor(draws_.after, lesion));
    return std::log2(after / before);
}

double LesionChange::deviance(std::vector<Tie> const& ties) const {
    std::size_t const lesions = before_.at.size();
    JointFit fit;
    std::vector<double> start;
    for (std::size_t lesion = 0; lesion < lesions; ++lesion) {
        auto const tie = std::find_if(ties.begin(), ties.end(), [&](Tie const& each) { return each.lesion == lesion; });
        if (tie == ties.end()) {
            fit.before.push_back({fit.variables++, 1});
            fit.after.push_back({fit.variables++, 1});
            start.push_back(before_.at[lesion]);
            start.push_back(after_.at[lesion]);
            continue;
        }
        // The larger of the two is the variable, the smaller one follows.
        fit.before.push_back({fit.variables, std::exp2(std::min(0.0, -tie->log2_ratio))});
        fit.after.push_back({fit.variables++, std::exp2(std::min(0.0, tie->log2_ratio))});
        start.push_back(tie->log2_ratio > 0 ? after_.at[lesion] : before_.at[lesion]);
    }
    // The exact form is bounded by a total of 1: shrink a start that a tie has pushed outside.
    for (auto const* sources : {&fit.before, &fit.after}) {
        auto const shed = fractions(*sources, start);
        double const total = std::accumulate(shed.begin(), shed.end(), 0.0);
        for (double& each : start) {
            each *= form_ == LesionForm::exact && total > 1 ? 0.999 / total : 1;
        }
    }
    auto const joint = [&](std::span<double const> at) {
        LocalShape shape{.value = 0, .slope = std::vector<double>(fit.variables, 0.0),
                         .curvature = std::vector<double>(fit.variables * fit.variables, 0.0)};
        carry_over(lesion_likelihood(draws_.before, fractions(fit.before, at), form_), fit.before, shape);
        carry_over(lesion_likelihood(draws_.after, fractions(fit.after, at), form_), fit.after, shape);
        return shape;
    };
    return std::max(0.0, 2 * (before_.value + after_.value - nonnegative_maximum(joint, start).value));
}

RatioInterval LesionChange::ratio(std::size_t lesion) const {
    RatioInterval interval{.ratio = std::nullopt, .lo = 0, .hi = std::nullopt};
    if (before_.at.empty() || after_.at.empty() || !std::isfinite(visible_floor(draws_.before, lesion)) ||
        !std::isfinite(visible_floor(draws_.after, lesion))) {
        return interval;
    }
    if (before_.at[lesion] > 0) {
        interval.ratio = after_.at[lesion] / before_.at[lesion];
    }
    auto const excess = [&](double log2_ratio) { return deviance({{lesion, log2_ratio}}) - deviance_limit; };
    double const start = start_of(lesion);
    if (before_.at[lesion] > 0 && excess(infinity) > 0) {
        auto const limit = crossing(excess, start, 1);
        interval.hi = limit ? std::optional{std::exp2(*limit)} : std::nullopt;
    }
    if (after_.at[lesion] > 0 && excess(-infinity) > 0) {
        auto const limit = crossing(excess, start, -1);
        interval.lo = limit ? std::exp2(*limit) : 0;
    }
    return interval;
}

Log2Interval LesionChange::log2fc(std::size_t lesion) const {
    auto const whole = ratio(lesion);
    auto const log2 = [](std::optional<double> value) {
        return value && *value > 0 ? std::optional{std::log2(*value)} : std::nullopt;
    };
    return {.value = log2(whole.ratio), .lo = log2(whole.lo), .hi = log2(whole.hi)};
}

Log2Interval LesionChange::contrast(std::size_t lesion, std::size_t other) const {
    Log2Interval interval;
    auto const one = log2fc(lesion);
    auto const two = log2fc(other);
    if (!one.value || !two.value) {
        return interval;
    }
    interval.value = *one.value - *two.value;
    // METHOD: both ratios are tied at the wanted distance, and the level that is left is searched by golden section between
    // where `other` alone and `lesion` alone would have it.
    auto const least_deviance = [&](double distance) {
        auto const at = [&](double level) { return deviance({{lesion, level + distance}, {other, level}}); };
        double const low = std::min(*two.value, *one.value - distance) - 0.1;
        double const high = std::max(*two.value, *one.value - distance) + 0.1;
        return -peak([&](double point) { return -at(point); }, low, high, 1e-3).value - deviance_limit;
    };
    interval.lo = one.lo && two.hi ? crossing(least_deviance, *interval.value, -1) : std::nullopt;
    interval.hi = one.hi && two.lo ? crossing(least_deviance, *interval.value, 1) : std::nullopt;
    return interval;
}

double LesionChange::signed_root(std::size_t lesion) const {
    if (before_.at.empty() || after_.at.empty()) {
        return 0;
    }
    double const size = std::sqrt(deviance({{lesion, 0}}));
    return after_.at[lesion] < before_.at[lesion] ? -size : size;
}

}  // namespace tidemark
