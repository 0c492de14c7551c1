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

/// What each definition says of a patient whose immunotherapy and surgery are day 0, as "verdict" or "verdict/class".
std::map<std::string, std::string> said_of(std::vector<Draw> draws) {
    std::ranges::transform(draws, draws.begin(), with_mass);
    std::vector<AnchorBaseline> const baselines{{"pre_io", 0, "a", false}, {"surgery", 0, "a", false}};
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
