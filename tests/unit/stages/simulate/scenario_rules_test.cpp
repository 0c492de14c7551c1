// What a scenario must hold across its parts.
#include "stages/simulate/scenario_rules.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scenario_builder.hpp"

namespace tidemark::test {
namespace {

std::string all_faults(Scenario const& scenario) {
    std::string text;
    for (auto const& fault : scenario_faults(scenario)) {
        text += fault + "\n";
    }
    return text;
}

}  // namespace

TEST(ScenarioRules, each_broken_part_is_named) {
    using Change = std::function<void(Scenario&)>;
    std::vector<std::pair<Change, std::string>> const cases{
        {[](Scenario& s) { s.contigs.clear(); }, "the reference has no contigs"},
        {[](Scenario& s) { s.patients.clear(); }, "there is no patient"},
        {[](Scenario& s) { s.raw_reads = ScenarioReads{.structure = "3M2S+T 8M"}; }, "'8M' must end with +T"},
        {[](Scenario& s) { s.patients[0].draws.clear(); }, "patient P1 has no draws"},
        {[](Scenario& s) { s.patients[0].variants.clear(); }, "patient P1 has no variants"},
        {[](Scenario& s) { s.patients[0].lesions[0].biopsied = false; }, "patient P1 has no biopsied lesion"},
        {[](Scenario& s) { s.patients[0].variants[0].multiplicity = 3; }, "multiplicity is above total_copies"},
        {[](Scenario& s) { s.patients[0].variants[0].lesions = {"L9"}; }, "there is no lesion L9"},
        {[](Scenario& s) { s.patients[0].variants.push_back(s.patients[0].variants[0]); }, "variant S stands twice"},
        {[](Scenario& s) { s.patients[0].draws[0].shedding = {{"L9", 1}}; }, "shedding names lesion L9"},
        {[](Scenario& s) { s.patients[0].draws[0].shedding = {{"L1", 0}}; }, "no lesion sheds"},
        {[](Scenario& s) { s.patients[0].draws[0].dropout = {"S7"}; }, "dropout names variant S7"},
        {[](Scenario& s) { s.patients[0].draws[0].contamination = ScenarioContamination{"P1", 0.1}; },
         "contamination must name another patient"},
        {[](Scenario& s) { s.patients[0].draws.push_back(s.patients[0].draws[0]); }, "sample D1 stands twice"},
        {[](Scenario& s) { s.controls.samples = {"d1"}; }, "sample d1 stands twice"},
        {[](Scenario& s) { s.controls.samples = {"a b"}; }, "control a b is no id"},
        {[](Scenario& s) { s.molecules.simplex_share = 0.5; }, "together above 1"},
        {[](Scenario& s) { s.patients[0].events.push_back({}); s.patients[0].events[0].lesion = "L3"; },
         "an event names lesion L3"}};
    for (auto const& [change, expected] : cases) {
        auto scenario = one_locus();
        change(scenario);
        EXPECT_NE(all_faults(scenario).find(expected), std::string::npos)
            << "wanted: " << expected << "\ngot: " << all_faults(scenario);
    }
}

TEST(ScenarioRules, all_faults_are_given_at_once) {
    auto scenario = one_locus();
    scenario.patients[0].variants[0].multiplicity = 3;
    scenario.patients[0].draws[0].dropout = {"S7"};
    EXPECT_EQ(scenario_faults(scenario).size(), 2U);
}

TEST(ScenarioRules, a_sound_scenario_has_none) { EXPECT_EQ(all_faults(one_locus()), ""); }

}  // namespace tidemark::test
