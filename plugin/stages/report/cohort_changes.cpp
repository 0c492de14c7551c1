#include "stages/report/cohort_changes.hpp"

#include <algorithm>
#include <utility>

#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

constexpr auto metric = "tumor_fraction_cell";

std::optional<DrawChange> change_of(Draw const& draw, PairRow const& pair) {
    bool const seen = draw.result.status == SampleStatus::detected || draw.result.status == SampleStatus::indeterminate;
    if (seen && pair.ratio && *pair.ratio > 0) {
        return DrawChange{&draw, *pair.ratio, pair.ratio_lo, pair.ratio_hi, false, {}};
    }
    if (pair.ratio_hi && *pair.ratio_hi > 0) {
        return DrawChange{&draw, *pair.ratio_hi, pair.ratio_lo, pair.ratio_hi, true, {}};
    }
    return std::nullopt;
}

}  // namespace

std::vector<DrawChange> changes_since_baseline(Timeline const& timeline) {
    std::vector<DrawChange> changes;
    for (auto const& draw : timeline.draws) {
        if (draw.row.sample == timeline.baseline || draw.result.status == SampleStatus::not_evaluable) {
            continue;
        }
        ComparedDraws const compared{timeline.baseline, draw.row.sample};
        auto const* const pair = find_pair(timeline, compared, metric);
        if (auto change = pair == nullptr ? std::nullopt : change_of(draw, *pair)) {
            change->doubt = doubt_of(timeline, compared);
            if (change->doubt.empty() && draw.flare_window && change->lo && *change->lo > 1) {
                change->doubt = "flare_window";
            }
            if (change->doubt.empty() && find_draw(timeline, timeline.baseline)->flare_window && change->hi && *change->hi < 1) {
                change->doubt = "baseline_in_flare_window";
            }
            changes.push_back(*change);
        }
    }
    return changes;
}

DrawChange const* best_change(std::vector<DrawChange> const& changes) {
    auto const lowest = std::ranges::min_element(changes, {}, [](DrawChange const& change) {
        return std::pair{hides_rise(change), change.ratio};
    });
    return lowest == changes.end() ? nullptr : &*lowest;
}

bool hides_rise(DrawChange const& change) { return change.upper_bound && change.ratio > 1; }

double shown_ratio(DrawChange const& change) { return hides_rise(change) ? 1 : change.ratio; }

bool is_increase(DrawChange const& change) { return change.doubt.empty() && change.lo && *change.lo > 1; }

bool is_decrease(DrawChange const& change) { return change.doubt.empty() && change.hi && *change.hi < 1; }

}  // namespace tidemark
