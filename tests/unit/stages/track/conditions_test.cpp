// Conditions of definitions: three-valued borders, logic, and conditions that look at other draws of the series.
#include "stages/track/conditions.hpp"

#include <gtest/gtest.h>

#include "stages/track/definitions.hpp"
#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

ResponseCondition number(ConditionKind kind, double threshold) { return {kind, threshold, {}}; }

Verdict of_ratio(ResponseCondition const& condition, double lo, std::optional<double> hi) {
    Change change;
    change.from_status = SampleStatus::detected;
    change.to_status = SampleStatus::detected;
    MetricChange metric;
    metric.metric = "tumor_fraction_cell";
    metric.ratio = lo;
    metric.interval = RatioInterval{.ratio = lo, .lo = lo, .hi = hi};
    ChangeSetting const setting;
    return judge_condition(condition, false, {.draws = {}, .from = 0, .baseline = 0, .to = 1, .setting = setting, .change = change, .metric = metric}).verdict;
}

Judgement of_series(ResponseCondition const& condition, std::vector<Draw> const& draws, std::size_t from,
                    std::string const& metric = "tumor_fraction_cell", bool point = false) {
    ChangeSetting const setting;
    auto const to = draws.size() - 1;
    auto const change = change_between(draws, from, to, setting);
    return judge_condition(condition, point, {.draws = draws, .from = from, .baseline = from, .to = to, .setting = setting, .change = change, .metric = metric_of(change, metric)});
}

constexpr auto met = Verdict::met;
constexpr auto not_met = Verdict::not_met;
constexpr auto open = Verdict::undetermined;

}  // namespace

TEST(Conditions, ratios_hold_and_fail_by_the_whole_interval) {
    struct Case {
        ConditionKind kind;
        double lo;
        std::optional<double> hi;
        Verdict verdict;
    };
    using enum ConditionKind;
    for (auto const& [kind, lo, hi, verdict] : std::vector<Case>{
             {ratio_at_most, 0.1, 0.5, met},    {ratio_at_most, 0.5, 0.6, open},   {ratio_at_most, 0.51, 0.6, not_met},
             {ratio_below, 0.1, 0.49, met},     {ratio_below, 0.1, 0.5, open},     {ratio_below, 0.5, 0.6, not_met},
             {ratio_at_least, 0.5, 0.6, met},   {ratio_at_least, 0.4, 0.5, open},  {ratio_at_least, 0.3, 0.49, not_met},
             {ratio_above, 0.51, 0.6, met},     {ratio_above, 0.5, 0.6, open},     {ratio_above, 0.3, 0.5, not_met},
             {ratio_at_most, 0.1, {}, open},    {ratio_above, 0.6, {}, met},       {ratio_at_most, 0.6, {}, not_met}}) {
        EXPECT_EQ(of_ratio(number(kind, 0.5), lo, hi), verdict) << static_cast<int>(kind) << " " << lo << " " << hi.value_or(-1);
    }
}

TEST(Conditions, parts_combine_by_three_valued_logic) {
    auto const low = number(ConditionKind::ratio_at_most, 0.5);     // of 0.2-0.4: met
    auto const deep = number(ConditionKind::ratio_at_most, 0.3);    // open
    auto const rise = number(ConditionKind::ratio_above, 1);        // not met
    auto const of = [](ConditionKind kind, std::vector<ResponseCondition> parts) {
        return of_ratio({kind, 0, std::move(parts)}, 0.2, 0.4);
    };
    EXPECT_EQ(of(ConditionKind::all, {low, deep}), open);
    EXPECT_EQ(of(ConditionKind::all, {deep, rise}), not_met);
    EXPECT_EQ(of(ConditionKind::all, {low, low}), met);
    EXPECT_EQ(of(ConditionKind::any, {deep, low}), met);
    EXPECT_EQ(of(ConditionKind::any, {deep, rise}), open);
    EXPECT_EQ(of(ConditionKind::any, {rise, rise}), not_met);
}

TEST(Conditions, undetected_at_baseline_may_still_satisfy_another_part) {
    std::vector<Draw> const draws{not_detected("a", 0), not_detected("b", 42)};
    ResponseCondition const favourable{ConditionKind::any, 0,
                                       {number(ConditionKind::baseline_detected, 0), number(ConditionKind::ratio_below, 0.1)}};
    EXPECT_EQ(of_series(favourable, draws, 0).verdict, met);
    EXPECT_EQ(of_series(number(ConditionKind::ratio_below, 0.1), draws, 0), (Judgement{Verdict::not_applicable, "never_detected", {}}));
}

TEST(Conditions, a_confirmed_fall_needs_the_draw_before_to_agree) {
    ResponseCondition const confirmed{ConditionKind::confirmed, 0, {number(ConditionKind::ratio_below, 0.5)}};
    EXPECT_EQ(of_series(confirmed, {detected("a", 0, 400), detected("b", 21, 40)}, 0), (Judgement{open, "not_confirmed_yet", {}}));
    EXPECT_EQ(of_series(confirmed, {detected("a", 0, 400), detected("b", 21, 390), detected("c", 42, 40)}, 0).verdict, open);
    EXPECT_EQ(of_series(confirmed, {detected("a", 0, 400), detected("b", 21, 44), detected("c", 42, 40)}, 0).verdict, met);
    EXPECT_EQ(of_series(confirmed, {detected("a", 0, 400), detected("b", 21, 44), not_evaluable("x", 30), detected("c", 42, 40)}, 0).verdict,
              met);
    EXPECT_EQ(of_series(confirmed, {detected("a", 0, 400), detected("b", 21, 44), detected("c", 42, 410)}, 0).verdict, not_met);
}

TEST(Conditions, the_nadir_is_the_lowest_draw_between) {
    ResponseCondition const rise{ConditionKind::from_nadir, 0, {number(ConditionKind::ratio_above, 1)}};
    EXPECT_EQ(of_series(rise, {detected("a", 0, 400), detected("b", 21, 40), detected("c", 42, 100)}, 0).verdict, met);
    EXPECT_EQ(of_series(rise, {detected("a", 0, 400), detected("b", 21, 40)}, 0), (Judgement{Verdict::not_applicable, "too_few_draws", {}}));
    EXPECT_EQ(of_series(rise, {detected("a", 0, 400), detected("b", 21, 40), detected("c", 42, 41)}, 0).verdict, open);
}

TEST(Conditions, coming_back_from_nothing_is_a_rise_from_the_nadir) {
    ResponseCondition const rise{ConditionKind::from_nadir, 0, {number(ConditionKind::ratio_above, 1)}};
    EXPECT_EQ(of_series(rise, {detected("a", 0, 400), not_detected("b", 21), detected("c", 42, 40)}, 0).verdict, met);
    ResponseCondition const fell{ConditionKind::at_nadir, 0, {number(ConditionKind::ratio_below, 1)}};
    EXPECT_EQ(of_series(fell, {detected("a", 0, 400), not_detected("b", 21), detected("c", 42, 40)}, 0).verdict, met);
    EXPECT_EQ(of_series(fell, {detected("a", 0, 40), detected("b", 21, 80), detected("c", 42, 160)}, 0).verdict, not_met);
}

TEST(Conditions, what_does_not_apply_in_one_part_of_all_makes_all_of_it_not_applicable) {
    std::vector<Draw> const draws{not_detected("a", 0), not_detected("b", 42)};
    ResponseCondition const both{ConditionKind::all, 0, {number(ConditionKind::detected, 1), number(ConditionKind::ratio_at_most, 0.5)}};
    EXPECT_EQ(of_series(both, draws, 0), (Judgement{Verdict::not_applicable, "never_detected", {}}));
    ResponseCondition const either{ConditionKind::any, 0, {number(ConditionKind::detected, 1), number(ConditionKind::ratio_at_most, 0.5)}};
    EXPECT_EQ(of_series(either, draws, 0).verdict, open);
}

TEST(Conditions, a_trend_goes_by_estimates_and_needs_its_draws) {
    auto const trend = number(ConditionKind::rising_trend, 3);
    EXPECT_EQ(of_series(trend, {detected("a", 0, 40), detected("b", 21, 44), detected("c", 42, 48)}, 0).verdict, met);
    EXPECT_EQ(of_series(trend, {detected("a", 0, 50), detected("b", 21, 44), detected("c", 42, 48)}, 0).verdict, not_met);
    EXPECT_EQ(of_series(trend, {detected("b", 21, 44), detected("c", 42, 48)}, 0), (Judgement{open, "too_few_draws", {}}));
}

TEST(Conditions, the_maximum_goes_by_its_estimate_only_where_that_is_asked_for) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 42, 40)};
    auto const fall = number(ConditionKind::ratio_at_most, 0.5);
    EXPECT_EQ(of_series(fall, draws, 0, "vaf_max", false), (Judgement{open, "legacy_metric", {}}));
    EXPECT_EQ(of_series(fall, draws, 0, "vaf_max", true).verdict, met);
}

TEST(Conditions, clearance_by_the_maximum_is_held_to_the_limits_of_the_fraction) {
    auto const cleared = number(ConditionKind::cleared, 0.1);
    // Lower limit at baseline 0.05 (VAF of 400 in 8,000); three molecules of 8,000 are 0.00075.
    EXPECT_EQ(of_series(cleared, {detected("a", 0, 400), not_detected("b", 42)}, 0, "vaf_max", true).verdict, met);
    EXPECT_EQ(of_series(cleared, {detected("a", 0, 4), not_detected("b", 42)}, 0, "vaf_max", true),
              (Judgement{open, "clearance_not_demonstrable", {}}));
    EXPECT_EQ(of_series(cleared, {detected("a", 0, 400), detected("b", 42, 4)}, 0, "vaf_max", true).verdict, not_met);
}

TEST(Definitions, the_first_class_that_holds_names_the_outcome_and_responses_make_the_verdict) {
    ResponseDefinition recist;
    recist.id = "by_classes";
    recist.metrics = {"tumor_fraction_cell"};
    recist.classes = {{"CR", true, false, number(ConditionKind::cleared, 0.1)},
                      {"PR", true, false, number(ConditionKind::ratio_below, 1)},
                      {"PD", false, true, number(ConditionKind::ratio_above, 1)}};
    recist.otherwise = "SD";
    auto const judged = [&](std::vector<Draw> const& draws) {
        ChangeSetting const setting;
        auto const change = change_between(draws, 0, draws.size() - 1, setting);
        return judge(recist, {.draws = draws, .from = 0, .baseline = 0, .to = draws.size() - 1, .setting = setting, .change = change, .metric = metric_of(change, "tumor_fraction_cell")});
    };
    EXPECT_EQ(judged({detected("a", 0, 400), detected("b", 42, 40)}), (Judgement{met, "", "PR"}));
    EXPECT_EQ(judged({detected("a", 0, 40), detected("b", 42, 400)}), (Judgement{not_met, "", "PD"}));
    EXPECT_EQ(judged({detected("a", 0, 400), not_detected("b", 42)}), (Judgement{met, "", "CR"}));
    EXPECT_EQ(judged({detected("a", 0, 40), detected("b", 42, 42)}), (Judgement{open, "", ""}));
}

TEST(Definitions, a_progression_in_the_flare_window_is_not_met) {
    ResponseDefinition progression;
    progression.id = "rise";
    progression.met_means = "progression";
    progression.metrics = {"tumor_fraction_cell"};
    progression.classes = {{"progression", true, false, number(ConditionKind::ratio_above, 1)}};
    std::vector<Draw> draws{detected("a", 0, 40), detected("b", 10, 400)};
    ChangeSetting const setting;
    auto const judged = [&] {
        auto const change = change_between(draws, 0, 1, setting);
        return judge(progression, {.draws = draws, .from = 0, .baseline = 0, .to = 1, .setting = setting, .change = change, .metric = metric_of(change, "tumor_fraction_cell")});
    };
    EXPECT_EQ(judged(), (Judgement{met, "", "progression"}));
    draws[1].flare_window = true;
    EXPECT_EQ(judged(), (Judgement{open, "flare_window", ""}));
}

}  // namespace tidemark::test
