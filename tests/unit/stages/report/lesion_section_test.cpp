// The lesion panel of a page: what cannot be said is said so, and every row of the table has its words.
#include "stages/report/lesion_section.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/report/chart_lesions.hpp"
#include "stages/report/lesion_rates.hpp"
#include "stages/report/lesion_words.hpp"
#include "stages/report/sections.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

LesionShed shed(std::string sample, std::string lesion, std::string compartment, double w, double lo, double hi) {
    LesionShed row;
    row.sample = std::move(sample);
    row.lesion = std::move(lesion);
    row.compartment = std::move(compartment);
    row.private_loci = 8;
    row.private_molecules = w * 24000;
    row.shed = w;
    row.shed_lo = lo;
    row.shed_hi = hi;
    return row;
}

/// Irradiated L1 rises four-fold, L2 falls to a fifth.
Timeline with_lesions() {
    auto timeline = example_timeline();
    auto const first = timeline.draws[0].row.sample;
    auto const second = timeline.draws[1].row.sample;
    LesionSeries series{.source = "tissue", .resolution = "resolved", .map = {}, .rows = {}, .comparisons = {}};
    series.map = {{{"chr1", Position{10}, "C", "T"}, "trunk", {"L1", "L2"}, ""},
                  {{"chr1", Position{20}, "C", "T"}, "private", {"L1"}, ""},
                  {{"chr1", Position{30}, "C", "T"}, "left_out", {"L2"}, "private_uncertain"}};
    series.rows = {shed(first, "L1", "irradiated", 0.01, 0.008, 0.012), shed(first, "L2", "nonirradiated", 0.01, 0.008, 0.012),
                   shed(first, "", "irradiated", 0.01, 0.008, 0.012), shed(first, "", "nonirradiated", 0.01, 0.008, 0.012),
                   shed(second, "L1", "irradiated", 0.04, 0.037, 0.043), shed(second, "L2", "nonirradiated", 0.002, 0.0015, 0.0026),
                   shed(second, "", "irradiated", 0.04, 0.037, 0.043), shed(second, "", "nonirradiated", 0.002, 0.0015, 0.0026)};
    for (std::size_t index = 4; index < 8; ++index) {
        auto& row = series.rows[index];
        bool const local = row.compartment == "irradiated";
        row.change = local ? Log2FoldInterval{Log2Fold{2}, Log2Fold{1.75}, Log2Fold{2.25}} : Log2FoldInterval{Log2Fold{-2.32}, Log2Fold{-2.8}, Log2Fold{-1.8}};
        row.verdict = local ? "undetermined" : "distant_response";
        row.reason = local ? "flare_window" : "";
    }
    series.comparisons = {{.from = first, .to = second, .form = "linear", .rank = 3, .condition = 3.5, .merged = {},
                           .trunk = {Log2Fold{0.94}, Log2Fold{0.8}, Log2Fold{1.1}}, .abscopal = series.rows[7].change,
                           .contrast = {Log2Fold{-4.32}, Log2Fold{-4.9}, Log2Fold{-3.7}}, .dissociation = "met", .abscopal_compatible = true,
                           .reason = ""}};
    for (std::string const lesion : {"", "L2"}) {
        series.claims.push_back({{.claim = "distant_response", .verdict = Verdict::met, .sample = second, .day = timeline.draws[1].day,
                                  .supported_by = "P01-T3"}, lesion, "nonirradiated"});
    }
    series.claims.push_back({{.claim = "local_progression", .verdict = Verdict::not_met, .reason = "flare_window"}, "L1", "irradiated"});
    series.claims.push_back({{.claim = "abscopal_compatible", .verdict = Verdict::undetermined, .sample = second,
                              .day = timeline.draws[1].day, .reason = "not_confirmed_yet"}, "", "nonirradiated"});
    timeline.lesions = series;
    return timeline;
}

Table const* find_table(Section const& section, std::string const& id) {
    for (auto const& block : section.blocks) {
        if (auto const* const table = std::get_if<Table>(&block); table != nullptr && table->id == id) {
            return table;
        }
    }
    return nullptr;
}

bool says(Section const& section, std::string const& words) {
    return std::ranges::any_of(section.blocks, [&](Block const& block) {
        auto const* const paragraph = std::get_if<Paragraph>(&block);
        return paragraph != nullptr && paragraph->text == words;
    });
}

}  // namespace

TEST(LesionSection, a_patient_whose_lesions_nobody_asked_for_has_no_panel) {
    auto const page = patient_page(example_timeline());
    EXPECT_TRUE(std::ranges::none_of(page.sections, [](Section const& section) { return section.id == "lesions-section"; }));
}

TEST(LesionSection, an_impossible_resolution_is_said_in_the_fixed_words) {
    auto timeline = with_lesions();
    for (auto const* const resolution : {"one_biopsied_lesion", "not_possible"}) {
        timeline.lesions->resolution = resolution;
        EXPECT_TRUE(says(lesion_section(timeline), "Lesion resolution is not possible with this lesion map.")) << resolution;
    }
    EXPECT_FALSE(says(lesion_section(with_lesions()), "Lesion resolution is not possible with this lesion map."));
}

TEST(LesionSection, without_any_row_the_section_stands_and_draws_nothing) {
    auto timeline = example_timeline();
    timeline.lesions = LesionSeries{.source = "", .resolution = "not_possible", .map = {}, .rows = {}, .comparisons = {}};
    auto const section = lesion_section(timeline);
    EXPECT_EQ(find_table(section, "lesions"), nullptr);
    EXPECT_FALSE(lesion_figure(timeline).has_value());
}

TEST(LesionSection, every_row_has_its_words_and_the_word_compatible_its_limit) {
    auto const section = lesion_section(with_lesions());
    auto const* const table = find_table(section, "lesions");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), 4U) << "a compartment of one lesion is that lesion";
    EXPECT_EQ(table->rows[0][5].text, "–") << "no verdict at the baseline";
    EXPECT_EQ(table->rows[0][5].note, "later samples are compared with this one");
    EXPECT_EQ(table->rows[3][1].text, "Lesion L2");
    EXPECT_EQ(table->rows[3][1].note, "not irradiated");
    EXPECT_EQ(table->rows[3][2].text, "0.20\u00a0%");
    EXPECT_EQ(table->rows[3][3].text, "−80\u00a0%");
    EXPECT_EQ(table->rows[3][5].text, "Distant response");
    EXPECT_EQ(table->rows[2][3].text, "+300\u00a0%");
    EXPECT_EQ(table->rows[2][5].text, "Undetermined");
    EXPECT_EQ(table->rows[2][5].note, "drawn in the flare window");
    EXPECT_TRUE(says(section, "Abscopal-compatible: this design cannot separate abscopal from drug effect."));
    auto const* const comparisons = find_table(section, "lesion-comparisons");
    ASSERT_NE(comparisons, nullptr);
    EXPECT_EQ(comparisons->rows[0][4].text, "Yes");
    EXPECT_EQ(comparisons->rows[0][3].text, "0.050");
}

TEST(LesionSection, a_compartment_of_two_lesions_has_a_row_of_its_own) {
    auto timeline = with_lesions();
    timeline.lesions->rows.push_back(shed(timeline.draws[1].row.sample, "L3", "nonirradiated", 0.001, 0.0005, 0.0016));
    auto const section = lesion_section(timeline);
    auto const* const table = find_table(section, "lesions");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), 6U);
    EXPECT_EQ(table->rows[4][1].text, "All nonirradiated lesions");
}

TEST(LesionSection, the_figure_draws_each_lesion_once_and_no_compartment_of_one) {
    auto const figure = lesion_figure(with_lesions());
    ASSERT_TRUE(figure.has_value());
    auto const count = [&](std::string const& role) {
        return std::ranges::count(figure->marks, role, [](Mark const& mark) { return mark.role; });
    };
    EXPECT_EQ(count("lesion_heading"), 2);
    EXPECT_EQ(count("lesion_share"), 4);
    EXPECT_GE(count("flare"), 1) << "radiotherapy stands in the events: the irradiated lesion has its window";
    auto timeline = with_lesions();
    timeline.lesions->rows[5].shed = 0;
    timeline.lesions->rows[5].shed_lo = 0;
    auto const none_seen = lesion_figure(timeline);
    EXPECT_EQ(std::ranges::count(none_seen->marks, "lesion_bound", [](Mark const& mark) { return mark.role; }), 1) << "zero has no place on a logarithmic axis";
}

TEST(LesionSection, a_flare_window_is_drawn_for_the_lesion_that_was_irradiated_and_only_then) {
    auto timeline = with_lesions();
    timeline.events.push_back(example_event(120, EventKind::radiotherapy_fraction, "", "L1", 8.0, "Gy"));
    timeline.events.push_back(example_event(60, EventKind::radiotherapy_fraction, "", "L9", 8.0, "Gy"));
    auto const figure = lesion_figure(timeline);
    std::vector<std::string> titles;
    for (auto const& mark : figure->marks) {
        if (mark.role == "flare") {
            titles.push_back(mark.title);
        }
    }
    EXPECT_EQ(titles, (std::vector<std::string>{"Flare window, day\u00a0−7 to day\u00a011", "Flare window, day\u00a0120 to day\u00a0134"}))
        << "not L9's on day 60, and none in the panel of L2";
}

TEST(LesionSection, claims_of_the_series_stand_before_the_verdicts_of_draws) {
    auto const section = lesion_section(with_lesions());
    auto const* const table = find_table(section, "lesion-claims");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), 3U) << "a compartment of one lesion is that lesion";
    EXPECT_EQ(table->rows[0][0].text, "Lesion L2");
    EXPECT_EQ(table->rows[0][1].text, "Distant response");
    EXPECT_EQ(table->rows[0][2].text, "Yes");
    EXPECT_EQ(table->rows[0][4].text, "P01-T3");
    EXPECT_EQ(table->rows[1][2].text, "No");
    EXPECT_EQ(table->rows[1][2].note, "a rise in the flare window does not count");
    EXPECT_EQ(table->rows[2][1].text, "Abscopal-compatible");
    EXPECT_EQ(table->rows[2][2].text, "Undetermined");
    EXPECT_EQ(table->rows[2][2].note, "not confirmed by a second sample");
    // A second lesion without enough molecules has no claim, but the compartment counts its molecules and may differ.
    auto two = with_lesions();
    auto other = two.lesions->claims[1];
    other.lesion = "L3";
    other.verdict = Verdict::not_applicable;
    other.reason = "low_molecules";
    two.lesions->claims.insert(two.lesions->claims.begin() + 2, other);
    auto const both = lesion_section(two);
    EXPECT_EQ(find_table(both, "lesion-claims")->rows.size(), 4U);
    EXPECT_EQ(find_table(both, "lesion-claims")->rows[0][0].text, "All nonirradiated lesions");
    two.lesions->claims[2].reason = "not_biopsied";
    auto const one = lesion_section(two);
    EXPECT_EQ(find_table(one, "lesion-claims")->rows.size(), 3U) << "one biopsied lesion";
    auto without = with_lesions();
    without.lesions->claims.clear();
    EXPECT_EQ(find_table(lesion_section(without), "lesion-claims"), nullptr);
}

TEST(LesionSection, rates_count_patients_by_compartment_and_arm) {
    std::vector<Timeline> timelines{with_lesions(), with_lesions(), example_timeline("P02")};
    timelines[1].lesions->rows[7].verdict = "not_evaluable";
    timelines[0].lesions->claims.back().verdict = Verdict::met;
    timelines[1].lesions->claims.front().verdict = Verdict::not_applicable;
    timelines[1].lesions->claims.back().verdict = Verdict::not_applicable;
    auto const section = lesion_rates_section(timelines);
    auto const* const table = find_table(section, "lesion-rates-table");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), 4U) << "two compartments, all and one arm";
    EXPECT_EQ(table->rows[0][0].text, "Nonirradiated");
    EXPECT_EQ(table->rows[0][2].text, "1 (100\u00a0%)");
    EXPECT_EQ(table->rows[0][6].text, "1") << "not evaluable";
    EXPECT_EQ(table->rows[0][7].text, "1");
    EXPECT_EQ(table->rows[2][5].text, "2 (100\u00a0%)") << "undetermined";
    EXPECT_EQ(table->rows[0][8].text, "0");
    auto const* const claims = find_table(section, "lesion-claims-table");
    ASSERT_NE(claims, nullptr);
    ASSERT_EQ(claims->rows.size(), 4U);
    EXPECT_EQ(claims->rows[0][2].text, "1 (100\u00a0%)") << "confirmed, of those with a telling draw";
    EXPECT_EQ(claims->rows[0][4].text, "1 (100\u00a0%)") << "compatible";
    for (auto& row : timelines[1].lesions->rows) {
        row.verdict.clear();
    }
    auto const without = lesion_rates_section(timelines);
    EXPECT_EQ(find_table(without, "lesion-rates-table")->rows[0][8].text, "1") << "lesions, but no draw that was compared";
}

TEST(LesionWords, groups_and_codes_read_as_sentences) {
    EXPECT_EQ(lesion_name_words(shed("s", "L1;L2", "unknown", 0, 0, 0)), "L1 and L2 together");
    EXPECT_EQ(lesion_name_words(shed("s", "unsampled", "unsampled", 0, 0, 0)), "Unsampled tumor");
    EXPECT_EQ(lesion_verdict_words("local_progression"), "Local progression");
    EXPECT_EQ(lesion_reason_words("to_not_evaluable"), "later draw not evaluable") << "codes of pairs keep their words";
    EXPECT_NE(lesion_reason_sentence("low_molecules").find("eleven"), std::string::npos);
}

}  // namespace tidemark::test
