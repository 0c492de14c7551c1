// Patterns of haplotype rows: which loci, which shown.
#include "values/model/haplotype_pattern.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {

TEST(HaplotypePattern, loci_without_a_number_are_left_out) {
    HaplotypeNames const names{{"chr1:100:C>T", 7}, {"chr1:140:CA>C", 3}};
    auto const loci = parse_haplotype("chr1:90:A>G=1,chr1:100:C>T=1,chr1:140:CA>C=0", names);
    ASSERT_EQ(loci.size(), 2U);
    EXPECT_EQ(loci[0].locus, 7U);
    EXPECT_TRUE(loci[0].shows);
    EXPECT_EQ(loci[1].locus, 3U);
    EXPECT_FALSE(loci[1].shows);
    EXPECT_TRUE(parse_haplotype("", names).empty());
    EXPECT_TRUE(parse_haplotype("chr1:100:C>T", names).empty());
}

TEST(HaplotypePattern, alleles_that_replace_a_common_base_exclude_each_other) {
    auto const at = [](std::int64_t position, std::string ref, std::string alt) {
        return Variant{"chr1", Position::from_one_based(position), std::move(ref), std::move(alt)};
    };
    EXPECT_TRUE(share_bases(at(100, "C", "T"), at(100, "C", "G")));
    EXPECT_TRUE(share_bases(at(99, "ACG", "A"), at(101, "G", "T")));
    EXPECT_FALSE(share_bases(at(99, "ACG", "A"), at(102, "G", "T")));
    EXPECT_FALSE(share_bases(at(100, "C", "T"), {"chr2", Position::from_one_based(100), "C", "T"}));
}

}  // namespace tidemark::test
