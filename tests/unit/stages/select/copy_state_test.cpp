#include "stages/select/copy_state.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

TumorTissue tissue(double major, double minor, std::optional<double> purity,
                   std::optional<double> cell_fraction = std::nullopt) {
    return {"", {{"chr1", Interval{Position{0}, Position{100}}, major, minor, cell_fraction}}, purity};
}

}  // namespace

TEST(LocusCopyState, is_unknown_without_a_segment_at_the_locus) {
    EXPECT_EQ(copy_state(snv(101), 0.5, tissue(2, 1, 0.8)), LocusCopyState{});
    EXPECT_EQ(copy_state(snv(7), 0.5, TumorTissue{}), LocusCopyState{});
}

TEST(LocusCopyState, a_variant_where_all_copies_are_lost_contradicts_the_segment_and_is_unknown) {
    EXPECT_EQ(copy_state(snv(7), 0.5, tissue(0, 0, 0.8)), LocusCopyState{});
}

// By hand, v·(p·C + (1−p)·2)/p: 0.5·(0.8·3 + 0.4)/0.8 = 1.75; 0.3·2.8/0.8 = 1.05; 0.9·2.8/0.8 = 3.15, at most 2 major.
TEST(LocusCopyState, the_multiplicity_is_the_nearest_integer_from_one_to_the_major_copies) {
    EXPECT_EQ(copy_state(snv(7), 0.5, tissue(2, 1, 0.8)), (LocusCopyState{2.0, 3.0, 2.0}));
    EXPECT_EQ(copy_state(snv(7), 0.3, tissue(2, 1, 0.8)).multiplicity, 1.0);
    EXPECT_EQ(copy_state(snv(7), 0.9, tissue(2, 1, 0.8)).multiplicity, 2.0);
    EXPECT_EQ(copy_state(snv(7), 0.01, tissue(4, 0, 0.8)).multiplicity, 1.0);
}

TEST(LocusCopyState, without_purity_or_vaf_only_a_single_major_copy_is_sure) {
    EXPECT_EQ(copy_state(snv(7), 0.5, tissue(2, 1, std::nullopt)), (LocusCopyState{std::nullopt, 3.0, 2.0}));
    EXPECT_EQ(copy_state(snv(7), std::nullopt, tissue(2, 1, 0.8)).multiplicity, std::nullopt);
    EXPECT_EQ(copy_state(snv(7), std::nullopt, tissue(1, 0, std::nullopt)), (LocusCopyState{1.0, 1.0, 2.0}));
}

TEST(LocusCopyState, a_state_of_part_of_the_cells_is_averaged_and_leaves_the_multiplicity_open) {
    auto const state = copy_state(snv(7), 0.5, tissue(3, 1, 0.8, 0.5));
    EXPECT_EQ(state.total_copies, 3.0) << "half with 4, half with 2";
    EXPECT_EQ(state.multiplicity, std::nullopt);
}

TEST(LocusCopyState, normal_copies_of_x_depend_on_the_patient_and_stay_open) {
    auto male = tissue(1, 0, 0.8);
    male.segments[0].contig = "chrX";
    EXPECT_EQ(copy_state({"chrX", Position{6}, "A", "C"}, 0.5, male), (LocusCopyState{1.0, 1.0, std::nullopt}));
}

TEST(LocusCopyState, lesions_that_disagree_leave_the_value_open) {
    std::vector const tissues{tissue(1, 1, std::nullopt), tissue(1, 0, std::nullopt), TumorTissue{}};
    EXPECT_EQ(agreed_copy_state(locus(snv(7), {seen(0), seen(1)}), tissues), (LocusCopyState{1.0, std::nullopt, 2.0}));
    EXPECT_EQ(agreed_copy_state(locus(snv(7), {seen(0), seen(2)}), tissues), (LocusCopyState{1.0, 2.0, 2.0}));
    EXPECT_EQ(agreed_copy_state(locus(snv(7), {seen(2)}), tissues), LocusCopyState{});
}

}  // namespace tidemark::test
