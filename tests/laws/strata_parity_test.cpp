// Two strata whose tumors respond alike, one with a fifth of the loci: their rates differ in full and agree at parity.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <random>
#include <vector>

#include "stages/report/parity.hpp"
#include "stages/report/stratum_rates.hpp"
#include "stages/track/judge_again.hpp"
#include "support/plain_series.hpp"

namespace tidemark::test {
namespace {

constexpr int patients = 500;
PlainTube const hot{.loci = 50, .depth = 1000, .rate = 1e-6};
PlainTube const cold{.loci = 10, .depth = 1000, .rate = 1e-6};

/// Baselines between 0.2 and 2 %; a third of the tumors goes, a third falls to a fifth, a third stays: the same law in both strata.
std::vector<Timeline> stratum(std::string const& name, PlainTube const& tube, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> lot{0, 1};
    std::vector<Timeline> timelines;
    for (int number = 0; number < patients; ++number) {
        double const before = 0.002 * std::pow(10, lot(random));
        double const third = lot(random) * 3;
        double const after = before * (third < 1 ? 0 : third < 2 ? 0.2 : 1);
        auto timeline = plain_series(name + std::to_string(number), tube, {before, after}, random);
        timeline.attributes = PatientRow{0, timeline.patient, "", "", {{"stratum_tmb", name}}, {}};
        timelines.push_back(judge_again(std::move(timeline), {}));
    }
    return timelines;
}

struct Share {
    double rate = 0;
    double error = 0;   ///< standard error
};

Share met(std::vector<Timeline> const& timelines, std::string const& value, std::string const& definition) {
    std::vector<JudgedPatient> judged;
    for (auto const& timeline : timelines) {
        judged.push_back({&timeline, nullptr});
    }
    for (auto const& rate : stratum_rates(judged, "")) {
        if (rate.question.definition == definition && rate.question.metric == "tumor_fraction_cell" && rate.group == RateGroup{"", "stratum_tmb", value}) {
            // Of all patients: a draw that cannot be compared is no response either.
            double const share = static_cast<double>(rate.met) / static_cast<double>(rate.patients);
            return {share, std::sqrt(share * (1 - share) / static_cast<double>(rate.patients))};
        }
    }
    ADD_FAILURE() << definition << " of " << value;
    return {};
}

}  // namespace

TEST(StrataParity, rates_that_only_the_number_of_loci_drives_apart_agree_at_parity) {
    auto timelines = stratum("hot", hot, 11);
    for (auto& timeline : stratum("cold", cold, 12)) {
        timelines.push_back(std::move(timeline));
    }
    auto const target = worst_stratum(timelines);
    ASSERT_TRUE(target);
    EXPECT_EQ(target->value, "cold");
    std::vector<Timeline> even;
    for (auto const& timeline : timelines) {
        even.push_back(judge_again(at_parity(timeline, target->lod95).timeline, {}));
    }
    std::int64_t molecules = 0;
    for (auto const& timeline : even) {
        molecules += timeline.patient.starts_with("hot") ? timeline.draws[1].result.molecules_n : 0;
    }
    std::cout << "molecules of a draw with many loci, at parity: " << molecules / patients << " of " << hot.loci * hot.depth
              << ", with few: " << cold.loci * cold.depth << '\n';
    for (auto const* const definition : {"decrease_50", "demonstrated_clearance"}) {
        auto const full_hot = met(timelines, "hot", definition);
        auto const full_cold = met(timelines, "cold", definition);
        auto const even_hot = met(even, "hot", definition);
        auto const even_cold = met(even, "cold", definition);
        std::cout << definition << ": in full " << full_hot.rate << " and " << full_cold.rate << ", at parity " << even_hot.rate << " and "
                  << even_cold.rate << ", standard error of the difference " << std::hypot(even_hot.error, even_cold.error) << '\n';
        EXPECT_GE(full_hot.rate - full_cold.rate, 4 * std::hypot(full_hot.error, full_cold.error)) << definition;
        EXPECT_LE(std::abs(even_hot.rate - even_cold.rate), 3 * std::hypot(even_hot.error, even_cold.error)) << definition;
    }
}

}  // namespace tidemark::test
