#include "stages/extract/extract_template.hpp"

#include <gtest/gtest.h>

#include "support/fastq_text.hpp"

namespace tidemark::test {
namespace {

FastqRecord record(std::string_view name, std::string_view bases, std::string_view qualities, std::string_view comment = {}) {
    FastqRecord made;
    made.name = name;
    made.comment = comment;
    made.bases = bases;
    made.qualities = qualities;
    made.number = 1;
    return made;
}

ExtractParameters with(std::string const& structures) {
    ExtractParameters parameters;
    parameters.structures = *read_structures_from_text(structures);
    return parameters;
}

}  // namespace

TEST(TemplateExtractorTest, a_read_shorter_than_its_structure_is_left_out_and_its_file_named) {
    TemplateExtractor extractor{with("2M+T 3M1S+T")};
    std::vector const records{record("a", "ACG", "III"), record("a", "ACGT", "IIII")};
    auto const left_out = extractor.extract(records);
    ASSERT_TRUE(left_out);
    EXPECT_EQ(left_out->loss, ExtractLoss::too_short);
    EXPECT_EQ(left_out->file, 1U);
    EXPECT_EQ(extractor.counts().lost(ExtractLoss::too_short), 2);
    EXPECT_EQ(extractor.counts().bases_lost, 7);
    EXPECT_TRUE(extractor.counts().conserved());
}

TEST(TemplateExtractorTest, what_the_sequencer_failed_is_left_out) {
    TemplateExtractor extractor{with("+T")};
    EXPECT_EQ(extractor.extract(std::vector{record("a", "ACG", "III", "1:Y:0:ATC")})->loss, ExtractLoss::qc_fail);
    EXPECT_FALSE(extractor.extract(std::vector{record("b", "ACG", "III", "1:N:0:ATC")}));
    EXPECT_FALSE(extractor.extract(std::vector{record("c", "ACG", "III", "Y:1")}));
}

TEST(TemplateExtractorTest, UMIs_of_all_reads_are_joined_in_their_order) {
    TemplateExtractor extractor{with("2M1S+T1M 3M+T")};
    std::vector const records{record("a", "AACGGGT", "!!#$$$%"), record("a", "TTTCC", "&&&''")};
    ASSERT_FALSE(extractor.extract(records));
    auto const& made = extractor.extracted();
    EXPECT_EQ(made.umi.bases, "AA-T-TTT");
    EXPECT_EQ(made.umi.qualities, "!! % &&&");
    EXPECT_EQ(made.reads()[0].bases, "GGG");
    EXPECT_EQ(made.reads()[0].qualities, "$$$");
    EXPECT_EQ(made.reads()[1].bases, "CC");
    EXPECT_EQ(extractor.counts().bases_umi, 6);
    EXPECT_EQ(extractor.counts().bases_skipped, 1);
    EXPECT_EQ(extractor.counts().bases_out, 5);
}

TEST(TemplateExtractorTest, a_file_of_its_own_may_hold_the_UMI) {
    TemplateExtractor extractor{with("+T 4M +T")};
    std::vector const records{record("a", "GGG", "III"), record("a", "ACGTA", "ABCDE"), record("a", "CCC", "III")};
    ASSERT_FALSE(extractor.extract(records));
    EXPECT_EQ(extractor.extracted().umi.bases, "ACGT");
    EXPECT_EQ(extractor.extracted().umi.qualities, "ABCD");
    EXPECT_EQ(extractor.extracted().reads().size(), 2U);
    EXPECT_EQ(extractor.counts().reads_in, 2);
    EXPECT_EQ(extractor.counts().bases_skipped, 1) << "the fifth base of the UMI file";
}

TEST(TemplateExtractorTest, several_template_segments_are_one_read_and_barcodes_have_their_places) {
    TemplateExtractor extractor{with("2T1B2T1C1S+T")};
    ASSERT_FALSE(extractor.extract(std::vector{record("a", "AACGGTCTTT", "0123456789")}));
    auto const& made = extractor.extracted();
    EXPECT_EQ(made.reads()[0].bases, "AAGGTTT");
    EXPECT_EQ(made.reads()[0].qualities, "0134789");
    EXPECT_EQ(made.sample_barcode.bases, "C");
    EXPECT_EQ(made.cell_barcode.bases, "T");
    ASSERT_FALSE(extractor.extract(std::vector{record("b", "CCACCACAAA", "0123456789")}));
    EXPECT_EQ(extractor.extracted().reads()[0].bases, "CCCCAAA") << "the second read starts anew";
}

TEST(TemplateExtractorTest, a_corrected_UMI_keeps_its_original) {
    auto parameters = with("4M+T");
    parameters.list = *UmiList::make({"AAAA", "CCCC"}, {1, 1});
    TemplateExtractor extractor{parameters};
    ASSERT_FALSE(extractor.extract(std::vector{record("a", "AAGAGGG", "IIIIIII")}));
    EXPECT_EQ(extractor.extracted().umi.bases, "AAAA");
    EXPECT_EQ(extractor.extracted().original_umi, "AAGA");
    ASSERT_FALSE(extractor.extract(std::vector{record("b", "CCCCGGG", "IIIIIII")}));
    EXPECT_EQ(extractor.extracted().original_umi, "");
    EXPECT_EQ(extractor.extract(std::vector{record("c", "GGGGGGG", "IIIIIII")})->loss, ExtractLoss::umi_not_listed);
    EXPECT_EQ(extractor.counts().umis_corrected, 1);
    parameters.unlisted = UnlistedUmi::keep;
    TemplateExtractor keeping{parameters};
    ASSERT_FALSE(keeping.extract(std::vector{record("c", "GGGGGGG", "IIIIIII")}));
    EXPECT_EQ(keeping.extracted().umi.bases, "GGGG");
}

TEST(TemplateExtractorTest, adapters_go_from_both_mates_and_are_counted) {
    auto const fragment = arbitrary_bases(40, 1);
    auto const one = "AC" + fragment + std::string(10, 'A');
    auto const two = other_strand(fragment) + std::string(10, 'C');
    std::string const qualities_one(one.size(), 'I');
    std::string const qualities_two(two.size(), 'I');
    std::vector const records{record("a", one, qualities_one), record("a", two, qualities_two)};
    TemplateExtractor extractor{with("2M+T +T")};
    ASSERT_FALSE(extractor.extract(records));
    EXPECT_EQ(extractor.extracted().reads()[0].bases, fragment);
    EXPECT_EQ(extractor.extracted().reads()[1].bases, other_strand(fragment));
    EXPECT_EQ(extractor.extracted().reads()[1].qualities.size(), 40U);
    EXPECT_EQ(extractor.counts().bases_trimmed, 20);
    EXPECT_EQ(extractor.counts().templates_trimmed, 1);
    EXPECT_TRUE(extractor.counts().conserved());
    auto parameters = with("2M+T +T");
    parameters.trim.reset();
    TemplateExtractor leaving{parameters};
    ASSERT_FALSE(leaving.extract(records));
    EXPECT_EQ(leaving.extracted().reads()[1].bases, two);
}

}  // namespace tidemark::test
