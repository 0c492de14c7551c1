#include "stages/track/pairs.hpp"

#include <algorithm>
#include <set>

namespace tidemark {
namespace {

/// An upper limit without a finite value stays absent: the interval is open upward.
void add_numbers(PairRow& row, MetricChange const& metric) {
    row.ratio = metric.ratio;
    if (metric.interval) {
        row.ratio_lo = metric.interval->lo;
        row.ratio_hi = metric.interval->hi;
    }
}

void add_rows(std::vector<PairRow>& rows, std::span<Draw const> draws, std::size_t from, std::size_t to,
              PairSetting const& setting) {
    auto const change = change_between(draws, from, to, setting.change);
    for (auto const& metric : change.metrics) {
        for (auto const& definition : setting.definitions) {
            if (std::ranges::find(definition.metrics, metric.metric) == definition.metrics.end()) {
                continue;
            }
            auto judgement = judge(definition, change, metric);
            PairRow row;
            row.from = draws[from].row.sample;
            row.to = draws[to].row.sample;
            row.metric = metric.metric;
            row.definition = definition.id;
            row.verdict = judgement.verdict;
            row.reason = std::move(judgement.reason);
            if (change.not_applicable.empty()) {
                add_numbers(row, metric);
            }
            rows.push_back(std::move(row));
        }
    }
}

}  // namespace

std::vector<PairRow> pair_rows(std::span<Draw const> draws, PairSetting const& setting) {
    std::vector<PairRow> rows;
    for (std::size_t to = 1; to < draws.size(); ++to) {
        std::set<std::size_t> origins{to - 1};
        std::ranges::copy_if(setting.baselines, std::inserter(origins, origins.end()),
                             [&](std::size_t baseline) { return baseline < to; });
        for (auto const from : origins) {
            add_rows(rows, draws, from, to, setting);
        }
    }
    return rows;
}

}  // namespace tidemark
