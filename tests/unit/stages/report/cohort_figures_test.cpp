// Spider, waterfall and swimmer: everyone is drawn or counted as not drawn, and nothing below a limit is drawn as 0.
#include "stages/report/cohort_figures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "stages/report/cohort_figures_section.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

using Changes = std::vector<std::vector<DrawChange>>;

Changes changes_of(std::vector<Timeline> const& timelines) {
    Changes changes;
    for (auto const& timeline : timelines) {
        changes.push_back(changes_since_baseline(timeline));
    }
    return changes;
}

void expect_inside(Figure const& figure) {
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height)
                    << figure.id << " " << mark.role;
            }
        }
    }
}

std::vector<Timeline> patients(std::size_t count) {
    std::vector<Timeline> timelines;
    for (std::size_t index = 0; index < count; ++index) {
        timelines.push_back(example_timeline("P" + std::to_string(1000 + index)));
    }
    return timelines;
}

std::size_t drawings(Section const& section) {
    return static_cast<std::size_t>(
        std::ranges::count_if(section.blocks, [](Block const& block) { return std::holds_alternative<Drawing>(block); }));
}

Table table_of(Section const& section) { return std::get<Table>(section.blocks.back()); }

}  // namespace

TEST(CohortChanges, a_draw_below_its_limit_is_an_upper_bound_above_zero) {
    auto timeline = example_timeline();
    timeline.draws[0].flare_window = false;
    auto const changes = changes_since_baseline(timeline);
    // Draws of days 21, 42, 63, 84 and 168; days 105 and 126 are not evaluable.
    ASSERT_EQ(changes.size(), 5U);
    EXPECT_FALSE(changes[0].upper_bound);
    EXPECT_TRUE(changes[2].upper_bound);
    EXPECT_DOUBLE_EQ(changes[2].ratio, 0.0078);
    EXPECT_DOUBLE_EQ(best_change(changes)->ratio, 0.0072);
    for (auto const& change : changes) {
        EXPECT_GT(change.ratio, 0);
        EXPECT_EQ(is_decrease(change), change.draw->day != 42) << "an indeterminate draw tells no direction";
    }
    EXPECT_EQ(changes[1].doubt, "to_indeterminate");
}

TEST(CohortChanges, a_fall_from_a_baseline_in_the_flare_window_tells_no_direction) {
    auto timeline = example_timeline();
    timeline.draws[0].flare_window = true;
    auto const changes = changes_since_baseline(timeline);
    ASSERT_EQ(changes.size(), 5U);
    EXPECT_EQ(changes[1].doubt, "to_indeterminate") << "what was doubtful before keeps its doubt";
    for (auto const index : {0U, 2U, 3U, 4U}) {
        EXPECT_FALSE(is_decrease(changes[index]));
        EXPECT_EQ(changes[index].doubt, "baseline_in_flare_window");
    }
}

TEST(CohortChanges, without_a_ratio_nothing_is_drawn) {
    auto timeline = example_timeline();
    timeline.pairs.clear();
    EXPECT_TRUE(changes_since_baseline(timeline).empty());
    EXPECT_EQ(best_change({}), nullptr);
}

TEST(Spider, has_a_thread_for_each_patient_with_a_change) {
    auto timelines = patients(3);
    timelines[1].pairs.clear();
    auto const figure = spider_figure(timelines, changes_of(timelines));
    EXPECT_EQ(std::ranges::count(figure.marks, "patient", &Mark::role), 2);
    expect_inside(figure);
}

TEST(Waterfall, falls_from_the_greatest_rise_and_marks_what_the_limit_hides) {
    auto timelines = patients(3);
    for (auto& pair : timelines[1].pairs) {
        pair.ratio = 5;
        pair.ratio_lo = 4;
        pair.ratio_hi = 6;
    }
    std::erase_if(timelines[2].pairs, [&](PairRow const& pair) { return pair.to != timelines[2].draws[4].row.sample; });
    auto const changes = changes_of(timelines);
    auto const rows = waterfall_rows(timelines, changes);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].patient, "P1001");
    EXPECT_EQ(rows[1].patient, "P1002");
    EXPECT_TRUE(rows[1].change.upper_bound);
    EXPECT_EQ(rows[2].draws, 5U);
    auto const figure = waterfall_figure(rows, rows, "waterfall");
    EXPECT_EQ(std::ranges::count(figure.marks, "bar", &Mark::role), 2);
    EXPECT_EQ(std::ranges::count(figure.marks, "bar_at_most", &Mark::role), 1);
    expect_inside(figure);
}

TEST(Waterfall, a_limit_that_hides_even_a_rise_is_no_rise) {
    auto timelines = patients(3);
    for (std::size_t index = 0; index < 3; ++index) {
        auto const to = timelines[index].draws[index == 2 ? 1 : 3].row.sample;
        std::erase_if(timelines[index].pairs, [&](PairRow const& pair) { return pair.to != to || pair.from != timelines[index].baseline; });
        for (auto& pair : timelines[index].pairs) {
            pair.ratio = index == 2 ? 1.6 : 0;
            pair.ratio_lo = index == 2 ? 1.3 : 0;
            pair.ratio_hi = index == 0 ? 2.48 : index == 1 ? 0.02 : 1.9;
        }
    }
    auto const changes = changes_of(timelines);
    auto const rows = waterfall_rows(timelines, changes);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].patient, "P1002");
    EXPECT_EQ(rows[1].patient, "P1001");
    EXPECT_EQ(rows[2].patient, "P1000") << "of whom nothing is known comes last";
    auto const figure = waterfall_figure(rows, rows, "waterfall");
    EXPECT_EQ(std::ranges::count(figure.marks, "bar_unknown", &Mark::role), 1);
    auto const mark = std::ranges::find(figure.marks, "bar_unknown", &Mark::role);
    EXPECT_NE(mark->title.find("not detected; any change up to +148\u00a0% possible"), std::string::npos) << mark->title;
    expect_inside(figure);
    auto const spider = spider_figure(timelines, changes);
    auto const thread = std::ranges::find(spider.marks, "patient", &Mark::role);
    EXPECT_NE(thread->title.find("any change up to +148"), std::string::npos) << thread->title;
    EXPECT_EQ(thread->shapes.front().points.front().y, thread->shapes.front().points.back().y) << "at no change";
    expect_inside(spider);
}

TEST(Swimmer, shows_progression_seen_by_imaging) {
    auto timelines = patients(1);
    timelines[0].events = {example_event(60, EventKind::imaging, "CT, PD"), example_event(30, EventKind::imaging, "CT")};
    auto const figure = swimmer_figure(timelines, swimmer_span(timelines), "swimmer");
    std::vector<std::size_t> signs;
    for (auto const& mark : figure.marks) {
        if (mark.role == "imaging") {
            signs.push_back(mark.shapes.size());
        }
    }
    EXPECT_EQ(signs, (std::vector<std::size_t>{2, 1}));
    EXPECT_EQ(table_of(courses_section(timelines)).rows[0][3].text, "day\u00a060");
}

TEST(Swimmer, has_a_lane_for_each_patient_and_a_sign_for_each_draw_and_event) {
    auto timelines = patients(2);
    timelines[0].events.push_back(example_event(200, EventKind::death, ""));
    auto const figure = swimmer_figure(timelines, swimmer_span(timelines), "swimmer");
    EXPECT_EQ(std::ranges::count(figure.marks, "patient", &Mark::role), 2);
    EXPECT_EQ(std::ranges::count(figure.marks, "death", &Mark::role), 1);
    EXPECT_EQ(std::ranges::count(figure.marks, "progression", &Mark::role), 2);
    EXPECT_EQ(std::ranges::count(figure.marks, "radiotherapy_fraction", &Mark::role), 6);
    EXPECT_EQ(std::ranges::count_if(figure.marks, [](Mark const& mark) { return mark.role.starts_with("draw_"); }), 16);
    expect_inside(figure);
    // One with nothing at all keeps its lane.
    timelines[1].draws.clear();
    timelines[1].events.clear();
    expect_inside(swimmer_figure(timelines, swimmer_span(timelines), "swimmer"));
}

TEST(CohortFigures, long_cohorts_are_split_and_very_long_ones_are_left_to_the_tables) {
    EXPECT_EQ(drawings(courses_section(patients(1))), 1U);
    EXPECT_EQ(drawings(courses_section(patients(90))), 3U);
    EXPECT_EQ(drawings(changes_section(patients(90))), 1U + 3U);
    auto const many = patients(201);
    EXPECT_EQ(drawings(courses_section(many)), 0U);
    EXPECT_EQ(drawings(changes_section(many)), 0U);
    EXPECT_EQ(table_of(courses_section(many)).rows.size(), 201U);
    EXPECT_EQ(table_of(changes_section(many)).rows.size(), 201U);
}

TEST(CohortFigures, a_cohort_without_patients_or_ratios_says_so) {
    EXPECT_EQ(drawings(changes_section({})), 0U);
    auto timelines = patients(2);
    timelines[0].pairs.clear();
    auto const section = changes_section(timelines);
    EXPECT_TRUE(std::ranges::any_of(section.blocks, [](Block const& block) {
        auto const* const paragraph = std::get_if<Paragraph>(&block);
        return paragraph != nullptr && paragraph->text.find("1 patient of 2") != std::string::npos;
    }));
    EXPECT_EQ(table_of(section).rows[0][2].text, "–");
    EXPECT_EQ(table_of(section).rows[1][3].text, "−99.3\u00a0%");
}

}  // namespace tidemark::test
