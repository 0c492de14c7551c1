// What is called where nothing tells the error rate: neither controls, nor molecules off the panel, nor the table itself.
#include <gtest/gtest.h>

#include "command/detect/detect_case.hpp"

namespace tidemark::test {
namespace {

bool has(nlohmann::json const& result, std::string const& reason) {
    return result["reasons"].dump().find("\"" + reason + "\"") != std::string::npos;
}

nlohmann::json two_of_three(std::vector<int> const& alt, std::string const& rate = "", std::string const& more = "") {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = alt, .depth = 5000, .rate = rate}}) + more, 3);
    EXPECT_TRUE(results.is_array()) << results;
    return results[0];
}

}  // namespace

TEST(AssumedBackground, two_molecules_on_a_rate_that_nobody_measured_are_no_detection) {
    auto const result = two_of_three({1, 1});
    EXPECT_EQ(result["status"], "INDETERMINATE");
    EXPECT_EQ(result["reasons"][0], "rests_on_assumed_rate");
    EXPECT_TRUE(has(result, "background_assumed"));
    EXPECT_TRUE(has(result, "no_controls"));
    EXPECT_LT(result["p_detect"].get<double>(), 0.01);
}

TEST(AssumedBackground, a_call_that_holds_at_ten_times_the_usual_rate_stands_and_says_what_it_rests_on) {
    auto const result = two_of_three({12, 12});
    EXPECT_EQ(result["status"], "DETECTED");
    EXPECT_TRUE(has(result, "background_assumed"));
    EXPECT_FALSE(has(result, "rests_on_assumed_rate"));
}

// One blood mutation more undoes nothing: without it the same two molecules are left.
TEST(AssumedBackground, an_outlier_does_not_carry_what_the_other_loci_do_not_bear_at_the_highest_rates) {
    auto const called = [](std::vector<int> alt) {
        Scratch const scratch;
        alt.resize(16);
        return detect_results(scratch, foreign_table({{.name = "S1", .alt = alt, .depth = 2000, .rate = ""}}), 16)[0];
    };
    EXPECT_TRUE(has(called({0, 1, 1}), "rests_on_assumed_rate"));
    auto const carried = called({30, 1, 1});
    EXPECT_EQ(carried["status"], "INDETERMINATE");
    EXPECT_TRUE(has(carried, "fragile_locus"));
    std::vector<int> borne(16, 3);
    borne[0] = 30;
    EXPECT_EQ(called(borne)["status"], "DETECTED");
}

TEST(AssumedBackground, limits_are_those_of_the_call_that_must_hold_there) {
    // The same table with the highest rate stated and a tenth of it: the limit on the assumed rate is no better than the first.
    auto const assumed = two_of_three({0, 0})["lod95_tumor_fraction"].get<double>();
    EXPECT_GE(assumed, two_of_three({0, 0}, "1e-5")["lod95_tumor_fraction"].get<double>());
    EXPECT_GE(assumed, two_of_three({0, 0}, "1e-6")["lod95_tumor_fraction"].get<double>());
}

TEST(AssumedBackground, rates_that_the_table_states_are_not_assumed) {
    auto const stated = two_of_three({1, 1}, "1e-6");
    EXPECT_EQ(stated["status"], "DETECTED");
    EXPECT_FALSE(has(stated, "background_assumed"));
}

TEST(AssumedBackground, rows_off_the_panel_tell_the_rate_once_they_weigh_as_much_as_what_was_assumed) {
    auto const with = [](int depth, int alt) {
        return two_of_three({1, 1}, "", "S1\tchr1\t77777\tC\tT\tduplex\t" + std::to_string(depth) + "\t" + std::to_string(alt) + "\n");
    };
    EXPECT_TRUE(has(with(1000, 0), "background_assumed"));
    EXPECT_FALSE(has(with(1000000, 0), "background_assumed"));
    EXPECT_FALSE(has(with(1000, 1), "background_assumed"));
}

TEST(AssumedBackground, controls_without_molecules_are_refused_and_one_among_others_is_left_out) {
    Scratch const scratch;
    auto const empty = scratch.write("empty.tsv", foreign_table({{.name = "N9", .alt = {0, 0, 0}, .depth = 0, .rate = ""}}));
    auto const refused = tidemark({"background", "-o", scratch / "b.tsv", empty});
    EXPECT_EQ(refused.exit_code, 4) << refused.err;
    EXPECT_NE(refused.err.find("\"rule\":\"controls_without_molecules\""), std::string::npos) << refused.err;
    EXPECT_EQ(list_folder(scratch.path()).find("b.tsv"), std::string::npos);
    auto const sound = scratch.write("sound.tsv", foreign_table({{.name = "N1", .alt = {0, 1, 0}, .rate = ""}}));
    auto const result = tidemark({"background", "-o", scratch / "b.tsv", empty, sound});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("N9 is left out"), std::string::npos) << result.err;
    EXPECT_NE(read_file(scratch / "b.tsv").find("#samples=N1\n"), std::string::npos);
}

TEST(AssumedBackground, a_background_table_that_holds_no_molecules_is_as_no_controls) {
    Scratch const scratch;
    auto const background = scratch.write(
        "b.tsv", "#schema=tidemark.background/1\n#chemistry=\n#reference_hash=\n#samples=N9\n#sample_dispersion=1.4\n#classes=duplex\n"
                 "level\tevidence_class\tstrand\tcontext\tsubstitution\tcontig\tposition\tref\talt\terrors\tmolecules\trate\tdispersion\n"
                 "class\tduplex\t\t\t\t\t\t\t\t0\t0\t1e-6\t0.5\n");
    auto const table = foreign_table({{.name = "S1", .alt = {1, 1}, .depth = 5000, .rate = ""}});
    auto const results = detect_results(scratch, table, 3, {"--background", background});
    ASSERT_TRUE(results.is_array()) << results;
    EXPECT_TRUE(has(results[0], "no_controls"));
    EXPECT_TRUE(has(results[0], "background_assumed"));
    EXPECT_EQ(results[0], detect_results(scratch, table, 3)[0]);
}

}  // namespace tidemark::test
