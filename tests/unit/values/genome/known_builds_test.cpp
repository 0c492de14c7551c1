#include "values/genome/known_builds.hpp"

#include <gtest/gtest.h>

namespace tidemark {

TEST(HumanBuild, is_told_by_the_length_of_a_chromosome_with_or_without_chr) {
    EXPECT_EQ(human_build({{{"chr14", 107349540, ""}}}), "hg19");
    EXPECT_EQ(human_build({{{"14", 107043718, ""}}}), "hg38");
    EXPECT_EQ(human_build({{{"chr14", 101161492, ""}}}), "T2T-CHM13");
}

TEST(HumanBuild, is_unknown_for_other_lengths_and_for_a_mixture) {
    EXPECT_EQ(human_build({{{"chr14", 1000, ""}}}), "");
    EXPECT_EQ(human_build({{{"scaffold_1", 248956422, ""}}}), "");
    EXPECT_EQ(human_build({{{"chr14", 107349540, ""}, {"chr1", 248956422, ""}}}), "");
}

}  // namespace tidemark
