// Who could show a response, from counts over the empty draw and its verdict to the rate: never by what a draw showed.
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

#include "stages/report/parity.hpp"
#include "stages/report/stratum_rates.hpp"
#include "stages/track/judge_again.hpp"
#include "support/plain_series.hpp"

namespace tidemark::test {
namespace {

StratumRate halved(std::vector<Timeline> const& timelines) {
    std::vector<Timeline> best;
    std::vector<std::optional<Timeline>> judged;
    for (auto const& timeline : timelines) {
        best.push_back(judge_again(with_empty_follow_up(timeline, timeline.baseline), {}));
        judged.push_back(with_high_limits_judged(timeline));
        if (judged.back()) {
            judged.back() = judge_again(std::move(*judged.back()), {});
        }
    }
    std::vector<JudgedPatient> patients;
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        patients.push_back({&timelines[index], &best[index], judged[index] ? &*judged[index] : nullptr});
    }
    for (auto const& rate : stratum_rates(patients, "full")) {
        if (rate.question == RateQuestion{"decrease_50", "tumor_fraction_cell", {}, {}} && rate.group == RateGroup{}) {
            return rate;
        }
    }
    ADD_FAILURE() << "no rate";
    return {};
}

/// Baseline and follow-up of one depth each; a follow-up without a detection whose limit is asked for and missed is not evaluable.
Timeline patient(std::string const& name, std::int64_t depth, double after, bool limit_missed) {
    std::mt19937_64 random{7};
    auto timeline = plain_series(name, {.loci = 20, .depth = 2000, .rate = 1e-6}, {0.02, 0}, random);
    auto& result = timeline.draws[1].result;
    result = judge_counts(plain_counts({.loci = 20, .depth = depth, .rate = 1e-6}, after, random));
    result.sample = timeline.draws[1].row.sample;
    if (limit_missed && result.status == SampleStatus::not_detected) {
        result.status = SampleStatus::not_evaluable;
        result.reasons = {"lod_above_required"};
        result.tumor_fraction_cell = result.tumor_fraction_cell_lo = result.tumor_fraction_cell_hi = std::nullopt;
    }
    return judge_again(std::move(timeline), {});
}

}  // namespace

TEST(CouldShow, a_required_limit_that_is_asked_of_cleared_draws_only_does_not_leave_them_out) {
    // Five tumors, follow-ups of 20 x 200 molecules: two stay as they were, three are gone. The empty draw's limit, about
    // 3 / (4000 / 2) = 0.15 %, is a thirteenth of 2 %: all could show a halving, and three did.
    std::vector<Timeline> timelines;
    for (int index = 0; index < 5; ++index) {
        timelines.push_back(patient("P" + std::to_string(index), 200, index < 2 ? 0.02 : 0, true));
    }
    auto const rate = halved(timelines);
    EXPECT_EQ(rate.patients, 5);
    EXPECT_EQ(rate.met, 0);
    EXPECT_EQ(rate.not_met + rate.undetermined, 2);
    EXPECT_EQ(rate.no_follow_up, 3);
    EXPECT_EQ(rate.could_show, 5);
    EXPECT_EQ(rate.could_show_met, 3);
    EXPECT_DOUBLE_EQ(*rate.could_show_rate, 0.6);
}

TEST(CouldShow, a_follow_up_too_shallow_for_its_baseline_could_show_nothing_whatever_it_shows) {
    // 20 x 2 molecules: the empty draw allows up to 3 / 20 = 15 %, more than the baseline.
    std::vector<Timeline> timelines;
    for (int index = 0; index < 4; ++index) {
        timelines.push_back(patient("P" + std::to_string(index), 2, index < 2 ? 0.4 : 0, true));
    }
    auto const rate = halved(timelines);
    EXPECT_EQ(rate.could_show, 0);
    EXPECT_FALSE(rate.could_show_rate);
}

}  // namespace tidemark::test
