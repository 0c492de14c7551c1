#include "stages/report/survival_groups.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

bool evaluable(Draw const& draw) { return draw.result.status != SampleStatus::not_evaluable; }

PatientGroup by_verdict(Draw const* draw, Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return {draw, "met", {}};
        case Verdict::not_met: return {draw, "not_met", {}};
        case Verdict::undetermined: return {draw, {}, "undetermined"};
        case Verdict::not_applicable: break;
    }
    return {draw, {}, "not_applicable"};
}

/// The row of a definition that has windows of its own: the first that applies, else the first with a draw.
DefinitionRow const* spoken_by(Timeline const& timeline, std::string const& definition) {
    DefinitionRow const* chosen = nullptr;
    for (auto const& row : timeline.definitions) {
        if (row.definition != definition || row.to.empty()) {
            continue;
        }
        if (row.verdict != Verdict::not_applicable) {
            return &row;
        }
        chosen = chosen == nullptr ? &row : chosen;
    }
    return chosen;
}

/// Whether the definition names the days of the draw that speaks.
bool has_window(Timeline const& timeline, std::string const& definition) {
    return std::ranges::any_of(timeline.definitions, [&](DefinitionRow const& row) {
        return row.definition == definition && row.first_day.has_value();
    });
}

bool is_published(Timeline const& timeline, std::string const& definition) {
    return std::ranges::any_of(timeline.definitions,
                               [&](DefinitionRow const& row) { return row.definition == definition; });
}

/// The group that draws of windows make together, where one that is met suffices.
PatientGroup by_any_draw(Timeline const& timeline, FollowUpOrigin const& origin, SurvivalGrouping const& grouping,
                         std::optional<int> until) {
    PatientGroup group{nullptr, {}, "no_response_draw"};
    bool open = false;
    for (auto const& draw : timeline.draws) {
        auto const pair = std::ranges::find_if(timeline.pairs, [&](PairRow const& row) {
            return row.to == draw.row.sample && row.definition == grouping.id && row.metric == grouping.metric &&
                   row.verdict != Verdict::not_applicable;
        });
        int const day = draw.day - origin.day;
        if (pair == timeline.pairs.end() || day < 0 || (until && day > *until)) {
            continue;
        }
        if (pair->verdict == Verdict::met) {
            return by_verdict(&draw, Verdict::met);
        }
        open = open || pair->verdict == Verdict::undetermined;
        group = by_verdict(&draw, open ? Verdict::undetermined : Verdict::not_met);
    }
    return group;
}

/// A published definition may compare with another draw than our baseline.
PairRow const* pair_at(Timeline const& timeline, SurvivalGrouping const& grouping, std::string const& to) {
    auto const found = std::ranges::find_if(timeline.pairs, [&](PairRow const& row) {
        return row.to == to && row.definition == grouping.id && row.metric == grouping.metric;
    });
    return found == timeline.pairs.end() ? nullptr : &*found;
}

PatientGroup by_direction(Timeline const& timeline, ComparedDraws const& draws, Draw const* draw, std::string const& metric) {
    if (!doubt_of(timeline, draws).empty()) {
        return {draw, {}, "undetermined"};
    }
    for (auto const& pair : timeline.pairs) {
        bool const of_these = pair.from == draws.from && pair.to == draws.to && pair.metric == metric;
        if (!of_these || (!pair.ratio_lo && !pair.ratio_hi)) {
            continue;
        }
        if (pair.ratio_lo && *pair.ratio_lo > 1) {
            // What dies under radiotherapy sheds too: a rise here says nothing about progression.
            return draw->flare_window ? PatientGroup{draw, {}, "flare_window"} : PatientGroup{draw, "increase", {}};
        }
        if (!pair.ratio_hi || *pair.ratio_hi >= 1) {
            return {draw, {}, "undetermined"};
        }
        // Nor is the end of a flare a fall.
        return find_draw(timeline, draws.from)->flare_window ? PatientGroup{draw, {}, "baseline_in_flare_window"}
                                                             : PatientGroup{draw, "decrease", {}};
    }
    return {draw, {}, "not_applicable"};
}

}  // namespace

SurvivalGrouping with_metric(SurvivalGrouping grouping, std::span<Timeline const> timelines) {
    for (auto const& timeline : timelines) {
        for (auto const& row : timeline.definitions) {
            if (grouping.metric.empty() && row.definition == grouping.id) {
                grouping.metric = row.metric;
            }
        }
    }
    if (grouping.metric.empty()) {
        grouping.metric = "tumor_fraction_cell";
    }
    return grouping;
}

FollowUpOrigin follow_up_origin(Timeline const& timeline, std::string const& anchor) {
    for (auto const& event : timeline.events) {
        if (event.anchor == anchor && !anchor.empty()) {
            return {anchor, event.day};
        }
    }
    return {timeline.anchor, 0};
}

Draw const* baseline_draw(Timeline const& timeline, FollowUpOrigin const& origin) {
    for (auto const& baseline : timeline.baselines) {
        if (!origin.anchor.empty() && baseline.anchor == origin.anchor) {
            return find_draw(timeline, baseline.sample);
        }
    }
    return find_draw(timeline, timeline.baseline);
}

Draw const* response_draw(Timeline const& timeline, FollowUpOrigin const& origin, DecidingWindow const& window) {
    auto const* const baseline = baseline_draw(timeline, origin);
    Draw const* nearest = nullptr;
    auto const distance = [&](Draw const& draw) { return std::abs(draw.day - origin.day - window.nominal); };
    for (auto const& draw : timeline.draws) {
        int const day = draw.day - origin.day;
        bool const in_window = day >= window.first && day <= window.last;
        if (baseline != nullptr && draw.day > baseline->day && in_window && evaluable(draw) &&
            (nearest == nullptr || distance(draw) < distance(*nearest))) {
            nearest = &draw;
        }
    }
    return nearest;
}

Draw const* latest_draw_until(Timeline const& timeline, FollowUpOrigin const& origin, int day) {
    auto const* const baseline = baseline_draw(timeline, origin);
    Draw const* latest = nullptr;
    for (auto const& draw : timeline.draws) {
        bool const follows = baseline != nullptr && draw.day > baseline->day && draw.day > origin.day;
        if (follows && draw.day - origin.day <= day && evaluable(draw)) {
            latest = &draw;
        }
    }
    return latest;
}

PatientGroup group_of(Timeline const& timeline, FollowUpOrigin const& origin, SurvivalGrouping const& grouping,
                      DecidingWindow const& window, std::optional<int> until) {
    if (grouping.id != grouped_by_change && has_window(timeline, grouping.id)) {
        if (grouping.any_draw_counts) {
            return by_any_draw(timeline, origin, grouping, until);
        }
        auto const* const row = spoken_by(timeline, grouping.id);
        auto const* const draw = row == nullptr ? nullptr : find_draw(timeline, row->to);
        if (draw == nullptr || draw->day < origin.day || (until && draw->day - origin.day > *until)) {
            return {nullptr, {}, "no_response_draw"};
        }
        return by_verdict(draw, row->verdict);
    }
    auto const* const baseline = baseline_draw(timeline, origin);
    if (baseline == nullptr) {
        return {nullptr, {}, "no_baseline"};
    }
    auto const* const draw = until ? latest_draw_until(timeline, origin, *until) : response_draw(timeline, origin, window);
    if (draw == nullptr) {
        return {nullptr, {}, "no_response_draw"};
    }
    ComparedDraws const draws{baseline->row.sample, draw->row.sample};
    if (grouping.id == grouped_by_change) {
        return by_direction(timeline, draws, draw, grouping.metric);
    }
    auto const* const pair = is_published(timeline, grouping.id) ? pair_at(timeline, grouping, draw->row.sample)
                                                                 : find_pair(timeline, draws, grouping.metric, grouping.id);
    return pair == nullptr ? PatientGroup{draw, {}, "not_applicable"} : by_verdict(draw, pair->verdict);
}

}  // namespace tidemark
