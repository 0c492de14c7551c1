// Survival on the page: a figure with its tables, denominators in words, and warnings where there is little to say.
#include "stages/report/survival_section.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "stages/report/survival.hpp"
#include "stages/report/survival_figure.hpp"

namespace tidemark::test {
namespace {

/// Freireich's trial of 6-MP (Blood 1963, 21:699): weeks of remission under placebo and 6-MP.
std::vector<OutcomeRow> leukemia() {
    std::vector<OutcomeRow> rows;
    auto const add = [&](double time, bool event, char const* group) {
        rows.push_back({rows.size() + 2, "P" + std::to_string(rows.size()), "remission", time, "weeks", event, group});
    };
    for (double const time : {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}) {
        add(time, true, "placebo");
    }
    for (double const time : {6, 6, 6, 7, 10, 13, 16, 22, 23}) {
        add(time, true, "6-MP");
    }
    for (double const time : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
        add(time, false, "6-MP");
    }
    return rows;
}

SurvivalReport report_of(std::vector<OutcomeRow> const& rows) {
    SurvivalSetting setting;
    setting.reference_group = "placebo";
    return survival_report({}, rows, setting);
}

template <typename Wanted>
std::vector<Wanted> blocks_of(Section const& section) {
    std::vector<Wanted> found;
    for (auto const& block : section.blocks) {
        if (auto const* const wanted = std::get_if<Wanted>(&block)) {
            found.push_back(*wanted);
        }
    }
    return found;
}

}  // namespace

TEST(SurvivalSection, how_many_were_censored_at_the_last_known_day_is_said_by_group) {
    auto report = report_of(leukemia());
    auto& analysis = report.analyses[0];
    auto const said = [&] {
        auto const sections = survival_sections(report);
        auto const lists = blocks_of<SentenceList>(sections[0]);
        return std::ranges::count_if(lists[0].items, [](auto const& item) {
            return item.text.starts_with("Censored at the last known day, a draw or an event: 3 patients (placebo 0 and 6-MP 3)");
        });
    };
    EXPECT_EQ(said(), 0) << "of a table none is";
    analysis.curves[1].at_last_known_day = 3;
    EXPECT_EQ(said(), 1);
}

TEST(SurvivalSection, without_outcomes_there_is_none) { EXPECT_TRUE(survival_sections({}).empty()); }

TEST(SurvivalSection, freireichs_trial_is_told_with_its_textbook_numbers) {
    auto const sections = survival_sections(report_of(leukemia()));
    ASSERT_EQ(sections.size(), 1U);
    EXPECT_EQ(sections[0].heading, "Remission");
    auto const tables = blocks_of<Table>(sections[0]);
    ASSERT_EQ(tables.size(), 2U);
    EXPECT_EQ(tables[0].rows[0][0].text, "placebo");
    EXPECT_EQ(tables[0].rows[0][3].text, "8.00\u00a0weeks (4.00 to 11.0)");
    EXPECT_EQ(tables[0].rows[1][3].text, "23.0\u00a0weeks (13.0 to not reached)");
    EXPECT_EQ(tables[0].rows[1][4].text, "0.208 (0.0925 to 0.466)");
    // At risk at 0, 10 and 20 weeks, counted by hand: 21, 8 and 2 under placebo, 21, 15 and 8 under 6-MP.
    EXPECT_EQ(tables[1].columns[2].heading, "10");
    EXPECT_EQ(tables[1].rows[0][1].text, "21");
    EXPECT_EQ(tables[1].rows[0][2].text, "8");
    EXPECT_EQ(tables[1].rows[1][2].text, "15");
    EXPECT_EQ(tables[1].rows[1][3].text, "8");
    auto const list = blocks_of<SentenceList>(sections[0]).front();
    EXPECT_EQ(list.items[0].text, "Followed: 42 of 42 patients (placebo 21 and 6-MP 21).");
}

TEST(SurvivalSection, few_events_and_no_ratio_are_said) {
    std::vector<OutcomeRow> const rows{{2, "A", "relapse", 1, "days", true, "placebo"}, {3, "B", "relapse", 2, "days", false, "x"},
                                       {4, "C", "relapse", 3, "days", false, "x"}};
    auto const list = blocks_of<SentenceList>(survival_sections(report_of(rows)).front()).front();
    EXPECT_NE(list.items.back().text.find("no hazard ratio can be estimated"), std::string::npos) << list.items.back().text;
    auto little = leukemia();
    std::erase_if(little, [](OutcomeRow const& row) { return row.group == "6-MP" && row.event && row.time > 7; });
    auto const warned = blocks_of<SentenceList>(survival_sections(report_of(little)).front()).front();
    EXPECT_NE(warned.items.back().text.find("fewer than 5 events in a group"), std::string::npos) << warned.items.back().text;
}

TEST(SurvivalSection, progression_without_a_death_in_any_sheet_is_called_what_it_is) {
    auto report = report_of(leukemia());
    auto const says_so = [&] {
        auto const paragraphs = blocks_of<Paragraph>(survival_sections(report).front());
        return std::ranges::any_of(paragraphs, [](Paragraph const& each) { return each.text.find("time to progression") != std::string::npos; });
    };
    report.analyses.front().endpoint = "progression_free_survival";
    EXPECT_FALSE(says_so()) << "what a table calls so includes deaths, for all we know";
    report.analyses.front().source = "events";
    EXPECT_TRUE(says_so());
    report.analyses.push_back(report.analyses.front());
    report.analyses.back().endpoint = "overall_survival";
    EXPECT_FALSE(says_so());
}

TEST(SurvivalFigure, has_a_curve_for_each_group_inside_its_box) {
    auto const figure = survival_figure(report_of(leukemia()).analyses.front(), "f");
    EXPECT_EQ(std::ranges::count(figure.marks, "curve", &Mark::role), 2);
    EXPECT_EQ(std::ranges::count(figure.marks, "risk", &Mark::role), 3);
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height) << mark.role;
            }
        }
    }
}

}  // namespace tidemark::test
