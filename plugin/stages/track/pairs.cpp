#include "stages/track/pairs.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "stages/track/windows.hpp"

namespace tidemark {
namespace {

std::optional<std::size_t> index_of(std::span<Draw const> draws, std::string const& sample) {
    auto const found = std::ranges::find(draws, sample, [](Draw const& draw) { return draw.row.sample; });
    return found == draws.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - draws.begin())};
}

/// An upper limit without a finite value stays absent: the interval is open upward.
void add_numbers(PairRow& row, MetricChange const& metric) {
    row.ratio = metric.ratio;
    if (metric.interval) {
        row.ratio_lo = metric.interval->lo;
        row.ratio_hi = metric.interval->hi;
    }
}

DefinitionRow empty_row(ResponseDefinition const& definition, std::size_t window, std::span<AnchorBaseline const> baselines) {
    DefinitionRow row;
    row.definition = definition.id;
    row.title = definition.title;
    row.source = definition.source;
    row.verified = definition.verified;
    row.note = definition.note;
    row.group = definition.group;
    row.met_means = definition.met_means;
    row.metric = definition.metrics.front();
    if (window < definition.windows.size()) {
        row.first_day = definition.windows[window].first;
        row.last_day = definition.windows[window].last;
        row.nominal_day = definition.windows[window].nominal;
    }
    // Of the end of a treatment the baseline may be missing where the series has one.
    bool const without_baseline = definition.with == ComparedWith::baseline && !baselines.empty() && !baselines.front().sample.empty() &&
                                  baseline_of(definition, baselines).sample.empty();
    row.reason = without_baseline ? "no_baseline_draw" : "no_draw_in_window";
    return row;
}

class PairRows {
public:
    PairRows(std::span<Draw const> draws, PairSetting const& setting) : draws_{draws}, setting_{setting} {
        for (auto const& baseline : setting.baselines) {
            baselines_.push_back(index_of(draws, baseline.sample));
            baselines_and_passed_over_.push_back(baselines_.back());
            baselines_and_passed_over_.push_back(index_of(draws, baseline.passed_over));
        }
        baseline_day_ = !baselines_.empty() && baselines_.front() ? draws[*baselines_.front()].day : 0;
    }

    [[nodiscard]] std::vector<PairRow> rows() {
        for (std::size_t to = 0; to < draws_.size(); ++to) {
            add_landmarks(to);
            std::set<std::size_t> origins;
            if (to > 0) {
                origins.insert(to - 1);
            }
            for (auto const& origin : baselines_and_passed_over_) {
                if (origin && *origin < to) {
                    origins.insert(*origin);
                }
            }
            for (auto const from : origins) {
                add_change(from, to);
            }
        }
        return std::move(rows_);
    }

private:
    [[nodiscard]] bool compares(ResponseDefinition const& definition, std::size_t from, std::size_t to) const {
        switch (definition.with) {
            case ComparedWith::every: return true;
            case ComparedWith::previous: return from + 1 == to;
            case ComparedWith::landmark: return false;
            case ComparedWith::baseline: break;
        }
        return !setting_.baselines.empty() && index_of(draws_, baseline_of(definition, setting_.baselines).sample) == from;
    }

    /// The series' baseline, where the earlier draw is not before it.
    [[nodiscard]] std::size_t baseline_before(std::size_t from) const {
        return !baselines_.empty() && baselines_.front() && *baselines_.front() <= from ? *baselines_.front() : from;
    }

    /// What forbids an answer before the change is looked at.
    [[nodiscard]] WindowPlace place_of(ResponseDefinition const& definition, std::size_t from, std::size_t to) const {
        auto place = window_place(definition, draws_[to].day, setting_.baselines, baseline_day_);
        if (place.anchor_assumed && definition.with == ComparedWith::landmark) {
            place.not_applicable = "anchor_not_declared";
        }
        auto const& least = definition.least_baseline_vaf_max;
        auto const& before = draws_[from].result;
        if (place.not_applicable.empty() && least && before.vaf_max && *before.vaf_max <= *least) {
            place.not_applicable = "baseline_below_minimum";
        }
        return place;
    }

    void add_row(ResponseDefinition const& definition, Comparison const& comparison, std::string const& from) {
        PairRow row;
        row.from = from;
        row.to = draws_[comparison.to].row.sample;
        row.metric = comparison.metric.metric;
        row.definition = definition.id;
        auto const place = place_of(definition, comparison.from, comparison.to);
        if (place.not_applicable.empty()) {
            auto judgement = judge(definition, comparison);
            row.verdict = judgement.verdict;
            row.reason = std::move(judgement.reason);
            row.response_class = std::move(judgement.response_class);
            if (place.anchor_assumed) {
                row.reason += row.reason.empty() ? "anchor_assumed" : ";anchor_assumed";
            }
        } else {
            row.reason = place.not_applicable;
        }
        if (!from.empty() && comparison.change.not_applicable.empty()) {
            add_numbers(row, comparison.metric);
        }
        rows_.push_back(std::move(row));
    }

    void add_change(std::size_t from, std::size_t to) {
        auto const change = change_between(draws_, from, to, setting_.change);
        for (auto const& metric : change.metrics) {
            Comparison const comparison{.draws = draws_.first(to + 1),
                                        .from = from,
                                        .baseline = baseline_before(from),
                                        .to = to,
                                        .setting = setting_.change,
                                        .change = change,
                                        .metric = metric};
            for (auto const& definition : setting_.definitions) {
                if (std::ranges::find(definition.metrics, metric.metric) != definition.metrics.end() &&
                    compares(definition, from, to)) {
                    add_row(definition, comparison, draws_[from].row.sample);
                }
            }
        }
    }

    void add_landmarks(std::size_t to) {
        Change change;
        change.from_status = draws_[to].result.status;
        change.to_status = change.from_status;
        for (auto const& definition : setting_.definitions) {
            if (definition.with == ComparedWith::landmark) {
                MetricChange metric;
                metric.metric = definition.metrics.front();
                add_row(definition,
                        {.draws = draws_.first(to + 1), .from = to, .baseline = to, .to = to, .setting = setting_.change,
                         .change = change, .metric = metric},
                        {});
            }
        }
    }

    std::span<Draw const> draws_;
    PairSetting const& setting_;
    std::vector<std::optional<std::size_t>> baselines_;
    std::vector<std::optional<std::size_t>> baselines_and_passed_over_;
    int baseline_day_ = 0;
    std::vector<PairRow> rows_;
};

/// The row that speaks for a window so far.
struct SpokenWindow {
    DefinitionRow row;
    int weight = 0;        ///< applies, and is met where any draw counts
    int off_nominal = 0;
};

/// A weightier row speaks instead, and of equal weight the nearer; without windows the later.
void offer(SpokenWindow& window, ResponseDefinition const& definition, PairRow const& pair, int off_nominal) {
    int const weight = pair.verdict == Verdict::not_applicable                      ? 0
                       : definition.any_draw_counts && pair.verdict == Verdict::met ? 2
                                                                                    : 1;
    bool const nearer = definition.windows.empty() || off_nominal < window.off_nominal;
    if (window.row.to.empty() || weight > window.weight || (weight == window.weight && nearer)) {
        window.off_nominal = off_nominal;
        window.weight = weight;
        window.row.to = pair.to;
        window.row.verdict = pair.verdict;
        window.row.reason = pair.reason;
        window.row.response_class = pair.response_class;
    }
}

}  // namespace

std::vector<PairRow> pair_rows(std::span<Draw const> draws, PairSetting const& setting) {
    return PairRows{draws, setting}.rows();
}

std::vector<DefinitionRow> definition_rows(std::span<Draw const> draws, std::span<PairRow const> pairs,
                                           PairSetting const& setting) {
    auto const first = setting.baselines.empty() ? std::nullopt : index_of(draws, setting.baselines.front().sample);
    int const baseline_day = first ? draws[*first].day : 0;
    std::vector<DefinitionRow> rows;
    for (auto const& definition : setting.definitions) {
        if (definition.with == ComparedWith::every) {
            continue;
        }
        std::vector<SpokenWindow> windows(std::max<std::size_t>(definition.windows.size(), 1));
        for (std::size_t window = 0; window < windows.size(); ++window) {
            windows[window].row = empty_row(definition, window, setting.baselines);
        }
        for (auto const& pair : pairs) {
            auto const to = pair.definition == definition.id ? index_of(draws, pair.to) : std::nullopt;
            if (!to) {
                continue;
            }
            auto const place = window_place(definition, draws[*to].day, setting.baselines, baseline_day);
            if (definition.windows.empty() || place.window) {
                offer(windows[place.window.value_or(0)], definition, pair, place.off_nominal);
            }
        }
        for (auto& window : windows) {
            rows.push_back(std::move(window.row));
        }
    }
    return rows;
}

}  // namespace tidemark
