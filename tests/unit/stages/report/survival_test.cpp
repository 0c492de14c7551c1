// Survival by molecular response: who is in which group, from when on, and who is left out with which reason.
#include "stages/report/survival.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "stages/report/follow_up.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

/// A baseline on day 0 and a draw on `day` with this verdict of decrease_50; the ratio's interval lies below, across or above 1.
Timeline patient(std::string const& id, int day, Verdict verdict, std::vector<EventRow> events) {
    Timeline timeline;
    timeline.patient = id;
    timeline.anchor = "pre_io";
    timeline.draws = {example_draw(id, {0, SampleStatus::detected, 0.03, 0.02, 0.04, 0.0002, 480, 2000, 1e-12, {}}),
                      example_draw(id, {day, SampleStatus::detected, 0.003, 0.002, 0.004, 0.0002, 48, 2000, 1e-12, {}})};
    timeline.baseline = timeline.draws[0].row.sample;
    double const ratio = verdict == Verdict::met ? 0.1 : verdict == Verdict::undetermined ? 1 : 3;
    add_pair(timeline, 0, 1, ratio, ratio / 2, ratio * 2, {verdict, verdict, verdict});
    timeline.events = std::move(events);
    timeline.events.push_back(example_event(0, EventKind::systemic_start, "drug"));
    timeline.events.back().anchor = "pre_io";
    return timeline;
}

EventRow death(int day) { return example_event(day, EventKind::death, ""); }
EventRow progression(int day) { return example_event(day, EventKind::progression, ""); }
EventRow contact(int day) { return example_event(day, EventKind::last_contact, ""); }

SurvivalAnalysis analysis_of(SurvivalReport const& report, std::string const& endpoint, std::string const& grouping) {
    for (auto const& analysis : report.analyses) {
        if (analysis.endpoint == endpoint && analysis.grouping == grouping) {
            return analysis;
        }
    }
    return {};
}

std::map<std::string, std::string> reasons_of(SurvivalAnalysis const& analysis) {
    std::map<std::string, std::string> reasons;
    for (auto const& patient : analysis.left_out) {
        reasons[patient.patient] = patient.reason;
    }
    return reasons;
}

FollowedPatient const* followed(SurvivalAnalysis const& analysis, std::string const& patient) {
    auto const found = std::ranges::find(analysis.followed, patient, &FollowedPatient::patient);
    return found == analysis.followed.end() ? nullptr : &*found;
}

std::vector<Timeline> cohort() {
    using enum Verdict;
    return {patient("A", 42, met, {death(142)}),
            patient("B", 42, met, {contact(500)}),
            patient("C", 42, not_met, {progression(60), death(90)}),
            patient("D", 42, undetermined, {death(100)}),
            patient("E", 42, not_met, {progression(30), contact(200)}),
            patient("F", 120, met, {death(50)}),
            patient("G", 42, met, {}),
            patient("H", 120, met, {contact(300)}),
            patient("I", 42, not_met, {progression(-20), contact(400)})};
}

}  // namespace

TEST(Survival, time_counts_from_the_draw_that_decides_the_group) {
    auto const report = survival_report(cohort(), {}, {});
    auto const overall = analysis_of(report, overall_survival, "decrease_50");
    ASSERT_NE(followed(overall, "A"), nullptr);
    EXPECT_EQ(followed(overall, "A")->follow_up, (FollowUp{100, true}));
    EXPECT_EQ(followed(overall, "A")->group, "met");
    EXPECT_EQ(followed(overall, "A")->origin, "pre_io");
    EXPECT_EQ(followed(overall, "B")->follow_up, (FollowUp{458, false}));
    EXPECT_EQ(followed(overall, "C")->follow_up, (FollowUp{48, true}));
    EXPECT_EQ(followed(overall, "E")->follow_up, (FollowUp{158, false}));
    auto const progression_free = analysis_of(report, progression_free_survival, "decrease_50");
    EXPECT_EQ(followed(progression_free, "C")->follow_up, (FollowUp{18, true}));
    EXPECT_EQ(followed(progression_free, "A")->follow_up, (FollowUp{100, true})) << "death ends it too";
    EXPECT_EQ(followed(progression_free, "I")->follow_up, (FollowUp{358, false})) << "progression before day 0 is another treatment's";
}

TEST(Survival, who_is_in_no_group_is_named_with_the_reason) {
    auto const report = survival_report(cohort(), {}, {});
    EXPECT_EQ(reasons_of(analysis_of(report, overall_survival, "decrease_50")),
              (std::map<std::string, std::string>{{"D", "undetermined"},
                                                  {"F", "event_before_landmark"},
                                                  {"G", "not_followed"},
                                                  {"H", "no_response_draw"}}));
    EXPECT_EQ(reasons_of(analysis_of(report, progression_free_survival, "decrease_50")),
              (std::map<std::string, std::string>{{"D", "undetermined"},
                                                  {"E", "event_before_landmark"},
                                                  {"F", "event_before_landmark"},
                                                  {"G", "not_followed"},
                                                  {"H", "no_response_draw"}}));
}

TEST(Survival, who_has_no_outcome_is_censored_at_the_last_known_day_and_counted) {
    auto timelines = cohort();
    auto& silent = timelines[6];
    silent.draws.push_back(example_draw("G", {180, SampleStatus::not_evaluable, 0, 0, 0, 0, 0, 0, 1, {}}));
    auto report = survival_report(timelines, {}, {});
    for (auto const* const endpoint : {overall_survival, progression_free_survival}) {
        auto const analysis = analysis_of(report, endpoint, "decrease_50");
        ASSERT_NE(followed(analysis, "G"), nullptr) << endpoint;
        EXPECT_EQ(followed(analysis, "G")->follow_up, (FollowUp{138, false})) << "whoever was drawn lived, whatever the tube showed";
        EXPECT_TRUE(followed(analysis, "G")->at_last_known_day);
        EXPECT_FALSE(followed(analysis, "B")->at_last_known_day) << "its last contact is told";
        EXPECT_FALSE(followed(analysis, "A")->at_last_known_day);
        EXPECT_EQ(analysis.curves[0].at_last_known_day, 1U);
        EXPECT_EQ(analysis.curves[1].at_last_known_day, 0U);
    }
    silent.events.push_back(example_event(200, EventKind::imaging, "CT SD"));
    report = survival_report(timelines, {}, {});
    EXPECT_EQ(followed(analysis_of(report, overall_survival, "decrease_50"), "G")->follow_up, (FollowUp{158, false}));
    silent.draws.clear();
    silent.events.clear();
    EXPECT_EQ(reasons_of(analysis_of(survival_report(timelines, {}, {}), overall_survival, "decrease_50")).at("G"), "no_outcome");
}

TEST(Survival, survivors_without_a_last_contact_do_not_lower_the_curve) {
    // Two die on days 100 and 200 after time zero and four live, drawn until day 300: 5/6, then 4/6. Left out, the four would make it 1/2, then 0.
    std::vector<Timeline> timelines{patient("A", 42, Verdict::met, {death(142)}), patient("B", 42, Verdict::met, {death(242)})};
    for (std::string const name : {"C", "D", "E", "F"}) {
        timelines.push_back(patient(name, 42, Verdict::met, {}));
        timelines.back().draws.push_back(example_draw(name, {342, SampleStatus::detected, 0.003, 0.002, 0.004, 0.0002, 48, 2000, 1e-12, {}}));
    }
    auto const curve = analysis_of(survival_report(timelines, {}, {}), overall_survival, "decrease_50").curves[0].curve;
    ASSERT_EQ(curve.steps.size(), 3U);
    EXPECT_NEAR(curve.steps[0].survival, 5.0 / 6, 1e-12);
    EXPECT_NEAR(curve.steps[1].survival, 4.0 / 6, 1e-12);
    EXPECT_EQ(curve.steps[2].censored, 4U);
}

TEST(Survival, every_patient_is_followed_or_left_out_once) {
    auto const timelines = cohort();
    auto const report = survival_report(timelines, {}, {});
    ASSERT_EQ(report.analyses.size(), 4U);
    for (auto const& analysis : report.analyses) {
        EXPECT_EQ(analysis.followed.size() + analysis.left_out.size(), timelines.size()) << analysis.endpoint;
        EXPECT_EQ(analysis.curves[0].patients + analysis.curves[1].patients, analysis.followed.size());
    }
}

TEST(Survival, a_direction_needs_the_whole_interval) {
    auto const change = analysis_of(survival_report(cohort(), {}, {}), overall_survival, "change");
    EXPECT_EQ(change.curves[0].group, "decrease");
    EXPECT_EQ(followed(change, "A")->group, "decrease");
    EXPECT_EQ(followed(change, "C")->group, "increase");
    EXPECT_EQ(reasons_of(change).at("D"), "undetermined");
    auto timelines = cohort();
    for (auto& timeline : timelines) {
        timeline.draws[1].flare_window = true;
    }
    auto const in_flare = analysis_of(survival_report(timelines, {}, {}), overall_survival, "change");
    EXPECT_EQ(reasons_of(in_flare).at("C"), "flare_window");
    EXPECT_EQ(followed(in_flare, "A")->group, "decrease");
}

TEST(Survival, a_fall_from_a_baseline_in_the_flare_window_makes_no_group) {
    auto timelines = std::vector{patient("A", 42, Verdict::met, {death(100)}), patient("B", 42, Verdict::not_met, {death(90)})};
    for (auto& timeline : timelines) {
        timeline.draws[0].flare_window = true;
    }
    auto const origin = follow_up_origin(timelines[0], "");
    SurvivalGrouping const by_change{.id = grouped_by_change, .metric = "tumor_fraction_cell"};
    EXPECT_EQ(group_of(timelines[0], origin, by_change, {}, {}).reason, "baseline_in_flare_window");
    EXPECT_EQ(group_of(timelines[1], origin, by_change, {}, {}).group, "increase") << "a rise from a raised level is one";
}

TEST(Survival, a_landmark_day_counts_from_that_day_and_leaves_out_who_did_not_reach_it) {
    SurvivalSetting setting;
    setting.landmark = Landmark::day;
    setting.landmark_day = 90;
    auto const overall = analysis_of(survival_report(cohort(), {}, setting), overall_survival, "decrease_50");
    EXPECT_EQ(followed(overall, "A")->follow_up, (FollowUp{52, true}));
    EXPECT_EQ(reasons_of(overall).at("C"), "event_before_landmark") << "an event on the landmark's day is before it";
    EXPECT_EQ(reasons_of(overall).at("H"), "no_response_draw") << "its draw comes later";
    setting.landmark_day = 450;
    EXPECT_EQ(reasons_of(analysis_of(survival_report(cohort(), {}, setting), overall_survival, "decrease_50")).at("I"), "not_followed");
}

TEST(Survival, without_a_landmark_time_counts_from_the_anchor) {
    SurvivalSetting setting;
    setting.landmark = Landmark::none;
    auto const overall = analysis_of(survival_report(cohort(), {}, setting), overall_survival, "decrease_50");
    EXPECT_EQ(followed(overall, "A")->follow_up, (FollowUp{142, true}));
}

TEST(Survival, day_zero_is_the_anchor_asked_for_else_the_timelines_own) {
    auto timelines = cohort();
    timelines[0].events.push_back(example_event(-10, EventKind::radiotherapy_fraction, "SBRT"));
    timelines[0].events.back().anchor = "pre_rt";
    SurvivalSetting setting;
    setting.anchor = "pre_rt";
    setting.landmark = Landmark::none;
    auto const overall = analysis_of(survival_report(timelines, {}, setting), overall_survival, "decrease_50");
    EXPECT_EQ(followed(overall, "A")->follow_up, (FollowUp{152, true}));
    EXPECT_EQ(followed(overall, "A")->origin, "pre_rt");
    EXPECT_EQ(followed(overall, "B")->origin, "pre_io");
}

TEST(Survival, the_draw_nearest_to_the_nominal_day_decides) {
    auto timelines = cohort();
    auto& first = timelines[0];
    first.draws.push_back(example_draw("A", {77, SampleStatus::detected, 0.06, 0.05, 0.07, 0.0002, 960, 2000, 1e-12, {}}));
    add_pair(first, 0, 2, 2, 1.5, 3, {Verdict::not_met, Verdict::not_met, Verdict::not_met});
    SurvivalSetting setting;
    EXPECT_EQ(followed(analysis_of(survival_report(timelines, {}, setting), overall_survival, "decrease_50"), "A")->group, "met");
    setting.window = {.first = 49, .last = 91, .nominal = 70};
    auto const later = analysis_of(survival_report(timelines, {}, setting), overall_survival, "decrease_50");
    EXPECT_EQ(followed(later, "A")->group, "not_met");
    EXPECT_EQ(followed(later, "A")->follow_up, (FollowUp{65, true}));
}

TEST(Survival, a_published_definition_speaks_by_its_own_draw_and_metric) {
    auto timelines = cohort();
    DefinitionRow row;
    row.definition = "published";
    row.metric = "vaf_mean";
    row.first_day = 28;
    row.last_day = 70;
    row.to = timelines[0].draws[1].row.sample;
    row.verdict = Verdict::not_met;
    timelines[0].definitions = {row};
    SurvivalSetting setting;
    setting.groupings = {{"published", {}}};
    auto const overall = analysis_of(survival_report(timelines, {}, setting), overall_survival, "published");
    EXPECT_EQ(overall.metric, "vaf_mean");
    EXPECT_EQ(followed(overall, "A")->group, "not_met");
    EXPECT_EQ(reasons_of(overall).at("B"), "not_applicable");
    EXPECT_TRUE(survival_faults(timelines, {}, setting, "").empty());
    setting.groupings = {{"unheard_of", {}}};
    ASSERT_EQ(survival_faults(timelines, {}, setting, "").size(), 1U);
    EXPECT_EQ(survival_faults(timelines, {}, setting, "").front().rule, "definition_unknown");
}

namespace {

/// The first patient with draws on days 42, 63 and 200, judged so by a published definition.
Timeline judged(std::vector<Verdict> const& verdicts, std::optional<int> first_day, std::size_t speaks) {
    auto timeline = patient("A", 42, Verdict::met, {contact(500)});
    timeline.draws.push_back(example_draw("A", {63, SampleStatus::detected, 0.06, 0.05, 0.07, 0.0002, 960, 2000, 1e-12, {}}));
    timeline.draws.push_back(example_draw("A", {200, SampleStatus::detected, 0.06, 0.05, 0.07, 0.0002, 960, 2000, 1e-12, {}}));
    for (std::size_t index = 0; index < verdicts.size(); ++index) {
        PairRow pair;
        pair.from = timeline.baseline;
        pair.to = timeline.draws[index + 1].row.sample;
        pair.metric = "vaf_mean";
        pair.definition = "published";
        pair.verdict = verdicts[index];
        timeline.pairs.push_back(pair);
    }
    DefinitionRow row;
    row.definition = "published";
    row.metric = "vaf_mean";
    row.first_day = first_day;
    row.to = timeline.draws[speaks].row.sample;
    row.verdict = verdicts[speaks - 1];
    timeline.definitions = {row};
    return timeline;
}

SurvivalAnalysis by_published(Timeline const& timeline, SurvivalSetting setting = {}) {
    setting.groupings = {{"published", {}}};
    std::vector<Timeline> const timelines{timeline, patient("Z", 42, Verdict::met, {death(600)})};
    return analysis_of(survival_report(timelines, {}, setting), overall_survival, "published");
}

}  // namespace

TEST(Survival, a_definition_without_windows_speaks_by_the_deciding_draw_and_not_by_the_last_of_the_series) {
    using enum Verdict;
    auto const timeline = judged({not_met, not_met, met}, {}, 3);
    auto const by_draw = by_published(timeline);
    ASSERT_NE(followed(by_draw, "A"), nullptr);
    EXPECT_EQ(followed(by_draw, "A")->group, "not_met");
    EXPECT_EQ(followed(by_draw, "A")->follow_up, (FollowUp{458, false}));
    SurvivalSetting setting;
    setting.landmark = Landmark::day;
    setting.landmark_day = 90;
    ASSERT_NE(followed(by_published(timeline, setting), "A"), nullptr) << "its later draw does not leave it out";
    EXPECT_EQ(followed(by_published(timeline, setting), "A")->group, "not_met");
}

TEST(Survival, where_any_draw_counts_not_met_is_known_at_the_last_one) {
    using enum Verdict;
    SurvivalSetting setting;
    setting.any_draw_definitions = {"published"};
    auto const none = by_published(judged({not_met, not_met, not_applicable}, 21, 1), setting);
    ASSERT_NE(followed(none, "A"), nullptr);
    EXPECT_EQ(followed(none, "A")->follow_up, (FollowUp{437, false})) << "from day 63";
    auto const second = by_published(judged({not_met, met, not_applicable}, 21, 2), setting);
    EXPECT_EQ(followed(second, "A")->group, "met");
    EXPECT_EQ(followed(second, "A")->follow_up, (FollowUp{437, false}));
    EXPECT_EQ(reasons_of(by_published(judged({undetermined, not_met, not_applicable}, 21, 1), setting)).at("A"), "undetermined");
    setting.landmark = Landmark::day;
    setting.landmark_day = 50;
    EXPECT_EQ(followed(by_published(judged({not_met, met, not_applicable}, 21, 2), setting), "A")->group, "not_met")
        << "what day 63 shows is not known on day 50";
}

TEST(Survival, a_draw_before_the_origin_decides_nothing) {
    auto timeline = judged({Verdict::not_met, Verdict::not_met, Verdict::met}, 21, 1);
    timeline.events = {example_event(50, EventKind::systemic_start, "drug"), progression(45), death(300)};
    timeline.events[0].anchor = "pre_io";
    EXPECT_EQ(reasons_of(by_published(timeline)).at("A"), "no_response_draw");
}

TEST(Survival, a_change_that_definitions_refuse_makes_no_group) {
    for (auto const* const code : {"chemistry_differs", "metric_conflict", "to_indeterminate"}) {
        auto timelines = cohort();
        for (auto& pair : timelines[2].pairs) {
            pair.reason = std::string{"anchor_assumed;"} + code;
        }
        auto const change = analysis_of(survival_report(timelines, {}, {}), overall_survival, "change");
        EXPECT_EQ(reasons_of(change).at("C"), "undetermined") << code;
        EXPECT_EQ(followed(change, "A")->group, "decrease");
    }
    auto timelines = cohort();
    timelines[2].draws[1].result.status = SampleStatus::indeterminate;
    EXPECT_EQ(reasons_of(analysis_of(survival_report(timelines, {}, {}), overall_survival, "change")).at("C"), "undetermined");
}

TEST(Survival, imaging_that_names_progression_is_progression_and_deaths_alone_are_not) {
    auto const imaging = [](int day, char const* label) { return example_event(day, EventKind::imaging, label); };
    std::vector<Timeline> timelines{patient("A", 42, Verdict::met, {imaging(80, "CT"), imaging(120, "CT: PD"), contact(300)}),
                                    patient("B", 42, Verdict::not_met, {death(90)})};
    auto const with = analysis_of(survival_report(timelines, {}, {}), progression_free_survival, "decrease_50");
    ASSERT_NE(followed(with, "A"), nullptr);
    EXPECT_EQ(followed(with, "A")->follow_up, (FollowUp{78, true}));
    EXPECT_EQ(followed(with, "B")->follow_up, (FollowUp{48, true}));
    timelines[0] = patient("A", 42, Verdict::met, {imaging(120, "CT: PD")});
    EXPECT_NE(followed(analysis_of(survival_report(timelines, {}, {}), progression_free_survival, "decrease_50"), "A"), nullptr)
        << "imaging alone tells an outcome";
    timelines[0] = patient("A", 42, Verdict::met, {imaging(120, "CT: no PD"), contact(300)});
    EXPECT_TRUE(analysis_of(survival_report(timelines, {}, {}), progression_free_survival, "decrease_50").curves.empty());
    EXPECT_FALSE(analysis_of(survival_report(timelines, {}, {}), overall_survival, "decrease_50").curves.empty());
}

TEST(Survival, without_an_event_in_the_cohort_there_is_no_curve) {
    std::vector<Timeline> const timelines{patient("A", 42, Verdict::met, {contact(100)}), patient("B", 42, Verdict::not_met, {progression(90)})};
    auto const report = survival_report(timelines, {}, {});
    EXPECT_TRUE(analysis_of(report, overall_survival, "decrease_50").curves.empty());
    EXPECT_EQ(analysis_of(report, progression_free_survival, "decrease_50").followed.size(), 2U);
    EXPECT_TRUE(survival_report({}, {}, {}).analyses.empty());
}

TEST(Survival, a_table_takes_the_place_of_the_same_endpoint_and_counts_in_its_unit) {
    std::vector<OutcomeRow> const rows{{2, "A", overall_survival, 10, "weeks", true, ""}, {3, "Z", overall_survival, 3, "weeks", false, ""}};
    auto const report = survival_report(cohort(), rows, {});
    auto const overall = analysis_of(report, overall_survival, "decrease_50");
    EXPECT_EQ(overall.source, "outcomes");
    EXPECT_EQ(overall.followed.size(), 1U);
    EXPECT_EQ(followed(overall, "A")->follow_up, (FollowUp{4, true})) << "10 weeks less the 42 days to the draw";
    EXPECT_EQ(reasons_of(overall).at("Z"), "no_series");
    EXPECT_EQ(reasons_of(overall).at("B"), "no_outcome");
    EXPECT_EQ(analysis_of(report, progression_free_survival, "decrease_50").source, "events");
}

TEST(Survival, groups_of_a_table_are_compared_with_its_first_or_the_one_named) {
    std::vector<OutcomeRow> rows;
    for (auto const* const group : {"c", "a", "b", ""}) {
        for (int time = 1; time <= 3; ++time) {
            rows.push_back({rows.size() + 2, group + std::to_string(time), "relapse", static_cast<double>(time), "months", true, group});
        }
    }
    auto const relapse = analysis_of(survival_report({}, rows, {}), "relapse", "group");
    ASSERT_EQ(relapse.curves.size(), 3U);
    EXPECT_EQ(relapse.curves[0].group, "a");
    EXPECT_EQ(relapse.contrasts[1].compared, "c");
    EXPECT_TRUE(relapse.contrasts[0].few_events);
    EXPECT_EQ(relapse.left_out.size(), 3U);
    SurvivalSetting setting;
    setting.reference_group = "c";
    auto const named = analysis_of(survival_report({}, rows, setting), "relapse", "group");
    EXPECT_EQ(named.curves[0].group, "c");
    EXPECT_EQ(named.curves[1].group, "a");
}

}  // namespace tidemark::test
