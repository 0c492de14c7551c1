#include "stages/report/clone_section.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stages/report/clone_chart.hpp"
#include "stages/report/clone_words.hpp"

namespace tidemark::test {
namespace {

template <typename Kind>
Kind const* find_block(Section const& section, std::size_t skip = 0) {
    for (auto const& block : section.blocks) {
        if (auto const* const found = std::get_if<Kind>(&block); found != nullptr && skip-- == 0) {
            return found;
        }
    }
    return nullptr;
}

Timeline series() {
    Timeline timeline;
    timeline.patient = "P1";
    for (int const day : {0, 21}) {
        auto& draw = timeline.draws.emplace_back();
        draw.row.sample = "d" + std::to_string(day);
        draw.day = day;
    }
    SetSeries clone;
    clone.name = "B";
    clone.loci = 6;
    clone.reference_loci = 6;
    clone.draws = {{.sample = "d0", .loci = 6, .molecules_alt = 180, .reference_loci = 6, .reference_molecules_alt = 360,
                    .reference_fraction = 0.06, .ratio = 0.5, .lo = 0.41, .hi = 0.6, .minimal = 0.008, .reason = {}},
                   {.sample = "d21", .loci = 6, .molecules_alt = 0, .reference_loci = 6, .reference_molecules_alt = 2,
                    .reference_fraction = 0.0003, .ratio = {}, .lo = {}, .hi = {}, .minimal = 1.5, .reason = "fraction_too_low"}};
    timeline.clones = std::vector{clone};
    return timeline;
}

std::size_t marks_of(Figure const& figure, std::string const& role) {
    return static_cast<std::size_t>(std::ranges::count(figure.marks, role, &Mark::role));
}

}  // namespace

TEST(ClonesSection, a_draw_that_cannot_be_evaluated_is_told_with_its_reason_and_never_drawn) {
    auto const timeline = series();
    auto const section = clones_section(timeline);
    auto const& rows = find_block<Table>(section)->rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0][1].text, "50\u00a0%");
    EXPECT_EQ(rows[0][1].note, "41 to 60\u00a0%");
    EXPECT_EQ(rows[0][2].text, "0.80\u00a0%");
    EXPECT_EQ(rows[1][1].text, "Not evaluable");
    EXPECT_EQ(rows[1][1].note, "tumor fraction below 0.1\u00a0%");
    EXPECT_EQ(marks_of(find_block<Drawing>(section)->figure, "clone"), 1U);
}

TEST(ClonesSection, claims_of_the_series_stand_before_the_comparisons_of_draws) {
    auto timeline = series();
    auto& clone = (*timeline.clones)[0];
    clone.changes = {{.from = "d0", .to = "d21", .ratio = 0.4, .lo = 0.2, .hi = 0.8, .verdict = "fall", .reason = {}}};
    clone.claims = {{.claim = "fall", .verdict = Verdict::met, .sample = "d21", .day = 21, .supported_by = "d42"},
                    {.claim = "rise", .verdict = Verdict::not_met}};
    auto other = clone;
    other.name = "C";
    other.claims = {{.claim = "fall", .verdict = Verdict::undetermined, .sample = "d21", .day = 21, .reason = "chemistry_differs;not_confirmed_yet"},
                    {.claim = "rise", .verdict = Verdict::not_applicable, .reason = "flare_window"}};
    timeline.clones->push_back(other);
    auto const section = clones_section(timeline);
    auto const& claims = *find_block<Table>(section);
    EXPECT_EQ(claims.id, "clone-claims");
    ASSERT_EQ(claims.rows.size(), 3U) << "what no draw could show has no row";
    auto const words = [&](std::size_t row) {
        std::vector<std::string> texts;
        for (auto const& cell : claims.rows[row]) {
            texts.push_back(cell.text + (cell.note.empty() ? "" : "|" + cell.note));
        }
        return texts;
    };
    EXPECT_EQ(words(0), (std::vector<std::string>{"B", "Falls", "Yes", "day\u00a021|d21", "d42"}));
    EXPECT_EQ(words(1), (std::vector<std::string>{"B", "Rises", "No", "–", "–"}));
    EXPECT_EQ(words(2), (std::vector<std::string>{"C", "Falls", "Undetermined|chemistry differs; not confirmed by a second sample", "day\u00a021|d21", "–"}));
    EXPECT_EQ(claims.columns.size(), claims.rows[0].size());
    EXPECT_EQ(find_block<Table>(section, 1)->id, "clones");
    EXPECT_EQ(find_block<Table>(section, 2)->id, "clone-changes");
    EXPECT_NE(find_block<Table>(section, 2)->caption.find("not corrected"), std::string::npos);
}

TEST(ClonesSection, clones_that_are_all_trunk_are_said_to_be) {
    auto timeline = series();
    timeline.clones->clear();
    EXPECT_EQ(find_block<Paragraph>(clones_section(timeline))->text, "All tracked variants of named clones belong to the trunk.");
}

TEST(ClonesSection, a_figure_never_leaves_its_frame_whatever_the_numbers) {
    auto timeline = series();
    auto& row = (*timeline.clones)[0].draws[0];
    row.ratio = 1e300;
    row.hi.reset();
    (*timeline.clones)[0].draws[1].sample = "nowhere";
    auto const figure = clone_figure(timeline, *timeline.clones);
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << mark.role;
                EXPECT_TRUE(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height) << mark.role;
            }
        }
    }
}

TEST(NeoantigenSection, says_association_only) {
    auto timeline = series();
    timeline.neoantigens = (*timeline.clones)[0];
    timeline.neoantigens->changes = {{.from = "d0", .to = "d21", .ratio = 0.4, .lo = 0.2, .hi = 0.8, .verdict = "fall", .reason = {}}};
    auto const section = neoantigen_section(timeline);
    EXPECT_NE(find_block<Paragraph>(section)->text.find("hints at immunoediting: an association"), std::string::npos);
    EXPECT_EQ(find_block<Table>(section)->rows.at(0).at(2).text, "0.0080") << "a plain number, as the ratio beside it";
    EXPECT_EQ(find_block<Table>(section, 1)->rows.at(0).at(2).text, "Falls");
    EXPECT_EQ(find_block<Table>(section, 1)->rows.at(0).at(1).note, "0.20 to 0.80");
    timeline.neoantigens->claims = {{.claim = "fall", .verdict = Verdict::undetermined, .reason = "not_distinguishable"}};
    auto const claimed = neoantigen_section(timeline);
    auto const& claims = *find_block<Table>(claimed);
    EXPECT_EQ(claims.id, "neoantigen-claims");
    ASSERT_EQ(claims.rows.at(0).size(), claims.columns.size());
    EXPECT_EQ(claims.rows[0][0].text, "Falls");
    EXPECT_EQ(claims.rows[0][1].note, "too imprecise to tell");
}

TEST(ClonotypeSection, shows_the_joint_state_and_the_largest_clones_of_the_last_interval_that_has_any) {
    Timeline timeline;
    timeline.patient = "P1";
    auto& readout = timeline.clonotypes.emplace();
    readout.samples = {{.sample = "d0", .day = 0, .compartment = "blood", .irradiation = {}, .clonotypes = 3, .templates = 900}};
    ClonotypeInterval interval;
    interval.from = "d0";
    interval.to = "d21";
    interval.to_day = 21;
    interval.tested = 120;
    interval.expanded = 20;
    interval.expansion = "yes";
    interval.expanded_frequency = 0.05;
    interval.ctdna = "response";
    auto later = interval;
    later.to = "d42";
    later.to_day = 42;
    later.expansion = "not_evaluable";
    later.reason = "too_few_clonotypes";
    later.ctdna = "stable_or_undetermined";
    later.ctdna_reason = "to_not_evaluable";
    readout.intervals = {interval, later};
    for (int clone = 0; clone < 20; ++clone) {
        ClonotypeTest test;
        test.from = "d0";
        test.to = "d21";
        test.cdr3_aa = "CAS" + std::to_string(clone);
        test.templates_to = 10 + clone;
        test.frequency_to = 0.0001 * (10 + clone);
        test.fold = 5;
        test.q = 0.001;
        test.expanded = true;
        test.classes = {"new"};
        test.absence_power = 0.9;
        readout.tests.push_back(test);
    }
    auto const section = clonotype_section(timeline);
    auto const& states = find_block<Table>(section)->rows;
    EXPECT_EQ(states[0][1].text, "ctDNA response");
    EXPECT_EQ(states[0][2].text, "T cells expand");
    EXPECT_EQ(states[1][2].text, "T cells not evaluable");
    EXPECT_EQ(states[1][3].text, "–");
    auto const& clones = find_block<Table>(section, 1)->rows;
    ASSERT_EQ(clones.size(), 15U);
    EXPECT_EQ(clones[0][0].text, "CAS19");
    EXPECT_EQ(marks_of(find_block<Drawing>(section)->figure, "clonotype"), 15U);
    EXPECT_NE(std::get<Paragraph>(section.blocks.back()).text.find("15 largest of 20"), std::string::npos);
}

TEST(CloneWords, an_unknown_code_is_named_as_such) {
    EXPECT_EQ(clone_reason_words("quite_new"), "quite new");
    EXPECT_EQ(move_words("fall"), "Falls");
}

}  // namespace tidemark::test
