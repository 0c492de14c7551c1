// Loci that show more molecules than their copies let any tumor fraction show (statistics.md 2).
#include <gtest/gtest.h>

#include "command/detect/detect_case.hpp"

namespace tidemark::test {
namespace {

/// C>T at chr1:1000, 2000, … with multiplicity 1 and the copies given.
nlohmann::json result_of(std::vector<int> const& copies, std::vector<int> const& alt, int depth = 5000) {
    Scratch const scratch;
    std::string panel = "contig\tposition\tref\talt\tmultiplicity\ttotal_copies\n";
    for (std::size_t index = 0; index < copies.size(); ++index) {
        panel += "chr1\t" + std::to_string(1000 * (index + 1)) + "\tC\tT\t1\t" + std::to_string(copies[index]) + "\n";
    }
    auto const result = tidemark({"detect", "--panel", scratch.write("panel.tsv", panel), "--use", "landmark", "-o", scratch / "out.json",
                                  scratch.write("table.tsv", foreign_table({{.name = "S1", .alt = alt, .depth = depth, .rate = "1e-6"}}))});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(read_file(scratch / "out.json"))["results"][0];
}

bool has_reason(nlohmann::json const& result) {
    return result["reasons"].dump().find("inconsistent_with_copy_state") != std::string::npos;
}

}  // namespace

TEST(DetectCopyStates, a_share_that_no_fraction_gives_leaves_the_locus_out_of_the_fraction_and_in_the_report) {
    // 60 % where one of four copies can make 25 % at most; the other two say f = 0.2.
    auto const result = result_of({4, 2, 2}, {3000, 500, 500});
    EXPECT_EQ(result["variants"][0]["state"], "inconsistent_with_copy_state");
    EXPECT_EQ(result["variants"][0]["alt_molecules"], 3000);
    EXPECT_EQ(result["variants"][1]["state"], "evaluable");
    EXPECT_NEAR(result["tumor_fraction_cell"].get<double>(), 0.2, 0.002);
    EXPECT_EQ(result["molecules_alt"], 4000);
    EXPECT_FALSE(has_reason(result)) << "there is a fraction";
}

TEST(DetectCopyStates, where_nothing_else_is_left_there_is_no_fraction_and_the_sample_says_why) {
    auto const result = result_of({4}, {3000});
    EXPECT_EQ(result["status"], "DETECTED") << "the test knows no copies";
    EXPECT_TRUE(result["tumor_fraction_cell"].is_null());
    EXPECT_TRUE(result["tumor_fraction_cell_hi"].is_null());
    EXPECT_EQ(result["vaf_max"], 0.6);
    EXPECT_TRUE(has_reason(result));
}

TEST(DetectCopyStates, counting_error_is_no_contradiction) {
    // The largest share of one in four copies is 1,250 of 5,000, standard deviation 31: P(X >= 1310) = 0.026, P(X >= 1311) = 0.024
    // by the normal law with continuity, so one locus is out from there on.
    EXPECT_FALSE(has_reason(result_of({4}, {1250})));
    EXPECT_FALSE(has_reason(result_of({4}, {1305})));
    EXPECT_TRUE(has_reason(result_of({4}, {1320})));
    EXPECT_EQ(result_of({4}, {1305})["tumor_fraction_cell"], 1.0);
    // Of twenty loci one is beyond 2.5 % by chance more often than not.
    std::vector<int> alt(20, 1250);
    alt[0] = 1320;
    EXPECT_EQ(result_of(std::vector<int>(20, 4), alt)["variants"][0]["state"], "evaluable");
}

}  // namespace tidemark::test
