// The note on a fall that only the highest VAF shows.
#include "stages/report/legacy_notes.hpp"

#include <gtest/gtest.h>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Timeline with_legacy(Verdict pooled, Verdict legacy, std::string met_means = "response") {
    auto timeline = example_timeline();
    timeline.pairs.clear();
    add_pair(timeline, 0, 1, 0.7, 0.4, 1.2, {pooled, Verdict::not_met, Verdict::not_met});
    timeline.pairs.push_back({"P01_d0", "P01_d21", "vaf_max", 0.42, {}, {}, "ctmonitr_50", legacy, "legacy_metric", "decrease"});
    DefinitionRow row;
    row.definition = "ctmonitr_50";
    row.met_means = std::move(met_means);
    timeline.definitions = {row};
    return timeline;
}

}  // namespace

TEST(LegacyNotes, speak_only_where_the_two_disagree_about_a_response) {
    EXPECT_TRUE(legacy_notes(example_timeline()).empty());
    EXPECT_TRUE(legacy_notes(with_legacy(Verdict::met, Verdict::met)).empty());
    EXPECT_TRUE(legacy_notes(with_legacy(Verdict::not_met, Verdict::not_met)).empty());
    EXPECT_TRUE(legacy_notes(with_legacy(Verdict::not_met, Verdict::met, "no_response")).empty());
}

TEST(LegacyNotes, name_both_changes) {
    auto const notes = legacy_notes(with_legacy(Verdict::undetermined, Verdict::met));
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_NE(notes[0].find("day\u00a00 → day\u00a021"), std::string::npos) << notes[0];
    EXPECT_NE(notes[0].find("\u221258"), std::string::npos) << notes[0];
    EXPECT_NE(notes[0].find("not shown (\u221230"), std::string::npos) << notes[0];
}

}  // namespace tidemark::test
