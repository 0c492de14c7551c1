#include "stages/track/change.hpp"

#include <algorithm>
#include <stdexcept>

#include "stages/track/regimen.hpp"
#include "stages/track/shared_loci.hpp"
#include "values/model/concentration.hpp"

namespace tidemark {
namespace {

bool evaluable(Draw const& draw) { return draw.result.status != SampleStatus::not_evaluable; }

/// Why no verdict applies, from the statuses alone (readout.md 5, edge cases).
std::string why_not_applicable(std::span<Draw const> draws, std::size_t from, std::size_t to) {
    if (!evaluable(draws[to])) {
        return "to_not_evaluable";
    }
    if (!evaluable(draws[from])) {
        return "from_not_evaluable";
    }
    if (draws[from].result.status != SampleStatus::not_detected) {
        return {};
    }
    bool const seen = std::ranges::any_of(draws.first(from), [](Draw const& draw) {
        return draw.result.status == SampleStatus::detected;
    });
    if (seen) {
        return "from_not_detected";
    }
    switch (draws[to].result.status) {
        case SampleStatus::not_detected: return "never_detected";
        case SampleStatus::detected: return "emergence";
        default: return {};   // indeterminate: whether anything emerged is open, which is a doubt and no class
    }
}

MetricChange named(char const* metric) {
    MetricChange change;
    change.metric = metric;
    return change;
}

MetricChange fraction_change(SharedSums const& sums, Draw const& from, Draw const& to) {
    auto change = named("tumor_fraction_cell");
    change.interval = change_ratio(sums.from.pooled, sums.to.pooled);
    change.ratio = change.interval->ratio;
    change.baseline_lower = from.result.tumor_fraction_cell_lo;
    change.follow_up_upper = to.result.tumor_fraction_cell_hi;
    return change;
}

MetricChange mean_vaf_change(SharedSums const& sums, Draw const& to) {
    auto change = named("vaf_mean");
    change.interval = mean_vaf_ratio(sums.from.mean_vaf, sums.to.mean_vaf);
    change.ratio = change.interval->ratio;
    change.baseline_lower = mean_vaf_limits(sums.from.mean_vaf).lower;
    change.follow_up_upper = to.result.status == SampleStatus::not_detected
                                 ? mean_vaf_upper_bound(sums.to.mean_vaf)
                                 : mean_vaf_limits(sums.to.mean_vaf).upper;
    return change;
}

/// The mean VAF's change times that of the cfDNA mass per mL; the masses are taken as exact.
MetricChange concentration_change(MetricChange const& mean_vaf, Draw const& from, Draw const& to, double hge_per_ng) {
    auto change = named("hge_per_ml");
    auto const before = plasma_yield(from.row.cfdna_ng, from.row.plasma_ml, hge_per_ng);
    auto const after = plasma_yield(to.row.cfdna_ng, to.row.plasma_ml, hge_per_ng);
    if (!before || !after) {
        change.not_applicable = "mass_missing";
        return change;
    }
    double const factor = genomes_per_ml(*after) / genomes_per_ml(*before);
    auto const scaled = [](std::optional<double> value, double by) {
        return value ? std::optional{*value * by} : std::nullopt;
    };
    change.interval = RatioInterval{.ratio = scaled(mean_vaf.interval->ratio, factor),
                                    .lo = mean_vaf.interval->lo * factor,
                                    .hi = scaled(mean_vaf.interval->hi, factor)};
    change.ratio = change.interval->ratio;
    change.baseline_lower = scaled(mean_vaf.baseline_lower, genomes_per_ml(*before));
    change.follow_up_upper = scaled(mean_vaf.follow_up_upper, genomes_per_ml(*after));
    return change;
}

/// METHOD: the maximum over loci is inflated by 25-86 % and regresses to the mean (statistics.md 8.1), and the median of a few small
/// counts has steps of whole molecules, so no interval would be honest: the ratio is shown, and no verdict of ours is drawn from it.
MetricChange legacy_change(char const* metric, double before, double after) {
    auto change = named(metric);
    if (before > 0) {
        change.ratio = after / before;
    }
    change.without_interval = "legacy_metric";
    return change;
}

bool opposite(std::optional<double> one, std::optional<double> other) {
    return one && other && ((*one < 1 && *other > 1) || (*one > 1 && *other < 1));
}

}  // namespace

std::vector<std::string> doubts_about(Draw const& from, Draw const& to) {
    std::vector<std::string> codes;
    if (from.result.status == SampleStatus::indeterminate) {
        codes.emplace_back("from_indeterminate");
    }
    if (to.result.status == SampleStatus::indeterminate) {
        codes.emplace_back("to_indeterminate");
    }
    if (from.row.chemistry != to.row.chemistry) {
        codes.emplace_back("chemistry_differs");
    }
    return codes;
}

Change change_between(std::span<Draw const> draws, std::size_t from, std::size_t to, ChangeSetting const& setting) {
    auto const& before = draws[from];
    auto const& after = draws[to];
    Change change;
    change.from_status = before.result.status;
    change.to_status = after.result.status;
    change.not_applicable = why_not_applicable(draws, from, to);
    change.doubts = doubts_about(before, after);
    change.flare_baseline = before.flare_window;
    if (first_change_of_regimen(before.day, after.day, setting.events)) {
        change.flags.emplace_back("treatment_change_between");
    }
    auto const sums = shared_sums(before.result, after.result);
    if (!sums) {
        change.not_applicable = change.not_applicable.empty() ? "no_shared_loci" : change.not_applicable;
        change.metrics = {named("tumor_fraction_cell"), named("hge_per_ml"), named("vaf_mean"), named("vaf_max"),
                          named("vaf_median")};
        return change;
    }
    if (sums->without_trunk) {
        change.doubts.emplace_back("trunk_not_shared");   // what a part does is no change of the whole
    }
    auto const mean_vaf = mean_vaf_change(*sums, after);
    change.metrics = {fraction_change(*sums, before, after),
                      concentration_change(mean_vaf, before, after, setting.hge_per_ng), mean_vaf,
                      legacy_change("vaf_max", sums->from.vaf_max, sums->to.vaf_max),
                      legacy_change("vaf_median", sums->from.vaf_median, sums->to.vaf_median)};
    change.metric_conflict = opposite(change.metrics[0].ratio, change.metrics[1].ratio);
    return change;
}

MetricChange const& metric_of(Change const& change, std::string const& metric) {
    auto const found = std::ranges::find(change.metrics, metric, &MetricChange::metric);
    if (found == change.metrics.end()) {
        throw std::logic_error{"a definition names the unknown metric " + metric};
    }
    return *found;
}

}  // namespace tidemark
