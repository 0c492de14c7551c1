// Verdicts: what does not apply, what is undetermined, and the exact borders of met and not met.
#include "stages/track/definitions.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidemark {
namespace {

Change detected_twice() {
    Change change;
    change.from_status = SampleStatus::detected;
    change.to_status = SampleStatus::detected;
    return change;
}

MetricChange with_interval(double lo, std::optional<double> hi) {
    MetricChange metric;
    metric.metric = "tumor_fraction_cell";
    metric.ratio = lo;
    metric.interval = RatioInterval{.ratio = lo, .lo = lo, .hi = hi};
    return metric;
}

MetricChange with_limits(std::optional<double> baseline_lower, std::optional<double> follow_up_upper) {
    auto metric = with_interval(0, 0.4);
    metric.baseline_lower = baseline_lower;
    metric.follow_up_upper = follow_up_upper;
    return metric;
}

ResponseDefinition const& definition(std::string const& id) {
    return *std::ranges::find(own_definitions(), id, &ResponseDefinition::id);
}

Judgement judged(std::string const& id, Change const& change, MetricChange const& metric) {
    return judge(definition(id), change, metric);
}

}  // namespace

TEST(Definitions, ours_are_three_on_four_metrics) {
    ASSERT_EQ(own_definitions().size(), 3U);
    EXPECT_EQ(own_definitions()[0].id, "decrease_50");
    EXPECT_EQ(own_definitions()[1].id, "decrease_90");
    EXPECT_EQ(own_definitions()[2].id, "demonstrated_clearance");
    for (auto const& definition : own_definitions()) {
        EXPECT_EQ(definition.metrics,
                  (std::vector<std::string>{"tumor_fraction_cell", "hge_per_ml", "vaf_mean", "vaf_max"}));
    }
}

TEST(Definitions, what_cannot_be_compared_is_not_applicable_with_its_reason) {
    auto change = detected_twice();
    change.not_applicable = "emergence";
    EXPECT_EQ(judged("decrease_50", change, with_interval(0, 0.1)), (Judgement{Verdict::not_applicable, "emergence"}));
    auto metric = with_interval(0, 0.1);
    metric.not_applicable = "mass_missing";
    EXPECT_EQ(judged("demonstrated_clearance", detected_twice(), metric),
              (Judgement{Verdict::not_applicable, "mass_missing"}));
}

TEST(Definitions, a_fall_is_met_only_when_the_whole_interval_shows_it) {
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0.1, 0.5)).verdict, Verdict::met);
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0.1, 0.5000001)).verdict, Verdict::undetermined);
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0.5, 0.9)).verdict, Verdict::undetermined);
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0.5000001, 0.9)).verdict, Verdict::not_met);
    EXPECT_EQ(judged("decrease_90", detected_twice(), with_interval(0.01, 0.0999)).verdict, Verdict::met);
    EXPECT_EQ(judged("decrease_90", detected_twice(), with_interval(0.101, 0.4)).verdict, Verdict::not_met);
}

TEST(Definitions, from_a_baseline_in_the_flare_window_no_fall_is_a_response_and_none_stays_firm) {
    auto change = detected_twice();
    change.flare_baseline = true;
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.1, 0.3)), (Judgement{Verdict::undetermined, "baseline_in_flare_window", {}}));
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.6, 0.9)), (Judgement{Verdict::not_met, "baseline_in_flare_window", {}}));
    auto metric = with_limits(0.01, 0.0009);
    change.to_status = SampleStatus::not_detected;
    EXPECT_EQ(judged("demonstrated_clearance", change, metric).verdict, Verdict::undetermined);
    // A rise from a level that was raised is one; that there is none cannot be told.
    ResponseDefinition rise;
    rise.id = "rise";
    rise.met_means = "progression";
    rise.metrics = {"tumor_fraction_cell"};
    rise.classes = {{.name = {}, .response = true, .when = {ConditionKind::ratio_above, 1, {}}}};
    change.to_status = SampleStatus::detected;
    EXPECT_EQ(judge(rise, change, with_interval(1.2, 3)).verdict, Verdict::met);
    EXPECT_EQ(judge(rise, change, with_interval(0.2, 0.6)).verdict, Verdict::undetermined);
}

TEST(Definitions, an_interval_open_upward_proves_no_fall) {
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0, std::nullopt)).verdict, Verdict::undetermined);
    EXPECT_EQ(judged("decrease_50", detected_twice(), with_interval(0.7, std::nullopt)).verdict, Verdict::not_met);
}

TEST(Definitions, without_an_interval_nothing_is_firm) {
    MetricChange metric;
    metric.metric = "vaf_max";
    metric.ratio = 0.01;
    metric.without_interval = "legacy_metric";
    EXPECT_EQ(judged("decrease_50", detected_twice(), metric), (Judgement{Verdict::undetermined, "legacy_metric"}));
    auto change = detected_twice();
    change.to_status = SampleStatus::not_detected;
    EXPECT_EQ(judged("demonstrated_clearance", change, metric), (Judgement{Verdict::undetermined, "legacy_metric"}));
}

TEST(Definitions, clearance_is_not_met_while_detected) {
    EXPECT_EQ(judged("demonstrated_clearance", detected_twice(), with_limits(0.03, 0.00001)).verdict, Verdict::not_met);
}

TEST(Definitions, clearance_needs_a_tube_that_could_have_seen_a_tenth_of_the_baseline) {
    auto change = detected_twice();
    change.to_status = SampleStatus::not_detected;
    EXPECT_EQ(judged("demonstrated_clearance", change, with_limits(0.02, 0.002)), (Judgement{Verdict::met, ""}));
    for (auto const& metric : {with_limits(0.02, 0.00201), with_limits(0.0, 0.0), with_limits(std::nullopt, 0.001),
                               with_limits(0.02, std::nullopt)}) {
        EXPECT_EQ(judged("demonstrated_clearance", change, metric),
                  (Judgement{Verdict::undetermined, "clearance_not_demonstrable"}));
    }
}

TEST(Definitions, a_conflict_of_metrics_forbids_a_response_and_not_its_denial) {
    auto change = detected_twice();
    change.metric_conflict = true;
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.1, 0.2)),
              (Judgement{Verdict::undetermined, "metric_conflict"}));
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.8, 1.2)), (Judgement{Verdict::not_met, "metric_conflict"}));
}

TEST(Definitions, a_doubt_forbids_both) {
    auto change = detected_twice();
    change.doubts = {"to_indeterminate"};
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.1, 0.2)),
              (Judgement{Verdict::undetermined, "to_indeterminate"}));
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.8, 1.2)),
              (Judgement{Verdict::undetermined, "to_indeterminate"}));
}

TEST(Definitions, a_flag_changes_no_verdict) {
    auto change = detected_twice();
    change.flags = {"treatment_change_between"};
    EXPECT_EQ(judged("decrease_50", change, with_interval(0.1, 0.2)),
              (Judgement{Verdict::met, "treatment_change_between"}));
}

}  // namespace tidemark
