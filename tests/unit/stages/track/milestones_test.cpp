// Milestones of a series: nothing to look at first, then each on the story that decides it.
#include "stages/track/milestones.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/track/make_timeline.hpp"
#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

/// Day 0 is the start of drug A; further events as given.
Timeline timeline_of(std::vector<Draw> const& draws, std::vector<EventRow> events = {}, bool anchored = true) {
    std::vector<SampleRow> samples;
    std::vector<NamedDetection> detections;
    for (auto const& draw : draws) {
        samples.push_back(draw.row);
        detections.push_back({draw.row.sample, draw.result});
    }
    if (anchored) {
        events.push_back(event(0, EventKind::systemic_start, "pre_io"));
        events.back().label = "drug A";
    }
    Findings findings;
    TrackSetting setting;
    setting.smoothing = false;
    return make_timeline({.join = {"P1", samples, {}, detections}, .events = events, .patients = {}}, setting, findings);
}

Milestone milestone(Timeline const& timeline, MilestoneKind kind) {
    auto const found = std::ranges::find(timeline.milestones, kind, &Milestone::kind);
    EXPECT_NE(found, timeline.milestones.end());
    return *found;
}

Milestone progression(std::vector<Draw> const& draws, std::vector<EventRow> events = {}) {
    return milestone(timeline_of(draws, std::move(events)), MilestoneKind::molecular_progression);
}

EventRow labelled(EventRow row, std::string label) {
    row.label = std::move(label);
    return row;
}

Draw with_mass(Draw draw) {
    draw.row.cfdna_ng = 40;
    draw.row.plasma_ml = 4;
    return draw;
}

}  // namespace

TEST(Milestones, a_series_without_an_evaluable_draw_has_every_row_and_says_nothing) {
    auto const timeline = timeline_of({not_evaluable("a", 0), not_evaluable("b", 21)});
    ASSERT_EQ(timeline.milestones.size(), all_milestones.size());
    for (std::size_t index = 0; index < all_milestones.size(); ++index) {
        EXPECT_EQ(timeline.milestones[index].kind, all_milestones[index]);
        EXPECT_EQ(timeline.milestones[index].verdict, Verdict::not_applicable);
        EXPECT_NE(timeline.milestones[index].reason, "");
    }
}

TEST(Milestones, a_baseline_alone_has_no_nadir) {
    EXPECT_EQ(milestone(timeline_of({detected("a", -9, 80), detected("b", 0, 90)}), MilestoneKind::nadir).reason, "too_few_draws");
}

TEST(Milestones, a_series_that_was_never_detected_has_no_nadir) {
    auto const low = milestone(timeline_of({not_detected("a", 0), not_detected("b", 21), not_detected("c", 42)}), MilestoneKind::nadir);
    EXPECT_EQ(low.verdict, Verdict::not_applicable);
    EXPECT_EQ(low.reason, "never_detected");
}

TEST(Milestones, the_nadir_is_the_lowest_upper_limit_after_day_0_and_of_equals_the_earliest) {
    // Before day 0 there is a lower one. d and e share their upper limit.
    auto const low = milestone(timeline_of({not_detected("a", -20), detected("b", 0, 400), detected("c", 21, 40), not_detected("d", 42),
                                            not_detected("e", 63), detected("f", 84, 90)}),
                               MilestoneKind::nadir);
    EXPECT_EQ(low.verdict, Verdict::met);
    EXPECT_EQ(low.sample, "d");
    EXPECT_EQ(low.day, 42);
}

TEST(Milestones, clearance_is_the_first_draw_that_demonstrates_it) {
    auto const cleared = milestone(timeline_of({detected("a", 0, 480), detected("b", 21, 49), not_evaluable("c", 30),
                                                not_detected("d", 42), not_detected("e", 63)}),
                                   MilestoneKind::demonstrated_clearance);
    EXPECT_EQ(cleared.verdict, Verdict::met);
    EXPECT_EQ(cleared.sample, "d");
    EXPECT_EQ(cleared.after_day, 21) << "the draw that could not be evaluated bounds nothing";
    auto const open = milestone(timeline_of({detected("a", 0, 5), not_detected("b", 21)}), MilestoneKind::demonstrated_clearance);
    EXPECT_EQ(open.verdict, Verdict::undetermined);
    EXPECT_EQ(open.reason, "clearance_not_demonstrable");
    EXPECT_EQ(milestone(timeline_of({detected("a", 0, 90), detected("b", 21, 80)}), MilestoneKind::demonstrated_clearance).verdict,
              Verdict::not_met);
    EXPECT_EQ(milestone(timeline_of({not_detected("a", 0), not_detected("b", 21)}), MilestoneKind::demonstrated_clearance).reason,
              "never_detected");
}

TEST(Milestones, recrudescence_needs_the_next_draw) {
    std::vector<Draw> draws{detected("a", 0, 480), not_detected("b", 42), detected("c", 63, 9)};
    auto row = milestone(timeline_of(draws), MilestoneKind::recrudescence);
    EXPECT_EQ(row.verdict, Verdict::undetermined);
    EXPECT_EQ(row.reason, "not_confirmed_yet");
    draws.push_back(not_evaluable("d", 70));
    draws.push_back(detected("e", 84, 8));
    row = milestone(timeline_of(draws), MilestoneKind::recrudescence);
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.sample, "c");
    EXPECT_EQ(row.day, 63);
    EXPECT_EQ(row.after_day, 42);
    EXPECT_EQ(row.supported_by, "e");
    draws.back() = not_detected("e", 84);
    EXPECT_EQ(milestone(timeline_of(draws), MilestoneKind::recrudescence).verdict, Verdict::not_met);
    row = milestone(timeline_of({with_mass(detected("a", 0, 400)), with_mass(detected("b", 21, 20)), with_mass(detected("c", 42, 60))}),
                    MilestoneKind::recrudescence);
    EXPECT_EQ(row.verdict, Verdict::undetermined) << "the concentration is the same molecules once more";
    EXPECT_EQ(row.reason, "not_confirmed_yet");
    EXPECT_EQ(milestone(timeline_of({detected("a", 0, 90), detected("b", 21, 85)}), MilestoneKind::recrudescence).reason,
              "no_response_before");
}

TEST(Milestones, progression_is_the_first_sample_of_a_rise_that_the_next_confirms) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160), detected("d", 63, 170)};
    auto const row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.sample, "c");
    EXPECT_EQ(row.after_day, 21);
    EXPECT_EQ(row.supported_by, "d");
    EXPECT_EQ(row.regimen, "drug A");
    draws.back() = detected("d", 63, 22);
    EXPECT_EQ(progression(draws).verdict, Verdict::not_met) << "a single rise";
    EXPECT_EQ(progression({detected("a", 0, 90), detected("b", 21, 95)}).verdict, Verdict::not_met);
}

TEST(Milestones, a_rise_that_a_level_that_scatters_may_show_is_undetermined) {
    // Two-fold from 200 molecules and from 20,000: sure by counts, and no more than draws of a steady level may differ.
    for (int const low : {200, 20'000}) {
        std::vector<Draw> draws{detected("a", 0, 10 * low), detected("b", 21, low), detected("c", 42, 2 * low), detected("d", 63, 2 * low)};
        auto row = progression(draws);
        EXPECT_EQ(row.verdict, Verdict::undetermined) << low;
        EXPECT_EQ(row.reason, "within_scatter");
        EXPECT_EQ(row.sample, "c");
        EXPECT_EQ(milestone(timeline_of(draws), MilestoneKind::recrudescence).reason, "within_scatter");
        EXPECT_EQ(progression({draws[0], draws[1], draws[2]}).reason, "within_scatter;not_confirmed_yet");
        draws[2] = detected("c", 42, 8 * low);
        EXPECT_EQ(progression(draws).reason, "within_scatter") << "so is the draw that confirms";
        // A later rise counts from the first draw that is beyond it, and fell after the last that showed none at all.
        draws[2] = detected("c", 42, 2 * low);
        draws.push_back(detected("e", 84, 9 * low));
        draws.push_back(detected("f", 105, 9 * low));
        row = progression(draws);
        EXPECT_EQ(row.verdict, Verdict::met);
        EXPECT_EQ(row.sample, "e");
        EXPECT_EQ(row.after_day, 21);
    }
}

TEST(Milestones, the_lowest_of_many_draws_is_low_by_chance) {
    // 100 to 136: 1.7 % by chance, of one comparison. After one draw it is shown by counts (2.5 %), as the lowest of two not.
    EXPECT_EQ(progression({detected("a", 0, 100), detected("b", 21, 136), detected("c", 42, 137)}).reason, "within_scatter");
    EXPECT_EQ(progression({detected("a", 0, 110), detected("b", 21, 100), detected("c", 42, 136), detected("d", 63, 137)}).verdict, Verdict::not_met);
}

TEST(Milestones, a_doubtful_rise_is_neither_a_progression_nor_none) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 200), detected("d", 63, 1200), detected("e", 84, 2400)};
    for (std::size_t index = 2; index < draws.size(); ++index) {
        draws[index].row.chemistry = "other";
    }
    auto row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::met) << "200 to 1200 to 2400 within one chemistry";
    EXPECT_EQ(row.sample, "d");
    EXPECT_EQ(row.supported_by, "e");
    EXPECT_EQ(row.after_day, 21) << "c may have shown it";
    draws.pop_back();
    EXPECT_EQ(progression(draws).verdict, Verdict::undetermined);
    draws.back() = detected("d", 63, 210);
    draws.back().row.chemistry = "other";
    row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::undetermined);
    EXPECT_EQ(row.sample, "c");
    EXPECT_EQ(row.reason, "chemistry_differs");
    draws.back() = detected("d", 63, 18);
    EXPECT_EQ(progression(draws).verdict, Verdict::not_met) << "the next draw denies it";
}

TEST(Milestones, a_rise_that_the_concentration_contradicts_is_undetermined) {
    std::vector<Draw> draws{with_mass(detected("a", 0, 400)), with_mass(detected("b", 21, 20)), with_mass(detected("c", 42, 200))};
    draws[1].row.cfdna_ng = 800;
    auto const row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::undetermined);
    EXPECT_EQ(row.reason, "metric_conflict;not_confirmed_yet");
}

TEST(Milestones, the_flare_window_neither_starts_nor_confirms_a_progression) {
    auto const fraction = [](int day) { return event(day, EventKind::radiotherapy_fraction); };
    std::vector<Draw> const draws{detected("a", 0, 100), detected("b", 21, 300), detected("c", 63, 95)};
    auto row = progression(draws, {fraction(14)});
    EXPECT_EQ(row.verdict, Verdict::not_met);
    EXPECT_EQ(row.reason, "flare_window");
    // Raised before the fraction, seen again only while tissue sheds: still open, and confirmed by a draw after the window.
    std::vector<Draw> later{detected("a", 0, 100), detected("b", 21, 300), detected("c", 30, 310)};
    EXPECT_EQ(progression(later, {fraction(25)}).verdict, Verdict::undetermined);
    later.push_back(detected("d", 60, 320));
    row = progression(later, {fraction(25)});
    EXPECT_EQ(row.sample, "b");
    EXPECT_EQ(row.supported_by, "d");
    // First seen in the window: it is dated after it, but fell before.
    row = progression({detected("a", 0, 100), detected("b", 21, 300), detected("c", 42, 310), detected("d", 63, 320)}, {fraction(14)});
    EXPECT_EQ(row.sample, "c");
    EXPECT_EQ(row.after_day, 0);
}

TEST(Milestones, a_progression_belongs_to_the_regimen_before_a_change) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160), detected("d", 63, 170)};
    auto row = progression(draws, {labelled(event(30, EventKind::treatment_change), "drug B")});
    EXPECT_EQ(row.regimen, "drug A");
    EXPECT_EQ(row.reason, "treatment_change_between");
    row = progression(draws, {labelled(event(42, EventKind::treatment_change), "drug B")});
    EXPECT_EQ(row.regimen, "drug A") << "a draw on the day of a change was taken before it";
    EXPECT_EQ(row.reason, "treatment_change_between") << "the draw that confirms was not";
    row = progression(draws, {labelled(event(21, EventKind::treatment_change), "drug B")});
    EXPECT_EQ(row.regimen, "drug A") << "so was the low draw";
    EXPECT_EQ(row.reason, "treatment_change_between");
    row = progression(draws, {labelled(event(9, EventKind::treatment_change), "drug B")});
    EXPECT_EQ(row.regimen, "drug B");
    EXPECT_EQ(row.reason, "");
}

TEST(Milestones, a_progression_that_a_draw_under_the_new_drug_did_not_show_is_the_new_drugs) {
    // Drug A ends on day 50 and docetaxel begins; day 63 is still low, day 84 rises, day 105 confirms it.
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 42, 20), detected("c", 63, 21), detected("d", 84, 90), detected("e", 105, 99)};
    auto const events = std::vector{labelled(event(50, EventKind::systemic_stop), "drug A"), labelled(event(51, EventKind::systemic_start), "docetaxel")};
    auto row = progression(draws, events);
    EXPECT_EQ(row.sample, "d");
    EXPECT_EQ(row.regimen, "docetaxel");
    EXPECT_EQ(row.reason, "treatment_change_between") << "the low draw was taken under drug A";
    // Without the draw between nobody knows when it rose.
    row = progression({draws[0], draws[1], draws[3], draws[4]}, events);
    EXPECT_EQ(row.regimen, "drug A");
    EXPECT_EQ(row.reason, "treatment_change_between");
}

TEST(Milestones, a_progression_under_two_drugs_names_both) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160), detected("d", 63, 170)};
    EXPECT_EQ(progression(draws, {labelled(event(0, EventKind::systemic_start), "axitinib")}).regimen, "axitinib + drug A");
}

TEST(Milestones, first_detections_after_draws_without_are_a_progression_too) {
    auto const row = progression({not_detected("a", 0), not_detected("b", 21), detected("c", 42, 30), detected("d", 63, 60)});
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.sample, "c");
}

TEST(Milestones, a_first_detection_needs_no_rise_but_a_second_detection) {
    std::vector<Draw> draws{not_detected("a", 0), not_detected("b", 90), detected("c", 180, 3)};
    EXPECT_EQ(progression(draws).reason, "not_confirmed_yet");
    draws.push_back(detected("d", 270, 4));
    draws.push_back(detected("e", 360, 4));
    auto row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.sample, "c");
    EXPECT_EQ(row.after_day, 90);
    EXPECT_EQ(row.supported_by, "d");
    draws[3] = not_detected("d", 270);
    EXPECT_EQ(progression(draws).sample, "e") << "c stood alone";
    EXPECT_EQ(progression(draws).verdict, Verdict::undetermined);
    draws.push_back(detected("f", 450, 3));
    row = progression(draws);
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.sample, "e");
    EXPECT_EQ(row.after_day, 270);
    // A baseline that was detected is no first detection, and a clearance that could not be shown no ground for one.
    EXPECT_EQ(progression({detected("a", 0, 4), not_detected("b", 21), detected("c", 42, 3), detected("d", 63, 4)}).verdict, Verdict::not_met);
}

TEST(Milestones, lead_time_is_bounded_by_the_gap_before_the_first_sample) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160), detected("d", 63, 170)};
    auto const lead = [&](std::vector<EventRow> events) {
        return milestone(timeline_of(draws, std::move(events)), MilestoneKind::lead_time);
    };
    auto row = lead({event(30, EventKind::imaging), event(100, EventKind::progression), event(130, EventKind::progression)});
    EXPECT_EQ(row.verdict, Verdict::met);
    EXPECT_EQ(row.lead_days, 58);
    EXPECT_EQ(row.lead_days_hi, 79);
    row = lead({labelled(event(30, EventKind::imaging), "CT PD")});
    EXPECT_EQ(row.verdict, Verdict::not_met);
    EXPECT_EQ(row.lead_days, -12);
    EXPECT_EQ(lead({labelled(event(30, EventKind::imaging), "CT SD")}).reason, "only_molecular");
    EXPECT_EQ(lead({}).reason, "no_imaging");
    EXPECT_EQ(lead({event(-5, EventKind::progression)}).reason, "no_imaging") << "a progression before day 0 led to this treatment";
    auto const still = timeline_of({detected("a", 0, 90), detected("b", 21, 85)}, {event(40, EventKind::imaging)});
    EXPECT_EQ(milestone(still, MilestoneKind::lead_time).reason, "neither");
    auto const seen = timeline_of({detected("a", 0, 90), detected("b", 21, 85)}, {event(40, EventKind::progression)});
    EXPECT_EQ(milestone(seen, MilestoneKind::lead_time).reason, "only_imaging");
    auto const open = timeline_of({detected("a", 0, 90), detected("b", 21, 300)}, {event(40, EventKind::progression)});
    EXPECT_EQ(milestone(open, MilestoneKind::lead_time).verdict, Verdict::undetermined);
}

TEST(Milestones, unconfirmed_progression_does_not_say_that_there_was_none_yet) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160), detected("d", 63, 170)};
    auto const imaged = [&](std::string const& first) {
        return milestone(timeline_of(draws, {labelled(event(14, EventKind::imaging), "CT iSD"), labelled(event(35, EventKind::imaging), first),
                                             labelled(event(70, EventKind::imaging), "CT iCPD")}),
                         MilestoneKind::imaging_progression);
    };
    EXPECT_EQ(imaged("CT iSD").after_day, 35);
    EXPECT_EQ(imaged("CT iUPD").after_day, 14) << "it may have been there on day 35";
    EXPECT_EQ(imaged("CT iUPD").day, 70) << "the day on which it is confirmed";
    EXPECT_EQ(imaged("CT PD (iUPD)").day, 35) << "PD by RECIST needs no confirmation";
    // As the last word it leaves everything open; a later one settles it.
    auto const open = timeline_of(draws, {labelled(event(35, EventKind::imaging), "CT iUPD")});
    for (auto const kind : {MilestoneKind::imaging_progression, MilestoneKind::lead_time, MilestoneKind::pseudo_progression}) {
        EXPECT_EQ(milestone(open, kind).verdict, Verdict::undetermined);
        EXPECT_EQ(milestone(open, kind).reason, "imaging_unconfirmed");
    }
    EXPECT_EQ(milestone(open, MilestoneKind::imaging_progression).day, 35);
    auto const settled = milestone(timeline_of(draws, {labelled(event(35, EventKind::imaging), "CT iUPD"), labelled(event(70, EventKind::imaging), "CT iSD")}),
                                   MilestoneKind::imaging_progression);
    EXPECT_EQ(settled.verdict, Verdict::not_met);
    EXPECT_FALSE(settled.day);
}

TEST(Milestones, imaging_progression_with_a_response_within_three_weeks_is_discordant) {
    std::vector<Draw> const draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 18)};
    auto const discordant = [&](int day) {
        return milestone(timeline_of(draws, {event(day, EventKind::progression)}), MilestoneKind::pseudo_progression);
    };
    EXPECT_EQ(discordant(63).verdict, Verdict::met);
    EXPECT_EQ(discordant(63).sample, "c");
    EXPECT_EQ(discordant(63).supported_by, "decrease_50");
    EXPECT_EQ(discordant(64).verdict, Verdict::not_applicable);
    EXPECT_EQ(discordant(64).reason, "no_draw_near_imaging");
    auto const still = timeline_of({detected("a", 0, 400), detected("b", 21, 390)}, {event(21, EventKind::progression)});
    EXPECT_EQ(milestone(still, MilestoneKind::pseudo_progression).verdict, Verdict::not_met);
}

TEST(Milestones, a_fall_from_the_baseline_is_no_comfort_where_the_draws_have_risen_since) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 160)};
    auto const row = [&] {
        return milestone(timeline_of(draws, {event(50, EventKind::progression)}), MilestoneKind::pseudo_progression);
    };
    EXPECT_EQ(row().verdict, Verdict::undetermined);
    draws.push_back(detected("d", 63, 170));
    EXPECT_EQ(row().verdict, Verdict::not_met);
    EXPECT_EQ(row().reason, "molecular_progression");
}

TEST(Milestones, without_an_anchor_they_are_looked_for_after_the_baseline) {
    auto const timeline = timeline_of({detected("a", 100, 400), detected("b", 121, 20)}, {}, false);
    EXPECT_EQ(milestone(timeline, MilestoneKind::nadir).sample, "b");
}

}  // namespace tidemark::test
