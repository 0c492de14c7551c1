#include "stages/track/series_comparison.hpp"

#include <algorithm>

#include "stages/track/anchors.hpp"
#include "stages/track/definitions.hpp"
#include "stages/track/nadir.hpp"
#include "stages/track/shared_loci.hpp"
#include "values/model/rise_evidence.hpp"

namespace tidemark {
namespace {

/// Two-sided errors of one comparison of several: what they are divided of.
constexpr double error_by_counts = 0.025;
constexpr double error_beyond_scatter = 0.05;

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

Rise SeriesComparison::rise(std::size_t from, std::size_t to, std::size_t chances) const {
    Rise rise{.low = from, .chances = chances};
    auto const sums = shared_sums(draws_[from].result, draws_[to].result);
    auto const of = static_cast<double>(chances);
    if (!sums || !rises_by_counts(sums->from.pooled, sums->to.pooled, error_by_counts / of)) {
        return rise;
    }
    auto const change = change_between(draws_, from, to, setting_);
    rise.reasons = change.doubts;
    if (change.metric_conflict) {
        rise.reasons.emplace_back("metric_conflict");
    }
    rise.beyond_scatter = rises_beyond_scatter(sums->from.pooled, sums->to.pooled, error_beyond_scatter / of);
    rise.verdict = rise.reasons.empty() ? Verdict::met : Verdict::undetermined;
    return rise;
}

Rise SeriesComparison::rise_from_nadir(std::size_t first, std::size_t to) const {
    auto const low = nadir_of(draws_, first, to);
    if (!low) {
        return {};
    }
    auto const among = std::ranges::count_if(draws_.subspan(first, to - first), is_settled);
    auto const chances = static_cast<std::size_t>(among);
    auto const& chemistry = draws_[to].row.chemistry;
    auto const found = rise(*low, to, chances);
    auto const own = nadir_of(draws_, first, to, chemistry);
    if (!own || draws_[*low].row.chemistry == chemistry) {
        return found;
    }
    auto const within = rise(*own, to, chances);
    return within.verdict == Verdict::met || found.verdict == Verdict::not_met ? within : found;
}

}  // namespace tidemark
