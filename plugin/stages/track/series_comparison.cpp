#include "stages/track/series_comparison.hpp"

#include <algorithm>

#include "stages/track/anchors.hpp"
#include "stages/track/definitions.hpp"
#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

bool above_one(MetricChange const& metric) { return metric.interval && metric.interval->lo > 1; }

}  // namespace

std::optional<std::size_t> SeriesComparison::reference(std::size_t count, bool anchored) const {
    auto const detected = [](Draw const& draw) { return draw.result.status == SampleStatus::detected; };
    auto const before = draws_.first(count);
    auto const baseline = choose_baseline(before, anchored ? std::optional{0} : std::nullopt).draw;
    if (baseline && detected(before[*baseline])) {
        return baseline;
    }
    // As of baselines: no draw in the flare window where another one is there.
    auto first = std::ranges::find_if(before, [&](Draw const& draw) { return detected(draw) && !draw.flare_window; });
    first = first == before.end() ? std::ranges::find_if(before, detected) : first;
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

Rise SeriesComparison::rise(std::size_t from, std::size_t to) const {
    auto const change = change_between(draws_, from, to, setting_);
    Rise rise{.low = from};
    if (!above_one(metric_of(change, "tumor_fraction_cell"))) {
        return rise;
    }
    rise.reasons = change.doubts;
    if (change.metric_conflict) {
        rise.reasons.emplace_back("metric_conflict");
    }
    rise.verdict = rise.reasons.empty() ? Verdict::met : Verdict::undetermined;
    return rise;
}

Rise SeriesComparison::rise_from_nadir(std::size_t first, std::size_t to) const {
    auto const low = nadir_of(draws_, first, to);
    if (!low) {
        return {};
    }
    auto const& chemistry = draws_[to].row.chemistry;
    auto const found = rise(*low, to);
    auto const own = nadir_of(draws_, first, to, chemistry);
    if (!own || draws_[*low].row.chemistry == chemistry) {
        return found;
    }
    auto const within = rise(*own, to);
    return within.verdict == Verdict::met || found.verdict == Verdict::not_met ? within : found;
}

}  // namespace tidemark
