#include "stages/track/conditions.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

class ConditionJudge {
public:
    ConditionJudge(bool point, Comparison const& comparison) : point_{point}, here_{comparison} {}

    [[nodiscard]] Judgement judge(ResponseCondition const& condition) const {
        switch (condition.kind) {
            case ConditionKind::ratio_at_most:
            case ConditionKind::ratio_below:
            case ConditionKind::ratio_at_least:
            case ConditionKind::ratio_above: return ratio(condition);
            case ConditionKind::cleared: return cleared(condition.threshold);
            case ConditionKind::detected: return status(here_.change.to_status, condition.threshold > 0, "to");
            case ConditionKind::baseline_detected: return status(here_.change.from_status, condition.threshold > 0, "from");
            case ConditionKind::rising_trend: return trend(static_cast<std::size_t>(condition.threshold));
            case ConditionKind::confirmed: return confirmed(condition.parts.front());
            case ConditionKind::from_nadir: return from_nadir(condition.parts.front());
            case ConditionKind::at_nadir: return at_nadir(condition.parts.front());
            case ConditionKind::all: return all(condition);
            case ConditionKind::any: return any(condition);
        }
        return {};
    }

private:
    static Judgement open(std::string reason) { return {Verdict::undetermined, std::move(reason), {}}; }
    static Judgement plain(bool holds) { return {holds ? Verdict::met : Verdict::not_met, {}, {}}; }

    [[nodiscard]] std::string why_no_change() const {
        return here_.change.not_applicable.empty() ? here_.metric.not_applicable : here_.change.not_applicable;
    }

    [[nodiscard]] Judgement ratio(ResponseCondition const& condition) const {
        if (auto const why = why_no_change(); !why.empty()) {
            return {Verdict::not_applicable, why, {}};
        }
        double const limit = condition.threshold;
        auto const& metric = here_.metric;
        if (!metric.interval) {
            return point_ && metric.ratio ? plain(holds(condition.kind, *metric.ratio, limit)) : open(metric.without_interval);
        }
        bool const low_holds = holds(condition.kind, metric.interval->lo, limit);
        bool const fall = condition.kind == ConditionKind::ratio_at_most || condition.kind == ConditionKind::ratio_below;
        bool const high_holds = metric.interval->hi ? holds(condition.kind, *metric.interval->hi, limit) : !fall;
        return low_holds == high_holds ? plain(low_holds) : open({});
    }

    static bool holds(ConditionKind kind, double value, double limit) {
        switch (kind) {
            case ConditionKind::ratio_at_most: return value <= limit;
            case ConditionKind::ratio_below: return value < limit;
            case ConditionKind::ratio_at_least: return value >= limit;
            default: return value > limit;
        }
    }

    /// "Cleared" is said only where this tube could have seen the disease.
    [[nodiscard]] Judgement cleared(double threshold) const {
        if (auto const why = why_no_change(); !why.empty()) {
            return {Verdict::not_applicable, why, {}};
        }
        if (here_.change.to_status == SampleStatus::detected) {
            return plain(false);
        }
        if (here_.change.to_status != SampleStatus::not_detected) {
            return open({});
        }
        // A metric without limits (the maximum VAF) is held against those of the fraction.
        auto const fraction = std::ranges::find(here_.change.metrics, "tumor_fraction_cell", &MetricChange::metric);
        bool const has_none = !here_.metric.follow_up_upper && !here_.metric.baseline_lower;
        auto const& metric = point_ && has_none && fraction != here_.change.metrics.end() ? *fraction : here_.metric;
        if (!metric.follow_up_upper || !metric.baseline_lower) {
            return open(metric.without_interval.empty() ? "clearance_not_demonstrable" : metric.without_interval);
        }
        bool const shown = *metric.baseline_lower > 0 && *metric.follow_up_upper <= threshold * *metric.baseline_lower;
        return shown ? plain(true) : open("clearance_not_demonstrable");
    }

    static Judgement status(SampleStatus status, bool wanted, std::string const& which) {
        switch (status) {
            case SampleStatus::detected: return plain(wanted);
            case SampleStatus::not_detected: return plain(!wanted);
            case SampleStatus::indeterminate: return open(which + "_indeterminate");
            default: return {Verdict::not_applicable, which + "_not_evaluable", {}};
        }
    }

    /// The condition asked of another pair of draws of the series. That the nadir itself was not detected forbids no ratio to it.
    [[nodiscard]] Judgement elsewhere(ResponseCondition const& part, std::size_t from, std::size_t to) const {
        auto change = change_between(here_.draws, from, to, here_.setting);
        if (change.not_applicable == "from_not_detected") {
            change.not_applicable.clear();
        }
        auto const judgement = judge_condition(part, point_,
                                               {.draws = here_.draws.first(to + 1),
                                                .from = from,
                                                .baseline = here_.baseline,
                                                .to = to,
                                                .setting = here_.setting,
                                                .change = change,
                                                .metric = metric_of(change, here_.metric.metric)});
        return change.doubts.empty() ? judgement : open(change.doubts.front());
    }

    [[nodiscard]] std::optional<std::size_t> nadir() const {
        return nadir_of(here_.draws, here_.baseline + 1, std::min(here_.to, here_.draws.size()));
    }

    [[nodiscard]] Judgement confirmed(ResponseCondition const& part) const {
        auto const now = judge(part);
        if (now.verdict != Verdict::met) {
            return now;
        }
        auto const before = last_settled(here_.draws, here_.from + 1, std::min(here_.to, here_.draws.size()));
        if (!before) {
            return open("not_confirmed_yet");
        }
        auto const then = elsewhere(part, here_.from, *before);
        return then.verdict == Verdict::met ? then : open("not_confirmed_yet");
    }

    [[nodiscard]] Judgement from_nadir(ResponseCondition const& part) const {
        auto const low = nadir();
        return low ? elsewhere(part, *low, here_.to) : Judgement{Verdict::not_applicable, "too_few_draws", {}};
    }

    [[nodiscard]] Judgement at_nadir(ResponseCondition const& part) const {
        auto const low = nadir();
        return low && *low > here_.from ? elsewhere(part, here_.from, *low) : Judgement{Verdict::not_applicable, "too_few_draws", {}};
    }

    /// Each of the last draws above the one before, by its own estimate: a trend is no test.
    [[nodiscard]] Judgement trend(std::size_t count) const {
        auto later = here_.to;
        for (std::size_t step = 1; step < count; ++step) {
            auto const earlier = last_settled(here_.draws, 0, std::min(later, here_.draws.size()));
            if (!earlier) {
                return open("too_few_draws");
            }
            auto const change = change_between(here_.draws, *earlier, later, here_.setting);
            auto const& ratio = metric_of(change, here_.metric.metric).ratio;
            if (!ratio || *ratio <= 1) {
                return plain(false);
            }
            later = *earlier;
        }
        return plain(true);
    }

    [[nodiscard]] Judgement all(ResponseCondition const& condition) const {
        std::vector<Judgement> judgements;
        for (auto const& part : condition.parts) {
            judgements.push_back(judge(part));
        }
        for (auto const verdict : {Verdict::not_applicable, Verdict::not_met, Verdict::undetermined}) {
            auto const found = std::ranges::find(judgements, verdict, &Judgement::verdict);
            if (found != judgements.end()) {
                return *found;
            }
        }
        return plain(true);
    }

    [[nodiscard]] Judgement any(ResponseCondition const& condition) const {
        std::vector<Judgement> judgements;
        for (auto const& part : condition.parts) {
            judgements.push_back(judge(part));
        }
        for (auto const verdict : {Verdict::met, Verdict::undetermined}) {
            auto const found = std::ranges::find(judgements, verdict, &Judgement::verdict);
            if (found != judgements.end()) {
                return *found;
            }
        }
        auto const absent = std::ranges::find(judgements, Verdict::not_applicable, &Judgement::verdict);
        bool const every = std::ranges::all_of(judgements, [](Judgement const& each) { return each.verdict == Verdict::not_applicable; });
        if (absent == judgements.end()) {
            return plain(false);
        }
        return every ? *absent : open(absent->reason);
    }

    bool point_;
    Comparison const& here_;
};

}  // namespace

Judgement judge_condition(ResponseCondition const& condition, bool point, Comparison const& comparison) {
    return ConditionJudge{point, comparison}.judge(condition);
}

}  // namespace tidemark
