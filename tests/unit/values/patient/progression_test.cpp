// Labels as radiology writes them: which say progressive disease, which deny it, which speak of something else.
#include "values/patient/progression.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tidemark::test {

TEST(Progression, a_label_names_it_as_a_word_of_its_own) {
    for (auto const* const label :
         {"PD", "CT, PD", "MRI (pd)", "iCPD", "RECIST:PD", "CT/PD", "CT-PD", "CT PD.", "CT: PD (new lesions)", "not SD but PD",
          "no response, PD", "no response: PD", "PD, no new lesions", "PD no new lesions", "PD not SD", "RECIST 1.1 PD",
          "PD-L1 positive, CT PD", "no new lesions and PD of the target", "SD->PD"}) {
        EXPECT_TRUE(names_progression(label)) << label;
    }
}

TEST(Progression, a_label_that_denies_it_or_speaks_of_something_else_does_not) {
    for (auto const* const label :
         {"", "CT", "PD-L1", "PD-1", "anti-PD-1", "iUPD", "SD", "PDL1", "UPD", "CT no PD", "no PD", "not PD", "PD ruled out",
          "NO PD.", "non-PD", "CT without PD", "w/o PD", "r/o PD", "no evidence of PD", "PD excluded", "PD (ruled out)", "PD: no",
          "PD not confirmed", "no PR or PD", "SD, no PD", "CT-no-PD"}) {
        EXPECT_FALSE(names_progression(label)) << label;
    }
}

TEST(ImagingLabel, tells_categories_that_are_not_denied_from_all_other_words) {
    using Words = std::set<std::string>;
    auto const label = read_imaging_label("CT PR");
    EXPECT_EQ(label.recist, Words{"pr"});
    EXPECT_EQ(label.other_words, Words{"ct"});
    EXPECT_TRUE(label.irecist.empty());
    EXPECT_EQ(read_imaging_label("CT: PD (iUPD)").recist, Words{"pd"});
    EXPECT_EQ(read_imaging_label("CT: PD (iUPD)").irecist, Words{"iupd"});
    EXPECT_EQ(read_imaging_label("SD->PD").recist, (Words{"sd", "pd"}));
    EXPECT_EQ(read_imaging_label("PR not PD").recist, Words{"pr"});
    EXPECT_EQ(read_imaging_label("CT SD, no PD").recist, Words{"sd"});
    EXPECT_TRUE(read_imaging_label("non-CR/non-PD").recist.empty());
    EXPECT_TRUE(read_imaging_label("PD-L1 50 %").recist.empty());
    EXPECT_TRUE(read_imaging_label("").other_words.empty());
    for (auto const* const denial : {"CT no PD", "PD ruled out", "CT SD, no PD", "non-CR/non-PD"}) {
        EXPECT_TRUE(read_imaging_label(denial).denies_progression) << denial;
    }
    for (auto const* const none : {"CT PD", "CT SD", "", "PD not confirmed", "CT: PD, MRI: no PD", "PD-L1 negative"}) {
        EXPECT_FALSE(read_imaging_label(none).denies_progression) << none;
    }
}

TEST(Progression, an_event_shows_it_by_its_kind_or_as_imaging_by_its_label) {
    auto const event = [](EventKind kind, char const* label) {
        EventRow row;
        row.kind = kind;
        row.label = label;
        return row;
    };
    EXPECT_TRUE(shows_progression(event(EventKind::progression, "")));
    EXPECT_TRUE(shows_progression(event(EventKind::imaging, "CT PD")));
    EXPECT_FALSE(shows_progression(event(EventKind::imaging, "CT no PD")));
    EXPECT_FALSE(shows_progression(event(EventKind::systemic_start, "PD")));
}

}  // namespace tidemark::test
