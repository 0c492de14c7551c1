// Every cause of a missing calibration has a sentence of its own, on the page too.
#include "stages/report/missing_calibration.hpp"

#include <gtest/gtest.h>

#include <set>

#include "stages/report/draw_sections.hpp"
#include "stages/report/reason_sentences.hpp"
#include "support/example_timeline.hpp"
#include "values/evidence/missing_signatures.hpp"

namespace tidemark::test {
namespace {

DetectionResult missing(std::string const& cause) {
    DetectionResult result;
    result.signatures_missing = cause;
    return result;
}

std::vector<Item> remarks(Timeline const& timeline) {
    for (auto const& block : remarks_section(timeline).blocks) {
        if (auto const* const list = std::get_if<SentenceList>(&block)) {
            return list->items;
        }
    }
    return {};
}

}  // namespace

TEST(MissingCalibration, has_a_sentence_for_every_cause_and_another_for_none) {
    std::set<std::string> sentences{reason_sentence("calibration_unavailable")};
    std::size_t causes = 0;
    for (auto cause = MissingSignatures::not_asked; cause <= MissingSignatures::too_few_positions;
         cause = static_cast<MissingSignatures>(static_cast<int>(cause) + 1)) {
        sentences.insert(missing_calibration_sentence(missing(to_text(cause))));
        ++causes;
    }
    EXPECT_EQ(causes, 7U);
    EXPECT_EQ(sentences.size(), causes + 1) << "each says something else";
    EXPECT_EQ(missing_calibration_sentence(missing("")), reason_sentence("calibration_unavailable"));
}

TEST(MissingCalibration, is_told_on_the_page_by_cause_with_its_days) {
    auto timeline = example_timeline("A");
    ASSERT_GE(timeline.draws.size(), 2U);
    for (auto& draw : timeline.draws) {
        draw.result.reasons = {"calibration_unavailable"};
        draw.result.signatures_missing = "no_depths";
        draw.failure_reason.clear();
    }
    timeline.draws[0].result.signatures_missing = "not_asked";
    std::size_t depths = 0;
    std::size_t asked = 0;
    for (auto const& item : remarks(timeline)) {
        depths += item.text.find("does not say how many molecules") != std::string::npos ? 1U : 0U;
        asked += item.text.find("nobody asked for it") != std::string::npos ? 1U : 0U;
    }
    EXPECT_EQ(depths, 1U);
    EXPECT_EQ(asked, 1U);
}

}  // namespace tidemark::test
