#include "stages/track/clonotypes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidemark::test {
namespace {

SampleRow sheet_row(std::string sample, SampleType type, std::optional<int> day, std::string patient = "P1", std::string lesion = "") {
    SampleRow row;
    row.patient = std::move(patient);
    row.sample = std::move(sample);
    row.type = type;
    row.day = day;
    row.lesion = std::move(lesion);
    return row;
}

ClonotypeRow row(std::string sample, std::string cdr3, std::int64_t templates) {
    ClonotypeRow made;
    made.sample = std::move(sample);
    made.cdr3_nt = cdr3;
    made.cdr3_aa = "C" + cdr3;
    made.v = "TRBV1*01";
    made.j = "TRBJ1";
    made.templates = templates;
    return made;
}

/// Blood on sheet days 7 and 28 (series days 0 and 21), tumor tissue of a lesion outside the field, a control.
struct World {
    std::vector<SampleRow> samples{sheet_row("d0", SampleType::plasma, 7), sheet_row("d21", SampleType::plasma, 28),
                                   sheet_row("T", SampleType::tumor, std::nullopt, "P1", "liver"),
                                   sheet_row("x0", SampleType::plasma, 0, "P2"), sheet_row("N", SampleType::control, std::nullopt, "")};
    std::vector<ClonotypeRow> rows;
    std::vector<LesionRow> lesions{{.line = 2, .patient = "P1", .lesion = "liver", .compartment = Compartment::nonirradiated,
                                    .biopsied = {}, .extra = {}}};
    Timeline timeline;
    Findings findings;

    World() {
        // A hundred quiet clones, one that grows from 10 to 100, one that appears and is in the tumor.
        for (int clone = 0; clone < 100; ++clone) {
            rows.push_back(row("d0", "Q" + std::to_string(clone), 30 + clone % 7));
            rows.push_back(row("d21", "Q" + std::to_string(clone), 36 - clone % 7));
        }
        rows.push_back(row("d0", "GROW", 10));
        rows.push_back(row("d21", "GROW", 100));
        rows.push_back(row("d21", "COME", 40));
        rows.push_back(row("T", "COME", 3));
        timeline.patient = "P1";
    }
    std::optional<ClonotypeReadout> readout() {
        return clonotype_readout({.patient = "P1", .rows = rows, .samples = samples, .lesions = lesions, .first_day = 7}, timeline,
                                 findings);
    }
    std::string first_rule() { return findings.empty() ? "" : findings.front().rule; }
};

}  // namespace

TEST(Clonotypes, of_another_patient_alone_there_is_no_readout) {
    World world;
    world.rows = {row("x0", "A", 5)};
    EXPECT_FALSE(world.readout());
    EXPECT_TRUE(world.findings.empty());
}

TEST(Clonotypes, samples_that_cannot_be_contradict) {
    auto const rule = [](ClonotypeRow const& bad) {
        World world;
        world.rows.push_back(bad);
        static_cast<void>(world.readout());
        return world.first_rule();
    };
    EXPECT_EQ(rule(row("nowhere", "A", 5)), "unknown_sample");
    EXPECT_EQ(rule(row("N", "A", 5)), "foreign_sample");
    auto claimed = row("d0", "A", 5);
    claimed.patient = "P2";
    EXPECT_EQ(rule(claimed), "foreign_sample");
    auto twice = row("d0", "A", 5);
    twice.compartment = "tissue";
    EXPECT_EQ(rule(twice), "compartment_twice");
    World normal;
    normal.samples.push_back(sheet_row("saliva", SampleType::normal, 7));
    normal.rows.push_back(row("saliva", "A", 5));
    static_cast<void>(normal.readout());
    EXPECT_EQ(normal.first_rule(), "unknown_compartment");
    World undated;
    undated.samples[1].day.reset();
    static_cast<void>(undated.readout());
    EXPECT_EQ(undated.first_rule(), "missing_day");
}

TEST(Clonotypes, a_clone_that_grew_and_one_that_appeared_are_found_with_their_classes) {
    World world;
    auto const readout = *world.readout();
    EXPECT_TRUE(world.findings.empty());
    ASSERT_EQ(readout.samples.size(), 3U);
    EXPECT_EQ(readout.samples[0].day, 0);
    EXPECT_EQ(readout.samples[1].day, 21);
    EXPECT_EQ(readout.samples[2].irradiation, "nonirradiated");
    ASSERT_EQ(readout.intervals.size(), 1U);
    auto const& interval = readout.intervals[0];
    EXPECT_EQ(interval.tested, 102);
    EXPECT_EQ(interval.expanded, 2);
    EXPECT_EQ(interval.expanded_new, 1);
    EXPECT_EQ(interval.expanded_tumor_resident, 1);
    EXPECT_DOUBLE_EQ(*interval.nonirradiated_share, 0.5);
    EXPECT_EQ(interval.expansion, "yes");
    double const total = static_cast<double>(readout.samples[1].templates);
    EXPECT_DOUBLE_EQ(*interval.expanded_frequency, 100 / total + 40 / total);
    auto const find = [&](std::string const& cdr3) {
        return *std::ranges::find(readout.tests, cdr3, &ClonotypeTest::cdr3_nt);
    };
    EXPECT_EQ(find("GROW").classes, std::vector<std::string>{"pre_existing"});
    EXPECT_EQ(find("GROW").v, "TRBV1");
    EXPECT_FALSE(find("GROW").absence_power);
    EXPECT_EQ(find("COME").classes, (std::vector<std::string>{"new", "tumor_resident"}));
    EXPECT_GT(*find("COME").absence_power, 0.99);
    EXPECT_TRUE(find("COME").in_nonirradiated);
    EXPECT_FALSE(find("Q3").expanded);
}

TEST(Clonotypes, few_clonotypes_and_empty_samples_are_not_evaluable_with_a_reason) {
    World few;
    few.rows = {row("d0", "A", 5), row("d21", "A", 50)};
    auto const interval = few.readout()->intervals.at(0);
    EXPECT_EQ(interval.expansion, "not_evaluable");
    EXPECT_EQ(interval.reason, "too_few_clonotypes");
    EXPECT_FALSE(interval.expanded_frequency);
    World none;
    none.rows = {row("d0", "A", 0), row("d21", "A", 50)};
    EXPECT_EQ(none.readout()->intervals.at(0).reason, "no_templates");
}

TEST(Clonotypes, samples_that_share_nothing_are_not_evaluable_and_not_without_expansion) {
    World apart;
    apart.rows.clear();
    for (int clone = 0; clone < 60; ++clone) {
        apart.rows.push_back(row("d0", "A" + std::to_string(clone), 10 + clone));
        apart.rows.push_back(row("d21", "B" + std::to_string(clone), 10 + clone));
    }
    auto const readout = *apart.readout();
    auto const& interval = readout.intervals.at(0);
    EXPECT_EQ(interval.expansion, "not_evaluable");
    EXPECT_EQ(interval.reason, "samples_too_unlike");
    EXPECT_DOUBLE_EQ(*interval.overdispersion_used, 0.9);
    EXPECT_FALSE(interval.expanded_frequency);
    EXPECT_TRUE(readout.tests.empty());
}

TEST(Clonotypes, where_no_clone_could_have_been_found_expanded_there_is_no_no) {
    World thin;
    std::erase_if(thin.rows, [](ClonotypeRow const& each) { return each.sample == "d21"; });
    thin.rows.push_back(row("d21", "COME", 4));   // a fifth template would be needed
    auto const interval = thin.readout()->intervals.at(0);
    EXPECT_EQ(interval.expansion, "not_evaluable");
    EXPECT_EQ(interval.reason, "no_power");
    EXPECT_EQ(interval.expanded, 0);
    EXPECT_FALSE(interval.expanded_frequency);
    World quiet;
    std::erase_if(quiet.rows, [](ClonotypeRow const& each) { return !each.cdr3_nt.starts_with('Q'); });
    EXPECT_EQ(quiet.readout()->intervals.at(0).expansion, "no") << "3,000 templates would show one";
}

TEST(Clonotypes, a_later_sample_without_nucleotides_changes_nothing_between_earlier_ones) {
    World world;
    auto const alone = world.readout();
    world.samples.push_back(sheet_row("d42", SampleType::plasma, 49));
    world.rows.push_back(row("d42", "GROW", 20));
    world.rows.back().cdr3_nt.clear();
    world.rows.back().cdr3_aa = "AAA";
    // Its other row names a clone of before by amino acids that come first.
    world.rows.push_back(row("d42", "COME", 20));
    world.rows.back().cdr3_aa = "AAB";
    auto const more = world.readout();
    ASSERT_GT(more->intervals.size(), 1U);
    EXPECT_EQ(more->intervals[0], alone->intervals[0]);
    for (std::size_t index = 0; index < 2; ++index) {
        EXPECT_EQ(more->samples[index], alone->samples[index]);
    }
    ASSERT_GE(more->tests.size(), alone->tests.size());
    for (std::size_t index = 0; index < alone->tests.size(); ++index) {
        EXPECT_EQ(more->tests[index], alone->tests[index]);
    }
}

TEST(Clonotypes, tissue_without_nucleotides_is_asked_by_amino_acids) {
    World world;
    for (auto& each : world.rows) {
        if (each.sample == "T") {
            each.cdr3_nt.clear();
        }
    }
    auto const readout = *world.readout();
    auto const come = std::ranges::find(readout.tests, "COME", &ClonotypeTest::cdr3_nt);
    ASSERT_NE(come, readout.tests.end());
    EXPECT_EQ(come->classes, (std::vector<std::string>{"new", "tumor_resident"}));
}

TEST(Clonotypes, the_amino_acids_of_a_clone_do_not_hang_on_the_order_of_rows) {
    World world;
    for (auto& each : world.rows) {
        if (each.cdr3_nt == "GROW") {
            each.cdr3_aa = each.sample == "d0" ? "" : "CZ";
        }
    }
    world.rows.push_back(row("d21", "GROW", 1));
    world.rows.back().cdr3_aa = "CA";
    auto const forth = world.readout();
    std::ranges::reverse(world.rows);
    EXPECT_EQ(world.readout(), forth);
    EXPECT_EQ(std::ranges::find(forth->tests, "GROW", &ClonotypeTest::cdr3_nt)->cdr3_aa, "CA");
}

TEST(Clonotypes, without_nucleotides_amino_acids_name_the_clone_and_alleles_never_do) {
    World world;
    world.rows.push_back(row("d21", "GROW", 7));
    world.rows.back().cdr3_nt.clear();
    world.rows.back().v = "TRBV1*02,TRBV9*01";
    auto const readout = *world.readout();
    auto const grown = *std::ranges::find(readout.tests, "CGROW", &ClonotypeTest::cdr3_aa);
    EXPECT_EQ(grown.templates_to, 107);
    EXPECT_EQ(grown.cdr3_nt, "");
}

TEST(Clonotypes, later_samples_are_compared_with_the_first_and_with_the_one_before_and_never_with_their_own_day) {
    World world;
    world.samples.push_back(sheet_row("w21", SampleType::white_cells, 28));
    world.samples.push_back(sheet_row("d42", SampleType::plasma, 49));
    world.rows.push_back(row("w21", "GROW", 20));
    world.rows.push_back(row("d42", "GROW", 20));
    std::vector<std::string> pairs;
    auto const readout = *world.readout();
    for (auto const& interval : readout.intervals) {
        pairs.push_back(interval.from + ">" + interval.to);
    }
    EXPECT_EQ(pairs, (std::vector<std::string>{"d0>d21", "d0>w21", "d0>d42", "w21>d42"}));
}

TEST(JointState, comes_from_the_pairs_of_the_draws_of_these_days) {
    Timeline timeline;
    for (auto const& [sample, day] : {std::pair{"p0", 0}, std::pair{"p21", 21}}) {
        auto& draw = timeline.draws.emplace_back();
        draw.row.sample = sample;
        draw.day = day;
    }
    auto const state = [&](Verdict halved, Verdict cleared, std::optional<double> lo, std::string const& reason = "") {
        timeline.pairs = {{"p0", "p21", "tumor_fraction_cell", 1, lo, 9, "decrease_50", halved, reason, ""},
                          {"p0", "p21", "tumor_fraction_cell", 1, lo, 9, "demonstrated_clearance", cleared, reason, ""}};
        ClonotypeInterval interval;
        interval.from = "blood0";
        interval.to = "blood21";
        interval.from_day = 0;
        interval.to_day = 21;
        add_ctdna_state(interval, timeline);
        return interval.ctdna + (interval.ctdna_reason.empty() ? "" : ":" + interval.ctdna_reason);
    };
    using enum Verdict;
    EXPECT_EQ(state(met, not_met, 0.1), "response");
    EXPECT_EQ(state(undetermined, met, 0.0), "response");
    EXPECT_EQ(state(not_met, not_met, 1.2), "progression");
    EXPECT_EQ(state(not_met, not_met, 0.8), "stable_or_undetermined");
    EXPECT_EQ(state(not_applicable, not_applicable, std::nullopt, "emergence"), "progression");
    EXPECT_EQ(state(not_applicable, not_applicable, std::nullopt, "to_not_evaluable"), "stable_or_undetermined:to_not_evaluable");
    EXPECT_EQ(state(not_met, not_met, 1.2, "metric_conflict"), "stable_or_undetermined:metric_conflict");
    EXPECT_EQ(state(not_applicable, not_applicable, std::nullopt, "from_not_detected"), "stable_or_undetermined:from_not_detected")
        << "neither draw was detected";
    timeline.draws[1].result.status = SampleStatus::detected;
    timeline.draws[1].trajectory_class = "recrudescence";
    EXPECT_EQ(state(not_applicable, not_applicable, std::nullopt, "from_not_detected"), "progression") << "cleared, then back";
    timeline.draws[1].flare_window = true;
    EXPECT_EQ(state(not_applicable, not_applicable, std::nullopt, "from_not_detected"), "stable_or_undetermined:flare_window");
    EXPECT_EQ(state(not_met, not_met, 1.2), "stable_or_undetermined:flare_window");
    timeline.draws.pop_back();
    EXPECT_EQ(state(met, met, 0.1), "stable_or_undetermined:no_plasma_draw");
}

}  // namespace tidemark::test
