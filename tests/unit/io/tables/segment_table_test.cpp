#include "io/tables/segment_table.hpp"

#include <gtest/gtest.h>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string const head = "contig\tstart\tend\tmajor_copies\tminor_copies\n";

std::string refusal(std::string const& text) {
    Scratch const scratch;
    try {
        static_cast<void>(read_segments(scratch.write("cn.tsv", text)));
    } catch (FailureError const& error) {
        return std::to_string(error.exit_code()) + " " + error.failure().rule + " " + error.failure().where;
    }
    return "read";
}

}  // namespace

TEST(SegmentTable, names_the_cell_of_negative_copies_and_of_numbers_that_are_none) {
    EXPECT_EQ(refusal(head + "chr1\t1\t9\t-1\t0\n"), "3 bad_number cn.tsv line 2 column major_copies");
    EXPECT_EQ(refusal(head + "chr1\t1\t9\t2\t1,5\n"), "3 bad_number cn.tsv line 2 column minor_copies");
    EXPECT_EQ(refusal(head + "chr1\t1\t9\t1\t2\n"), "3 bad_number cn.tsv line 2 column minor_copies");
    EXPECT_EQ(refusal(head + "chr1\t0\t9\t1\t1\n"), "3 bad_position cn.tsv line 2 column start");
    EXPECT_EQ(refusal(head + "chr1\t9\t8\t1\t1\n"), "3 bad_position cn.tsv line 2 column end");
    EXPECT_EQ(refusal("contig\tstart\tend\tmajor_copies\tminor_copies\tcell_fraction\nchr1\t1\t9\t1\t1\t1.2\n"),
              "3 bad_number cn.tsv line 2 column cell_fraction");
    auto const with_errors = "contig\tstart\tend\tmajor_copies\tminor_copies\tmajor_copies_sd\tminor_copies_sd\nchr1\t1\t9\t2\t1\t";
    EXPECT_EQ(refusal(with_errors + std::string{"-0.1\t0\n"}), "3 bad_number cn.tsv line 2 column major_copies_sd");
    EXPECT_EQ(refusal(with_errors + std::string{"0.1\t11\n"}), "3 bad_number cn.tsv line 2 column minor_copies_sd");
    EXPECT_EQ(refusal(with_errors + std::string{"nan\t\n"}), "3 bad_number cn.tsv line 2 column major_copies_sd");
}

TEST(SegmentTable, overlapping_segments_are_refused) {
    EXPECT_EQ(refusal(head + "chr1\t1\t9\t1\t1\nchr1\t9\t20\t2\t1\n"),
              "3 overlapping_segments cn.tsv line 3 column start");
}

TEST(SegmentTable, reads_closed_one_based_stretches_in_order_of_place) {
    Scratch const scratch;
    auto const segments = read_segments(scratch.write("cn.tsv", head + "chr1\t10\t20\t2\t1\nchr1\t1\t9\t1\t0\n"));
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[0].span, (Interval{Position{0}, Position{9}}));
    EXPECT_EQ(segments[1].major_copies, 2);
    EXPECT_EQ(segments[1].cell_fraction, std::nullopt);
    EXPECT_EQ(segments[1].major_copies_sd, 0);
}

TEST(SegmentTable, reads_standard_errors_an_empty_one_as_sure) {
    Scratch const scratch;
    auto const segments = read_segments(scratch.write(
        "cn.tsv", "contig\tstart\tend\tmajor_copies\tminor_copies\tmajor_copies_sd\tminor_copies_sd\nchr1\t1\t9\t2.2\t1\t0.3\t\n"));
    ASSERT_EQ(segments.size(), 1U);
    EXPECT_EQ(segments[0].major_copies_sd, 0.3);
    EXPECT_EQ(segments[0].minor_copies_sd, 0);
}

}  // namespace tidemark::test
