#include "stages/report/pairs.hpp"

#include <algorithm>
#include <array>

#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

std::size_t rank_of(Timeline const& timeline, std::string const& sample) {
    auto const found = std::find_if(timeline.draws.begin(), timeline.draws.end(),
                                    [&](Draw const& draw) { return draw.row.sample == sample; });
    return static_cast<std::size_t>(found - timeline.draws.begin());
}

}  // namespace

std::vector<ComparedDraws> compared_draws(Timeline const& timeline) {
    std::vector<ComparedDraws> pairs;
    for (auto const& row : timeline.pairs) {
        ComparedDraws const draws{row.from, row.to};
        if (!row.from.empty() && std::find(pairs.begin(), pairs.end(), draws) == pairs.end()) {
            pairs.push_back(draws);
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [&](ComparedDraws const& left, ComparedDraws const& right) {
        return std::pair{rank_of(timeline, left.to), rank_of(timeline, left.from)} <
               std::pair{rank_of(timeline, right.to), rank_of(timeline, right.from)};
    });
    return pairs;
}

PairRow const* find_pair(Timeline const& timeline, ComparedDraws const& draws, std::string const& metric,
                         std::string const& definition) {
    auto const found = std::find_if(timeline.pairs.begin(), timeline.pairs.end(), [&](PairRow const& row) {
        return row.from == draws.from && row.to == draws.to && row.metric == metric &&
               (definition.empty() || row.definition == definition);
    });
    return found == timeline.pairs.end() ? nullptr : &*found;
}

std::string doubt_of(Timeline const& timeline, ComparedDraws const& draws) {
    constexpr std::array doubts{"from_indeterminate", "to_indeterminate", "chemistry_differs", "trunk_not_shared", "metric_conflict"};
    auto const open = [&](std::string const& sample) {
        auto const* const draw = find_draw(timeline, sample);
        return draw != nullptr && draw->result.status == SampleStatus::indeterminate;
    };
    if (open(draws.from) || open(draws.to)) {
        return open(draws.from) ? doubts[0] : doubts[1];
    }
    for (auto const& row : timeline.pairs) {
        if (row.from == draws.from && row.to == draws.to) {
            auto const codes = split_semicolons(row.reason);
            auto const found = std::ranges::find_first_of(codes, doubts);
            if (found != codes.end()) {
                return *found;
            }
        }
    }
    return {};
}

Draw const* find_draw(Timeline const& timeline, std::string const& sample) {
    auto const index = rank_of(timeline, sample);
    return index < timeline.draws.size() ? &timeline.draws[index] : nullptr;
}

std::string comparison_text(Timeline const& timeline, ComparedDraws const& draws) {
    auto const name = [&](std::string const& sample) {
        auto const* const draw = find_draw(timeline, sample);
        return draw == nullptr ? sample : day_text(draw->day);
    };
    return name(draws.from) + " → " + name(draws.to);
}

Draw const* latest_evaluable(Timeline const& timeline) {
    auto const found = std::find_if(timeline.draws.rbegin(), timeline.draws.rend(), [](Draw const& draw) {
        return draw.result.status != SampleStatus::not_evaluable;
    });
    return found == timeline.draws.rend() ? nullptr : &*found;
}

bool failed(Draw const& draw) {
    auto const& reasons = draw.result.reasons;
    return !draw.failure_reason.empty() ||
           std::any_of(reasons.begin(), reasons.end(),
                       [](std::string const& code) { return code == "input_failed" || code == "panel_failed"; });
}

}  // namespace tidemark
