// Each setting of a plan is in its numbers: small laws worked out by hand.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// The only design of a call with 16 loci.
nlohmann::json planned(std::vector<std::string> const& more) {
    Scratch const scratch;
    std::vector<std::string> call{"design", "--loci", "16", "--background-rate", "1e-5", "-o", scratch / "plan.json"};
    call.insert(call.end(), more.begin(), more.end());
    auto const result = tidemark(call);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(read_file(scratch / "plan.json")).at("designs").at(0);
}

}  // namespace

TEST(DesignOptions, copies_decide_which_share_of_molecules_a_fraction_is) {
    // f m / (2 (1 - f) + C f)
    for (auto const& [mutated, copies] : {std::pair{1.0, 2.0}, std::pair{2.0, 4.0}, std::pair{1.0, 4.0}, std::pair{3.0, 3.0}}) {
        auto const plan = planned({"--molecules", "2000", "--multiplicity", std::to_string(mutated), "--copies", std::to_string(copies)});
        double const f = plan.at("lod95_tumor_fraction");
        EXPECT_NEAR(plan.at("lod95_vaf").get<double>(), f * mutated / (2 * (1 - f) + copies * f), 1e-9) << copies;
        EXPECT_EQ(plan.at("total_copies").get<double>(), copies);
    }
}

TEST(DesignOptions, uncertain_rates_ask_for_more_molecules) {
    // 0.32 molecules are expected by error. P(X >= 3) is 0.0043 for Poisson; with a squared coefficient of variation of 20
    // at each of 16 loci X is negative binomial with r = 16/20: P(X >= 3) = 0.0165, P(X >= 4) = 0.0045.
    EXPECT_EQ(planned({"--molecules", "2000"}).at("critical_count"), 3);
    auto const by_locus = planned({"--molecules", "2000", "--dispersion", "20"});
    EXPECT_EQ(by_locus.at("critical_count"), 4);
    EXPECT_EQ(by_locus.at("dispersion"), 20);
    // Shared noise with coefficient of variation 1 makes X geometric: P(X >= k) = (0.32/1.32)^k, 0.0143 and 0.0035.
    auto const shared = planned({"--molecules", "2000", "--sample-dispersion", "1"});
    EXPECT_EQ(shared.at("critical_count"), 4);
    EXPECT_EQ(shared.at("sample_dispersion"), 1);
}

TEST(DesignOptions, a_ng_has_the_genomes_that_are_said) {
    EXPECT_EQ(planned({"--input-ng", "20", "--recovery", "0.5", "--hge-per-ng", "300"}).at("molecules"), 3000);
    EXPECT_EQ(planned({"--input-ng", "20", "--recovery", "0.5", "--hge-per-ng", "330"}).at("molecules"), 3300);
}

TEST(DesignOptions, a_draw_costs_itself_and_its_molecules) {
    EXPECT_TRUE(planned({"--molecules", "2000"}).at("cost").is_null());
    auto const plan = planned({"--molecules", "2000", "--cost-draw", "10", "--cost-million", "50"});
    EXPECT_NEAR(plan.at("cost").get<double>(), 10 + 50 * 16 * 2000 / 1e6, 1e-12);
}

TEST(DesignOptions, one_sampled_lesion_cannot_tell_a_fall_of_its_own) {
    auto const reasons = [](std::string const& lesions) {
        return planned({"--molecules", "3000", "--private-loci", "8", "--fraction", "0.004", "--fall", "0.5", "--sampled-lesions", lesions})
            .at("reasons").dump();
    };
    EXPECT_NE(reasons("1").find("single_lesion"), std::string::npos);
    EXPECT_EQ(reasons("2").find("single_lesion"), std::string::npos);
}

}  // namespace tidemark::test
