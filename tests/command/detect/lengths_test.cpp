// detect with fragment lengths: a second result, learnt from other patients, never from the one that is tested.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

char const* const scenario = R"({
  "schema": "tidemark.scenario/1",
  "reference": {"contigs": [{"name": "c1", "length": 300000}]},
  "controls": {"samples": ["N1"]},
  "patients": [
    {"id": "P1", "lesions": [{"id": "L1"}], "variants": [{"id": "A", "count": 20}, {"id": "K", "kind": "linked_pair"}],
     "draws": [{"sample": "P1_d0", "day": 0, "fraction": 0.003}, {"sample": "P1_d9", "day": 9, "fraction": 0}]},
    {"id": "P2", "lesions": [{"id": "L1"}], "variants": [{"id": "A", "count": 20}],
     "draws": [{"sample": "P2_d0", "day": 0, "fraction": 0.1}, {"sample": "P2_d9", "day": 9, "fraction": 0}]}
  ]
})";

class Lengths : public testing::Test {
protected:
    void SetUp() override {
        auto const made = tidemark({"simulate", "--evidence", scratch.write("s.json", scenario), "--seed", "4", "-o",
                                    scratch / "sim"});
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }

    CommandResult detect(std::string const& sample, std::vector<std::string> const& lengths_of) const {
        std::vector<std::string> arguments{"detect", "--panel", scratch / "sim/P1.panel.tsv", "-o", scratch / "d.json"};
        for (auto const& each : lengths_of) {
            arguments.insert(arguments.end(), {"--length-samples", scratch / ("sim/" + each + ".evidence.tsv.gz")});
        }
        arguments.push_back(scratch / ("sim/" + sample + ".evidence.tsv.gz"));
        return tidemark(arguments);
    }

    nlohmann::json result(std::string const& sample, std::vector<std::string> const& lengths_of) const {
        auto const run = detect(sample, lengths_of);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return nlohmann::json::parse(read_file(scratch / "d.json"))["results"][0];
    }

    Scratch scratch;
};

}  // namespace

TEST_F(Lengths, what_a_draw_is_tested_by_is_never_learnt_on_its_own_patient) {
    auto const same = detect("P1_d0", {"P1_d9"});
    EXPECT_EQ(same.exit_code, 4);
    EXPECT_NE(same.err.find("length_same_patient"), std::string::npos) << same.err;
    EXPECT_NE(detect("P1_d0", {"P1_d0"}).err.find("length_same_patient"), std::string::npos);
}

TEST_F(Lengths, plasma_without_tumor_teaches_nothing) {
    auto const few = detect("P1_d0", {"P2_d9"});
    EXPECT_EQ(few.exit_code, 4);
    EXPECT_NE(few.err.find("too_few_lengths"), std::string::npos) << few.err;
}

TEST_F(Lengths, the_second_result_stands_beside_a_first_that_does_not_change) {
    auto const plain = result("P1_d0", {});
    EXPECT_TRUE(plain["length_p_detect"].is_null());
    EXPECT_EQ(plain["length_source"], "");
    auto with = result("P1_d0", {"P2_d0"});
    EXPECT_EQ(with["length_source"], "P2_d0");
    EXPECT_LE(with["length_p_detect"].get<double>(), 1e-6);
    EXPECT_GT(with["length_ratio"].get<double>(), 0);
    EXPECT_GE(with["length_molecules"].get<int>(), 10);
    EXPECT_LE(with["length_molecules"].get<int>(), with["molecules_alt"].get<int>());
    for (auto const* const field : {"length_p_detect", "length_ratio", "length_molecules", "length_source"}) {
        with[field] = plain[field];
    }
    EXPECT_EQ(with, plain);
    EXPECT_GT(result("P1_d9", {"P2_d0"})["length_p_detect"].get<double>(), 0.01);
}

}  // namespace tidemark::test
