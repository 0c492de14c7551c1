// detect as a user sees it: statuses, the plain pooled test, limits, and results that depend on the sample alone.
#include <gtest/gtest.h>

#include "command/detect/detect_case.hpp"
#include "support/plain_tail.hpp"

namespace tidemark::test {
namespace {

std::vector<int> sixteen(std::vector<int> alt) {
    alt.resize(16, 0);
    return alt;
}

}  // namespace

TEST(Detect, three_molecules_at_three_loci_are_detected_with_fraction_and_limits) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = sixteen({1, 1, 2})}}), 16);
    ASSERT_TRUE(results.is_array()) << results;
    auto const& result = results[0];
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_EQ(result["molecules_n"], 32000);
    EXPECT_EQ(result["molecules_alt"], 4);
    EXPECT_NEAR(result["background_expected"].get<double>(), 0.32, 1e-12);
    EXPECT_NEAR(result["tumor_fraction_cell"].get<double>(), 2 * (4 - 0.32) / 32000, 1e-7);
    // Feldman-Cousins 95 % of 4 over 0.32, net molecules: between the published rows (3, 0.2) and (5, 1). Four molecules cannot tell
    // how many of the other 13 loci are lost: the upper limit stays below that of 4 molecules on the three that show some.
    EXPECT_GT(result["tumor_fraction_cell_lo"].get<double>() * 16000, 0.62);
    EXPECT_LT(result["tumor_fraction_cell_lo"].get<double>() * 16000, 1.37);
    EXPECT_GT(result["tumor_fraction_cell_hi"].get<double>() * 16000, 10.26);
    EXPECT_LT(result["tumor_fraction_cell_hi"].get<double>() * 3000, 10.26);
    EXPECT_TRUE(result["dropout_share"].is_null());
    EXPECT_NEAR(result["lod95_tumor_fraction"].get<double>(), 3.74e-4, 1e-6);
    EXPECT_EQ(result["alpha"], 0.01);
    EXPECT_EQ(result["variants"].size(), 16U);
    EXPECT_EQ(result["variants"][2]["alt_molecules"], 2);
    EXPECT_EQ(result["variants"][2]["state"], "evaluable");
}

TEST(Detect, the_mean_of_vafs_stands_beside_the_fraction) {
    Scratch const scratch;
    std::string table = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\tbackground_rate\n";
    for (auto const* row : {"1000\tC\tT\tduplex\t5000\t3", "2000\tC\tT\tduplex\t4000\t5", "3000\tC\tT\tduplex\t6000\t2",
                            "4000\tC\tT\tduplex\t3000\t0"}) {
        table += std::string{"S1\tchr1\t"} + row + "\t1e-5\n";
    }
    auto const results = detect_results(scratch, table, 4);
    ASSERT_TRUE(results.is_array()) << results;
    EXPECT_NEAR(2 * results[0]["vaf_mean"].get<double>(), 1.09167e-3, 5e-9);   // statistics.md 7
    EXPECT_EQ(results[0]["vaf_max"].get<double>(), 5.0 / 4000);
}

TEST(Detect, nothing_seen_in_a_deep_tube_is_not_detected_with_an_upper_bound) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = sixteen({})}}), 16);
    EXPECT_EQ(results[0]["status"], "NOT_DETECTED");
    EXPECT_EQ(results[0]["tumor_fraction_cell"], 0.0);
    EXPECT_EQ(results[0]["tumor_fraction_cell_lo"], 0.0);
    EXPECT_NEAR(results[0]["tumor_fraction_cell_hi"].get<double>(), 2.995732 / 16000, 1e-9);
}

TEST(Detect, nothing_seen_in_a_shallow_tube_is_not_evaluable_but_says_what_it_could_have_seen) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({}), .depth = 60}});
    auto const strict = detect_results(scratch, table, 16);
    EXPECT_EQ(strict[0]["status"], "NOT_EVALUABLE");
    EXPECT_EQ(strict[0]["reasons"][0], "lod_above_required");
    EXPECT_TRUE(strict[0]["tumor_fraction_cell"].is_null());
    EXPECT_TRUE(strict[0]["tumor_fraction_cell_hi"].is_null());
    EXPECT_GT(strict[0]["lod95_tumor_fraction"].get<double>(), 0.001);
    EXPECT_FALSE(strict[0]["lob_tumor_fraction"].is_null());
    EXPECT_FALSE(strict[0]["loq_tumor_fraction"].is_null());
    EXPECT_FALSE(strict[0]["p_detect"].is_null());
    auto const loose = detect_results(scratch, table, 16, {"--required-lod95", "0.05"});
    EXPECT_EQ(loose[0]["status"], "NOT_DETECTED");
}

TEST(Detect, many_molecules_at_one_of_many_loci_are_a_single_locus) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = sixteen({0, 7})}}), 16);
    EXPECT_EQ(results[0]["status"], "INDETERMINATE");
    EXPECT_EQ(results[0]["reasons"][0], "single_locus");
}

TEST(Detect, a_detection_that_only_a_runaway_locus_carries_is_fragile_and_the_locus_is_listed) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = sixteen({40, 1})}}), 16);
    EXPECT_EQ(results[0]["status"], "INDETERMINATE");
    EXPECT_EQ(results[0]["reasons"][0], "fragile_locus");
    EXPECT_EQ(results[0]["variants"][0]["state"], "outlier");
    EXPECT_EQ(results[0]["molecules_alt"], 41);
    EXPECT_LT(results[0]["tumor_fraction_cell"].get<double>(), 1e-4);
}

TEST(Detect, monitoring_use_leaves_p_between_the_two_alphas_open) {
    Scratch const scratch;
    // Three molecules over 0.32: p = 0.0043 by the plain sum.
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({1, 1, 1})}});
    auto const landmark = detect_results(scratch, table, 16);
    EXPECT_EQ(landmark[0]["status"], "DETECTED");
    auto const monitoring = detect_results(scratch, table, 16, {"--use", "monitoring"});
    EXPECT_EQ(monitoring[0]["status"], "INDETERMINATE");
    EXPECT_EQ(monitoring[0]["reasons"][0], "between_alphas");
    EXPECT_EQ(monitoring[0]["alpha"], 0.001);
    auto const declared = detect_results(scratch, table, 16, {"--use", "monitoring", "--alpha", "0.01"});
    EXPECT_EQ(declared[0]["status"], "DETECTED");
}

TEST(Detect, the_pooled_test_stands_beside_and_can_stand_alone) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({1, 2, 0, 1}), .rate = "3e-5"}});
    double const expected = plain_tail(4, 32000 * 3e-5);
    auto const exact = detect_results(scratch, table, 16);
    EXPECT_NEAR(exact[0]["p_pooled"].get<double>(), expected, 1e-12);
    EXPECT_NEAR(exact[0]["pooled_quantity"].get<double>(), (4 - 0.96) / 32000, 1e-15);
    auto const plain = detect_results(scratch, table, 16, {"--method", "poisson"});
    EXPECT_NEAR(plain[0]["p_detect"].get<double>(), expected, 1e-12);
}

TEST(Detect, a_gate_on_molecules_speaks_only_of_undetected_samples) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "A", .alt = sixteen({})}, {.name = "B", .alt = sixteen({2, 2, 2})}});
    auto const results = detect_results(scratch, table, 16, {"--minimum-molecules", "50000"});
    EXPECT_EQ(results[0]["status"], "NOT_EVALUABLE");
    EXPECT_EQ(results[0]["reasons"][0], "low_molecules");
    EXPECT_EQ(results[1]["status"], "DETECTED");
}

TEST(Detect, a_result_does_not_depend_on_the_other_samples_or_on_file_names) {
    Scratch const scratch;
    ForeignSample const first{.name = "A", .alt = sixteen({1, 1}), .rate = ""};
    ForeignSample const second{.name = "B", .alt = sixteen({3, 0, 4}), .rate = ""};
    auto const both = detect_results(scratch, foreign_table({first, second}), 16);
    auto const swapped = detect_results(scratch, foreign_table({second, first}), 16);
    auto const alone = detect_results(scratch, foreign_table({second}), 16);
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0]["sample"], "A");
    EXPECT_EQ(swapped[0]["sample"], "B");
    EXPECT_EQ(both[1], alone[0]);
    EXPECT_EQ(both[1], swapped[0]);
    auto const before = read_file(scratch / "out.json");
    auto const renamed = tidemark({"detect", "--panel", scratch.write("other.vcf", vcf_of(16)), "--use", "landmark", "-o",
                                   scratch / "x.json", scratch.write("staged.tsv", foreign_table({second}))},
                                  {.folder = {}, .input = {}, .environment = {{"LC_ALL", "de_DE.UTF-8"}}});
    EXPECT_EQ(renamed.exit_code, 0);
    EXPECT_EQ(read_file(scratch / "x.json"), before);
}

TEST(Detect, without_controls_the_rows_outside_the_panel_are_the_background) {
    Scratch const scratch;
    // 8 panel loci; the other 8 rows show 16 errors in 16 000 molecules: a noisy sample.
    auto noisy = sixteen({0, 1, 1, 0, 1, 0, 0, 0});
    auto quiet = noisy;
    for (std::size_t index = 8; index < 16; ++index) {
        noisy[index] = 2;
    }
    auto const p_of = [&](std::vector<int> const& alt) {
        auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = alt, .rate = ""}}), 8);
        EXPECT_NE(results.dump().find("no_controls"), std::string::npos);
        return results[0]["p_detect"].get<double>();
    };
    EXPECT_GT(p_of(noisy), 0.5);
    EXPECT_LT(p_of(quiet), 0.05);
}

TEST(Detect, a_background_from_controls_takes_the_remark_away_and_is_named_by_its_hash) {
    Scratch const scratch;
    std::vector<ForeignSample> controls;
    for (auto const* const name : {"N1", "N2", "N3"}) {
        controls.push_back({.name = name, .alt = sixteen({0, 0, 1}), .depth = 20000, .rate = ""});
    }
    auto const background = scratch / "b.tsv";
    ASSERT_EQ(tidemark({"background", "-o", background, scratch.write("n.tsv", foreign_table(controls))}).exit_code, 0);
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = sixteen({1, 1, 1, 1}), .rate = ""}}),
                                        16, {"--background", background});
    ASSERT_TRUE(results.is_array()) << results;
    EXPECT_EQ(results.dump().find("no_controls"), std::string::npos);
    EXPECT_EQ(results[0]["model_hash"].get<std::string>().size(), 64U);
    EXPECT_EQ(results[0]["status"], "DETECTED");
}

TEST(Detect, the_ending_decides_between_json_and_tsv_with_the_same_content) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({1, 2})}});
    auto const json = detect_results(scratch, table, 16);
    ASSERT_EQ(tidemark({"detect", "--panel", scratch / "panel.vcf", "--use", "landmark", "-o", scratch / "out.tsv",
                        scratch / "table.tsv"}).exit_code, 0);
    auto const tsv = read_file(scratch / "out.tsv");
    EXPECT_NE(tsv.find("\t" + json[0]["p_detect"].dump() + "\t"), std::string::npos) << tsv;
    EXPECT_NE(tsv.find("\t" + json[0]["status"].get<std::string>() + "\t"), std::string::npos);
}

TEST(Detect, one_tracked_locus_needs_two_molecules) {
    Scratch const scratch;
    auto const status = [&](int alt) {
        auto const table = foreign_table({{.name = "S1", .alt = {alt}, .depth = 20000, .rate = "1e-8"}});
        return detect_results(scratch, table, 1)[0]["status"].get<std::string>();
    };
    EXPECT_EQ(status(0), "NOT_DETECTED");
    EXPECT_EQ(status(1), "INDETERMINATE");
    EXPECT_EQ(status(2), "DETECTED");
}

TEST(Detect, alleles_that_white_cells_have_are_out_of_test_and_fraction) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({40, 1, 1, 2})}});
    auto cells = ForeignSample{.name = "W1", .alt = sixteen({90})};
    auto const white = scratch.write("white.tsv", foreign_table({cells}));
    auto const results = detect_results(scratch, table, 16, {"--white-cells", white});
    ASSERT_TRUE(results.is_array()) << results;
    auto const& result = results[0];
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_EQ(result["ch_loci"], 1);
    EXPECT_EQ(result["molecules_n"], 30000);
    EXPECT_EQ(result["molecules_alt"], 4);
    EXPECT_EQ(result["variants"][0]["state"], "ch");
    EXPECT_EQ(result["variants"][0]["alt_molecules"], 40);
    EXPECT_EQ(result["variants"][1]["reason"], "white_cells_unresolved");
    // 0 of 2000: 1 - 0.025^(1/2000) = 0.001843
    EXPECT_NEAR(result["variants"][1]["white_cells_hi"].get<double>(), 0.001843, 1e-6);
    EXPECT_NEAR(result["tumor_fraction_cell"].get<double>(), 2 * (4 - 0.3) / 30000, 1e-7);
}

TEST(Detect, support_that_white_cells_share_is_ch_suspect_only) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({40, 30})}});
    auto const white = scratch.write("white.tsv", foreign_table({{.name = "W1", .alt = sixteen({90, 1000})}}));
    auto const result = detect_results(scratch, table, 16, {"--white-cells", white})[0];
    EXPECT_EQ(result["status"], "INDETERMINATE");
    EXPECT_EQ(result["reasons"][0], "ch_suspect_only");
    EXPECT_EQ(result["ch_loci"], 2);
    EXPECT_EQ(result["variants"][1]["state"], "germline");
    EXPECT_EQ(result["tumor_fraction_cell"], 0.0);
}

TEST(Detect, a_sample_is_not_compared_with_itself) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({4})}});
    auto const refused = detect_results(scratch, table, 16, {"--white-cells", scratch.write("white.tsv", table)});
    EXPECT_NE(refused.dump().find("sample_is_white_cells"), std::string::npos) << refused;
}

TEST(Detect, a_presence_probability_is_given_on_request_and_changes_nothing_else) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = sixteen({1, 1, 2})}});
    auto plain = detect_results(scratch, table, 16)[0];
    EXPECT_TRUE(plain["presence_probability"].is_null());
    auto asked = detect_results(scratch, table, 16, {"--presence-prior", "0.5"})[0];
    EXPECT_GT(asked["presence_probability"].get<double>(), 0.95);
    asked["presence_probability"] = nullptr;
    EXPECT_EQ(asked, plain);
}

TEST(Detect, lost_loci_are_absent_and_do_not_halve_the_fraction) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "S1", .alt = {24, 0, 17, 0, 20, 0, 22, 0, 15, 0, 21, 0, 19, 0, 22, 0}}});
    auto const result = detect_results(scratch, table, 16)[0];
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_EQ(result["variants"][1]["state"], "absent");
    EXPECT_EQ(result["variants"][2]["state"], "evaluable");
    EXPECT_NEAR(result["dropout_share"].get<double>(), 0.5, 0.01);
    EXPECT_NEAR(result["tumor_fraction_cell"].get<double>(), 2 * (160 - 0.16) / 16000, 1e-4);
    EXPECT_NE(result["reasons"].dump().find("\"loci_lost\""), std::string::npos);
    EXPECT_EQ(result["reasons"].dump().find("fraction_lower_bound"), std::string::npos);
}

TEST(Detect, an_empty_locus_that_chance_gives_is_no_loss) {
    Scratch const scratch;
    // A mean of 4.2: 16 exp(-4.2) = 0.24 empty loci are expected.
    auto const table = foreign_table({{.name = "S1", .alt = {0, 4, 5, 3, 4, 6, 4, 2, 5, 4, 4, 3, 7, 5, 6, 5}}});
    auto const result = detect_results(scratch, table, 16)[0];
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_EQ(result["variants"][0]["state"], "evaluable");
    EXPECT_EQ(result["reasons"].dump().find("\"loci_lost\""), std::string::npos) << result["reasons"];
}

TEST(Detect, a_fraction_whose_lost_loci_cannot_be_told_is_said_to_be_a_lower_bound) {
    Scratch const scratch;
    auto const few = foreign_table({{.name = "S1", .alt = sixteen({1, 1, 2})}});
    auto const result = detect_results(scratch, few, 16)[0];
    EXPECT_TRUE(result["dropout_share"].is_null());
    EXPECT_NE(result["reasons"].dump().find("\"fraction_lower_bound\""), std::string::npos) << result["reasons"];
    ASSERT_EQ(tidemark({"detect", "--panel", scratch / "panel.vcf", "--use", "landmark", "-o", scratch / "out.tsv",
                        scratch / "table.tsv"}).exit_code, 0);
    EXPECT_NE(read_file(scratch / "out.tsv").find("fraction_lower_bound"), std::string::npos);
    // Where every locus shows some, or nothing was detected, nothing appears absent.
    auto const reasons = [&](std::vector<int> const& alt, int loci) {
        return detect_results(scratch, foreign_table({{.name = "S1", .alt = alt}}), loci)[0]["reasons"].dump();
    };
    EXPECT_EQ(reasons({2, 3}, 2).find("fraction_lower_bound"), std::string::npos);
    EXPECT_EQ(reasons(sixteen({}), 16).find("fraction_lower_bound"), std::string::npos);
}

}  // namespace tidemark::test
