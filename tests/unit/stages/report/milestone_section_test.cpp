// Milestones and the smoothed series on the pages, and lead time with its denominators.
#include "stages/report/milestone_section.hpp"

#include <gtest/gtest.h>

#include "stages/report/lead_rows.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Milestone lead(Verdict verdict, std::optional<int> days, std::string reason = {}) {
    return {.kind = MilestoneKind::lead_time, .verdict = verdict, .day = 40, .lead_days = days, .reason = std::move(reason)};
}

Timeline with(Milestone milestone, std::string arm = {}) {
    Timeline timeline;
    timeline.milestones = {std::move(milestone)};
    if (!arm.empty()) {
        timeline.attributes = PatientRow{};
        timeline.attributes->arm = std::move(arm);
    }
    return timeline;
}

std::string text_of(Section const& section) {
    std::string text;
    for (auto const& block : section.blocks) {
        if (auto const* const paragraph = std::get_if<Paragraph>(&block)) {
            text += paragraph->text + "\n";
        } else if (auto const* const list = std::get_if<SentenceList>(&block)) {
            for (auto const& item : list->items) {
                text += item.text + "\n";
            }
        } else if (auto const* const table = std::get_if<Table>(&block)) {
            for (auto const& row : table->rows) {
                for (auto const& cell : row) {
                    text += cell.text + "|" + cell.note + "\t";
                }
                text += "\n";
            }
        }
    }
    for (auto at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0")) {
        text.replace(at, std::string_view{"\u00a0"}.size(), " ");
    }
    return text;
}

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(LeadRows, every_patient_is_in_one_place_and_arms_follow_all) {
    std::vector<Timeline> const timelines{with(lead(Verdict::met, 58), "A"),
                                          with(lead(Verdict::not_met, -12), "A"),
                                          with(lead(Verdict::met, 20), "B"),
                                          with(lead(Verdict::met, 30)),
                                          with(lead(Verdict::undetermined, {}, "not_confirmed_yet"), "B"),
                                          with(lead(Verdict::not_applicable, {}, "only_imaging")),
                                          with(lead(Verdict::not_applicable, {}, "only_molecular")),
                                          with(lead(Verdict::not_applicable, {}, "neither")),
                                          with(lead(Verdict::not_applicable, {}, "no_imaging")),
                                          with({.kind = MilestoneKind::pseudo_progression, .verdict = Verdict::met})};
    auto const rows = lead_rows(timelines);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0], (LeadRow{.arm = "", .patients = 10, .both = 4, .only_imaging = 1, .only_molecular = 1, .neither = 1,
                                .unconfirmed = 1, .not_assessable = 2, .molecular_first = 3, .median_days = 25.0, .least_days = -12,
                                .most_days = 58, .discordant = 1}));
    EXPECT_EQ(rows[1].arm, "A");
    EXPECT_EQ(rows[1].median_days, 23.0);
    EXPECT_EQ(rows[2].unconfirmed, 1);
    EXPECT_EQ(lead_rows({}).at(0).patients, 0);
}

TEST(MilestoneSection, lead_and_discordance_are_sentences) {
    Timeline timeline;
    timeline.milestones = {{.kind = MilestoneKind::molecular_progression, .verdict = Verdict::met, .sample = "d", .day = 42,
                            .after_day = 21, .supported_by = "e", .regimen = "drug A", .reason = "treatment_change_between"},
                           {.kind = MilestoneKind::lead_time, .verdict = Verdict::met, .day = 42, .lead_days = 58, .lead_days_hi = 79},
                           {.kind = MilestoneKind::pseudo_progression, .verdict = Verdict::met, .sample = "c", .day = 100,
                            .supported_by = "decrease_50"}};
    auto const text = text_of(milestone_section(timeline));
    EXPECT_TRUE(has(text, "58 days before imaging progression; the lead is at least that and less than 79 days")) << text;
    EXPECT_TRUE(has(text, "after day 21|no later than day 42")) << text;
    EXPECT_TRUE(has(text, "treatment changed between")) << text;
    EXPECT_TRUE(has(text, "Discordant: ctDNA does not support the imaging progression of day 100")) << text;
    EXPECT_TRUE(has(text, "a later draw may change them")) << text;
}

TEST(SmoothedSection, is_labelled_secondary_and_shows_the_primary_result_beside) {
    auto timeline = example_timeline();
    timeline.smoothed.draws = {{timeline.draws[0].row.sample, {.median = 0.0301, .lo = 0.028, .hi = 0.0325}},
                               {timeline.draws[1].row.sample, {.median = 0.0029, .lo = 0.0024, .hi = 0.0037, .fall_half = 1,
                                                               .fall_to_tenth = 0.42}}};
    timeline.smoothed.loci = {{{"chr7", Position{99}, "C", "T"}, {.tumor = 0.01, .lost = 0, .flat = 0.99, .germline = 0}},
                              {{"chr8", Position{99}, "C", "T"}, {.tumor = 0.98, .lost = 0.02, .flat = 0, .germline = 0}}};
    auto const section = smoothed_section(timeline);
    EXPECT_TRUE(has(section.heading, "secondary"));
    auto const text = text_of(section);
    EXPECT_TRUE(has(text, smoothed_note)) << text;
    EXPECT_TRUE(has(text, "3.0")) << text;
    EXPECT_TRUE(has(text, "42")) << text;
    EXPECT_TRUE(has(text, "chr7:100")) << text;
    EXPECT_FALSE(has(text, "chr8")) << text;
}

TEST(MilestoneSection, a_rate_that_the_draws_bound_on_one_side_is_said_so) {
    Timeline timeline;
    timeline.growth_change = {.verdict = Verdict::met, .day = 105, .day_lo = 90, .day_hi = 120, .before = RatePerDay{0.01},
                              .before_lo = RatePerDay{-0.01}, .before_hi = RatePerDay{0.02}, .after = {}, .after_lo = {}, .after_hi = RatePerDay{-0.18}};
    auto const text = [&] { return text_of(milestone_section(timeline)); };
    EXPECT_TRUE(has(text(), "0.18 or less after.")) << text();
    EXPECT_FALSE(has(text(), "2.0")) << text();
    timeline.growth_change.after = RatePerDay{-0.5};
    EXPECT_TRUE(has(text(), "0.18 or less) after.")) << text();
    timeline.growth_change.after_lo = timeline.growth_change.after_hi;
    timeline.growth_change.after_hi.reset();
    EXPECT_TRUE(has(text(), "0.18 or more) after.")) << text();
    timeline.growth_change.after.reset();
    timeline.growth_change.after_lo.reset();
    EXPECT_TRUE(has(text(), "an amount that the draws do not bound after.")) << text();
}

}  // namespace tidemark::test
