// Rates by arm and stratum: everyone is in a denominator, open verdicts are bounds.
#include "stages/report/stratum_rates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tidemark::test {
namespace {

struct Facts {
    std::string arm;
    std::string pdl1;
    Verdict verdict = Verdict::met;
    std::string reason;
    bool could_show = true;
};

DetectionResult evaluable() {
    DetectionResult result;
    result.status = SampleStatus::detected;
    return result;
}

Timeline series(std::string const& patient, Facts const& facts, Verdict verdict) {
    Timeline timeline;
    timeline.patient = patient;
    timeline.attributes = PatientRow{0, patient, "", facts.arm, {}, {}};
    if (!facts.pdl1.empty()) {
        timeline.attributes->strata.emplace("stratum_pdl1", facts.pdl1);
    }
    for (auto const* const name : {"a", "b"}) {
        Draw draw;
        draw.row.sample = patient + name;
        draw.result = evaluable();
        timeline.draws.push_back(draw);
    }
    timeline.baseline = patient + "a";
    PairRow pair;
    pair.from = patient + "a";
    pair.to = patient + "b";
    pair.metric = "tumor_fraction_cell";
    pair.definition = "decrease_50";
    pair.verdict = verdict;
    pair.reason = facts.reason;
    timeline.pairs.push_back(pair);
    return timeline;
}

/// Patients and their best cases, kept together.
struct Cohort {
    std::vector<Timeline> timelines;
    std::vector<Timeline> best;

    void add(Facts const& facts) {
        auto const name = "P" + std::to_string(timelines.size());
        timelines.push_back(series(name, facts, facts.verdict));
        best.push_back(series(name, facts, facts.could_show ? Verdict::met : Verdict::undetermined));
    }
    [[nodiscard]] std::vector<StratumRate> rates() const {
        std::vector<JudgedPatient> patients;
        for (std::size_t index = 0; index < timelines.size(); ++index) {
            patients.push_back({&timelines[index], &best[index]});
        }
        return stratum_rates(patients, "full");
    }
};

StratumRate rate_of(std::vector<StratumRate> const& rates, RateGroup const& group) {
    auto const found = std::ranges::find(rates, group, &StratumRate::group);
    EXPECT_NE(found, rates.end());
    return found == rates.end() ? StratumRate{} : *found;
}

Cohort ten() {
    using enum Verdict;
    Cohort cohort;
    for (auto const& facts : {Facts{"A", "low", met, "", true}, Facts{"A", "low", not_met, "", true},
                              Facts{"A", "low", undetermined, "", false}, Facts{"A", "high", met, "", true},
                              Facts{"A", "high", met, "", true}, Facts{"B", "low", not_met, "", true},
                              Facts{"B", "low", not_applicable, "never_detected", false},
                              Facts{"B", "high", not_applicable, "to_not_evaluable", false},
                              Facts{"B", "high", not_applicable, "from_not_evaluable", false},
                              Facts{"", "", undetermined, "", true}}) {
        cohort.add(facts);
    }
    return cohort;
}

}  // namespace

TEST(StratumRates, of_nobody_are_no_rows) {
    EXPECT_TRUE(stratum_rates({}, "full").empty());
    EXPECT_TRUE(rate_differences({}).empty());
}

TEST(StratumRates, every_patient_is_counted_once_in_each_group_that_holds_him) {
    auto const rates = ten().rates();
    // All; low, high, not given; two arms, and their values.
    // Each by three bases: response window, confirmed, latest.
    EXPECT_EQ(rates.size(), 3 * (4U + 2 * 3U));
    for (auto const& rate : rates) {
        EXPECT_EQ(rate.patients, rate.no_baseline + rate.no_follow_up + rate.not_applicable + rate.met + rate.not_met + rate.undetermined);
    }
    auto const all = rate_of(rates, {"", "", ""});
    EXPECT_EQ(all.patients, 10);
    EXPECT_EQ(all.met, 3);
    EXPECT_EQ(all.not_met, 2);
    EXPECT_EQ(all.undetermined, 2);
    EXPECT_EQ(all.no_baseline, 1);
    EXPECT_EQ(all.no_follow_up, 1);
    EXPECT_EQ(all.not_applicable, 1);
    EXPECT_EQ(rate_of(rates, {"", "stratum_pdl1", ""}).patients, 1);
}

TEST(StratumRates, open_verdicts_are_bounds_and_the_interval_spans_both) {
    auto const all = rate_of(ten().rates(), {"", "", ""});
    EXPECT_DOUBLE_EQ(*all.rate_lowest, 3.0 / 7);
    EXPECT_DOUBLE_EQ(*all.rate_highest, 5.0 / 7);
    // Clopper-Pearson of 3 of 7 and 5 of 7 (binomial sums solved by bisection): 0.09899 and 0.96331.
    EXPECT_NEAR(*all.rate_lo, 0.09899, 5e-6);
    EXPECT_NEAR(*all.rate_hi, 0.96331, 5e-6);
}

TEST(StratumRates, who_could_not_show_a_response_is_no_denominator_of_the_shown_rate) {
    auto const low = rate_of(ten().rates(), {"A", "stratum_pdl1", "low"});
    EXPECT_EQ(low.could_show, 2);
    EXPECT_EQ(low.could_show_met, 1);
    EXPECT_DOUBLE_EQ(*low.could_show_rate, 0.5);
    auto const none = rate_of(ten().rates(), {"B", "stratum_pdl1", "high"});
    EXPECT_EQ(none.could_show, 0);
    EXPECT_FALSE(none.could_show_rate);
    EXPECT_FALSE(none.rate_lowest) << "no applicable patient: no rate, and no 0";
}

TEST(StratumRates, without_a_best_case_nothing_is_told_about_what_could_be_shown) {
    auto const cohort = ten();
    JudgedPatient const patient{&cohort.timelines[0], nullptr};
    auto const rates = stratum_rates({&patient, 1}, "full");
    ASSERT_FALSE(rates.empty());
    EXPECT_FALSE(rates.front().could_show);
}

TEST(StratumRates, a_published_definition_speaks_window_by_window) {
    auto cohort = ten();
    cohort.timelines.resize(1);
    cohort.best.resize(1);
    DefinitionRow row;
    row.definition = "ctmonitr_50";
    row.metric = "vaf_max";
    row.met_means = "response";
    row.first_day = 1;
    row.last_day = 49;
    row.verdict = Verdict::met;
    cohort.timelines[0].definitions.push_back(row);
    row.first_day = 50;
    row.last_day = 91;
    row.verdict = Verdict::not_applicable;
    row.reason = "no_draw_in_window";
    cohort.timelines[0].definitions.push_back(row);
    row.definition = "dynamic_clearance";
    row.reason = "no_baseline_draw";
    cohort.timelines[0].definitions.push_back(row);
    cohort.best[0].definitions = cohort.timelines[0].definitions;
    auto const rates = cohort.rates();
    auto const cleared = std::ranges::find(rates, "dynamic_clearance", [](StratumRate const& rate) { return rate.question.definition; });
    ASSERT_NE(cleared, rates.end());
    EXPECT_EQ(cleared->no_baseline, 1);
    auto const early = std::ranges::find(rates, RateQuestion{"ctmonitr_50", "vaf_max", 1, 49, rate_basis::own_windows}, &StratumRate::question);
    auto const late = std::ranges::find(rates, RateQuestion{"ctmonitr_50", "vaf_max", 50, 91, rate_basis::own_windows}, &StratumRate::question);
    ASSERT_NE(early, rates.end());
    ASSERT_NE(late, rates.end());
    EXPECT_EQ(early->met, 1);
    EXPECT_EQ(late->no_follow_up, 1);
}

TEST(StratumRates, claims_on_lesions_are_counted_in_full_where_lesions_were_asked_for) {
    auto const question = [](StratumRate const& rate) { return rate.question.metric == "lesion_share"; };
    EXPECT_TRUE(std::ranges::none_of(ten().rates(), question));
    auto cohort = ten();
    auto const claims = [](Verdict verdict, std::string reason) {
        LesionSeries series;
        for (std::string const lesion : {"L2", ""}) {
            series.claims.push_back({{.claim = "distant_response", .verdict = lesion.empty() ? verdict : Verdict::met, .reason = reason},
                                     lesion, "nonirradiated"});
        }
        return series;
    };
    cohort.timelines[0].lesions = claims(Verdict::met, "");
    cohort.timelines[1].lesions = claims(Verdict::undetermined, "not_confirmed_yet");
    cohort.timelines[2].lesions = claims(Verdict::not_met, "");
    cohort.timelines[3].lesions = claims(Verdict::not_applicable, "low_molecules");
    cohort.timelines[4].lesions = claims(Verdict::not_applicable, "too_few_draws");
    auto rates = cohort.rates();
    std::erase_if(rates, [&](StratumRate const& rate) { return !question(rate) || rate.question.definition != "distant_response"; });
    auto const arm = rate_of(rates, {"A", "", ""});
    EXPECT_EQ(arm.patients, 5);
    EXPECT_EQ(arm.met, 1);
    EXPECT_EQ(arm.undetermined, 1);
    EXPECT_EQ(arm.not_met, 1);
    EXPECT_EQ(arm.not_applicable, 1);
    EXPECT_EQ(arm.no_follow_up, 1);
    EXPECT_NEAR(*arm.rate_lowest, 1.0 / 3, 1e-12);
    EXPECT_NEAR(*arm.rate_highest, 2.0 / 3, 1e-12);
    EXPECT_FALSE(arm.could_show.has_value());
    EXPECT_EQ(rate_of(rates, {"B", "", ""}).not_applicable, rate_of(rates, {"B", "", ""}).patients) << "no lesion part: no such question";
    std::vector<JudgedPatient> const one{{&cohort.timelines[0]}};
    EXPECT_TRUE(std::ranges::none_of(stratum_rates(one, "parity"), question)) << "claims were not thinned";
}

TEST(StratumRates, recrudescences_of_lesions_are_counted_among_those_who_fell) {
    for (std::string const name : {"distant_recrudescence", "local_recrudescence"}) {
        auto cohort = ten();
        auto const claims = [&](Verdict verdict, std::string reason) {
            LesionSeries series;
            series.claims.push_back({{.claim = name, .verdict = verdict, .reason = std::move(reason)}, "", ""});
            return series;
        };
        cohort.timelines[0].lesions = claims(Verdict::met, "");
        cohort.timelines[1].lesions = claims(Verdict::not_met, "");
        cohort.timelines[2].lesions = claims(Verdict::not_applicable, "no_response_before");
        cohort.timelines[3].lesions = claims(Verdict::not_applicable, "too_few_draws");
        auto rates = cohort.rates();
        std::erase_if(rates, [&](StratumRate const& rate) { return rate.question.definition != name; });
        auto const arm = rate_of(rates, {"A", "", ""});
        EXPECT_EQ(arm.met, 1) << name;
        EXPECT_EQ(arm.not_met, 1) << name;
        EXPECT_EQ(arm.no_follow_up, 1) << "no draw after the fall";
        EXPECT_EQ(arm.not_applicable, 2) << "one never fell, one has no lesion part";
        EXPECT_EQ(arm.rate_lowest, 0.5);
    }
}

TEST(RateDifferences, arms_are_compared_within_everyone_and_each_value_and_values_within_each_arm) {
    auto rates = ten().rates();
    std::erase_if(rates, [](StratumRate const& rate) { return rate.question.basis != rate_basis::latest; });
    auto const differences = rate_differences(rates);
    auto const arms = std::ranges::count(differences, std::string{"arm"}, &RateDifference::contrast);
    auto const values = std::ranges::count(differences, std::string{"stratum_pdl1"}, &RateDifference::contrast);
    EXPECT_EQ(arms, 3);     // all, low, high
    EXPECT_EQ(values, 3);   // all, A, B
    auto const first = std::ranges::find(differences, std::string{"arm"}, &RateDifference::contrast);
    EXPECT_EQ(first->first, "A");
    EXPECT_EQ(first->second, "B");
    // A: 3 met, 1 not met, 1 open of 5; B: 0 met, 1 not met: 0.6 - 0 and 0.8 - 0.
    EXPECT_DOUBLE_EQ(*first->difference_lowest, 0.6);
    EXPECT_DOUBLE_EQ(*first->difference_highest, 0.8);
    // Newcombe's method 10 by hand from Wilson's limits: 3 of 5 against 0 of 1 below, 4 of 5 against 0 of 1 above.
    EXPECT_NEAR(*first->difference_lo, -0.275173, 1e-6);
    EXPECT_NEAR(*first->difference_hi, 0.963776, 1e-6);
}

}  // namespace tidemark::test
