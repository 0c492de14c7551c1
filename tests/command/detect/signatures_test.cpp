// Synthetic signatures from outside: in a simulated sample, off, without a reference, and at another patient's panel.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "command/detect/detect_case.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

/// Two patients with loci of the same kinds, no indels; enough molecules that errors are seen.
std::string const two_patients = R"({
  "schema": "tidemark.scenario/1",
  "reference": {"contigs": [{"name": "chrS1", "length": 60000}]},
  "controls": {"samples": ["N1"], "molecules": 1500},
  "patients": [
    {"id": "P1", "lesions": [{"id": "L1", "molecules": 200}], "variants": [{"id": "S", "count": 12}],
     "draws": [{"sample": "P1_a", "day": 0, "fraction": 0, "molecules": 1500}]},
    {"id": "P2", "lesions": [{"id": "L1", "molecules": 200}], "variants": [{"id": "T", "count": 10}],
     "draws": [{"sample": "P2_a", "day": 0, "fraction": 0.02, "molecules": 1500}]}
  ]})";

struct Simulated {
    Scratch scratch;
    std::string folder = scratch / "out";

    Simulated() {
        auto const made =
            tidemark({"simulate", scratch.write("scenario.json", two_patients), "--seed", "3", "--evidence", "-o", folder});
        EXPECT_EQ(made.exit_code, 0) << made.err;
    }
    [[nodiscard]] Json detect(std::vector<std::string> const& options, std::string const& name = "out.json") const {
        std::vector<std::string> arguments{"detect", "--panel", folder + "/P1.panel.tsv", "-o", scratch / name,
                                           folder + "/P1_a.evidence.tsv.gz"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        auto const result = tidemark(arguments);
        return result.exit_code == 0 ? Json::parse(read_file(scratch / name))["results"][0] : Json(result.err);
    }
    [[nodiscard]] std::string reference() const { return folder + "/reference.fa"; }
};

bool has_reason(Json const& result, std::string const& code) {
    auto const& reasons = result["reasons"];
    return std::find(reasons.begin(), reasons.end(), code) != reasons.end();
}

}  // namespace

TEST(DetectSignatures, two_hundred_are_drawn_where_the_reference_is_given_and_told_with_their_limits) {
    Simulated const simulated;
    auto const result = simulated.detect({"-f", simulated.reference(), "--use", "landmark"});
    ASSERT_TRUE(result.is_object()) << result;
    EXPECT_EQ(result["signatures"], 200);
    EXPECT_EQ(result["signatures_p"].size(), 200U);
    EXPECT_GE(result["signatures_loci"], 6);
    EXPECT_LE(result["signatures_loci"], 12);
    EXPECT_GT(result["signatures_independent"], 1);
    EXPECT_EQ(result["signatures_rate"], result["signatures_positive"].get<double>() / 200);
    EXPECT_LE(result["signatures_rate_lo"], result["signatures_rate"]);
    EXPECT_GE(result["signatures_rate_hi"], result["signatures_rate"]);
    EXPECT_LE(result["signatures_inflation_lo"], result["signatures_inflation"]);
    EXPECT_GE(result["signatures_inflation_hi"], result["signatures_inflation"]);
    EXPECT_TRUE(std::is_sorted(result["signatures_p"].begin(), result["signatures_p"].end()));
    EXPECT_FALSE(has_reason(result, "calibration_unavailable"));
    EXPECT_EQ(result["signatures_missing"], "");
    EXPECT_EQ(result["signatures_positive_at_alpha"], result["signatures_positive"]) << "landmark: 0.01";
    EXPECT_EQ(result["signatures_rate_at_alpha_hi"], result["signatures_rate_hi"]);
    EXPECT_FALSE(result["p_detect_model"].is_null());
    EXPECT_GE(result["p_detect"], result["p_detect_model"]);
}

TEST(DetectSignatures, fault_71_are_drawn_by_the_hash_of_the_input_alone) {
    Simulated const simulated;
    EXPECT_EQ(simulated.detect({"-f", simulated.reference()}, "a.json"), simulated.detect({"-f", simulated.reference()}, "b.json"));
    EXPECT_EQ(simulated.detect({"-f", simulated.reference(), "--signatures", "30"})["signatures"], 30);
}

TEST(DetectSignatures, none_are_drawn_where_none_are_asked_for_or_no_reference_is_given) {
    Simulated const simulated;
    for (auto const& [cause, result] : {std::pair{"not_asked", simulated.detect({"-f", simulated.reference(), "--signatures", "0"})},
                                        std::pair{"no_reference", simulated.detect({})}}) {
        ASSERT_TRUE(result.is_object()) << result;
        EXPECT_EQ(result["signatures_missing"], cause);
        EXPECT_TRUE(result["signatures_rate_at_alpha"].is_null());
        EXPECT_TRUE(result["signatures"].is_null());
        EXPECT_TRUE(result["p_detect_model"].is_null());
        EXPECT_TRUE(result["signatures_p"].empty());
        EXPECT_TRUE(has_reason(result, "calibration_unavailable"));
    }
}

TEST(DetectSignatures, tell_the_rate_at_the_alpha_of_monitoring_from_two_thousand_on) {
    Simulated const simulated;
    std::vector<std::string> options{"-f", simulated.reference(), "--use", "monitoring", "--signatures", "1999"};
    auto const few = simulated.detect(options);
    ASSERT_TRUE(few.is_object()) << few;
    EXPECT_EQ(few["alpha"], 0.001);
    EXPECT_TRUE(few["signatures_rate_at_alpha"].is_null());
    EXPECT_FALSE(few["signatures_positive_at_alpha"].is_null());
    options.back() = "2000";
    auto const enough = simulated.detect(options);
    auto const positive = enough["signatures_positive_at_alpha"].get<int>();
    EXPECT_LE(positive, enough["signatures_positive"]);
    EXPECT_EQ(enough["signatures_rate_at_alpha"], positive / 2000.0);
    EXPECT_LE(enough["signatures_rate_at_alpha_lo"], enough["signatures_rate_at_alpha"]);
    EXPECT_GT(enough["signatures_rate_at_alpha_hi"], enough["signatures_rate_at_alpha"]);
}

// Tables of other counters and samples of which nothing can be tested.
TEST(DetectSignatures, that_cannot_be_drawn_say_why) {
    Scratch const scratch;
    std::string genome(9000, 'A');
    for (std::size_t at = 0; at < genome.size(); ++at) {
        genome[at] = at % 1000 == 999 ? 'C' : "ACGT"[(at * at + at / 7) % 4];
    }
    auto const reference = scratch.write("genome.fa", ">chr1\n" + genome + "\n");
    scratch.write("genome.fa.fai", "chr1\t9000\t6\t9000\t9001\n");
    auto const cause = [&](std::string const& table, std::vector<std::string> options = {}) {
        options.insert(options.end(), {"-f", reference});
        auto const results = detect_results(scratch, table, 4, options);
        return results.is_array() ? results[0]["signatures_missing"].get<std::string>() : results.get<std::string>();
    };
    std::vector<int> const alt{1, 0, 0, 0};
    EXPECT_EQ(cause(foreign_table({{.alt = alt, .rate = "1e-5"}})), "rates_stated");
    EXPECT_EQ(cause(foreign_table({{.alt = alt, .rate = ""}})), "no_depths");
    EXPECT_EQ(cause(foreign_table({{.alt = {0, 0, 0, 0}, .depth = 0, .rate = ""}})), "nothing_tested");
    EXPECT_EQ(cause(foreign_table({{.alt = {0, 0, 0, 0}, .depth = 0, .rate = ""}}), {"--signatures", "0"}), "not_asked");
    auto indels = vcf_of(4);
    for (std::size_t at = 0; (at = indels.find("\tC\tT\t", at)) != std::string::npos; ++at) {
        indels.replace(at, 5, "\tC\tCGG\t");
    }
    auto table = foreign_table({{.alt = alt, .rate = ""}});
    for (std::size_t at = 0; (at = table.find("\tC\tT\t", at)) != std::string::npos; ++at) {
        table.replace(at, 5, "\tC\tCGG\t");
    }
    auto const result = tidemark({"detect", "--panel", scratch.write("indels.vcf", indels), "-f", reference, "-o", scratch / "indels.json",
                                  scratch.write("indels.tsv", table)});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(Json::parse(read_file(scratch / "indels.json"))["results"][0]["signatures_missing"], "no_like_loci");
}

TEST(DetectSignatures, numbers_that_cannot_be_meant_are_usage_errors) {
    Simulated const simulated;
    for (auto const* const number : {"-1", "1.5", "many", "100001"}) {
        auto const result = tidemark({"detect", "--panel", simulated.folder + "/P1.panel.tsv", "--signatures", number, "-o",
                                      simulated.scratch / "out.json", simulated.folder + "/P1_a.evidence.tsv.gz"});
        EXPECT_EQ(result.exit_code, 2) << number;
    }
}

TEST(DetectSignatures, loci_of_another_panel_can_be_left_out) {
    Simulated const simulated;
    auto const all = simulated.detect({"-f", simulated.reference()});
    auto const result = simulated.detect({"-f", simulated.reference(), "--leave-out", simulated.folder + "/P1.panel.tsv"});
    EXPECT_EQ(result["loci_evaluable"], 0);
    EXPECT_EQ(result["reasons"][0], "no_loci");
    EXPECT_EQ(result["variants"][0]["reason"], "in_other_panel");
    EXPECT_EQ(result["panel_hash"], all["panel_hash"]);
    auto const apart = simulated.detect({"-f", simulated.reference(), "--leave-out", simulated.folder + "/P2.panel.tsv"});
    EXPECT_EQ(apart["loci_evaluable"], all["loci_evaluable"]);
    EXPECT_EQ(apart["p_detect"], all["p_detect"]);
    EXPECT_EQ(tidemark({"detect", "--panel", simulated.folder + "/P1.panel.tsv", "--leave-out", simulated.scratch / "none.tsv", "-o",
                        simulated.scratch / "out.json", simulated.folder + "/P1_a.evidence.tsv.gz"})
                  .exit_code,
              3);
}

}  // namespace tidemark::test
