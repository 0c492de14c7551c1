#include "stages/report/rate_outcomes.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/summarize.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

/// A definition on a metric that can speak by any draw.
struct Judged {
    std::string definition;
    std::string metric;
    bool own = true;   ///< ours: compared with the timeline's baseline
    auto operator<=>(Judged const&) const = default;
};

/// Our definitions, and published ones without windows.
std::set<Judged> judged_by_any_draw(Timeline const& timeline) {
    std::set<Judged> judged;
    for (auto const& pair : timeline.pairs) {
        if (fixed_texts::own_definition(pair.definition)) {
            judged.insert({pair.definition, pair.metric, true});
        }
    }
    for (auto const& row : timeline.definitions) {
        if (!row.first_day) {
            judged.insert({row.definition, row.metric, false});
        }
    }
    return judged;
}

bool changed_treatment(PairRow const& row) {
    auto const codes = split_semicolons(row.reason);
    return std::ranges::find(codes, "treatment_change_between") != codes.end();
}

/// An evaluable draw after the baseline under its treatment, with the rows that end in it.
struct AnsweringDraw {
    Draw const* draw = nullptr;
    std::vector<PairRow const*> rows;
};

std::vector<AnsweringDraw> draws_under_treatment(Timeline const& timeline) {
    std::map<std::string, std::vector<PairRow const*>> rows;
    std::set<std::string> under_another;
    for (auto const& row : timeline.pairs) {
        rows[row.to].push_back(&row);
        if (row.from == timeline.baseline && changed_treatment(row)) {
            under_another.insert(row.to);
        }
    }
    std::vector<AnsweringDraw> draws;
    auto const* const baseline = find_draw(timeline, timeline.baseline);
    for (auto const& draw : timeline.draws) {
        bool const follows = baseline != nullptr && draw.day > baseline->day && draw.result.status != SampleStatus::not_evaluable;
        if (follows && !under_another.contains(draw.row.sample)) {
            draws.push_back({&draw, rows[draw.row.sample]});
        }
    }
    return draws;
}

/// Answers by the draws of the window; what they have in common is looked for once for all definitions.
class WindowAnswers {
public:
    WindowAnswers(Timeline const& timeline, DecidingWindow const& window)
        : baseline_{timeline.baseline}, has_baseline_{is_evaluable(timeline, timeline.baseline)},
          draws_{draws_under_treatment(timeline)} {
        FollowUpOrigin const origin{timeline.anchor, 0};
        bool const any = response_draw(timeline, origin, window) != nullptr;
        if (!draws_.empty()) {
            auto under = window;
            under.last = std::min(under.last, draws_.back().draw->day);
            auto const nearest = std::ranges::find(draws_, response_draw(timeline, origin, under), &AnsweringDraw::draw);
            nearest_ = nearest == draws_.end() ? nullptr : &*nearest;
        }
        none_ = !has_baseline_ ? RateOutcome::no_baseline : any ? RateOutcome::other_regimen : RateOutcome::no_follow_up;
    }

    [[nodiscard]] RateOutcome at_nearest(Judged const& judged) const { return nearest_ == nullptr ? none_ : at(judged, *nearest_); }

    /// Met by the draw that speaks for the window and by the next one that can tell; open where the first is, or none has told yet.
    [[nodiscard]] RateOutcome confirmed(Judged const& judged) const {
        auto const now = at_nearest(judged);
        if (nearest_ == nullptr || (now != RateOutcome::met && now != RateOutcome::undetermined)) {
            return now;
        }
        for (auto const* next = nearest_ + 1; next != draws_.data() + draws_.size(); ++next) {
            auto const told = at(judged, *next);
            if (told == RateOutcome::not_met) {
                return told;
            }
            if (told == RateOutcome::met) {
                return now;
            }
        }
        return RateOutcome::undetermined;
    }

private:
    [[nodiscard]] RateOutcome at(Judged const& judged, AnsweringDraw const& draw) const {
        auto const row = std::ranges::find_if(draw.rows, [&](PairRow const* each) {
            return each->definition == judged.definition && each->metric == judged.metric && (!judged.own || each->from == baseline_);
        });
        return row == draw.rows.end() ? none_ : outcome_of((*row)->verdict, (*row)->reason, has_baseline_);
    }

    std::string baseline_;
    bool has_baseline_;
    std::vector<AnsweringDraw> draws_;
    AnsweringDraw const* nearest_ = nullptr;
    RateOutcome none_ = RateOutcome::no_follow_up;
};

}  // namespace

bool is_evaluable(Timeline const& timeline, std::string const& sample) {
    auto const* const draw = find_draw(timeline, sample);
    return draw != nullptr && draw->result.status != SampleStatus::not_evaluable;
}

RateOutcome outcome_of(Verdict verdict, std::string const& reason, bool has_baseline) {
    switch (verdict) {
        case Verdict::met: return RateOutcome::met;
        case Verdict::not_met: return RateOutcome::not_met;
        case Verdict::undetermined: return RateOutcome::undetermined;
        case Verdict::not_applicable: break;
    }
    if (!has_baseline || reason == "from_not_evaluable" || reason == "no_baseline_draw") {
        return RateOutcome::no_baseline;
    }
    bool const no_draw = reason == "to_not_evaluable" || reason == "no_draw_in_window" || reason == "outside_window" ||
                         reason == "too_few_draws";
    return no_draw ? RateOutcome::no_follow_up : RateOutcome::not_applicable;
}

std::map<RateQuestion, RateOutcome> outcomes_of(Timeline const& timeline, DecidingWindow const& window) {
    std::map<RateQuestion, RateOutcome> outcomes;
    bool const has_baseline = is_evaluable(timeline, timeline.baseline);
    WindowAnswers const answers{timeline, window};
    for (auto const& judged : judged_by_any_draw(timeline)) {
        auto const& [definition, metric, own] = judged;
        outcomes[{definition, metric, window.first, window.last, rate_basis::response_window}] = answers.at_nearest(judged);
        if (!own) {
            continue;
        }
        outcomes[{definition, metric, window.first, window.last, rate_basis::confirmed}] = answers.confirmed(judged);
        auto const* const row = latest_verdict(timeline, metric, definition);
        auto const none = has_baseline ? RateOutcome::no_follow_up : RateOutcome::no_baseline;
        outcomes[{definition, metric, {}, {}, rate_basis::latest}] = row == nullptr ? none : outcome_of(row->verdict, row->reason, has_baseline);
    }
    for (auto const& row : timeline.definitions) {
        // A landmark speaks of one draw alone and needs no baseline.
        bool const needs = row.met_means != "detection";
        auto const* const basis = row.first_day ? rate_basis::own_windows : rate_basis::latest;
        outcomes[{row.definition, row.metric, row.first_day, row.last_day, basis}] =
            outcome_of(row.verdict, row.reason, has_baseline || !needs);
    }
    return outcomes;
}

}  // namespace tidemark
