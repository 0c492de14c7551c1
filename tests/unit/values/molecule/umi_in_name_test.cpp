#include "values/molecule/umi_in_name.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

std::string found(std::string const& name, std::string const& separator) {
    return umi_after_separator(name, separator).value_or("none");
}

Barcode found_by(std::string const& pattern, std::string const& name, std::string const& comment = {}) {
    FastqRecord record;
    record.name = name;
    record.comment = comment;
    return UmiPattern{pattern}(record).value_or(Barcode{"none", ""});
}

}  // namespace

TEST(UmiAfterSeparator, a_name_without_UMI_has_none) {
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206", ":"), "none");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206", "_"), "none");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:", ":"), "none");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:ACG+", ":"), "none");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:ACX", ":"), "none");
    EXPECT_EQ(found("plain", "|"), "none");
    EXPECT_EQ(found("plain", ""), "none");
}

TEST(UmiAfterSeparator, the_eighth_field_of_bcl_convert_and_AVITI) {
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:ACGT", ":"), "ACGT");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:ACG+TTA", ":"), "ACG-TTA");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:ACG-TTA", ":"), "ACG-TTA");
    EXPECT_EQ(found("AV242402:test:2411545213:1:10102:0000:0001:ACGTN", ":"), "ACGTN");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:acgt", ":"), "ACGT");
}

TEST(UmiAfterSeparator, the_prefix_r_means_the_other_strand_half_by_half) {
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:rAACG", ":"), "CGTT");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:rAACG+TTA", ":"), "CGTT-TTA");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:TTA+rAACG", ":"), "TTA-CGTT");
    EXPECT_EQ(found("A1:47:FC:1:11102:7732:1206:r", ":"), "none");
}

TEST(UmiAfterSeparator, UMI_tools_writes_behind_an_underscore) {
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206_ACGTAC", "_"), "ACGTAC");
    EXPECT_EQ(found("SRR2057595.1_CAGCGT", "_"), "CAGCGT");
    EXPECT_EQ(found("ACGT_CAGCGT", "_"), "CAGCGT") << "no colon, so no fastp: the first word is a name";
}

TEST(UmiAfterSeparator, a_cell_barcode_before_the_UMI_is_no_half) {
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206_GGGTTT_ACGTAC", "_"), "ACGTAC");
}

TEST(UmiAfterSeparator, fastp_writes_one_or_two_halves_with_and_without_prefix) {
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:UMI_ACGTAC", "_"), "ACGTAC");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:UMI_ACG_TTA", "_"), "ACG-TTA");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:ACG_TTA", "_"), "ACG-TTA");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:UMI_ACG_TTA", ":"), "ACG-TTA");
    EXPECT_EQ(found("M1:47:FC:1:11102:7732:1206:UMI_ACGTAC", ":"), "ACGTAC");
}

TEST(UmiAfterSeparator, any_other_separator_counts_from_the_right) {
    EXPECT_EQ(found("D1:196:FC:5:1101:14475:2044|GTTC", "|"), "GTTC");
    EXPECT_EQ(found("D1:196:FC:5:1101:14475:2044|GT.TC", "|"), "GT-TC");
    EXPECT_EQ(found("a|b|ACG+TTA", "|"), "ACG-TTA");
    EXPECT_EQ(found("name--umi--ACGT", "--umi--"), "ACGT");
}

TEST(UmiPatternTest, one_group_is_the_UMI_two_are_its_halves) {
    EXPECT_EQ(found_by("^([ACGTN]+)\\+([ACGTN]+)$", "ACGT+TTGA").bases, "ACGT-TTGA");
    EXPECT_EQ(found_by("\\|([ACGTN]{2})([ACGTN]{2})$", "D1:2044|GTTC").bases, "GT-TC");
    EXPECT_EQ(found_by("barcode=([ACGT]+)", "x", "barcode=GGA tail").bases, "GGA");
    EXPECT_EQ(found_by("barcode=([ACGT]+)", "x", "nothing").bases, "none");
    EXPECT_EQ(found_by("(.*)", "what is no base").bases, "none");
}

TEST(UmiPatternTest, qualities_are_taken_where_they_follow_the_UMI) {
    auto const umi = found_by("UMI:([ACGTN]+):", "H:3:1101:4181", "1:N:0:GAGTGG UMI:TTATAAAGCCACTG:CC@FFFFFGHGH:I");
    EXPECT_EQ(umi.bases, "TTATAAAGCCACTG");
    EXPECT_EQ(umi.qualities, "CC@FFFFFGHGH:I");
    EXPECT_EQ(found_by("UMI:([ACGTN]+)", "H", "UMI:TTA:CC").qualities, "") << "two qualities for three bases";
    EXPECT_EQ(found_by("UMI:([ACGTN]+)", "H", "UMI:TTA:CCCC").qualities, "");
    EXPECT_EQ(found_by("UMI:([ACGTN]+)", "H", "UMI:TTA").qualities, "");
}

}  // namespace tidemark::test
