// Outcome tables that contradict themselves: which rule refuses what.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/report/survival.hpp"

namespace tidemark::test {

TEST(SurvivalFaults, a_table_that_contradicts_itself_is_refused) {
    auto const rules = [](std::vector<OutcomeRow> const& rows, SurvivalSetting const& setting = {}) {
        std::vector<std::string> found;
        for (auto const& finding : survival_faults({}, rows, setting, "o.csv")) {
            EXPECT_EQ(finding.severity, Severity::contradiction);
            found.push_back(finding.rule);
        }
        return found;
    };
    OutcomeRow const row{2, "A", "relapse", 10, "weeks", true, "x"};
    auto other = row;
    other.patient = "B";
    other.time_unit = "days";
    EXPECT_EQ(rules({row, row}), std::vector<std::string>{"outcome_twice"});
    EXPECT_EQ(rules({row, other}), std::vector<std::string>{"two_time_units"});
    SurvivalSetting setting;
    setting.reference_group = "y";
    EXPECT_EQ(rules({row}, setting), std::vector<std::string>{"reference_group_unknown"});
    std::vector<OutcomeRow> many;
    for (char name = 'a'; name < 'k'; ++name) {
        many.push_back(row);
        many.back().patient = many.back().group = std::string{name};
    }
    EXPECT_EQ(rules(many), std::vector<std::string>{"too_many_groups"});
    auto lower = row;
    lower.patient = "a";
    EXPECT_EQ(rules({row, lower}), std::vector<std::string>{"patient_case"});
    OutcomeRow const death{2, "A", overall_survival, 10, "weeks", true, ""};
    OutcomeRow later{3, "A", progression_free_survival, 11, "weeks", false, ""};
    EXPECT_EQ(rules({death, later}), std::vector<std::string>{"progression_after_death"});
    later.time = 10;
    EXPECT_TRUE(rules({death, later}).empty());
}

}  // namespace tidemark::test
