#include "stages/select/phase_groups.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {

using Names = std::vector<std::string>;

TEST(PhaseGroups, without_phase_there_is_no_group_however_near) {
    std::vector const loci{locus(snv(7)), locus(snv(9))};
    EXPECT_EQ(phase_groups(loci), (Names{"", ""}));
}

TEST(PhaseGroups, one_haplotype_within_150_bases_is_one_group_named_by_its_first_locus) {
    std::vector const loci{locus(snv(7), {phased("1|1")}), locus(snv(60)), locus(snv(157), {phased("1|1")})};
    EXPECT_EQ(phase_groups(loci), (Names{"chr1:7:A>C", "", "chr1:7:A>C"}));
}

TEST(PhaseGroups, at_151_bases_two_loci_stand_alone) {
    std::vector const loci{locus(snv(7), {phased("1|1")}), locus(snv(158), {phased("1|1")})};
    EXPECT_EQ(phase_groups(loci), (Names{"", ""}));
}

TEST(PhaseGroups, the_other_haplotype_is_another_group) {
    std::vector const loci{locus(snv(7), {phased("1|0")}), locus(snv(8), {phased("1|1")}),
                           locus(snv(9), {phased("1|0")}), locus(snv(10), {phased("1|1")})};
    EXPECT_EQ(phase_groups(loci), (Names{"chr1:7:A>C", "chr1:8:A>C", "chr1:7:A>C", "chr1:8:A>C"}));
}

TEST(PhaseGroups, the_same_name_in_two_files_links_nothing) {
    std::vector const loci{locus(snv(7), {phased("1|1", 0)}), locus(snv(9), {phased("1|1", 1)})};
    EXPECT_EQ(phase_groups(loci), (Names{"", ""}));
}

TEST(PhaseGroups, links_of_two_files_join) {
    std::vector const loci{locus(snv(7), {phased("a", 0)}), locus(snv(9), {phased("a", 0), phased("b", 1)}),
                           locus(snv(11), {phased("b", 1)})};
    EXPECT_EQ(phase_groups(loci), (Names{"chr1:7:A>C", "chr1:7:A>C", "chr1:7:A>C"}));
}

TEST(PhaseGroups, a_long_chain_is_cut_where_it_leaves_the_reach_of_its_first_locus) {
    std::vector const loci{locus(snv(1), {phased("a")}), locus(snv(101), {phased("a")}), locus(snv(201), {phased("a")}),
                           locus(snv(301), {phased("a")})};
    EXPECT_EQ(phase_groups(loci), (Names{"chr1:1:A>C", "chr1:1:A>C", "chr1:201:A>C", "chr1:201:A>C"}));
}

}  // namespace tidemark::test
