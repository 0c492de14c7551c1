// The patient page: every draw, variant and reason is there, and what is missing is a dash.
#include "stages/report/sections.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/reason_sentences.hpp"
#include "stages/report/variant_section.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Table const* find_table(Page const& page, std::string const& id) {
    for (auto const& section : page.sections) {
        for (auto const& block : section.blocks) {
            auto const* const table = std::get_if<Table>(&block);
            if (table != nullptr && table->id == id) {
                return table;
            }
        }
    }
    return nullptr;
}

/// All sentences of a page's lists and paragraphs, joined.
std::string all_words(Page const& page) {
    std::string words;
    for (auto const& section : page.sections) {
        for (auto const& block : section.blocks) {
            if (auto const* const list = std::get_if<SentenceList>(&block)) {
                for (auto const& item : list->items) {
                    words += item.term + " " + item.text + "\n";
                }
            } else if (auto const* const paragraph = std::get_if<Paragraph>(&block)) {
                words += paragraph->text + "\n";
            }
        }
    }
    return words;
}

}  // namespace

TEST(PatientPage, a_patient_without_draws_has_a_page) {
    Timeline timeline;
    timeline.patient = "P0";
    auto const page = patient_page(timeline);
    EXPECT_EQ(page.subject, "Patient P0");
    EXPECT_EQ(find_table(page, "draws"), nullptr);
}

TEST(PatientPage, every_draw_is_a_row_with_its_status_in_words) {
    auto const timeline = example_timeline();
    auto const page = patient_page(timeline);
    auto const* const table = find_table(page, "draws");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), timeline.draws.size());
    for (std::size_t index = 0; index < table->rows.size(); ++index) {
        EXPECT_EQ(table->rows[index].size(), table->columns.size());
        EXPECT_EQ(table->rows[index][0].note, timeline.draws[index].row.sample);
        EXPECT_EQ(table->rows[index][1].text, fixed_texts::status_words(timeline.draws[index].result.status));
    }
    EXPECT_EQ(table->rows[3][2].text, "≤\u00a00.022\u00a0%");
    EXPECT_EQ(table->rows[7][2].note, "0.025 to 0.090\u00a0%");
}

TEST(PatientPage, a_failed_draw_has_dashes_and_no_zero) {
    auto const page = patient_page(example_timeline());
    auto const& row = find_table(page, "draws")->rows[5];
    for (std::size_t column = 2; column < row.size(); ++column) {
        EXPECT_EQ(row[column].text, "–") << column;
    }
    EXPECT_NE(all_words(page).find("The alignment file ends in the middle of a block"), std::string::npos);
}

TEST(PatientPage, published_definitions_stand_under_what_they_do_not_promise) {
    auto timeline = example_timeline();
    timeline.definitions.clear();
    EXPECT_EQ(all_words(patient_page(timeline)).find("Published definitions are evaluated as published"), std::string::npos);
    DefinitionRow row;
    row.definition = row.title = "mol_progression";
    row.metric = "tumor_fraction_cell";
    timeline.definitions.push_back(row);
    auto const words = all_words(patient_page(timeline));
    EXPECT_NE(words.find("nothing limits how often chance alone meets one"), std::string::npos);
    EXPECT_NE(words.find("at most 2.5\u00a0% of comparisons"), std::string::npos);
}

TEST(PatientPage, every_reason_that_occurs_has_its_sentence_and_days) {
    auto const timeline = example_timeline();
    auto const words = all_words(patient_page(timeline));
    for (auto const& draw : timeline.draws) {
        for (auto const& code : draw.result.reasons) {
            if (code != "input_failed") {
                EXPECT_NE(words.find(reason_sentence(code)), std::string::npos) << code;
            }
        }
    }
    EXPECT_NE(words.find(reason_sentence("single_locus") + " (day\u00a042)"), std::string::npos);
}

TEST(PatientPage, every_reason_of_the_design_reaches_the_page) {
    auto timeline = example_timeline();
    timeline.draws[0].result.reasons.clear();
    for (auto const& reason : sample_reasons()) {
        timeline.draws[1].result.reasons = {std::string{reason.code}};
        auto const words = all_words(patient_page(timeline));
        EXPECT_NE(words.find(std::string{reason.sentence}), std::string::npos) << reason.code;
    }
}

TEST(PatientPage, every_tracked_variant_is_a_row_with_counts_of_every_counted_draw) {
    auto const page = patient_page(example_timeline());
    auto const* const table = find_table(page, "variants");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->rows.size(), 8U);
    EXPECT_EQ(table->columns.size(), 1U + 7U);
    EXPECT_EQ(table->rows[0][0].text, "chr1:1,000,000");
    EXPECT_EQ(table->rows[0][1].text, "61 / 2,003");
    EXPECT_EQ(table->rows[0][1].note, "3.0\u00a0%");
    EXPECT_EQ(table->rows[0][4].text, "0 / 1,650");
    EXPECT_NE(all_words(page).find("1 variant: common polymorphism."), std::string::npos);
}

TEST(PatientPage, an_outlier_is_marked_in_its_cell_and_explained) {
    auto timeline = example_timeline();
    timeline.draws[1].result.variants[0].state = "outlier";
    auto const page = patient_page(timeline);
    EXPECT_EQ(find_table(page, "variants")->rows[0][2].note, "0.35\u00a0%, outlier");
    EXPECT_NE(all_words(page).find("Outlier. Shows more molecules than the other loci allow"), std::string::npos);
    EXPECT_EQ(all_words(patient_page(example_timeline())).find("Outlier."), std::string::npos);
}

TEST(PatientPage, the_verdicts_are_words_with_reasons) {
    auto timeline = example_timeline();
    timeline.pairs.clear();
    using enum Verdict;
    add_pair(timeline, 0, 1, 0.1, 0.08, 0.12, {met, undetermined, not_applicable}, "tumor_fraction_cell",
             "treatment_change_between");
    auto const page = patient_page(timeline);
    auto const& row = find_table(page, "changes")->rows.at(0);
    EXPECT_EQ(row[0].text, "day\u00a00 → day\u00a021");
    EXPECT_EQ(row[1].text, "−90\u00a0%");
    EXPECT_EQ(row[3].text, "Met");
    EXPECT_EQ(row[4].text, "Undetermined");
    EXPECT_EQ(row[5].text, "Not applicable");
    EXPECT_EQ(row[3].note, "treatment changed between");
    EXPECT_NE(all_words(page).find(reason_sentence("treatment_change_between")), std::string::npos);
}

TEST(PatientPage, milestones_and_lesions_follow_the_trajectory_and_remarks_come_after_the_changes) {
    auto timeline = example_timeline();
    timeline.milestones = {{.kind = MilestoneKind::nadir}};
    timeline.lesions = LesionSeries{};
    std::vector<std::string> ids;
    for (auto const& section : patient_page(timeline).sections) {
        ids.push_back(section.id);
    }
    ids.resize(5);
    EXPECT_EQ(ids, (std::vector<std::string>{"trajectory-section", "milestones-section", "lesions-section", "changes-section", "remarks"}));
}

TEST(PatientPage, other_metrics_are_folded_and_definitions_where_there_are_many) {
    auto timeline = example_timeline();
    DefinitionRow row;
    row.definition = "br36_clearance";
    row.to = timeline.draws[1].row.sample;
    timeline.definitions.assign(8, row);
    auto page = patient_page(timeline);
    EXPECT_TRUE(find_table(page, "other-changes")->folded);
    EXPECT_FALSE(find_table(page, "published")->folded);
    EXPECT_FALSE(find_table(page, "changes")->folded);
    timeline.definitions.push_back(row);
    page = patient_page(timeline);
    EXPECT_TRUE(find_table(page, "published")->folded);
}

TEST(PatientPage, a_verdict_without_an_interval_says_why_there_is_none) {
    auto timeline = example_timeline();
    timeline.pairs.clear();
    using enum Verdict;
    add_pair(timeline, 0, 1, 0.1, {}, {}, {undetermined, undetermined, not_met}, "vaf_max", "legacy_metric");
    auto const page = patient_page(timeline);
    auto const& row = find_table(page, "other-changes")->rows.at(0);
    EXPECT_EQ(row[2].note, "no interval");
    EXPECT_EQ(row[6].note, "no honest interval");
    EXPECT_NE(all_words(page).find("high by chance and falls by chance, and no honest interval is known"), std::string::npos);
}

TEST(PatientPage, fixed_texts_stand_on_every_page) {
    for (auto const& timeline : {example_timeline(), Timeline{}}) {
        auto const page = patient_page(timeline);
        auto const words = all_words(page);
        EXPECT_EQ(page.notices.at(0), "For research use. Not for treatment decisions.");
        EXPECT_NE(words.find("For research use. Not for treatment decisions."), std::string::npos);
        EXPECT_NE(words.find("Absence of detection is not absence of disease."), std::string::npos);
        EXPECT_NE(words.find("Values are not comparable across assays or patients."), std::string::npos);
    }
}

TEST(PatientPage, a_quantity_that_no_draw_has_is_named_and_no_column) {
    auto const page = patient_page(example_timeline());
    EXPECT_NE(all_words(page).find("LoQ"), std::string::npos);
    for (auto const& column : find_table(page, "limits")->columns) {
        EXPECT_NE(column.heading, "LoQ");
    }
}

TEST(ShownVariants, are_bounded_chosen_by_support_and_counted) {
    Timeline timeline;
    timeline.draws.push_back(example_draw("P", {.day = 0, .status = SampleStatus::not_detected}));
    for (int locus = 0; locus < 500; ++locus) {
        VariantResult row;
        row.variant = {"chr1", Position::from_one_based(1 + locus), "A", "C"};
        row.depth = 100;
        row.alt_molecules = locus >= 400 ? 2 : 0;
        row.state = "evaluable";
        timeline.draws[0].result.variants.push_back(row);
    }
    auto const shown = shown_variants(timeline);
    ASSERT_EQ(shown.size(), most_loci_shown);
    EXPECT_EQ(shown.back().position.one_based(), 500);
    EXPECT_TRUE(std::is_sorted(shown.begin(), shown.end()));
    auto const reduced = with_shown_variants(timeline);
    EXPECT_EQ(reduced.left_out, 200);
    EXPECT_EQ(reduced.timeline.draws[0].result.variants.size(), most_loci_shown);
    EXPECT_NE(all_words(patient_page(timeline)).find("300 of 500 variants"), std::string::npos);
}

TEST(WithoutFolders, paths_lose_their_folders_and_words_stay) {
    EXPECT_EQ(without_folders("/home/ann/plasma.bam ends early"), "plasma.bam ends early");
    EXPECT_EQ(without_folders("'../data/p 1.bam' and/or ./x.bam"), "'p 1.bam' and/or x.bam");
    EXPECT_EQ(without_folders("copy it again"), "copy it again");
    EXPECT_EQ(without_folders("(~/runs/a.bam)"), "(a.bam)");
}

}  // namespace tidemark::test
