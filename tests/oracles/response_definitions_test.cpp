// The published definitions on series whose outcome their publications name: readout.md 5 with its edge cases.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "io/tables/response_definitions.hpp"
#include "stages/track/pairs.hpp"
#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

Draw with_mass(Draw draw) {
    draw.row.cfdna_ng = 40;
    draw.row.plasma_ml = 4;
    return draw;
}

std::vector<AnchorBaseline> const immunotherapy_and_surgery{{"pre_io", 0, "a", false}, {"surgery", 0, "a", false}};

/// What each definition says of a patient, by default one whose immunotherapy and surgery are day 0, as "verdict" or "verdict/class".
std::map<std::string, std::string> said_of(std::vector<Draw> draws,
                                           std::vector<AnchorBaseline> const& baselines = immunotherapy_and_surgery) {
    std::ranges::transform(draws, draws.begin(), with_mass);
    PairSetting const setting{.baselines = baselines, .definitions = published_definitions(), .change = {}};
    std::map<std::string, std::string> said;
    for (auto const& row : definition_rows(draws, pair_rows(draws, setting), setting)) {
        auto const text = to_text(row.verdict) + (row.response_class.empty() ? std::string{} : "/" + row.response_class);
        said.emplace(row.definition, text);   // of two windows the first
    }
    return said;
}

}  // namespace

TEST(Published, a_deep_fall_is_a_response_by_all_that_do_not_ask_for_clearance) {
    auto said = said_of({detected("a", 0, 4000), detected("b", 42, 40), detected("c", 63, 38)});
    EXPECT_EQ(said["ctmonitr_step1"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_50"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_90"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_100"], "not_met");
    EXPECT_EQ(said["br36_clearance"], "not_met");
    EXPECT_EQ(said["jhu_ctdna_2019"], "not_met") << "no clearance; whether it comes back cannot be told, so no class is named";
    EXPECT_EQ(said["jhu_cftl_2019"], "met/responder");
    EXPECT_EQ(said["guardant_50"], "met/molecular_response");
    EXPECT_EQ(said["goldberg_50c"], "met/response");
    EXPECT_EQ(said["imvigor_clear"], "not_met");
    EXPECT_EQ(said["imvigor_50_99"], "met/partial");
    EXPECT_EQ(said["imvigor_lt50"], "not_met");
    EXPECT_EQ(said["melanoma_10x"], "met/favourable");
    EXPECT_EQ(said["ctdna_recist_ci"], "met/PR");
    EXPECT_EQ(said["crecist_cut"], "met/cPR");
    EXPECT_EQ(said["dynamic_mrd"], "met/positive");
}

TEST(Published, ctmonitr_by_maximum_by_mean_and_by_median_are_three_answers) {
    // Molecules of 2,000 at five loci. Maximum 100 to 40 (0.4), sum 190 to 80 (0.42, within 0.32 to 0.55), median 20 to 15 (0.75).
    auto said = said_of({draw("a", 0, SampleStatus::detected, {100, 50, 20, 10, 10}), draw("b", 42, SampleStatus::detected, {40, 16, 15, 5, 4})});
    for (std::string const which : {"ctmonitr_step1", "ctmonitr_50"}) {
        EXPECT_EQ(said[which], "met/decrease");
        EXPECT_EQ(said[which + "_mean"], "undetermined") << which;
        EXPECT_EQ(said[which + "_median"], "not_met/intermediate") << which;
    }
    // Maximum 200 to 6 (0.03), sum 262 to 29 (0.11, within 0.07 to 0.17), median 4 to 6 (1.5).
    said = said_of({draw("a", 0, SampleStatus::detected, {200, 50, 4, 4, 4}), draw("b", 42, SampleStatus::detected, {5, 6, 6, 6, 6})});
    EXPECT_EQ(said["ctmonitr_90"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_50_mean"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_90_mean"], "undetermined");
    EXPECT_EQ(said["ctmonitr_50_median"], "not_met/increase");
    EXPECT_EQ(said["ctmonitr_90_median"], "not_met");
    // Half of the loci show nothing before: a ratio of medians does not exist.
    said = said_of({draw("a", 0, SampleStatus::detected, {40, 40, 0, 0, 0}), draw("b", 42, SampleStatus::detected, {4, 4, 0, 0, 0})});
    EXPECT_EQ(said["ctmonitr_50"], "met/decrease");
    EXPECT_EQ(said["ctmonitr_50_median"], "undetermined");
}

TEST(Published, falls_by_a_quarter_and_a_tenth_are_told_where_the_interval_tells_them) {
    // With n and m molecules the standard error of the logarithm is sqrt(1/n + 1/m).
    struct Case {
        std::int64_t before, after;
        char const* quarter;
        char const* tenth;
    };
    for (auto const& [before, after, quarter, tenth] : {Case{4000, 2800, "met/decrease", "met/decrease"},   // 0.667 to 0.735
                                                        Case{1000, 700, "undetermined", "met/decrease"},    // 0.636 to 0.771
                                                        Case{4000, 3500, "not_met", "undetermined"},        // 0.836 to 0.916
                                                        Case{4000, 3800, "not_met", "not_met"}}) {          // 0.909 to 0.993
        auto said = said_of({detected("a", 0, before), detected("b", 42, after)});
        EXPECT_EQ(said["imvigor_25"], quarter) << before << " " << after;
        EXPECT_EQ(said["imvigor_10"], tenth) << before << " " << after;
    }
    auto said = said_of({detected("a", 0, 4000), not_detected("b", 42)});
    EXPECT_EQ(said["imvigor_25"], "met/decrease") << "a fall to none";
    EXPECT_EQ(said_of({detected("a", 0, 4000), detected("b", 21, 40)})["imvigor_25"], "not_applicable") << "week three";
}

TEST(Published, clearance_at_the_end_of_treatment_is_of_the_draw_before_treatment) {
    // Surgery on day 0, adjuvant treatment from day 30 to day 180.
    std::vector<AnchorBaseline> const ended{{"surgery", 0, "a", false}, {"treatment_end", 180, "b", false}};
    auto const said = [&](Draw const& before, Draw const& after) {
        return said_of({detected("a", -7, 4000), before, detected("during", 90, 30), after}, ended)["dynamic_clearance"];
    };
    EXPECT_EQ(said(detected("b", 28, 400), not_detected("c", 200)), "met/cleared");
    EXPECT_EQ(said(detected("b", 28, 400), detected("c", 200, 40)), "not_met/persistent");
    EXPECT_EQ(said(detected("b", 28, 4), not_detected("c", 200)), "undetermined") << "the tube could not have shown a tenth of four molecules";
    EXPECT_EQ(said(not_detected("b", 28), not_detected("c", 200)), "not_applicable") << "nothing to clear";
    EXPECT_EQ(said(detected("b", 28, 400), not_detected("c", 241)), "not_applicable") << "61 days after the end";
    EXPECT_EQ(said(detected("b", 28, 400), not_evaluable("c", 200)), "not_applicable");
    EXPECT_EQ(said_of({detected("a", 0, 400), not_detected("b", 42)})["dynamic_clearance"], "not_applicable") << "no end is known";
}

TEST(Published, step_1_of_ctmonitr_takes_the_first_sample_within_70_days) {
    auto said = said_of({detected("a", 0, 400), detected("b", 14, 390), detected("c", 42, 20)});
    EXPECT_EQ(said["ctmonitr_step1"], "not_met/intermediate");
    EXPECT_EQ(said["ctmonitr_50"], "met/decrease");
    EXPECT_EQ(said_of({detected("a", 0, 400), detected("b", 71, 20)})["ctmonitr_step1"], "not_applicable");
    EXPECT_EQ(said_of({detected("a", 0, 400), detected("b", 70, 800)})["ctmonitr_step1"], "not_met/increase");
}

TEST(Published, clearance_that_could_have_been_seen_is_clearance_by_all) {
    auto said = said_of({detected("a", 0, 4000), not_detected("b", 42)});
    for (auto const& [id, verdict] : std::map<std::string, std::string>{{"ctmonitr_100", "met/cleared"},
                                                                        {"br36_clearance", "met/molecular_response"},
                                                                        {"jhu_ctdna_2019", "met/responder"},
                                                                        {"imvigor_clear", "met/clearance"},
                                                                        {"imvigor_50_99", "not_met"},
                                                                        {"imvigor_lt50", "not_met"},
                                                                        {"ctdna_recist_ci", "met/CR"},
                                                                        {"crecist_cut", "met/cCR"},
                                                                        {"dynamic_mrd", "not_met/negative"}}) {
        EXPECT_EQ(said[id], verdict) << id;
    }
}

TEST(Published, a_tube_that_could_not_have_seen_the_disease_clears_nothing) {
    auto said = said_of({detected("a", 0, 4), not_detected("b", 42)});
    for (auto const* const id : {"ctmonitr_100", "br36_clearance", "jhu_ctdna_2019", "imvigor_clear"}) {
        EXPECT_EQ(said[id], "undetermined") << id;
    }
}

TEST(Published, never_detected_is_no_response_but_favourable_where_that_was_published) {
    auto said = said_of({not_detected("a", 0), not_detected("b", 21), not_detected("c", 42)});
    EXPECT_EQ(said["melanoma_10x"], "met/favourable");
    for (auto const* const id : {"ctmonitr_50", "br36_clearance", "jhu_ctdna_2019", "imvigor_clear", "imvigor_50_99", "imvigor_lt50",
                                 "ctdna_recist_ci", "crecist_cut", "mol_progression"}) {
        EXPECT_EQ(said[id], "not_applicable") << id;
    }
    said = said_of({not_detected("a", 0), detected("b", 42, 400)});
    EXPECT_EQ(said["melanoma_10x"], "undetermined") << "emergence: no ratio to be had";
}

TEST(Published, a_draw_that_failed_has_no_verdict) {
    for (auto const& draws : {std::vector{not_detected("a", 0), not_evaluable("b", 42)}, std::vector{detected("a", 0, 400), not_evaluable("b", 42)}}) {
        for (auto const& [id, verdict] : said_of(draws)) {
            bool const speaks_of_a = id == "invar_imaf";   // a landmark without a window: the baseline draw speaks
            EXPECT_EQ(verdict.starts_with("not_applicable"), !speaks_of_a) << id << " " << verdict;
        }
    }
}

TEST(Published, coming_back_is_progression_and_acquired_resistance_but_a_rise_from_the_start_is_no_resistance) {
    auto said = said_of({detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 28), detected("d", 63, 60)});
    EXPECT_EQ(said["mol_progression"], "met/progression");
    EXPECT_EQ(said["jhu_ctdna_2019"], "not_met/acquired_resistance");
    said = said_of({detected("a", 0, 400), not_detected("b", 21), detected("c", 42, 60)});
    EXPECT_EQ(said["mol_progression"], "met/progression");
    EXPECT_EQ(said["jhu_ctdna_2019"], "not_met/acquired_resistance");
    said = said_of({detected("a", 0, 40), detected("b", 21, 160), detected("c", 42, 640)});
    EXPECT_EQ(said["jhu_ctdna_2019"], "not_met/non_responder");
    EXPECT_EQ(said["crecist_cut"], "not_met/cPD");
    EXPECT_EQ(said["ctdna_recist_ci"], "not_met/PD");
    EXPECT_EQ(said["ctmonitr_50"], "not_met/increase");
}

TEST(Published, in_the_flare_window_nothing_is_called_a_progression) {
    std::vector<Draw> draws{detected("a", 0, 40), detected("b", 7, 400)};
    draws[1].flare_window = true;
    auto said = said_of(draws);
    EXPECT_EQ(said["mol_progression"], "undetermined");
    EXPECT_EQ(said["ctdna_recist_ci"], "not_met");
    EXPECT_EQ(said["ctmonitr_50"], "not_met");
}

}  // namespace tidemark::test
