// Calibration on the page: a row, a chart and a sentence for each draw that has signatures.
#include "stages/report/calibration.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/report/chart_qq.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

void add_signatures(DetectionResult& result, int count) {
    for (int each = 0; each < count; ++each) {
        result.signatures_p.push_back((each + 0.5) / count);
    }
    result.signatures = count;
    result.signatures_loci = 7;
    result.signatures_independent = 90.5;
    result.signatures_positive = 2;
    result.signatures_rate = 2.0 / count;
    result.signatures_rate_lo = 0.001;
    result.signatures_rate_hi = 0.036;
    result.signatures_inflation = 1.04;
    result.signatures_inflation_lo = 0.66;
    result.signatures_inflation_hi = 1.5;
    result.p_detect_model = result.p_detect;
}

Mark const& mark_of(Figure const& figure, std::string const& role) {
    return *std::find_if(figure.marks.begin(), figure.marks.end(), [&](Mark const& mark) { return mark.role == role; });
}

}  // namespace

TEST(CalibrationTable, is_absent_where_no_draw_has_signatures) {
    EXPECT_FALSE(calibration_table(example_timeline("A")));
}

TEST(CalibrationTable, has_a_row_with_a_chart_for_each_draw_with_signatures) {
    auto timeline = example_timeline("A");
    add_signatures(timeline.draws[0].result, 200);
    auto const table = calibration_table(timeline);
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rows.size(), 1U);
    EXPECT_TRUE(table->rows[0][1].figure);
    EXPECT_EQ(table->rows[0][2].text, "1.0\u00a0%");
    EXPECT_EQ(table->rows[0].size(), table->columns.size());
    EXPECT_EQ(table->rows[0][table->columns.size() - 2].text, "1.0");
    EXPECT_EQ(table->rows[0][table->columns.size() - 2].note, "0.66 to 1.5");
}

TEST(CalibrationSentence, says_what_was_done_about_inflated_signatures) {
    DetectionResult result;
    result.p_detect = 0.004;
    add_signatures(result, 200);
    EXPECT_EQ(calibration_sentence(result), "2 of 200 signatures without tumor DNA look positive at p ≤ 0.01; about 2 or fewer are "
                                            "expected. That is within chance: the test stands as it is.");
    result.reasons = {"calibration_inflated"};
    EXPECT_NE(calibration_sentence(result).find("a wider test does not change this p"), std::string::npos);
    result.p_detect = 0.03;
    EXPECT_NE(calibration_sentence(result).find("p rose from 0.0040 to 0.030"), std::string::npos);
}

TEST(CalibrationSentence, says_what_signatures_tell_at_the_alpha_of_the_call_or_that_they_are_too_few) {
    DetectionResult result;
    result.alpha = 0.01;
    add_signatures(result, 200);
    EXPECT_EQ(calibration_sentence(result).find("is called at"), std::string::npos) << "0.01 is said already";
    result.alpha = 0.001;
    EXPECT_NE(calibration_sentence(result).find("This sample is called at p ≤ 0.001: 200 signatures cannot tell how often the test "
                                                "is wrong there; that takes 2,000."),
              std::string::npos);
    add_signatures(result, 2000);
    result.signatures_positive_at_alpha = 1;
    result.signatures_rate_at_alpha = 0.0005;
    EXPECT_NE(calibration_sentence(result).find("At p ≤ 0.001, at which this sample is called, 1 look positive; about 2 or fewer are "
                                                "expected."),
              std::string::npos);
}

TEST(CalibrationTable, has_a_column_for_the_alpha_of_the_call_where_it_is_another) {
    auto timeline = example_timeline("A");
    add_signatures(timeline.draws[0].result, 200);
    timeline.draws[0].result.alpha = 0.01;
    EXPECT_EQ(calibration_table(timeline)->columns.size(), 5U);
    timeline.draws[0].result.alpha = 0.001;
    auto const few = calibration_table(timeline);
    ASSERT_EQ(few->columns.size(), 6U);
    ASSERT_EQ(few->rows[0].size(), 6U);
    EXPECT_EQ(few->rows[0][3].text, "not told");
    timeline.draws[0].result.signatures_rate_at_alpha = 0.0005;
    timeline.draws[0].result.signatures_rate_at_alpha_lo = 0.0001;
    timeline.draws[0].result.signatures_rate_at_alpha_hi = 0.004;
    auto const cell = calibration_table(timeline)->rows[0][3];
    EXPECT_EQ(cell.text, "0.050\u00a0% at p ≤ 0.001");
    EXPECT_EQ(cell.note, "0.010 to 0.40\u00a0%");
}

TEST(QqChart, puts_uniform_values_on_the_diagonal_and_small_ones_above_it) {
    std::vector<double> values;
    for (int each = 0; each < 100; ++each) {
        values.push_back((each + 0.5) / 100);
    }
    auto const even = qq_figure(values, "qq", "title");
    auto const& diagonal = mark_of(even, "band").shapes.back().points;
    double const slope = (diagonal[1].y - diagonal[0].y) / (diagonal[1].x - diagonal[0].x);
    for (auto const& shape : mark_of(even, "signature").shapes) {
        auto const& at = shape.points.front();
        EXPECT_NEAR(at.y, diagonal[0].y + slope * (at.x - diagonal[0].x), 1e-6);
    }
    values[0] = 1e-5;
    auto const small = qq_figure(values, "qq", "title");
    auto const& line = mark_of(small, "band").shapes.back().points;
    auto const& first = mark_of(small, "signature").shapes.front().points.front();
    EXPECT_LT(first.y, line[1].y - 20);
    EXPECT_LT(mark_of(small, "signature").shapes.size(), 101U);
}

TEST(QqChart, stays_inside_its_box_whatever_the_values_are) {
    for (auto const& values : std::vector<std::vector<double>>{{1}, {1e-12}, {1e-300, 1, 1}, std::vector<double>(1000, 1e-12)}) {
        auto const figure = qq_figure(values, "qq", "title");
        for (auto const& mark : figure.marks) {
            for (auto const& shape : mark.shapes) {
                for (auto const& point : shape.points) {
                    EXPECT_TRUE(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height);
                }
            }
        }
    }
}

}  // namespace tidemark::test
