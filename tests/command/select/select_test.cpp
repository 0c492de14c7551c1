// What select promises: options, the panel's content, the same bytes for any order, failures as data.
#include "command/select/select_case.hpp"
#include <gtest/gtest.h>

#include "support/places.hpp"

namespace tidemark::test {

TEST(Select, needs_a_reference_a_vcf_and_an_output) {
    SelectCase const select;
    auto const path = select.scratch.write("tumor.vcf", vcf({"chr1 1 G A"}));
    EXPECT_EQ(tidemark({"select", "--vcf", path, "-o", select.output}).exit_code, 2);
    EXPECT_EQ(tidemark({"select", "-f", select.reference, "-o", select.output}).exit_code, 2);
    EXPECT_EQ(tidemark({"select", "-f", select.reference, "--vcf", path}).exit_code, 2);
    EXPECT_FALSE(select.has_panel());
}

TEST(Select, lists_that_do_not_match_the_vcfs_and_names_that_are_no_ids_are_usage_errors) {
    SelectCase const select;
    for (auto const& arguments : std::vector<std::vector<std::string>>{{"--lesion", "liver", "--lesion", "lung"},
                                                                       {"--segments", "none", "--segments", "none"},
                                                                       {"--purity", "0.5", "--purity", "0.6"},
                                                                       {"--tumor-sample", "T", "--tumor-sample", "U"},
                                                                       {"--lesion", "../liver"},
                                                                       {"--patient", "a b"}}) {
        EXPECT_EQ(select.run_vcf(vcf({"chr1 1 G A"}), arguments).exit_code, 2) << arguments[0];
        EXPECT_FALSE(select.has_panel());
    }
}

TEST(Select, a_missing_file_and_a_missing_index_are_named) {
    SelectCase const select;
    EXPECT_EQ(select.run({"--vcf", select.scratch / "no.vcf"}).exit_code, 3);
    auto const bare = select.scratch.write("bare.fa", ">chr1\nACGT\n");
    auto const path = select.scratch.write("tumor.vcf", vcf({"chr1 1 A C"}));
    auto const result = tidemark({"select", "-f", bare, "--vcf", path, "-o", select.output});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("samtools faidx"), std::string::npos) << result.err;
    EXPECT_FALSE(select.has_panel());
}

TEST(Select, htslib_adds_no_words_of_its_own) {
    SelectCase const select;
    // An undefined filter, an undefined tag and a contig without header line make htslib talk.
    auto const text = std::string{
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "chr1\t1\t.\tG\tA\t.\tnew\tNEW=1\n"};
    auto const result = select.run_vcf(text, {"--include-filtered"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
}

TEST(Select, include_filtered_tracks_what_the_caller_filtered) {
    SelectCase const select;
    ASSERT_EQ(select.run_vcf(vcf({"chr1 1 G A weak"}), {"--include-filtered"}).exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A tracked\n");
}

TEST(Select, the_order_of_records_and_of_files_changes_no_byte) {
    SelectCase const select;
    auto const liver =
        select.scratch.write("liver.vcf", vcf({"chr2 1 C T PASS 0/1:9,1:.", "chr1 1 G A PASS 0/1:2,1:."}));
    auto const lung =
        select.scratch.write("lung.vcf", vcf({"chr1 1 G A PASS 0/1:7,3:.", "chr1 20 C G PASS 0|1:1,1:20"}));
    auto const again =
        select.scratch.write("liver2.vcf", vcf({"chr1 1 G A PASS 0/1:2,1:.", "chr2 1 C T PASS 0/1:9,1:."}));
    ASSERT_EQ(select.run({"--vcf", liver, "--vcf", lung, "--lesion", "liver", "--lesion", "lung"}).exit_code, 0);
    auto const expected = read_file(select.output);
    ASSERT_EQ(select.run({"--vcf", lung, "--vcf", again, "--lesion", "lung", "--lesion", "liver"}).exit_code, 0);
    EXPECT_EQ(read_file(select.output), expected);
    EXPECT_EQ(select.cell("1", "lesion"), "liver;lung");
    EXPECT_EQ(select.cell("1", "trunk"), "1");
    EXPECT_EQ(select.cell("20", "trunk"), "0");
}

TEST(Select, the_panel_says_nothing_of_names_of_files) {
    SelectCase const select;
    ASSERT_EQ(select.run_vcf(vcf({"chr1 1 G A"}), {"--patient", "P1"}).exit_code, 0);
    auto const expected = read_file(select.output);
    auto const other = select.scratch.write("other/name.vcf", vcf({"chr1 1 G A"}));
    ASSERT_EQ(select.run({"--vcf", other, "--patient", "P1"}).exit_code, 0);
    EXPECT_EQ(read_file(select.output), expected);
    EXPECT_EQ(select.fact("schema"), "tidemark.panel/1");
    EXPECT_EQ(select.fact("patient"), "P1");
    EXPECT_EQ(select.fact("hash").size(), 64U);
}

TEST(Select, the_hash_is_that_of_the_sorted_rows_of_the_file) {
    SelectCase const select;
    // 1 of 10,000: a number whose shortest form has an exponent.
    ASSERT_EQ(select.run_vcf(vcf({"chr2 1 C T PASS 0/1:9999,1:.", "chr1 1 G A", "chr1 20 C G weak"})).exit_code, 0);
    auto const script = "grep -v '^#' '" + select.output + "' | tail -n +2 | LC_ALL=C sort | sha256sum";
    EXPECT_EQ(run({"sh", "-c", script}).out.substr(0, 64), select.fact("hash"));
    EXPECT_EQ(select.cell("20", "state"), "set_aside");
}

TEST(Select, a_recorded_failure_is_a_panel_without_rows_and_without_names_of_files) {
    SelectCase const select;
    auto const first = select.run_vcf(vcf({"chr1 1 C A"}), {"--patient", "P1", "--record-failure"});
    EXPECT_EQ(first.exit_code, 0);
    EXPECT_NE(first.err.find("the panel failed"), std::string::npos) << first.err;
    EXPECT_EQ(select.rows(), "");
    EXPECT_EQ(select.fact("failure").substr(0, 12), "ref_differs:");
    auto const expected = read_file(select.output);
    EXPECT_EQ(expected.find("tumor.vcf"), std::string::npos);
    EXPECT_EQ(expected.find("genome.fa"), std::string::npos);
    auto const staged = select.scratch.write("staged/tumor1.vcf", vcf({"chr1 1 C A"}));
    ASSERT_EQ(select.run({"--vcf", staged, "--patient", "P1", "--record-failure"}).exit_code, 0);
    EXPECT_EQ(read_file(select.output), expected);
    ASSERT_EQ(select.run({"--vcf", select.scratch / "no.vcf", "--record-failure"}).exit_code, 0);
    EXPECT_EQ(select.fact("failure").substr(0, 13), "file_missing:") << select.fact("failure");
}

TEST(Select, a_recorded_failure_hides_no_usage_error_and_no_missing_reference) {
    SelectCase const select;
    EXPECT_EQ(select.run_vcf(vcf({"chr1 1 G A"}), {"--record-failure", "--purity", "2"}).exit_code, 2);
    EXPECT_EQ(tidemark({"select", "-f", select.scratch / "no.fa", "--vcf", select.scratch / "tumor.vcf",
                        "--record-failure", "-o", select.output})
                  .exit_code,
              3);
    EXPECT_FALSE(select.has_panel());
}

TEST(Select, white_cells_set_aside_germline_and_blood_clones_and_leave_the_rest) {
    SelectCase const select;
    auto const white_cells = select.scratch.write(
        "w.tsv",
        "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\tbackground_rate\n"
        "W\tchr1\t1\tG\tA\tduplex\t1000\t480\t1e-5\n"
        "W\tchr1\t2\tA\tC\tduplex\t1000\t230\t1e-5\n"
        "W\tchr1\t13\tG\tT\tduplex\t1000\t20\t1e-5\n"
        "W\tchr1\t20\tC\tG\tduplex\t1000\t0\t1e-5\n"
        "W\tchr1\t21\tA\tG\tduplex\t30\t0\t1e-5\n"
        // An insertion, written at the other end of its run.
        "W\tchr1\t19\tT\tTT\tduplex\t1000\t500\t1e-5\n");
    ASSERT_EQ(
        select
            .run_vcf(vcf({"chr1 1 G A", "chr1 2 A C", "chr1 13 G T", "chr1 20 C G", "chr1 21 A G", "chr1 14 G GT"}),
                     {"--white-cells", white_cells})
            .exit_code,
        0);
    EXPECT_EQ(select.rows(),
              "chr1:1:G>A set_aside germline\n"
              "chr1:2:A>C set_aside origin_unknown\n"
              "chr1:13:G>T set_aside ch\n"
              "chr1:14:G>GT set_aside germline\n"
              "chr1:20:C>G tracked\n"
              "chr1:21:A>G tracked white_cells_unresolved:0.116\n");
}

// Three of a thousand: far beyond the usual rate of duplex molecules, and no more than these white cells show anywhere (0.3 %).
TEST(Select, white_cells_without_stated_rates_are_judged_by_their_own_molecules_or_the_usual_rate_of_their_class) {
    std::string const head{"sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n"};
    std::string const locus{"W\tchr1\t1\tG\tA\tduplex\t1000\t3\n"};
    std::string noise;
    for (auto const* const other : {"2\tA\tC", "2\tA\tG", "2\tA\tT", "13\tG\tA", "13\tG\tT", "13\tG\tC"}) {
        noise += std::string{"W\tchr1\t"} + other + "\tduplex\t100000\t300\n";
    }
    SelectCase const select;
    ASSERT_EQ(select.run_vcf(vcf({"chr1 1 G A"}), {"--white-cells", select.scratch.write("w.tsv", head + locus)}).exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A set_aside ch\n");
    ASSERT_EQ(
        select.run_vcf(vcf({"chr1 1 G A"}), {"--white-cells", select.scratch.write("w.tsv", head + locus + noise)}).exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A tracked\n");
}

TEST(Select, common_sites_are_set_aside_by_allele_from_one_in_a_thousand) {
    SelectCase const select;
    auto const head = std::string{
        "##fileformat=VCFv4.2\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"d\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"};
    auto const common =
        select.scratch.write("common.vcf", head +
                                               "chr1\t1\t.\tG\tA,T\t.\t.\tAF=0.2,0.0001\n"
                                               "chr1\t2\t.\tA\tC\t.\t.\t.\nchr9\t2\t.\tA\tC\t.\t.\t.\n");
    ASSERT_EQ(
        select.run_vcf(vcf({"chr1 1 G A,T PASS 1/2:1,1,1:.", "chr1 2 A C"}), {"--common-sites", common}).exit_code, 0);
    EXPECT_EQ(select.rows(), "chr1:1:G>A set_aside common_snp\nchr1:1:G>T tracked\nchr1:2:A>C set_aside common_snp\n");
}

TEST(Select, copy_states_vaf_and_phase_are_filled_where_known) {
    SelectCase const select;
    auto const segments =
        select.scratch.write("cn.tsv", "contig\tstart\tend\tmajor_copies\tminor_copies\nchr1\t1\t20\t2\t1\n");
    ASSERT_EQ(select
                  .run_vcf(vcf({"chr1 1 G A PASS 0|1:5,5:1", "chr1 6 C T PASS 0|1:5,5:1", "chr1 30 C G"}),
                           {"--segments", segments, "--purity", "0.8"})
                  .exit_code,
              0);
    // 0.5 x (0.8 x 3 + 0.2 x 2) / 0.8 = 1.75 mutated copies.
    EXPECT_EQ(select.cell("1", "multiplicity"), "2");
    EXPECT_EQ(select.cell("1", "total_copies"), "3");
    EXPECT_EQ(select.cell("1", "normal_copies"), "2");
    EXPECT_EQ(select.cell("1", "tumor_vaf"), "0.5");
    EXPECT_EQ(select.cell("1", "phase_group"), "chr1:1:G>A");
    EXPECT_EQ(select.cell("6", "phase_group"), "chr1:1:G>A");
    EXPECT_EQ(select.cell("30", "multiplicity"), "");
    EXPECT_EQ(select.cell("30", "phase_group"), "");
}

TEST(Select, a_lesion_without_segments_says_none) {
    SelectCase const select;
    auto const one = select.scratch.write("one.vcf", vcf({"chr1 1 G A"}));
    auto const two = select.scratch.write("two.vcf", vcf({"chr1 1 G A", "chr1 6 C T"}));
    auto const segments =
        select.scratch.write("cn.tsv", "contig\tstart\tend\tmajor_copies\tminor_copies\nchr1\t1\t20\t1\t0\n");
    ASSERT_EQ(select.run({"--vcf", one, "--vcf", two, "--segments", segments, "--segments", "none"}).exit_code, 0);
    EXPECT_EQ(select.cell("1", "total_copies"), "1");
    EXPECT_EQ(select.cell("6", "total_copies"), "");
}

TEST(Select, the_lymphoma_panel_of_ctdnatools_is_ten_tracked_loci_four_of_them_linked) {
    auto const data = std::filesystem::path{source_folder()} / "../shared/data/ctdnatools_serial";
    if (!std::filesystem::exists(data / "mutations.vcf")) {
        GTEST_SKIP() << "the lymphoma data are not on this machine";
    }
    SelectCase const select;
    auto const result = tidemark({"select", "-f", (data / "chr14.hg19.masked.fa.gz").string(), "--vcf",
                                  (data / "mutations.vcf").string(), "-o", select.output});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const rows = select.rows();
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 10);
    EXPECT_EQ(rows.find("set_aside"), std::string::npos) << rows;
    for (auto const* const position : {"106327869", "106327884", "106327909", "106327929"}) {
        EXPECT_EQ(select.cell(position, "phase_group"), "chr14:106327869:C>A") << position;
    }
    EXPECT_EQ(select.cell("106327966", "phase_group"), "");
}

}  // namespace tidemark::test
