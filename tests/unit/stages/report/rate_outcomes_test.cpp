// Which draw speaks for a patient in a rate: worked by hand, broken series first.
#include "stages/report/rate_outcomes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "stages/report/stratum_rates.hpp"

namespace tidemark::test {
namespace {

using enum Verdict;

/// One draw after the baseline of day 0.
struct Told {
    int day = 0;
    Verdict verdict = met;
    std::string flags{};
    SampleStatus status = SampleStatus::detected;
};

Timeline series(std::vector<Told> const& draws, SampleStatus baseline = SampleStatus::detected) {
    Timeline timeline;
    timeline.patient = "P";
    timeline.baseline = "P0";
    auto const add = [&](int day, SampleStatus status) {
        auto& draw = timeline.draws.emplace_back();
        draw.row.sample = "P" + std::to_string(day);
        draw.day = day;
        draw.result.status = status;
    };
    add(0, baseline);
    for (auto const& told : draws) {
        add(told.day, told.status);
        PairRow pair;
        pair.from = "P0";
        pair.to = timeline.draws.back().row.sample;
        pair.metric = "tumor_fraction_cell";
        pair.definition = "decrease_50";
        pair.verdict = told.verdict;
        pair.reason = told.flags;
        timeline.pairs.push_back(pair);
    }
    return timeline;
}

RateOutcome outcome(Timeline const& timeline, char const* basis) {
    for (auto const& [question, outcome] : outcomes_of(timeline, {})) {
        if (question.basis == basis && question.definition == "decrease_50") {
            return outcome;
        }
    }
    ADD_FAILURE() << "no such question";
    return RateOutcome::no_baseline;
}

RateOutcome in_window(std::vector<Told> const& draws) { return outcome(series(draws), rate_basis::response_window); }
RateOutcome confirmed(std::vector<Told> const& draws) { return outcome(series(draws), rate_basis::confirmed); }
RateOutcome latest(std::vector<Told> const& draws) { return outcome(series(draws), rate_basis::latest); }

constexpr auto changed = "treatment_change_between";
constexpr auto failed = SampleStatus::not_evaluable;

}  // namespace

TEST(RateOutcomes, without_an_evaluable_baseline_no_basis_has_an_answer) {
    auto const timeline = series({{42, not_applicable, "from_not_evaluable"}}, failed);
    for (auto const* const basis : {rate_basis::response_window, rate_basis::confirmed, rate_basis::latest}) {
        EXPECT_EQ(outcome(timeline, basis), RateOutcome::no_baseline) << basis;
    }
    EXPECT_TRUE(outcomes_of(series({}), {}).empty()) << "a series without a pair asks nothing";
}

TEST(RateOutcomes, the_window_speaks_by_the_evaluable_draw_nearest_to_day_42_and_not_by_the_latest) {
    EXPECT_EQ(in_window({{21, not_met}, {40, met}, {60, not_met}, {400, not_met}}), RateOutcome::met);
    EXPECT_EQ(latest({{21, not_met}, {40, met}, {60, not_met}, {400, not_met}}), RateOutcome::not_met);
    EXPECT_EQ(in_window({{21, not_met}, {42, met, "", failed}, {60, undetermined}}), RateOutcome::undetermined) << "a tube that failed says nothing";
    EXPECT_EQ(in_window({{20, met}, {92, met}}), RateOutcome::no_follow_up) << "days 21 to 91";
    EXPECT_EQ(in_window({{42, not_applicable, "never_detected"}}), RateOutcome::not_applicable);
    for (int const day : {100, 400, 2000}) {
        EXPECT_EQ(in_window({{42, met}, {day, not_met}}), RateOutcome::met) << "whatever comes later, and however late";
    }
}

TEST(RateOutcomes, draws_after_a_change_of_treatment_do_not_speak_for_it) {
    EXPECT_EQ(in_window({{28, not_met}, {42, met, changed}}), RateOutcome::not_met) << "the draw before the change";
    EXPECT_EQ(in_window({{42, met, std::string{"anchor_assumed;"} + changed}}), RateOutcome::other_regimen);
    EXPECT_EQ(in_window({{10, met}, {42, met, changed}}), RateOutcome::other_regimen);
    EXPECT_EQ(confirmed({{42, met}, {63, met, changed}}), RateOutcome::undetermined) << "the next draw belongs to another treatment";
    EXPECT_EQ(confirmed({{42, met, changed}, {63, met, changed}}), RateOutcome::other_regimen);
    EXPECT_EQ(latest({{28, not_met}, {42, met, changed}}), RateOutcome::met) << "as it always was";
}

TEST(RateOutcomes, confirmed_is_what_the_draw_of_the_window_and_the_next_one_that_can_tell_show) {
    EXPECT_EQ(confirmed({{28, met}, {49, met}}), RateOutcome::undetermined) << "day 49 speaks, and none has followed";
    EXPECT_EQ(confirmed({{28, not_met}, {49, met}, {70, met}}), RateOutcome::met);
    EXPECT_EQ(confirmed({{84, met}, {126, met}}), RateOutcome::met) << "the next may lie beyond the window";
    EXPECT_EQ(confirmed({{28, met}, {35, met}, {42, not_met}, {70, met}, {84, met}}), RateOutcome::not_met)
        << "two draws of the window show it, the one that speaks for it does not";
    EXPECT_EQ(confirmed({{28, met}, {42, undetermined}, {70, met}, {84, met}}), RateOutcome::undetermined);
    EXPECT_EQ(confirmed({{42, met}, {63, not_met}, {84, met}}), RateOutcome::not_met) << "the next, and not the best of the later ones";
    EXPECT_EQ(confirmed({{42, met}}), RateOutcome::undetermined) << "none has followed";
    EXPECT_EQ(confirmed({{42, not_met}}), RateOutcome::not_met) << "not met needs no second";
    EXPECT_EQ(confirmed({{42, not_met}, {63, met}, {84, met}}), RateOutcome::not_met);
    EXPECT_EQ(confirmed({{42, undetermined}, {95, not_met}}), RateOutcome::not_met) << "whatever the first was, not both are met";
    EXPECT_EQ(confirmed({{42, met}, {63, undetermined}, {95, met}}), RateOutcome::met) << "an open draw neither confirms nor refutes";
    EXPECT_EQ(confirmed({{42, met}, {63, undetermined}, {95, not_met}}), RateOutcome::not_met);
    EXPECT_EQ(confirmed({{42, met}, {63, not_applicable, "chemistry_differs"}, {95, met}}), RateOutcome::met);
    EXPECT_EQ(confirmed({{42, met}, {63, undetermined}}), RateOutcome::undetermined);
    EXPECT_EQ(confirmed({{42, met}, {63, met, "", failed}, {70, met}}), RateOutcome::met) << "a failed tube lies between nothing";
    EXPECT_EQ(confirmed({{10, met}, {20, met}, {120, met}}), RateOutcome::no_follow_up) << "none in the window";
    EXPECT_EQ(confirmed({{42, not_applicable, "never_detected"}, {63, met}}), RateOutcome::not_applicable);
}

TEST(RateOutcomes, whoever_is_confirmed_is_met_in_the_window_and_has_the_same_denominator) {
    std::mt19937_64 random{8};
    int less = 0;
    auto const counted = [](RateOutcome outcome) {
        return outcome == RateOutcome::met || outcome == RateOutcome::not_met || outcome == RateOutcome::undetermined;
    };
    for (int round = 0; round < 2000; ++round) {
        std::vector<Told> draws;
        bool other = false;
        for (int day = 7; day < 160; day += 7 + static_cast<int>(random() % 30)) {
            other = other || random() % 12 == 0;
            draws.push_back({day, std::array{met, not_met, undetermined, not_applicable}[random() % 4], other ? changed : "",
                             random() % 8 == 0 ? failed : SampleStatus::detected});
        }
        if (draws.empty()) {
            continue;
        }
        auto const speaks = in_window(draws);
        auto const both = confirmed(draws);
        EXPECT_EQ(counted(both), counted(speaks));
        EXPECT_TRUE(both != RateOutcome::met || speaks == RateOutcome::met) << "lowest rate";
        EXPECT_TRUE(both == RateOutcome::not_met || speaks != RateOutcome::not_met) << "highest rate";
        less += speaks == RateOutcome::met && both == RateOutcome::not_met ? 1 : 0;
    }
    EXPECT_GT(less, 100) << "and it does ask for more";
}

TEST(RateOutcomes, a_published_definition_without_windows_also_speaks_by_the_response_window) {
    auto timeline = series({{42, met}, {200, not_met}});
    for (auto& pair : timeline.pairs) {
        pair.definition = "goldberg_50c";
    }
    DefinitionRow row;
    row.definition = "goldberg_50c";
    row.metric = "tumor_fraction_cell";
    row.met_means = "response";
    row.verdict = not_met;
    timeline.definitions = {row};
    auto const outcomes = outcomes_of(timeline, {});
    EXPECT_EQ(outcomes.size(), 2U);
    EXPECT_EQ(outcomes.at({"goldberg_50c", "tumor_fraction_cell", {}, {}, rate_basis::latest}), RateOutcome::not_met);
    EXPECT_EQ(outcomes.at({"goldberg_50c", "tumor_fraction_cell", 21, 91, rate_basis::response_window}), RateOutcome::met);
}

TEST(RateOutcomes, whatever_follows_the_window_and_its_confirming_draw_changes_no_answer_but_the_latest) {
    std::mt19937_64 random{24};
    int latest_moved = 0;
    int settled = 0;
    for (int round = 0; round < 500; ++round) {
        std::vector<Told> draws;
        for (int day = 14; day < 400; day += 14 + static_cast<int>(random() % 40)) {
            draws.push_back({day, std::array{met, not_met, undetermined}[random() % 3]});
        }
        auto const beyond = std::ranges::find_if(draws, [](Told const& told) { return told.day > 91; });
        std::vector<Told> const cut{draws.begin(), beyond == draws.end() ? beyond : beyond + 1};
        EXPECT_EQ(in_window(cut), in_window(draws));
        // An answer stays; an open one may be settled by the first later draw that can tell, as bounds of the rate say.
        if (confirmed(cut) != RateOutcome::undetermined) {
            EXPECT_EQ(confirmed(cut), confirmed(draws));
            ++settled;
        }
        latest_moved += latest(cut) != latest(draws) ? 1 : 0;
    }
    EXPECT_GT(settled, 200);
    EXPECT_GT(latest_moved, 200) << "the rate at the latest draw does depend on follow-up";
}

TEST(RateOutcomes, arms_that_respond_alike_have_one_rate_in_the_window_whatever_their_follow_up) {
    // Four patients an arm, two respond on day 42 and relapse by day 200; arm A is followed to day 60, arm B to day 400. One of B changed
    // treatment on day 30. By hand: window 2 of 4 and 2 of 3; latest 2 of 4 and 0 of 4; confirmed 2 of 4 and 1 of 3.
    std::vector<Timeline> timelines;
    auto const add = [&](char const* arm, std::vector<Told> const& draws) {
        timelines.push_back(series(draws));
        timelines.back().attributes = PatientRow{0, "P", "", arm, {}, {}};
    };
    for (auto const verdict : {met, met, not_met, not_met}) {
        add("A", {{42, verdict}, {60, verdict}});
    }
    add("B", {{42, met}, {60, met}, {200, not_met}, {400, not_met}});
    add("B", {{42, met}, {60, not_met}, {200, not_met}, {400, not_met}});
    add("B", {{42, not_met}, {60, not_met}, {200, not_met}, {400, not_met}});
    add("B", {{42, not_met, changed}, {60, not_met, changed}, {400, not_met, changed}});
    std::vector<JudgedPatient> patients;
    for (auto const& timeline : timelines) {
        patients.push_back({&timeline, &timeline});
    }
    auto const rate_of = [&](char const* arm, char const* basis) {
        for (auto const& rate : stratum_rates(patients, "full")) {
            if (rate.group.arm == arm && rate.question.basis == basis) {
                return rate;
            }
        }
        return StratumRate{};
    };
    auto const window = rate_of("B", rate_basis::response_window);
    EXPECT_EQ(rate_of("A", rate_basis::response_window).met, 2);
    EXPECT_DOUBLE_EQ(*rate_of("A", rate_basis::response_window).rate_lowest, 0.5);
    EXPECT_EQ(window.met, 2);
    EXPECT_EQ(window.not_met, 1);
    EXPECT_EQ(window.no_follow_up, 1);
    EXPECT_EQ(window.other_regimen, 1);
    EXPECT_EQ(window.patients, 4);
    EXPECT_EQ(window.could_show, 2) << "by the draws of the same basis; the best case here is the series itself";
    EXPECT_EQ(rate_of("A", rate_basis::latest).met, 2);
    EXPECT_EQ(rate_of("B", rate_basis::latest).met, 0);
    EXPECT_EQ(rate_of("B", rate_basis::latest).not_met, 4);
    EXPECT_EQ(rate_of("A", rate_basis::confirmed).met, 2);
    EXPECT_EQ(rate_of("B", rate_basis::confirmed).met, 1);
    EXPECT_EQ(rate_of("B", rate_basis::confirmed).not_met, 2);
}

}  // namespace tidemark::test
