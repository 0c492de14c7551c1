// A failure as one line, and the line as rule and message again.
#include <gtest/gtest.h>

#include "values/failure/recorded_failure.hpp"

namespace tidemark {
namespace {

TEST(RecordedFailureText, is_one_line_without_the_place_of_the_fault) {
    Failure failure{.rule = "alignment_damaged", .what = "a.bam\thas\na damaged block", .where = "a.bam: record 7", .why = "it is", .remedy = {}};
    EXPECT_EQ(recorded_text(failure), "alignment_damaged: a.bam has a damaged block");
    failure.remedy = "copy it again";
    EXPECT_EQ(recorded_text(failure), "alignment_damaged: a.bam has a damaged block; copy it again");
}

TEST(RecordedFailureText, comes_apart_at_the_first_colon) {
    EXPECT_EQ(recorded_failure("index_missing: a.bam has none; run: samtools index a.bam"),
              (RecordedFailure{"index_missing", "a.bam has none; run: samtools index a.bam"}));
    EXPECT_EQ(recorded_failure("a.bam:1"), (RecordedFailure{"failed", "a.bam:1"}));
    EXPECT_EQ(recorded_failure(""), (RecordedFailure{"failed", ""}));
}

}  // namespace
}  // namespace tidemark
