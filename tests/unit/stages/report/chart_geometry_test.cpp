// The trajectory as values: every draw is there once, where it belongs, and nothing stands at zero.
#include "stages/report/chart_geometry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stages/report/chart_draws.hpp"
#include "values/patient/figure_shapes.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

std::vector<Mark> marks_of(Figure const& figure, std::string const& role) {
    std::vector<Mark> marks;
    std::copy_if(figure.marks.begin(), figure.marks.end(), std::back_inserter(marks),
                 [&](Mark const& mark) { return mark.role.starts_with(role); });
    return marks;
}

/// Height of the circle or diamond of a mark.
double height_of(Mark const& mark) {
    auto const& shape = mark.shapes.back();
    if (shape.kind == ShapeKind::circle) {
        return shape.points[0].y;
    }
    return (shape.points[0].y + shape.points[2].y) / 2;
}

/// The plain formula: decades from -5 (bottom) to -1 (top) in the example.
double expected_height(double fraction) {
    return plot::bottom + (plot::top - plot::bottom) * (std::log10(fraction) + 5) / 4;
}

}  // namespace

TEST(TrajectoryFigure, a_patient_without_draws_still_gives_a_figure) {
    auto const figure = trajectory_figure(Timeline{});
    EXPECT_GT(figure.height, 0);
    EXPECT_TRUE(marks_of(figure, "draw_").empty());
}

TEST(TrajectoryFigure, every_draw_is_exactly_one_mark_by_its_status) {
    auto const timeline = example_timeline();
    auto const figure = trajectory_figure(timeline);
    EXPECT_EQ(marks_of(figure, "draw_").size(), timeline.draws.size());
    EXPECT_EQ(marks_of(figure, "draw_detected").size(), 3U);
    EXPECT_EQ(marks_of(figure, "draw_not_detected").size(), 2U);
    EXPECT_EQ(marks_of(figure, "draw_indeterminate").size(), 1U);
    EXPECT_EQ(marks_of(figure, "draw_not_evaluable").size(), 2U);
}

TEST(TrajectoryFigure, levels_and_bounds_stand_at_their_decade) {
    auto const figure = trajectory_figure(example_timeline());
    EXPECT_NEAR(height_of(marks_of(figure, "draw_detected")[0]), expected_height(0.0304), 1e-9);
    EXPECT_NEAR(height_of(marks_of(figure, "draw_detected")[2]), expected_height(0.0005), 1e-9);
    EXPECT_NEAR(height_of(marks_of(figure, "draw_not_detected")[1]), expected_height(0.00035), 1e-9);
    EXPECT_NEAR(height_of(marks_of(figure, "draw_indeterminate")[0]), expected_height(0.00022), 1e-9);
}

TEST(TrajectoryFigure, what_was_not_detected_is_open_and_points_down) {
    auto const mark = marks_of(trajectory_figure(example_timeline()), "draw_not_detected")[0];
    EXPECT_EQ(mark.shapes.back().fill, Ink::paper);
    EXPECT_EQ(mark.shapes.back().kind, ShapeKind::circle);
    auto const tip =
        std::max_element(mark.shapes.begin(), mark.shapes.end(),
                         [](Shape const& left, Shape const& right) { return left.points[0].y < right.points[0].y; });
    EXPECT_GT(tip->points[0].y, height_of(mark) + 10);
}

TEST(TrajectoryFigure, no_draw_without_a_level_stands_inside_the_plot) {
    for (auto const& mark : marks_of(trajectory_figure(example_timeline()), "draw_not_evaluable")) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_GT(point.y, plot::bottom);
            }
        }
    }
}

TEST(TrajectoryFigure, a_draw_of_fraction_zero_goes_to_the_strip_and_never_to_the_foot_of_the_axis) {
    auto timeline = example_timeline();
    timeline.draws[0].result.tumor_fraction_cell = 0;
    timeline.draws[3].result.tumor_fraction_cell_hi = 0;
    auto const figure = trajectory_figure(timeline);
    EXPECT_EQ(marks_of(figure, "draw_").size(), timeline.draws.size());
    EXPECT_GT(marks_of(figure, "draw_detected").back().shapes[0].points[0].y, plot::bottom);
    EXPECT_GT(marks_of(figure, "draw_not_detected").back().shapes[0].points[0].y, plot::bottom);
}

TEST(TrajectoryFigure, every_limit_is_a_mark_with_a_band_below_it) {
    auto const timeline = example_timeline();
    auto const figure = trajectory_figure(timeline);
    auto const with_limit = std::count_if(timeline.draws.begin(), timeline.draws.end(), [](Draw const& draw) {
        return draw.result.lod95_tumor_fraction.has_value();
    });
    auto const bands = marks_of(figure, "limit_band");
    EXPECT_EQ(bands.size(), static_cast<std::size_t>(with_limit));
    EXPECT_EQ(marks_of(figure, "limit").size(), 2 * bands.size());
    EXPECT_NEAR(bands[0].shapes[0].points[0].y, expected_height(0.00021), 1e-9);
    EXPECT_DOUBLE_EQ(bands[0].shapes[0].points[2].y, plot::bottom);
}

TEST(TrajectoryFigure, only_two_detections_are_joined_by_a_solid_line) {
    auto const lines = marks_of(trajectory_figure(example_timeline()), "connection")[0].shapes;
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_FALSE(lines[0].dashed);
    for (std::size_t index = 1; index < lines.size(); ++index) {
        EXPECT_TRUE(lines[index].dashed) << index;
    }
}

TEST(TrajectoryFigure, labels_of_values_do_not_cover_each_other) {
    auto timeline = example_timeline();
    for (std::size_t index = 0; index < timeline.draws.size(); ++index) {
        timeline.draws[index].day = static_cast<int>(index);
    }
    timeline.events.clear();
    auto const values = marks_of(trajectory_figure(timeline), "value");
    ASSERT_FALSE(values.empty());
    for (std::size_t left = 0; left < values.size(); ++left) {
        for (std::size_t right = left + 1; right < values.size(); ++right) {
            EXPECT_FALSE(label_box(values[left].labels[0]).overlaps(label_box(values[right].labels[0])));
        }
    }
}

TEST(TrajectoryFigure, draws_of_one_day_stand_side_by_side) {
    auto timeline = example_timeline();
    timeline.draws[1].day = 0;
    auto const detected = marks_of(trajectory_figure(timeline), "draw_detected");
    EXPECT_GT(std::abs(detected[0].shapes.back().points[0].x - detected[1].shapes.back().points[0].x), 10);
}

TEST(TrajectoryFigure, everything_lies_inside_the_figure_and_is_finite) {
    auto const figure = trajectory_figure(example_timeline());
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(std::isfinite(point.x) && point.x >= 0 && point.x <= figure.width) << mark.role;
                EXPECT_TRUE(std::isfinite(point.y) && point.y >= 0 && point.y <= figure.height) << mark.role;
            }
        }
    }
}

TEST(TrajectoryFigure, the_description_tells_every_draw) {
    auto const timeline = example_timeline();
    auto const figure = trajectory_figure(timeline);
    for (auto const& draw : timeline.draws) {
        EXPECT_NE(figure.description.find(draw_sentence(draw)), std::string::npos);
    }
    EXPECT_EQ(draw_sentence(timeline.draws[3]),
              "Day\u00a063: Not detected, at most 0.022\u00a0%, LoD95 0.025\u00a0%.");
    EXPECT_EQ(draw_sentence(timeline.draws[6]),
              "Day\u00a0126: Not evaluable, LoD95 0.61\u00a0%, limit of detection too high.");
}

}  // namespace tidemark::test
