// White cells beside plasma, from outside: the same counts are no tumor, too few say nothing, a trace loses no locus.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command/detect/detect_case.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

/// Duplex tables without rates: what background there is, the program knows itself.
std::string table(std::string const& sample, std::vector<int> const& alt, int depth = 5000) {
    return foreign_table({{.name = sample, .alt = alt, .depth = depth, .rate = {}}});
}

Json judged(std::string const& plasma, int loci, std::string const& white_cells = {}) {
    Scratch const scratch;
    std::vector<std::string> options;
    if (!white_cells.empty()) {
        options = {"--white-cells", scratch.write("white.tsv", white_cells)};
    }
    auto const results = detect_results(scratch, plasma, loci, options);
    return results.is_array() ? results[0] : results;
}

}  // namespace

TEST(DetectWhiteCells, that_show_exactly_what_plasma_shows_leave_no_tumor) {
    auto const plasma = table("X", {12, 12, 12});
    EXPECT_EQ(judged(plasma, 3)["status"], "DETECTED");
    auto const result = judged(plasma, 3, table("W", {12, 12, 12}));
    EXPECT_EQ(result["status"], "NOT_EVALUABLE") << "no locus is left";
    EXPECT_EQ(result["reasons"][0], "no_loci");
    EXPECT_EQ(result["reasons"][1], "ch_suspect_only");
    EXPECT_EQ(result["ch_loci"], 3);
    EXPECT_EQ(result["variants"][0]["state"], "ch");
    // A table that states the rates itself is judged the same.
    auto const stated = foreign_table({{.name = "W", .alt = {12, 12, 12}, .depth = 5000, .rate = "1e-6"}});
    EXPECT_EQ(judged(plasma, 3, stated)["ch_loci"], 3);
}

TEST(DetectWhiteCells, too_shallow_to_have_shown_it_leave_a_detection_open) {
    auto const plasma = table("X", {2, 2});
    EXPECT_EQ(judged(plasma, 2)["status"], "DETECTED");
    auto const result = judged(plasma, 2, table("W", {0, 0}, 3));
    EXPECT_EQ(result["status"], "INDETERMINATE");
    EXPECT_EQ(result["reasons"][0], "ch_suspect_only");
    EXPECT_EQ(result["ch_loci"], 0);
    EXPECT_EQ(result["variants"][0]["state"], "evaluable");
    EXPECT_EQ(result["variants"][0]["reason"], "white_cells_unresolved");
    EXPECT_EQ(result["p_detect"], judged(plasma, 2)["p_detect"]) << "they say nothing about the test itself";
    // Not counted there is no better than too shallow.
    EXPECT_EQ(judged(plasma, 2, table("W", {0}, 5000))["reasons"][0], "ch_suspect_only");
    // That four loci are all of blood is less likely than the test's own alpha.
    EXPECT_EQ(judged(table("X", {2, 2, 2, 2}), 4, table("W", {0, 0, 0, 0}, 3))["status"], "DETECTED");
}

TEST(DetectWhiteCells, as_deep_as_plasma_and_clean_change_nothing) {
    auto const plasma = table("X", {2, 2, 1, 0});
    auto result = judged(plasma, 4, table("W", {0, 0, 0, 0}));
    auto const alone = judged(plasma, 4);
    EXPECT_EQ(result["status"], "DETECTED");
    for (auto const* const field : {"p_detect", "tumor_fraction_cell", "lod95_tumor_fraction", "background_expected"}) {
        EXPECT_EQ(result[field], alone[field]) << field;
    }
}

TEST(DetectWhiteCells, one_molecule_that_is_no_label_counts_against_the_locus) {
    auto const plasma = table("X", {4, 4, 4});
    auto const clean = judged(plasma, 3, table("W", {0, 0, 0}));
    auto const result = judged(plasma, 3, table("W", {1, 1, 1}));
    EXPECT_EQ(result["ch_loci"], 0);
    EXPECT_GT(result["p_detect"].get<double>(), clean["p_detect"].get<double>());
    EXPECT_GT(result["background_expected"].get<double>(), 10 * clean["background_expected"].get<double>());
    EXPECT_GT(result["lod95_tumor_fraction"].get<double>(), clean["lod95_tumor_fraction"].get<double>());
}

// 60 of 5,000 begins at 0.0092, 6 of 5,000 ends at 0.0026.
TEST(DetectWhiteCells, a_trace_of_tumor_among_them_loses_no_locus_and_no_fraction) {
    std::vector<int> const tumor(8, 60);
    auto const result = judged(table("X", tumor), 8, table("W", std::vector<int>(8, 6)));
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_EQ(result["ch_loci"], 0);
    EXPECT_EQ(result["loci_evaluable"], 8);
    EXPECT_EQ(result["variants"][0]["state"], "evaluable");
    EXPECT_EQ(result["tumor_fraction_cell"], judged(table("X", tumor), 8)["tumor_fraction_cell"]);
}

}  // namespace tidemark::test
