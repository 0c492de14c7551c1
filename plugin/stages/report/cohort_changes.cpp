#include "stages/report/cohort_changes.hpp"

#include <algorithm>

#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

constexpr auto metric = "tumor_fraction_cell";

std::optional<DrawChange> change_of(Draw const& draw, PairRow const& pair) {
    bool const seen = draw.result.status == SampleStatus::detected || draw.result.status == SampleStatus::indeterminate;
    if (seen && pair.ratio && *pair.ratio > 0) {
        return DrawChange{&draw, *pair.ratio, pair.ratio_lo, pair.ratio_hi, false};
    }
    if (pair.ratio_hi && *pair.ratio_hi > 0) {
        return DrawChange{&draw, *pair.ratio_hi, pair.ratio_lo, pair.ratio_hi, true};
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
        auto const* const pair = find_pair(timeline, {timeline.baseline, draw.row.sample}, metric);
        if (auto const change = pair == nullptr ? std::nullopt : change_of(draw, *pair)) {
            changes.push_back(*change);
        }
    }
    return changes;
}

DrawChange const* best_change(std::vector<DrawChange> const& changes) {
    auto const lowest = std::ranges::min_element(changes, {}, &DrawChange::ratio);
    return lowest == changes.end() ? nullptr : &*lowest;
}

bool is_increase(DrawChange const& change) { return change.lo && *change.lo > 1; }

bool is_decrease(DrawChange const& change) { return change.hi && *change.hi < 1; }

}  // namespace tidemark
