// The smoothed series as track makes it: which draws and loci enter. The chain itself is tested with its law.
#include "stages/track/smooth.hpp"

#include <gtest/gtest.h>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

Timeline timeline_of(std::vector<Draw> draws, std::string baseline = "a") {
    Timeline timeline;
    timeline.draws = std::move(draws);
    timeline.baseline = std::move(baseline);
    return timeline;
}

}  // namespace

TEST(Smooth, less_than_two_evaluable_draws_from_the_baseline_on_give_nothing) {
    EXPECT_EQ(smoothed_timeline({}), SmoothedTimeline{});
    EXPECT_EQ(smoothed_timeline(timeline_of({detected("a", 0, 40)})), SmoothedTimeline{});
    EXPECT_EQ(smoothed_timeline(timeline_of({detected("z", -9, 40), detected("a", 0, 40), not_evaluable("b", 21)})), SmoothedTimeline{});
    EXPECT_EQ(smoothed_timeline(timeline_of({detected("a", 0, 40), detected("b", 21, 4)}, "")), SmoothedTimeline{});
}

TEST(Smooth, a_clear_fall_is_told_with_its_chances) {
    auto const smoothed = smoothed_timeline(timeline_of({detected("z", -20, 400), detected("a", 0, 400), not_evaluable("b", 9), detected("c", 21, 20), not_detected("d", 42)}));
    ASSERT_EQ(smoothed.draws.size(), 3U);
    EXPECT_EQ(smoothed.draws[0].sample, "a");
    EXPECT_EQ(smoothed.draws[1].sample, "c");
    // 400 of 8 000 at heterozygous loci: a fraction of 0.1.
    EXPECT_NEAR(smoothed.draws[0].smoothed.median, 0.1, 0.02);
    EXPECT_EQ(smoothed.draws[0].smoothed.fall_half, 0);
    EXPECT_GT(smoothed.draws[1].smoothed.fall_half, 0.99);
    EXPECT_GT(smoothed.draws[2].smoothed.fall_to_tenth, 0.99);
    EXPECT_GT(smoothed.draws[2].smoothed.clearance, smoothed.draws[1].smoothed.clearance);
}

TEST(Smooth, the_signal_of_the_detections_is_the_scale_of_the_fraction) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 400)};
    for (auto& draw : draws) {
        for (auto& locus : draw.result.variants) {
            locus.signal = 0.25;
        }
    }
    EXPECT_NEAR(smoothed_timeline(timeline_of(draws)).draws[0].smoothed.median, 0.2, 0.04);
}

TEST(Smooth, loci_that_are_not_tracked_and_outliers) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 40)};
    for (auto& draw : draws) {
        draw.result.variants[0].state = "set_aside";
        draw.result.variants[1].state = "outlier";
    }
    auto const smoothed = smoothed_timeline(timeline_of(draws));
    ASSERT_EQ(smoothed.loci.size(), 3U);
    EXPECT_EQ(smoothed.loci[0].variant, draws[0].result.variants[1].variant);
}

TEST(Smooth, what_not_all_of_the_tumor_carries_is_left_out_while_a_trunk_locus_remains) {
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 21, 400)};
    for (std::size_t index = 0; index < draws[0].result.variants.size(); ++index) {
        // Of the other loci a tenth as many molecules: their lesion sheds less.
        for (auto& draw : draws) {
            draw.result.variants[index].alt_molecules /= index == 0 ? 1 : 10;
            draw.result.variants[index].reason = index == 0 ? "" : "not_trunk";
        }
    }
    auto const smoothed = smoothed_timeline(timeline_of(draws));
    ASSERT_EQ(smoothed.loci.size(), 1U);
    EXPECT_NEAR(smoothed.draws[0].smoothed.median, 0.1, 0.02);
    draws[0].result.variants[0].reason = "white_cells_unresolved;not_trunk";
    EXPECT_EQ(smoothed_timeline(timeline_of(draws)).loci.size(), draws[0].result.variants.size());
}

}  // namespace tidemark::test
