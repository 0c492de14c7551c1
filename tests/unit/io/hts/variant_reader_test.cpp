#include "io/hts/variant_reader.hpp"

#include <gtest/gtest.h>
#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/vcf.h>

#include "support/alignment_text.hpp"
#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string const head =
    "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=1000>\n"
    "##FILTER=<ID=germline,Description=\"d\">\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"d\">\n"
    "##INFO=<ID=PS,Number=1,Type=String,Description=\"d\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"d\">\n##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"d\">"
    "\n"
    "##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"d\">\n##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"d\">"
    "\n";
std::string const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

std::string sites(std::string const& rows) {
    return head + columns + "\n" + rows;
}
std::string one_sample(std::string const& rows) {
    return head + columns + "\tFORMAT\tT\n" + rows;
}

VariantFile read(std::string const& text, std::string const& sample = {}) {
    Scratch const scratch;
    return read_variants(scratch.write("v.vcf", text), sample);
}

std::string refusal(std::string const& text) {
    try {
        static_cast<void>(read(text));
    } catch (FailureError const& error) {
        return std::to_string(error.exit_code()) + " " + error.failure().rule + " " + error.failure().where;
    }
    return "read";
}

/// Every candidate as "text unsupported", one a line.
std::string listed(VariantFile const& file) {
    std::string text;
    for (auto const& candidate : file.candidates) {
        text += to_text(candidate.variant) + (candidate.unsupported.empty() ? "" : " " + candidate.unsupported) + "\n";
    }
    return text;
}

std::string only(std::string const& ref_and_alt) {
    auto const file = read(sites("chr1\t7\t.\t" + ref_and_alt + "\t.\tPASS\t.\n"));
    return file.candidates.size() == 1 ? file.candidates[0].unsupported : "not one candidate";
}

std::string gzipped(Scratch const& scratch, std::string const& text) {
    auto const path = scratch / "plain_gzip.vcf.gz";
    BGZF* const file = bgzf_open(path.c_str(), "wg");
    EXPECT_EQ(bgzf_write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    EXPECT_EQ(bgzf_close(file), 0);
    EXPECT_NE(bgzf_is_bgzf(path.c_str()), 1);
    return path;
}

/// Through htslib, in its mode: "wz" bgzip, "wb" BCF.
std::string through_htslib(Scratch const& scratch, std::string const& text, std::string const& name, char const* mode) {
    htsFile* const in = hts_open(scratch.write("in.vcf", text).c_str(), "r");
    auto const path = scratch / name;
    htsFile* const out = hts_open(path.c_str(), mode);
    bcf_hdr_t* const header = bcf_hdr_read(in);
    bcf1_t* const record = bcf_init();
    EXPECT_EQ(bcf_hdr_write(out, header), 0);
    while (bcf_read(in, header, record) == 0) {
        EXPECT_EQ(bcf_write(out, header, record), 0);
    }
    bcf_destroy(record);
    bcf_hdr_destroy(header);
    hts_close(in);
    EXPECT_EQ(hts_close(out), 0);
    return path;
}

}  // namespace

TEST(VariantReader, blanks_for_tabs_are_refused_with_the_line) {
    EXPECT_EQ(refusal(sites("chr1 7 . A C . PASS .\n")), "3 vcf_blanks_for_tabs v.vcf line 11");
    EXPECT_EQ(refusal(head + "#CHROM POS ID REF ALT QUAL FILTER INFO\n").substr(0, 12), "3 vcf_header");
}

TEST(VariantReader, nul_bytes_and_latin_1_are_refused_with_the_line) {
    EXPECT_EQ(
        refusal(sites("chr1\t7\t.\tA\tC\t.\tPASS\t.\nchr1\t8\t.\tA\tC\t.\tPASS\tN=" + std::string(1, '\0') + "\n")),
        "3 file_binary v.vcf line 12");
    EXPECT_EQ(refusal(sites("chr1\t7\tcaf\xE9\tA\tC\t.\tPASS\t.\n")), "3 file_encoding v.vcf line 11");
}

TEST(VariantReader, a_short_line_a_bad_position_and_a_bad_number_of_columns_are_refused_with_the_line) {
    EXPECT_EQ(refusal(sites("chr1\t7\t.\tA\tC\n")), "3 vcf_columns v.vcf line 11");
    EXPECT_EQ(refusal(sites("chr1\tseven\t.\tA\tC\t.\tPASS\t.\n")), "3 vcf_position v.vcf line 11");
    EXPECT_EQ(refusal(sites("chr1\t0\t.\tA\tC\t.\tPASS\t.\n")), "3 vcf_position v.vcf line 11");
    EXPECT_EQ(refusal(one_sample("chr1\t7\t.\tA\tC\t.\tPASS\t.\tGT\n")), "3 vcf_record v.vcf line 11");
}

TEST(VariantReader, what_is_no_vcf_is_refused) {
    EXPECT_EQ(refusal("contig\tposition\n").substr(0, 11), "3 not_a_vcf");
    EXPECT_EQ(refusal("").substr(0, 11), "3 not_a_vcf");
    EXPECT_EQ(refusal(head).substr(0, 12), "3 vcf_header");
    EXPECT_THROW(static_cast<void>(read_variants("no/such/file.vcf")), InputError);
}

TEST(VariantReader, a_bcf_cut_short_is_refused_with_the_record) {
    Scratch const scratch;
    std::string rows;
    for (int position = 1; position < 900; ++position) {
        rows += "chr1\t" + std::to_string(position) + "\t.\tA\tC\t.\tPASS\t.\n";
    }
    auto const whole = read_file(through_htslib(scratch, sites(rows), "v.bcf", "wbu"));
    auto const path = scratch.write("cut.bcf", whole.substr(0, whole.size() / 2));
    try {
        static_cast<void>(read_variants(path));
        FAIL() << "half a BCF was read";
    } catch (InputError const& error) {
        EXPECT_EQ(error.failure().rule, "bcf_record");
        EXPECT_NE(error.failure().where.find("cut.bcf record "), std::string::npos) << error.failure().where;
    }
}

TEST(VariantReader, windows_line_ends_and_a_byte_order_mark_change_nothing) {
    auto const plain = sites("chr1\t7\t.\tA\tC\t.\tPASS\t.\nchr1\t9\t.\tA\tG,T\t.\tPASS\t.\n");
    std::string windows = "\xEF\xBB\xBF";
    for (char const letter : plain) {
        windows += letter == '\n' ? "\r\n" : std::string(1, letter);
    }
    EXPECT_EQ(listed(read(windows)), listed(read(plain)));
}

TEST(VariantReader, plain_gzip_bgzip_and_bcf_give_the_same_candidates) {
    Scratch const scratch;
    auto const text = one_sample(
        "chr1\t7\tv1\tA\tC,<DEL>\t.\tgermline\tAF=0.25,0.5\tGT:AD:PS\t0|1:6,2,0:7\nchr1\t9\t.\tAC\tA\t.\tPASS\t."
        "\tGT\t0/1\n");
    auto const plain = read(text);
    ASSERT_EQ(plain.candidates.size(), 3U);
    for (auto const& path :
         {gzipped(scratch, text), through_htslib(scratch, text, "b.vcf.gz", "wz"),
          through_htslib(scratch, text, "v.bcf", "wb"), through_htslib(scratch, text, "u.bcf", "wbu")}) {
        auto const other = read_variants(path);
        EXPECT_EQ(listed(other), listed(plain)) << path;
        EXPECT_EQ(other.contigs, plain.contigs) << path;
        EXPECT_EQ(other.samples, plain.samples) << path;
        for (std::size_t index = 0; index < plain.candidates.size(); ++index) {
            EXPECT_EQ(other.candidates.at(index).filters, plain.candidates[index].filters) << path;
            EXPECT_EQ(other.candidates[index].tumor_vaf, plain.candidates[index].tumor_vaf) << path;
            EXPECT_EQ(other.candidates[index].phase_set, plain.candidates[index].phase_set) << path;
            EXPECT_EQ(other.candidates[index].allele_frequency, plain.candidates[index].allele_frequency) << path;
        }
    }
}

TEST(VariantReader, alleles_that_cannot_be_tracked_are_kept_with_a_reason) {
    EXPECT_EQ(only("A\t<DEL>"), "symbolic_alt");
    EXPECT_EQ(only("A\tA[chr1:90["), "symbolic_alt");
    EXPECT_EQ(only("A\t*"), "spanning_deletion");
    EXPECT_EQ(only("A\t<NON_REF>"), "non_ref");
    EXPECT_EQ(only("A\t<*>"), "non_ref");
    EXPECT_EQ(only("A\t."), "no_alt");
    EXPECT_EQ(only("A\tA"), "ref_equals_alt");
    EXPECT_EQ(only("A\ta"), "ref_equals_alt");
    EXPECT_EQ(only("A\tR"), "not_acgt");
    EXPECT_EQ(only("N\tA"), "not_acgt");
}

TEST(VariantReader, changes_of_more_than_50_bases_are_too_long) {
    EXPECT_EQ(only("A\tA" + std::string(50, 'C')), "");
    EXPECT_EQ(only("A\tA" + std::string(51, 'C')), "indel_too_long");
    EXPECT_EQ(only("A" + std::string(51, 'C') + "\tA"), "indel_too_long");
    EXPECT_EQ(only(std::string(51, 'C') + "\t" + std::string(51, 'A')), "mnv_too_long");
    EXPECT_EQ(only(std::string(60, 'C') + "A\t" + std::string(60, 'C') + "G"), "") << "padding is no change";
}

TEST(VariantReader, every_alt_of_a_record_is_one_candidate_with_its_own_numbers) {
    auto const file = read(one_sample("chr1\t7\t.\tA\tC,G\t.\tPASS\tAF=0.1,0.2\tGT:AD\t1/2:10,20,70\n"));
    ASSERT_EQ(file.candidates.size(), 2U);
    EXPECT_EQ(listed(file), "chr1:7:A>C\nchr1:7:A>G\n");
    EXPECT_DOUBLE_EQ(file.candidates[0].tumor_vaf, 0.2);
    EXPECT_DOUBLE_EQ(file.candidates[1].tumor_vaf, 0.7);
    EXPECT_DOUBLE_EQ(file.candidates[0].allele_frequency, 0.1) << "no float noise";
    EXPECT_DOUBLE_EQ(file.candidates[1].allele_frequency, 0.2);
    EXPECT_EQ(file.records, 1U);
    EXPECT_EQ(file.candidates[1].record, 1U);
}

TEST(VariantReader, the_vaf_comes_from_af_where_there_are_no_depths_and_is_absent_without_both) {
    auto const file =
        read(one_sample("chr1\t7\t.\tA\tC\t.\tPASS\t.\tGT:AF\t0/1:0.3\n"
                        "chr1\t8\t.\tA\tC\t.\tPASS\t.\tGT:AD\t0/1:.,.\n"
                        "chr1\t9\t.\tA\tC\t.\tPASS\t.\tGT:AD\t0/1:0,0\n"));
    ASSERT_EQ(file.candidates.size(), 3U);
    EXPECT_DOUBLE_EQ(file.candidates[0].tumor_vaf, 0.3);
    EXPECT_EQ(file.candidates[1].tumor_vaf, -1);
    EXPECT_EQ(file.candidates[2].tumor_vaf, -1);
}

TEST(VariantReader, of_two_samples_the_named_or_the_declared_one_is_the_tumor) {
    auto const rows = columns + "\tFORMAT\tN\tT\nchr1\t7\t.\tA\tC\t.\tPASS\t.\tGT:AD\t0/0:10,0\t0/1:5,5\n";
    EXPECT_EQ(read(head + rows).candidates.at(0).tumor_vaf, -1) << "nobody says which one";
    EXPECT_DOUBLE_EQ(read(head + rows, "T").candidates.at(0).tumor_vaf, 0.5);
    EXPECT_DOUBLE_EQ(read(head + rows, "N").candidates.at(0).tumor_vaf, 0.0);
    EXPECT_DOUBLE_EQ(read(head + "##tumor_sample=T\n" + rows).candidates.at(0).tumor_vaf, 0.5);
    EXPECT_THROW(static_cast<void>(read(head + rows, "X")), InputError);
}

TEST(VariantReader, equal_phase_text_means_one_haplotype) {
    auto const file =
        read(one_sample("chr1\t7\t.\tA\tC\t.\tPASS\t.\tGT:PS\t0|1:7\n"
                        "chr1\t8\t.\tA\tC\t.\tPASS\t.\tGT:PS\t0|1:7\n"
                        "chr1\t9\t.\tA\tC\t.\tPASS\t.\tGT:PS\t1|0:7\n"
                        "chr1\t10\t.\tA\tC\t.\tPASS\t.\tGT:PS\t0/1:7\n"
                        "chr1\t11\t.\tA\tC\t.\tPASS\t.\tGT\t0|1\n"));
    ASSERT_EQ(file.candidates.size(), 5U);
    EXPECT_EQ(file.candidates[0].phase_set, file.candidates[1].phase_set);
    EXPECT_NE(file.candidates[0].phase_set, file.candidates[2].phase_set) << "1|0 is the other haplotype";
    EXPECT_EQ(file.candidates[3].phase_set, "") << "an unphased genotype has no haplotype";
    EXPECT_NE(file.candidates[4].phase_set, "");
    EXPECT_EQ(read(sites("chr1\t7\t.\tA\tC\t.\tPASS\tPS=g1\n")).candidates.at(0).phase_set, "g1");
}

TEST(VariantReader, a_clone_and_its_ccf_are_taken_from_INFO_and_a_ccf_alone_is_not) {
    auto const file = read(sites("chr1\t7\t.\tA\tC\t.\tPASS\tCLONE=B;CCF=0.4\n"
                                 "chr1\t8\t.\tA\tC\t.\tPASS\tCCF=0.4\n"
                                 "chr1\t9\t.\tA\tC\t.\tPASS\tCLONE==x;CCF=0.4\n"
                                 "chr1\t10\t.\tA\tC\t.\tPASS\tCLONE=2;CCF=7\n"));
    EXPECT_EQ(file.candidates.at(0).clone, "B");
    ASSERT_TRUE(file.candidates[0].ccf);
    EXPECT_DOUBLE_EQ(*file.candidates[0].ccf, 0.4);
    EXPECT_EQ(file.candidates[1].clone, "");
    EXPECT_FALSE(file.candidates[1].ccf);
    EXPECT_EQ(file.candidates[2].clone, "") << "no id";
    EXPECT_EQ(file.candidates[3].clone, "2");
    EXPECT_FALSE(file.candidates[3].ccf) << "no share";
}

TEST(VariantReader, filters_are_kept_by_name_even_where_the_header_forgot_them) {
    auto const file = read(sites("chr1\t7\t.\tA\tC\t.\tgermline;weak\t.\nchr1\t8\t.\tA\tC\t.\t.\t.\n"));
    ASSERT_EQ(file.candidates.size(), 2U);
    EXPECT_EQ(file.candidates[0].filters, (std::vector<std::string>{"germline", "weak"}));
    EXPECT_TRUE(file.candidates[1].filters.empty());
}

TEST(VariantReader, a_contig_that_the_header_forgot_is_read_and_not_invented_in_the_table) {
    auto const file = read(sites("chr9\t7\t.\tA\tC\t.\tPASS\t.\n"));
    EXPECT_EQ(listed(file), "chr9:7:A>C\n");
    ASSERT_EQ(file.contigs.contigs.size(), 1U);
    EXPECT_EQ(file.contigs.contigs[0], (Contig{"chr1", 1000, {}}));
}

TEST(Normalise, refuses_a_ref_that_the_reference_does_not_have) {
    Scratch const scratch;
    Reference const reference{write_reference(scratch, "r.fa", ">chr1\nACGTNACGT\n")};
    EXPECT_THROW(static_cast<void>(normalise({"chr1", Position{0}, "C", "T"}, reference)), ContradictionError);
    EXPECT_THROW(static_cast<void>(normalise({"chr2", Position{0}, "A", "T"}, reference)), ContradictionError);
    EXPECT_FALSE(agrees_with_reference({"chr1", Position{4}, "N", "T"}, reference)) << "N agrees with nothing";
    EXPECT_FALSE(agrees_with_reference({"chr1", Position{8}, "TA", "T"}, reference)) << "past the end";
    EXPECT_FALSE(agrees_with_reference({"chr1", Position{-1}, "A", "T"}, reference));
    EXPECT_TRUE(agrees_with_reference({"chr1", Position{8}, "T", "A"}, reference));
}

TEST(Normalise, lower_case_reference_is_no_reason_to_refuse) {
    Scratch const scratch;
    Reference const reference{write_reference(scratch, "r.fa", ">chr1\nacgttttg\n")};
    EXPECT_EQ(to_text(normalise({"chr1", Position{5}, "TT", "T"}, reference)), "chr1:3:GT>G");
}

}  // namespace tidemark::test
