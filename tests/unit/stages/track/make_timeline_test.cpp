// The whole series of a patient from its parts.
#include "stages/track/make_timeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

struct Series {
    std::vector<SampleRow> samples;
    std::vector<NamedDetection> detections;
    std::vector<EventRow> events;
    std::vector<PatientRow> patients;
    TrackSetting setting;

    void add(Draw const& draw) {
        samples.push_back(draw.row);
        detections.push_back({draw.row.sample + ".detection.json", draw.result});
    }
    [[nodiscard]] Timeline timeline() const {
        Findings findings;
        auto timeline = make_timeline({.join = {"P1", samples, {}, detections}, .events = events, .patients = patients},
                                      setting, findings);
        EXPECT_TRUE(findings.empty());
        return timeline;
    }
};

Series series(std::vector<Draw> const& draws) {
    Series made;
    for (auto const& draw : draws) {
        made.add(draw);
    }
    return made;
}

std::string origins(Timeline const& timeline) {
    std::string text;
    std::set<std::string> seen;
    for (auto const& pair : timeline.pairs) {
        if (seen.insert(pair.from + ">" + pair.to).second) {
            text += pair.from + ">" + pair.to + " ";
        }
    }
    return text;
}

}  // namespace

TEST(MakeTimeline, without_an_evaluable_draw_there_is_no_baseline_and_every_pair_is_not_applicable) {
    auto const timeline = series({not_evaluable("a", 0), not_evaluable("b", 21)}).timeline();
    EXPECT_EQ(timeline.baseline, "");
    EXPECT_FALSE(timeline.pairs.empty());
    for (auto const& pair : timeline.pairs) {
        EXPECT_EQ(pair.verdict, Verdict::not_applicable);
        EXPECT_FALSE(pair.ratio || pair.ratio_lo || pair.ratio_hi);
    }
}

TEST(MakeTimeline, without_events_days_stay_and_the_earliest_evaluable_draw_is_an_assumed_baseline) {
    auto const timeline = series({not_evaluable("a", -7), detected("b", 0, 40), detected("c", 21, 4)}).timeline();
    EXPECT_EQ(timeline.anchor, "");
    EXPECT_EQ(timeline.baseline, "b");
    EXPECT_TRUE(timeline.baseline_assumed);
    EXPECT_EQ(timeline.draws[0].day, -7);
    EXPECT_TRUE(timeline.draws[1].baseline);
    EXPECT_EQ(timeline.baselines, (std::vector<AnchorBaseline>{{"", 0, "b", true}}));
}

TEST(MakeTimeline, two_anchors_give_two_baselines_and_days_count_from_the_preferred_one) {
    auto made = series({detected("a", -1, 200), detected("b", 20, 90), detected("c", 42, 20), detected("d", 63, 9)});
    made.events = {event(0, EventKind::radiotherapy_fraction, "pre_rt"), event(21, EventKind::systemic_start, "pre_io")};
    auto timeline = made.timeline();
    EXPECT_EQ(timeline.anchor, "pre_io");
    EXPECT_EQ(timeline.draws[0].day, -22);
    EXPECT_EQ(timeline.draws[0].anchor, "pre_io");
    EXPECT_EQ(timeline.events[0].day, -21);
    EXPECT_EQ(timeline.baseline, "b");
    EXPECT_FALSE(timeline.baseline_assumed);
    EXPECT_EQ(timeline.baselines,
              (std::vector<AnchorBaseline>{{"pre_io", 0, "b", false}, {"pre_rt", -21, "a", false}}));
    EXPECT_EQ(origins(timeline), "a>b a>c b>c a>d b>d c>d ");
    made.setting.anchor = "pre_rt";
    timeline = made.timeline();
    EXPECT_EQ(timeline.draws[0].day, -1);
    EXPECT_EQ(timeline.baseline, "a");
}

TEST(MakeTimeline, the_end_of_treatment_is_the_last_baseline_on_the_scale_of_the_series) {
    auto made = series({detected("a", 93, 400), detected("b", 128, 40), detected("c", 300, 4)});
    made.events = {event(100, EventKind::surgery, "surgery"), event(135, EventKind::systemic_start), event(280, EventKind::systemic_stop)};
    auto timeline = made.timeline();
    EXPECT_EQ(timeline.baselines, (std::vector<AnchorBaseline>{{"surgery", 0, "a", false}, {"treatment_end", 180, "b", false}}));
    EXPECT_EQ(timeline.baseline, "a");
    EXPECT_EQ(origins(timeline), "a>b a>c b>c ");
    made.events.erase(made.events.begin());
    timeline = made.timeline();
    EXPECT_EQ(timeline.baselines, (std::vector<AnchorBaseline>{{"", 0, "a", true}, {"treatment_end", 280, "b", false}}));
    EXPECT_EQ(timeline.anchor, "");
}

TEST(MakeTimeline, the_end_of_a_flare_before_immunotherapy_is_no_response) {
    // Radiotherapy on day 0, immunotherapy on day 8; the tumor sheds the same but for a four-fold flare on day 7.
    auto made = series({detected("pre", -5, 109), detected("flare", 7, 440), detected("after", 50, 111), detected("late", 71, 105)});
    made.events = {event(0, EventKind::radiotherapy_fraction, "pre_rt"), event(8, EventKind::systemic_start, "pre_io")};
    auto timeline = made.timeline();
    EXPECT_EQ(timeline.baseline, "pre");
    EXPECT_EQ(timeline.baselines,
              (std::vector<AnchorBaseline>{{"pre_io", 0, "pre", false, "flare"}, {"pre_rt", -8, "pre", false}}));
    EXPECT_EQ(origins(timeline), "pre>flare pre>after flare>after pre>late flare>late after>late ");
    for (auto const& pair : timeline.pairs) {
        EXPECT_NE(pair.verdict, Verdict::met) << pair.from << " " << pair.to << " " << pair.metric << " " << pair.definition;
        if (pair.verdict != Verdict::not_applicable) {
            EXPECT_EQ(pair.reason.find("baseline_in_flare_window") != std::string::npos, pair.from == "flare") << pair.reason;
        }
    }
    for (auto const& draw : timeline.draws) {
        EXPECT_NE(draw.trajectory_class, "response") << draw.row.sample;
    }
    // Where the flare's draw is all there is, a fall from it stays open.
    made = series({detected("flare", 7, 440), detected("after", 50, 111)});
    made.events = {event(0, EventKind::radiotherapy_fraction, "pre_rt"), event(8, EventKind::systemic_start, "pre_io")};
    timeline = made.timeline();
    EXPECT_EQ(timeline.baseline, "flare");
    EXPECT_EQ(timeline.pairs[0].definition, "decrease_50");
    EXPECT_EQ(timeline.pairs[0].verdict, Verdict::undetermined);
    EXPECT_EQ(timeline.pairs[0].reason, "baseline_in_flare_window");
    EXPECT_NE(timeline.draws[1].trajectory_class, "response");
}

TEST(MakeTimeline, a_pair_has_one_row_per_metric_and_definition) {
    auto const timeline = series({detected("a", 0, 200), detected("b", 21, 20), detected("c", 42, 9)}).timeline();
    EXPECT_EQ(origins(timeline), "a>b a>c b>c ");
    EXPECT_EQ(timeline.pairs.size(), 3U * 4U * 3U);
    std::set<std::string> rows;
    for (auto const& pair : timeline.pairs) {
        rows.insert(pair.from + pair.to + pair.metric + pair.definition);
    }
    EXPECT_EQ(rows.size(), timeline.pairs.size());
    EXPECT_EQ(timeline.pairs[0].definition, "decrease_50");
    EXPECT_EQ(timeline.pairs[0].verdict, Verdict::met);
}

TEST(MakeTimeline, published_definitions_slot_in_as_data_and_keep_to_their_own_metric) {
    auto made = series({detected("a", 0, 200), detected("b", 21, 120)});
    ResponseDefinition fall;
    fall.id = "published_20";
    fall.metrics = {"vaf_mean"};
    fall.with = ComparedWith::baseline;
    fall.classes = {{"responder", true, false, {ConditionKind::ratio_at_most, 0.8, {}}}};
    made.setting.published = {fall};
    auto const timeline = made.timeline();
    ASSERT_EQ(timeline.pairs.size(), 4U * 3U + 1U);
    auto const row = std::ranges::find(timeline.pairs, "published_20", &PairRow::definition);
    ASSERT_NE(row, timeline.pairs.end());
    EXPECT_EQ(row->metric, "vaf_mean");
    EXPECT_EQ(row->verdict, Verdict::met);
    EXPECT_EQ(row->response_class, "responder");
    ASSERT_EQ(timeline.definitions.size(), 1U);
    EXPECT_EQ(timeline.definitions[0].to, "b");
    EXPECT_EQ(timeline.definitions[0].verdict, Verdict::met);
}

TEST(MakeTimeline, concentration_comes_with_mass_volume_and_its_interval) {
    auto first = detected("a", 0, 80);
    first.row.cfdna_ng = 42.5;
    first.row.plasma_ml = 4;
    auto second = not_detected("b", 21);
    second.row.cfdna_ng = 42.5;
    second.row.plasma_ml = 4;
    auto const timeline = series({first, second, detected("c", 42, 4)}).timeline();
    // 80 of 8 000: VAF 0.01, 3219.375 genomes per mL. Exact Poisson limits of 80 events: 63.4353 and 99.5667.
    EXPECT_NEAR(*timeline.draws[0].hge_per_ml, 32.19375, 1e-9);
    EXPECT_NEAR(*timeline.draws[0].hge_per_ml_lo, 63.43534 / 8000 * 3219.375, 1e-3);
    EXPECT_NEAR(*timeline.draws[0].hge_per_ml_hi, 99.56670 / 8000 * 3219.375, 1e-3);
    EXPECT_EQ(timeline.draws[1].hge_per_ml, 0.0);
    EXPECT_EQ(timeline.draws[1].hge_per_ml_lo, 0.0);
    // One-sided upper bound of no events: 2.995732.
    EXPECT_NEAR(*timeline.draws[1].hge_per_ml_hi, 2.995732 / 8000 * 3219.375, 1e-5);
    EXPECT_FALSE(timeline.draws[2].hge_per_ml);
}

TEST(MakeTimeline, only_the_patients_own_events_and_attributes_come_along) {
    auto made = series({detected("a", 0, 40)});
    made.events = {event(9, EventKind::imaging), event(3, EventKind::surgery)};
    made.events.push_back(event(1, EventKind::progression));
    made.events.back().patient = "P2";
    made.patients.resize(2);
    made.patients[0].patient = "P2";
    made.patients[0].arm = "B";
    made.patients[1].patient = "P1";
    made.patients[1].arm = "A";
    auto const timeline = made.timeline();
    ASSERT_EQ(timeline.events.size(), 2U);
    EXPECT_EQ(timeline.events[0].kind, EventKind::surgery);
    EXPECT_EQ(timeline.attributes.value().arm, "A");
}

TEST(MakeTimeline, what_was_said_of_earlier_draws_never_changes_when_a_later_one_arrives) {
    std::vector<Draw> const draws{detected("a", -9, 300),  detected("b", 0, 480), not_evaluable("c", 9),
                                  detected("d", 21, 49),   not_detected("e", 42), not_detected("f", 63),
                                  detected("g", 84, 9),    detected("h", 105, 700)};
    auto made = series(draws);
    made.events = {event(0, EventKind::systemic_start, "pre_io")};
    auto const whole = made.timeline();
    for (std::size_t length = 2; length < draws.size(); ++length) {
        auto part = series({draws.begin(), draws.begin() + static_cast<std::ptrdiff_t>(length)});
        part.events = made.events;
        auto const timeline = part.timeline();
        EXPECT_TRUE(std::ranges::equal(timeline.draws, std::span{whole.draws}.first(length))) << length;
        EXPECT_TRUE(std::ranges::equal(timeline.pairs, std::span{whole.pairs}.first(timeline.pairs.size()))) << length;
    }
}

}  // namespace tidemark::test
