#include "stages/track/series_comparison.hpp"

#include <algorithm>

#include "stages/track/anchors.hpp"
#include "stages/track/definitions.hpp"

namespace tidemark {
namespace {

bool above_one(MetricChange const& metric) { return metric.interval && metric.interval->lo > 1; }

bool fraction_rose(Change const& change) {
    return change.doubts.empty() && !change.metric_conflict && above_one(metric_of(change, "tumor_fraction_cell"));
}

}  // namespace

std::optional<std::size_t> SeriesComparison::reference(std::size_t count, bool anchored) const {
    auto const detected = [](Draw const& draw) { return draw.result.status == SampleStatus::detected; };
    auto const before = draws_.first(count);
    auto const baseline = choose_baseline(before, anchored ? std::optional{0} : std::nullopt).draw;
    if (baseline && detected(before[*baseline])) {
        return baseline;
    }
    auto const first = std::ranges::find_if(before, detected);
    return first == before.end() ? std::nullopt : std::optional{static_cast<std::size_t>(first - before.begin())};
}

bool SeriesComparison::is_met(std::string const& definition, std::size_t from, std::size_t to) const {
    auto const change = change_between(draws_, from, to, setting_);
    return judge(own_definition(definition), change, metric_of(change, "tumor_fraction_cell")).verdict == Verdict::met;
}

bool SeriesComparison::fell(std::size_t from, std::size_t to) const {
    auto const change = change_between(draws_, from, to, setting_);
    return std::ranges::any_of(own_definitions(), [&](ResponseDefinition const& definition) {
        return judge(definition, change, metric_of(change, "tumor_fraction_cell")).verdict == Verdict::met;
    });
}

bool SeriesComparison::rose(std::size_t from, std::size_t to) const {
    return fraction_rose(change_between(draws_, from, to, setting_));
}

bool SeriesComparison::rose_in_both(std::size_t from, std::size_t to) const {
    auto const change = change_between(draws_, from, to, setting_);
    return fraction_rose(change) && above_one(metric_of(change, "hge_per_ml"));
}

}  // namespace tidemark
