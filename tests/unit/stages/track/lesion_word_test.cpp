// When the word "abscopal-compatible" may be said: radiotherapy before the fall, and no new therapy.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

EventRow irradiation(int day) {
    auto row = event(day, EventKind::radiotherapy_fraction);
    row.lesion = "I";
    return row;
}

Timeline timeline_of(LesionPatientCase const& patient) {
    Random random{7, "lesion rows"};
    Findings findings;
    auto const timeline = lesion_timeline(patient, random, findings);
    EXPECT_TRUE(findings.empty()) << (findings.empty() ? "" : findings.front().message);
    return timeline;
}

LesionComparison const& comparison(Timeline const& timeline) { return timeline.lesions.value().comparisons.at(0); }

}  // namespace

TEST(LesionWord, the_word_stands_only_after_radiotherapy_and_without_new_therapy) {
    LesionPatientCase patient;
    EXPECT_EQ(comparison(timeline_of(patient)).reason, "no_radiotherapy");
    patient.events.push_back(irradiation(1));
    auto const timeline = timeline_of(patient);
    EXPECT_EQ(lesion_row(timeline, "d1", "N").verdict, "distant_response");
    EXPECT_EQ(lesion_row(timeline, "d1", "I").verdict, "local_response");
    EXPECT_TRUE(comparison(timeline).abscopal_compatible);
    EXPECT_EQ(comparison(timeline).reason, "");
    patient.events.push_back(event(20, EventKind::systemic_start));
    EXPECT_EQ(comparison(timeline_of(patient)).reason, "new_systemic_therapy");
    patient.events.back() = event(-20, EventKind::systemic_start);
    EXPECT_TRUE(comparison(timeline_of(patient)).abscopal_compatible) << "going on since before the baseline";
    patient.events.back() = event(60, EventKind::systemic_start);
    EXPECT_TRUE(comparison(timeline_of(patient)).abscopal_compatible) << "only after the draw";
    patient.events.back() = event(-7, EventKind::systemic_start);
    EXPECT_EQ(comparison(timeline_of(patient)).reason, "new_systemic_therapy") << "the baseline was drawn before it";
    patient.events.pop_back();
    for (auto const& [day, reason] : {std::pair{-35, ""}, std::pair{-36, "no_radiotherapy"}, std::pair{41, ""},
                                       std::pair{42, "no_radiotherapy"} /* the draw of that day was taken before it */, std::pair{43, "no_radiotherapy"}}) {
        patient.events.back() = irradiation(day);
        EXPECT_EQ(comparison(timeline_of(patient)).reason, reason) << day;
    }
    patient.events.back() = irradiation(1);
    patient.shed[1][1] = 0.01;
    EXPECT_EQ(comparison(timeline_of(patient)).reason, "no_distant_response");
}

TEST(LesionWord, a_fall_that_came_before_any_radiotherapy_never_has_the_word) {
    LesionPatientCase patient;
    Shed const low{0.001, 0.001, 0.0004};
    patient.shed = {{0.01, 0.01, 0.002}, low, low, low, low};
    patient.days = {-7, 21, 42, 84, 105};
    auto const reasons = [](LesionPatientCase const& each) {
        std::vector<std::string> of;
        auto const timeline = timeline_of(each);
        for (auto const& compared : timeline.lesions->comparisons) {
            of.push_back(compared.reason);
        }
        auto const& word = timeline.lesions->claims.back();
        of.push_back(std::string{to_text(word.verdict)} + (word.reason.empty() ? "" : " " + word.reason));
        return of;
    };
    using Words = std::vector<std::string>;
    patient.events.push_back(irradiation(1));
    EXPECT_EQ(reasons(patient), (Words{"", "", "", "", "met"}));
    patient.events.back() = irradiation(60);
    EXPECT_EQ(reasons(patient), (Words{"no_radiotherapy", "no_radiotherapy", "fell_before_radiotherapy", "fell_before_radiotherapy",
                                       "not_met fell_before_radiotherapy"}));
    patient.events.back() = irradiation(21);
    EXPECT_EQ(reasons(patient), (Words{"no_radiotherapy", "fell_before_radiotherapy", "fell_before_radiotherapy", "fell_before_radiotherapy",
                                       "not_met fell_before_radiotherapy"}))
        << "the draw of day 21 was taken before it";
    patient.shed[2] = {0.01, 0.01, 0.002};
    EXPECT_EQ(reasons(patient), (Words{"no_radiotherapy", "no_distant_response", "", "", "met"})) << "back at the baseline: another fall";
    patient.shed[1] = {0.01, 0.01, 0.002};
    patient.shed[2] = {0.01, 0.0085, 0.002};
    EXPECT_EQ(reasons(patient), (Words{"no_distant_response;no_radiotherapy", "no_distant_response", "", "", "met"}));
}

}  // namespace tidemark::test
