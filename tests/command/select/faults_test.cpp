// Faults of faults.md that select meets: 14, 16, 39 to 43, 45, 46, 77. Bad input leaves no panel under its final name.
#include "command/select/select_case.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

void expect_refused(SelectCase const& select, CommandResult const& result, int code, std::string const& rule) {
    EXPECT_EQ(result.exit_code, code) << result.err;
    EXPECT_EQ(rule_of(result), rule) << result.err;
    EXPECT_FALSE(select.has_panel());
    EXPECT_EQ(list_folder(select.scratch.path()).find(".partial."), std::string::npos);
}

bool says(CommandResult const& result, char const* words) {
    return result.err.find(words) != std::string::npos;
}

}  // namespace

TEST(Fault14, a_ref_that_the_reference_does_not_have_lists_every_such_locus) {
    SelectCase const select;
    auto const result = select.run_vcf(vcf({"chr1 1 G A", "chr1 5 C T", "chr1 20 A G", "chr2 1 C T"}));
    expect_refused(select, result, 4, "ref_differs");
    EXPECT_TRUE(says(result, "REF of 2 of 4 alleles")) << result.err;
    EXPECT_TRUE(says(result, "chr1:5:C>T (reference has A)")) << result.err;
    EXPECT_TRUE(says(result, "chr1:20:A>G (reference has C)")) << result.err;
    EXPECT_FALSE(says(result, "chr1:1:G>A"));
}

TEST(Fault14, a_contig_that_the_reference_lacks_is_refused_with_the_name_it_has) {
    SelectCase const select;
    auto const result = select.run_vcf(vcf({"1 1 G A"}));
    expect_refused(select, result, 4, "contig_not_in_reference");
    EXPECT_TRUE(says(result, "the reference calls it chr1")) << result.err;
}

TEST(Fault16, a_vcf_of_another_build_says_which_build_each_looks_like) {
    SelectCase const select;
    // Lengths of chr21 in hg19 and hg38; the FASTA's index alone declares one.
    auto const fasta = select.scratch.write("hg38.fa", ">chr21\nA\n");
    static_cast<void>(select.scratch.write("hg38.fa.fai", "chr21\t46709983\t7\t46709983\t46709984\n"));
    auto const text = std::string{
        "##fileformat=VCFv4.2\n##contig=<ID=chr21,length=48129895>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr21\t1\t.\tA\tC\t.\tPASS\t.\n"};
    auto const result =
        tidemark({"select", "-f", fasta, "--vcf", select.scratch.write("t.vcf", text), "-o", select.output});
    expect_refused(select, result, 4, "contig_length_differs");
    EXPECT_TRUE(says(result, "looks like hg19 and the reference like hg38")) << result.err;
}

TEST(Fault39, plain_gzip_and_bgzip_give_the_bytes_of_the_plain_file) {
    SelectCase const select;
    auto const path = select.scratch.write("tumor.vcf", vcf({"chr1 1 G A", "chr2 1 C T"}));
    ASSERT_EQ(select.run({"--vcf", path}).exit_code, 0);
    auto const plain = read_file(select.output);
    ASSERT_EQ(run({"gzip", "-k", path}).exit_code, 0);
    EXPECT_EQ(select.run({"--vcf", path + ".gz"}).exit_code, 0);
    EXPECT_EQ(read_file(select.output), plain);
    if (run({"bgzip", "-f", "-k", path}).exit_code == 0) {
        EXPECT_EQ(select.run({"--vcf", path + ".gz"}).exit_code, 0);
        EXPECT_EQ(read_file(select.output), plain);
    }
}

TEST(Fault40, blanks_for_tabs_nul_and_latin_1_are_refused_with_the_line) {
    auto const good = vcf({"chr1 1 G A"});
    auto const broken = [&](std::string const& from, std::string const& to) {
        auto text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    for (auto const& [text, rule] : std::vector<std::pair<std::string, std::string>>{
             {good + "chr1 5 . A T . PASS . GT:AD:PS 0/1:5,5:.\n", "vcf_blanks_for_tabs"},
             {broken("PASS\t.", "PASS\tX=" + std::string(1, '\0')), "file_binary"},
             {broken("PASS\t.", "PASS\tX=caf\xE9"), "file_encoding"}}) {
        SelectCase const select;
        auto const result = select.run_vcf(text);
        expect_refused(select, result, 3, rule);
        EXPECT_TRUE(says(result, "tumor.vcf line ")) << result.err;
    }
}

TEST(Fault40, windows_line_ends_and_a_byte_order_mark_change_no_byte) {
    SelectCase const select;
    auto const plain = vcf({"chr1 1 G A", "chr2 1 C T"});
    ASSERT_EQ(select.run_vcf(plain).exit_code, 0);
    auto const expected = read_file(select.output);
    std::string windows{"\xEF\xBB\xBF"};
    for (char const letter : plain) {
        windows += letter == '\n' ? "\r\n" : std::string(1, letter);
    }
    ASSERT_EQ(select.run_vcf(windows).exit_code, 0);
    EXPECT_EQ(read_file(select.output), expected);
}

TEST(Fault41, zero_based_positions_are_refused_and_recognised) {
    SelectCase const select;
    // chr1:2 A, chr1:6 C, chr2:4 G, each written one too low.
    auto const result = select.run_vcf(vcf({"chr1 1 A C", "chr1 5 C T", "chr2 3 G A"}));
    expect_refused(select, result, 4, "ref_differs");
    EXPECT_TRUE(says(result, "0-based")) << result.err;
    auto const shifted = select.run_vcf(vcf({"chr1 3 A C", "chr1 7 C G", "chr2 5 G T"}));
    expect_refused(select, shifted, 4, "ref_differs");
    EXPECT_TRUE(says(shifted, "1-based already")) << shifted.err;
}

TEST(Fault42, what_cannot_be_tracked_is_listed_and_what_can_is_split_and_aligned) {
    SelectCase const select;
    // chr1 5..12 is ACACACAC: the deletion of one AC ends at 4; chr1 15..19 is TTTTT: the insertion starts at 14.
    auto const result = select.run_vcf(vcf({"chr1 1 G A,T,<DEL>,*", "chr1 10 CAC C", "chr1 18 T TT", "chr1 24 AT CG",
                                            "chr1 30 C C", "chr2 8 A <NON_REF>"}));
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(select.rows(),
              "chr1:1:G>* set_aside unsupported:spanning_deletion\n"
              "chr1:1:G><DEL> set_aside unsupported:symbolic_alt\n"
              "chr1:1:G>A tracked\n"
              "chr1:1:G>T tracked\n"
              "chr1:4:TAC>T tracked\n"
              "chr1:14:G>GT tracked\n"
              "chr1:24:AT>CG tracked\n"
              "chr1:30:C>C set_aside unsupported:ref_equals_alt\n"
              "chr2:8:A><NON_REF> set_aside unsupported:non_ref\n");
}

TEST(Fault43, an_exact_repetition_is_one_locus_also_where_it_was_written_differently) {
    SelectCase const select;
    ASSERT_EQ(select.run_vcf(vcf({"chr1 1 G A", "chr1 1 G A", "chr1 10 CAC C", "chr1 8 CAC C"})).exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A tracked\nchr1:4:TAC>T tracked\n");
}

TEST(Fault43, a_repetition_with_other_attributes_is_refused) {
    SelectCase const select;
    auto const result = select.run_vcf(vcf({"chr1 1 G A PASS 0/1:5,5:.", "chr1 1 G A PASS 0/1:1,9:."}));
    expect_refused(select, result, 4, "duplicate_variant");
    EXPECT_TRUE(says(result, "chr1:1:G>A")) << result.err;
}

TEST(Fault45, impossible_copy_numbers_are_refused_with_the_cell) {
    for (auto const* const copies : {"-1\t0", "1,5\t0", "nan\t0", "1\t2"}) {
        SelectCase const select;
        auto const segments = select.scratch.write(
            "cn.tsv", std::string{"contig\tstart\tend\tmajor_copies\tminor_copies\nchr1\t1\t40\t"} + copies + "\n");
        auto const result = select.run_vcf(vcf({"chr1 1 G A"}), {"--segments", segments});
        expect_refused(select, result, 3, "bad_number");
        EXPECT_TRUE(says(result, "cn.tsv line 2 column ")) << result.err;
    }
}

TEST(Fault45, a_purity_that_is_no_share_is_a_usage_error) {
    for (auto const* const purity : {"1.3", "0", "-0.5", "0,8", "nan", "high"}) {
        SelectCase const select;
        expect_refused(select, select.run_vcf(vcf({"chr1 1 G A"}), {"--purity", purity}), 2, "usage");
    }
}

TEST(Fault46, no_records_or_none_to_track_is_a_panel_without_tracked_rows_and_a_warning) {
    SelectCase const select;
    auto const empty = select.run_vcf(vcf({}));
    EXPECT_EQ(empty.exit_code, 0);
    EXPECT_EQ(select.rows(), "");
    EXPECT_TRUE(says(empty, "no_loci")) << empty.err;
    auto const excluded = select.run_vcf(vcf({"chr1 1 G A weak"}));
    EXPECT_EQ(excluded.exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A set_aside filter_not_pass:weak\n");
    EXPECT_TRUE(says(excluded, "no_loci")) << excluded.err;
}

TEST(Fault12, white_cells_of_another_naming_are_refused) {
    SelectCase const select;
    auto const evidence = select.scratch.write(
        "wc.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\nW\t1\t1\tG\tA\tduplex\t900\t90\n");
    auto const result = select.run_vcf(vcf({"chr1 1 G A"}), {"--white-cells", evidence});
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_NE(result.err.find("\"rule\":\"contig_not_in_reference\""), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("no contig of W in wc.tsv is in genome.fa"), std::string::npos) << result.err;
}

TEST(Fault77, white_cells_of_another_schema_version_are_refused) {
    SelectCase const select;
    auto const evidence = select.scratch.write("w.tsv", "#schema=tidemark.evidence/2\nrow\tsample\n");
    auto const result = select.run_vcf(vcf({"chr1 1 G A"}), {"--white-cells", evidence});
    expect_refused(select, result, 4, "unknown_schema");
}

}  // namespace tidemark::test
