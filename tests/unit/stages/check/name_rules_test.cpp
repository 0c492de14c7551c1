// Names and lesions across the sheets: when radiotherapy contradicts what the lesions sheet declares.
#include "stages/check/name_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tidemark::test {
namespace {

/// Patient P1 with draws on days -7, 21 and 42, a lesion N declared nonirradiated, and a fraction to it.
SheetSet sheets_with_fraction(int day) {
    SheetSet sheets;
    for (int const drawn : {-7, 21, 42}) {
        auto& row = sheets.samples.emplace_back();
        row.patient = "P1";
        row.sample = "d" + std::to_string(drawn);
        row.type = SampleType::plasma;
        row.day = drawn;
    }
    auto& lesion = sheets.lesions.emplace_back();
    lesion.patient = "P1";
    lesion.lesion = "N";
    lesion.compartment = Compartment::nonirradiated;
    auto& start = sheets.events.emplace_back();
    start.patient = "P1";
    start.kind = EventKind::systemic_start;
    start.anchor = "pre_io";
    auto& fraction = sheets.events.emplace_back();
    fraction.patient = "P1";
    fraction.kind = EventKind::radiotherapy_fraction;
    fraction.lesion = "N";
    fraction.day = day;
    return sheets;
}

bool contradicts(int day) {
    auto const findings = check_names_between_sheets(sheets_with_fraction(day));
    return std::ranges::find(findings, "irradiated_nonirradiated", &Finding::rule) != findings.end();
}

}  // namespace

TEST(NameRules, radiotherapy_up_to_the_first_follow_up_contradicts_a_nonirradiated_lesion_and_later_does_not) {
    EXPECT_TRUE(contradicts(-30));
    EXPECT_TRUE(contradicts(21));
    EXPECT_FALSE(contradicts(22)) << "treatment goes on, and nothing that was said of day 21 changes";
}

}  // namespace tidemark::test
