// What the head says of lesions that fell too early, came back, fell again, or were irradiated later.
#include "stages/report/head_lesions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

LesionClaim claim_of_side(std::string name, Verdict verdict, std::optional<int> day = {}, std::string by = {}, std::string reason = {}) {
    LesionClaim made;
    made.claim = std::move(name);
    made.compartment = made.claim.starts_with("local") ? "irradiated" : "nonirradiated";
    made.verdict = verdict;
    made.day = day;
    made.supported_by = std::move(by);
    made.reason = std::move(reason);
    return made;
}

/// Row of the lesions that were not irradiated, as a whole or of one, with a log2 change and limits half of one unit either way.
LesionShed row_of_side(std::string sample, std::string lesion, double log2, std::string verdict, std::string reason = {}) {
    LesionShed row;
    row.sample = std::move(sample);
    row.lesion = std::move(lesion);
    row.compartment = reason == "irradiated_later" ? "unknown" : "nonirradiated";
    row.change = {Log2Fold{log2}, Log2Fold{log2 - 0.5}, Log2Fold{log2 + 0.5}};
    row.verdict = std::move(verdict);
    row.reason = std::move(reason);
    return row;
}

Timeline with_lesions(std::vector<LesionClaim> claims, std::vector<LesionShed> rows) {
    auto timeline = example_timeline();
    timeline.lesions = LesionSeries{.source = "tissue", .resolution = "resolved", .map = {}, .rows = std::move(rows), .comparisons = {}};
    timeline.lesions->claims = std::move(claims);
    return timeline;
}

std::string finding(Timeline const& timeline, std::string const& term) {
    auto const findings = lesion_findings(timeline);
    auto const found = std::ranges::find(findings, term, &Item::term);
    return found == findings.end() ? "" : found->text;
}

Answer answer(Timeline const& timeline) { return lesion_answers(timeline).at(0); }

}  // namespace

TEST(HeadLesions, a_fall_of_irradiated_lesions_before_any_radiotherapy_is_said_to_be_one) {
    auto timeline = with_lesions({claim_of_side("local_response", Verdict::met, 21, "P01_d63")}, {});
    constexpr auto before = " No radiotherapy had been given by then: its first fraction is of day\u00a0100.";
    EXPECT_FALSE(finding(timeline, "Irradiated").ends_with(before)) << "fractions from day -7 on";
    std::erase_if(timeline.events, [](EventRow const& event) { return event.kind == EventKind::radiotherapy_fraction; });
    EXPECT_FALSE(finding(timeline, "Irradiated").ends_with(before)) << "none is on record";
    auto fraction = timeline.events.front();
    fraction.kind = EventKind::radiotherapy_fraction;
    fraction.day = 100;
    timeline.events.push_back(fraction);
    EXPECT_TRUE(finding(timeline, "Irradiated").ends_with(before)) << finding(timeline, "Irradiated");
    timeline.events.back().day = 21;
    EXPECT_TRUE(finding(timeline, "Irradiated").ends_with(" its first fraction is of day\u00a021.")) << "a draw on its day was taken before it";
}

TEST(HeadLesions, lesions_that_came_back_are_told_once_with_days_and_where_they_stand_now) {
    auto const timeline = with_lesions({claim_of_side("distant_response", Verdict::met, 21, "P01_d42"),
                                        claim_of_side("distant_progression", Verdict::met, 84, "P01_d168"),
                                        claim_of_side("distant_recrudescence", Verdict::met, 63, "P01_d84"),
                                        claim_of_side("abscopal_compatible", Verdict::met, 21, "P01_d42")},
                                       {row_of_side("P01_d84", "", 1.5, "distant_progression"), row_of_side("P01_d168", "", 2, "distant_progression")});
    EXPECT_EQ(finding(timeline, "Not irradiated"),
              "The lesions that were not irradiated responded: what they shed into the blood fell, first seen on day\u00a021 and confirmed on "
              "day\u00a042. The lesions that were not irradiated came back: what they shed into the blood rose from its lowest, first seen on "
              "day\u00a063 and confirmed on day\u00a084. It rose above the baseline too, first seen on day\u00a084 and confirmed on day\u00a0168. On "
              "day\u00a0168, the last draw that can tell, what they shed is above the baseline (+300\u00a0%). Abscopal-compatible: this design "
              "cannot separate abscopal from drug effect. That is of the fall first seen on day\u00a021.");
    EXPECT_EQ(answer(timeline).answer, "Yes, and came back, day\u00a063");
    EXPECT_EQ(answer(timeline).tone, Tone::not_met) << "a relapse is no good news";
}

TEST(HeadLesions, lesions_that_fell_again_after_they_came_back_are_said_to_stand_low) {
    auto const timeline = with_lesions({claim_of_side("distant_response", Verdict::met, 21, "P01_d42"),
                                        claim_of_side("distant_recrudescence", Verdict::met, 63, "P01_d84")},
                                       {row_of_side("P01_d84", "", -1, "distant_response"), row_of_side("P01_d168", "", -2, "distant_response")});
    EXPECT_TRUE(finding(timeline, "Not irradiated")
                    .ends_with(" On day\u00a0168, the last draw that can tell, what they shed is below the baseline (\u221275\u00a0%)."))
        << finding(timeline, "Not irradiated");
    EXPECT_EQ(answer(timeline).tone, Tone::undetermined);
    auto gone = timeline;
    gone.lesions->rows[1].shed = 0;
    gone.lesions->rows[1].change.value.reset();
    EXPECT_TRUE(finding(gone, "Not irradiated").ends_with("is below the baseline (\u2212100\u00a0%).")) << finding(gone, "Not irradiated");
    gone.draws.back().result.status = SampleStatus::indeterminate;
    EXPECT_TRUE(finding(gone, "Not irradiated").ends_with(" On day\u00a084, the last draw that can tell, what they shed is below the baseline (\u221250\u00a0%)."))
        << finding(gone, "Not irradiated");
}

TEST(HeadLesions, a_lesion_that_was_irradiated_later_is_named_with_what_was_seen_of_it) {
    auto of_l2 = claim_of_side("distant_progression", Verdict::undetermined, 42, "", "not_confirmed_yet");
    of_l2.lesion = "L2";
    auto const timeline = with_lesions(
        {claim_of_side("distant_response", Verdict::met, 63, "P01_d84"),
         claim_of_side("distant_progression", Verdict::undetermined, 42, "", "other_lesions"),
         claim_of_side("distant_recrudescence", Verdict::undetermined, 42, "", "other_lesions"), of_l2},
        {row_of_side("P01_d42", "L2", 2, "distant_progression"), row_of_side("P01_d42", "L3", -2, "distant_response"),
         row_of_side("P01_d63", "L2", 2, "undetermined", "irradiated_later"), row_of_side("P01_d63", "L3", -2, "distant_response")});
    EXPECT_EQ(finding(timeline, "Not irradiated"),
              "The lesions that were not irradiated responded: what they shed into the blood fell, first seen on day\u00a063 and confirmed on "
              "day\u00a084. Whether the lesions that were not irradiated progressed is open: the draw of day\u00a042 shows it, and no later draw that "
              "can tell has confirmed it: the next draw is of other lesions. L2 was irradiated later and is counted on neither side from "
              "day\u00a063 on; before, what it shed rose, first seen on day\u00a042. What is said of later draws is of L3 alone.");
}

}  // namespace tidemark::test
