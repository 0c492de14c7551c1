// What happened between two draws of one patient, metric by metric, on the loci that both could read.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/model/change_ratio.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

struct MetricChange {
    std::string metric;                     ///< tumor_fraction_cell, hge_per_ml, vaf_mean, vaf_max, vaf_median
    std::optional<double> ratio;            ///< follow-up over baseline; absent where the baseline shows nothing
    std::optional<RatioInterval> interval;  ///< 95 %; absent where no honest one exists
    std::string without_interval;           ///< code why `interval` is absent
    std::optional<double> baseline_lower;   ///< lower 95 % limit of the metric at the baseline
    std::optional<double> follow_up_upper;  ///< upper 95 % limit at the follow-up, one-sided where not detected
    std::string not_applicable;             ///< code why this metric cannot be compared; empty where it can
};

struct Change {
    SampleStatus from_status = SampleStatus::not_evaluable;
    SampleStatus to_status = SampleStatus::not_evaluable;
    std::string not_applicable;             ///< code why no verdict applies to the pair; empty where they do
    std::vector<std::string> doubts;        ///< codes that forbid any firm verdict
    std::vector<std::string> flags;         ///< codes that change no verdict
    bool metric_conflict = false;           ///< fraction and concentration moved in opposite directions
    bool flare_baseline = false;            ///< the earlier draw stands in the flare window: a fall from it may be the flare's end
    std::vector<MetricChange> metrics;      ///< the five, in the order above
};

struct ChangeSetting {
    double hge_per_ng = 303.0;
    std::span<EventRow const> events;       ///< of this patient, days on the same scale as the draws'
};

/// Codes that forbid any firm verdict on two draws, whatever is compared: one is indeterminate, their chemistries differ.
[[nodiscard]] std::vector<std::string> doubts_about(Draw const& from, Draw const& to);

/// Change from draws[from] to draws[to], from < to. Uses no other draw than these and those before `from` (whose only
/// part is whether anything had been detected yet).
[[nodiscard]] Change change_between(std::span<Draw const> draws, std::size_t from, std::size_t to,
                                    ChangeSetting const& setting);

/// The metric of that name. It must be one of the five.
[[nodiscard]] MetricChange const& metric_of(Change const& change, std::string const& metric);

}  // namespace tidemark
