// The figure of a plan: a point for each limit, lines named, the asked fraction marked.
#include "stages/design/design_chart.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/design/design_tube.hpp"
#include "stages/design/grid.hpp"

namespace tidemark::test {
namespace {

std::vector<TubeDesign> designs_of(DesignGrid const& grid) {
    std::vector<TubeDesign> designs;
    for (auto const& plan : plans_of(grid)) {
        designs.push_back(design_tube(plan, {}));
    }
    return designs;
}

DesignGrid grid_of(std::vector<std::int64_t> loci, std::vector<std::int64_t> molecules) {
    DesignGrid grid;
    grid.loci = std::move(loci);
    grid.molecules = std::move(molecules);
    grid.backgrounds = {{1e-5, {}}};
    return grid;
}

std::size_t marks_of(Figure const& figure, std::string const& role) {
    return static_cast<std::size_t>(std::ranges::count(figure.marks, role, &Mark::role));
}

void expect_inside(Figure const& figure) {
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height) << mark.role;
            }
        }
        for (auto const& label : mark.labels) {
            EXPECT_TRUE(label.at.x >= 0 && label.at.x <= figure.width && label.at.y >= 0 && label.at.y <= figure.height)
                << label.text;
        }
    }
}

}  // namespace

TEST(DesignChart, a_grid_is_one_line_for_each_value_and_one_point_for_each_limit) {
    auto const figure = design_figure(designs_of(grid_of({4, 16, 64}, {500, 1000, 2000, 4000})));
    ASSERT_EQ(marks_of(figure, "lod95"), 3U);
    EXPECT_EQ(marks_of(figure, "name"), 3U);
    for (auto const& mark : figure.marks) {
        if (mark.role == "lod95") {
            EXPECT_EQ(mark.shapes.front().points.size(), 4U);
            EXPECT_EQ(mark.shapes.size(), 5U);
            EXPECT_GT(mark.shapes.front().points.back().y, mark.shapes.front().points.front().y) << "more molecules see less";
        }
    }
    expect_inside(figure);
}

TEST(DesignChart, one_tube_is_its_power_with_its_limits_and_what_was_asked) {
    auto grid = grid_of({16}, {2000});
    grid.fractions = {1e-4, 3e-4};
    auto const figure = design_figure(designs_of(grid));
    EXPECT_EQ(marks_of(figure, "power"), 1U);
    EXPECT_EQ(marks_of(figure, "asked"), 2U);
    EXPECT_EQ(marks_of(figure, "limit"), 3U);
    expect_inside(figure);
}

TEST(DesignChart, plans_without_any_limit_draw_an_empty_frame_and_say_so) {
    auto const figure = design_figure(designs_of(grid_of({2}, {1, 2})));
    EXPECT_EQ(marks_of(figure, "lod95"), 0U);
    EXPECT_EQ(figure.description, "No plan has a limit of detection.");
}

}  // namespace tidemark::test
