// What white cells make of the loci of a sample: labels by the run's background, raised rates, suspects.
#include <gtest/gtest.h>

#include <utility>

#include "stages/detect/sample_work.hpp"

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};
constexpr MoleculeGroup singleton{EvidenceClass::singleton, MoleculeStrand::none};

struct Counted {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    MoleculeGroup group = duplex;
};

/// Loci 1,000 bases apart in plasma and white cells; duplex 1e-6, singletons 1e-4, dispersion 0.5, never hot.
struct Patient {
    Panel panel;
    BackgroundModel model;
    SampleEvidence plasma;
    SampleEvidence blood;
    std::vector<std::string> contexts;

    Patient(std::vector<Counted> const& in_plasma, std::vector<Counted> const& in_blood) : contexts(in_plasma.size()) {
        for (auto const& [group, rate] : {std::pair{duplex, 1e-6}, std::pair{singleton, 1e-4}}) {
            BackgroundRate row;
            row.group = group;
            row.rate = rate;
            row.dispersion = 0.5;
            model.rates.push_back(row);
        }
        for (std::size_t index = 0; index < in_plasma.size(); ++index) {
            PanelEntry entry;
            entry.variant = {"chr1", Position::from_one_based(1000 * static_cast<std::int64_t>(index + 1)), "C", "T"};
            panel.entries.push_back(entry);
            add(plasma, entry.variant, in_plasma[index]);
            if (index < in_blood.size()) {
                add(blood, entry.variant, in_blood[index]);
            }
        }
    }

    [[nodiscard]] SampleWork judged() const {
        BackgroundLaw const law{model};
        WhiteCells const cells{{&blood, 1}, model};
        SampleWork work;
        work.loci = gather_loci(plasma, panel, {law, 1, contexts});
        work.outliers.assign(work.loci.size(), false);
        judge_origin(work, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}, .white_cells = &cells});
        return work;
    }
    /// At an alpha so small that any number of a few loci may be of blood, where none is given.
    [[nodiscard]] std::vector<std::size_t> suspects(double alpha = 1e-9) const {
        auto const work = judged();
        return blood_suspects(work, gather_witnesses(work.loci, panel, plasma, Joining::places, work.other_origin), alpha);
    }

private:
    static void add(SampleEvidence& evidence, Variant const& variant, Counted const& counted) {
        LocusCounts counts;
        counts.depth = counted.depth;
        counts.alt = counted.alt;
        evidence.loci.push_back({variant, counted.group, counts, std::nullopt});
    }
};

}  // namespace

TEST(Origin, white_cells_that_show_what_plasma_shows_are_judged_by_the_same_rate) {
    auto const work = Patient{{{5000, 12}, {5000, 2}}, {{5000, 12}, {5000, 2}}}.judged();
    EXPECT_EQ(work.white_cells[0]->comparison.label, WhiteCellLabel::ch);
    EXPECT_EQ(work.white_cells[1]->comparison.label, WhiteCellLabel::ch) << "P(2 or more | 0.005) is 2e-5";
    EXPECT_EQ(work.other_origin_count(), 2);
}

TEST(Origin, an_allele_that_is_no_label_yet_raises_the_background_of_every_class) {
    auto const patient = Patient{{{5000, 1}, {5000, 1, singleton}}, {{5000, 1}, {5000, 1}}};
    auto const work = patient.judged();
    for (std::size_t index = 0; index < 2; ++index) {
        EXPECT_EQ(work.white_cells[index]->comparison.label, WhiteCellLabel::unresolved);
        // Shape 2 + 1, expected 2 + 0.005 of white cells' duplex: also where plasma has singletons.
        double const rate = index == 0 ? 1e-6 : 1e-4;
        EXPECT_NEAR(work.loci[index].cells[0].rate, rate * 3 / 2.005, 1e-12);
        EXPECT_NEAR(work.loci[index].cells[0].dispersion, 1.0 / 3, 1e-12);
    }
}

TEST(Origin, white_cells_without_the_allele_leave_the_test_as_it_was) {
    auto const work = Patient{{{5000, 3}}, {{50000, 0}}}.judged();
    EXPECT_EQ(work.loci[0].cells[0].rate, 1e-6);
    EXPECT_EQ(work.loci[0].cells[0].dispersion, 0.5);
    EXPECT_TRUE(work.white_cells[0]->cells_before.empty());
}

// 40 of 5,000 begins at 0.0057; 3 of 5,000 ends at 0.0018.
TEST(Origin, a_trace_of_tumor_in_white_cells_stays_tracked_and_out_of_the_fractions_background) {
    auto work = Patient{{{5000, 40}}, {{5000, 3}}}.judged();
    EXPECT_EQ(work.white_cells[0]->comparison.label, WhiteCellLabel::clear);
    EXPECT_FALSE(work.other_origin[0]);
    EXPECT_NEAR(work.loci[0].cells[0].rate, 1e-6 * 5 / 2.005, 1e-12) << "counts against detection";
    return_traces(work);
    EXPECT_EQ(work.loci[0].cells[0].rate, 1e-6);
}

TEST(Origin, loci_that_white_cells_do_not_cover_are_open) {
    auto const work = Patient{{{5000, 1}, {5000, 0}}, {}}.judged();
    EXPECT_EQ(work.white_cells[0]->comparison.label, WhiteCellLabel::unresolved);
    EXPECT_EQ(work.white_cells[0]->comparison.upper, 1);
    EXPECT_EQ(work.white_cells[1]->comparison.label, WhiteCellLabel::clear) << "nothing to explain";
}

// Two molecules of 5,000 each: white cells would show 2 x depth / 5,000 in all, and none of them with exp(-that): 0.55 at 1,500 and
// 0.45 at 2,000.
TEST(BloodSuspects, are_loci_that_white_cells_were_more_likely_than_not_to_miss) {
    EXPECT_EQ((Patient{{{5000, 1}, {5000, 1}, {5000, 0}}, {{1500, 0}, {1500, 0}, {1500, 0}}}.suspects()),
              (std::vector<std::size_t>{0, 1}));
    EXPECT_TRUE((Patient{{{5000, 1}, {5000, 1}}, {{2000, 0}, {2000, 0}}}.suspects().empty()));
    EXPECT_EQ((Patient{{{5000, 2}, {5000, 2}}, {{3, 0}, {3, 0}}}.suspects().size()), 2U);
}

// The second locus' one molecule would have shown as one among 500 with a chance of 0.095: P(none) = exp(-0.1) = 0.905.
TEST(BloodSuspects, are_loci_that_white_cells_hardly_looked_at_whatever_the_others_say) {
    EXPECT_EQ((Patient{{{5000, 8}, {5000, 1}, {5000, 8}}, {{5000, 0}, {500, 0}, {5000, 0}}}.suspects()),
              (std::vector<std::size_t>{1}));
    EXPECT_TRUE((Patient{{{5000, 8}, {5000, 1}, {5000, 8}}, {{5000, 0}, {600, 0}, {5000, 0}}}.suspects().empty()));
}

// Three loci with as much in either: P(Poisson(3) <= 3) = 0.65; three times as much in plasma: P(Poisson(9) <= 3) = 0.02.
TEST(BloodSuspects, are_loci_that_white_cells_show_as_much_of) {
    EXPECT_EQ((Patient{{{5000, 1}, {5000, 1}, {5000, 1}}, {{5000, 1}, {5000, 1}, {5000, 1}}}.suspects().size()), 3U);
    EXPECT_TRUE((Patient{{{5000, 3}, {5000, 3}, {5000, 3}}, {{5000, 1}, {5000, 1}, {5000, 1}}}.suspects().empty()));
}

TEST(BloodSuspects, one_molecule_over_linked_loci_counts_once) {
    auto patient = Patient{{{5000, 1}, {5000, 1}, {5000, 1}}, {{2000, 0}, {2000, 0}, {2000, 0}}};
    EXPECT_TRUE(patient.suspects().empty()) << "1.2 molecules in all";
    for (auto& entry : patient.panel.entries) {
        entry.phase_group = "G1";
    }
    EXPECT_EQ(patient.suspects().size(), 3U) << "0.4 molecules";
}

// More than one of three places that each are of blood with 5 %: 3 x 0.05^2 x 0.95 + 0.05^3 = 0.00725; all three: 0.000125. Sixteen:
// P(more than 3) = 0.0070, P(more than 2) = 0.043.
TEST(BloodSuspects, that_white_cells_do_not_show_are_no_more_than_may_be_of_blood) {
    auto const three = Patient{{{5000, 1}, {5000, 3}, {5000, 2}}, {}};
    EXPECT_EQ(three.suspects(0.01), (std::vector<std::size_t>{1}));
    EXPECT_EQ(three.suspects(0.001), (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(three.suspects(0.0001).size(), 3U);
    EXPECT_EQ((Patient{std::vector<Counted>(16, {5000, 1}), {}}.suspects(0.01)), (std::vector<std::size_t>{0, 1, 2}));
    auto const seen = Patient{{{5000, 1}, {5000, 1}, {5000, 1}}, {{5000, 1}, {5000, 1}, {5000, 1}}};
    EXPECT_EQ(seen.suspects(0.01).size(), 3U) << "what white cells show is more than a guess";
}

// Shape 2. Ten times 1e-6, then 2 + 6 of an expected 2 + 10 x 0.005; the other locus stays at ten times.
TEST(Origin, assumed_rates_at_their_highest_are_raised_by_what_white_cells_show) {
    auto const work = Patient{{{5000, 60}, {5000, 3}}, {{5000, 6}, {5000, 0}}}.judged();
    ASSERT_TRUE(work.loci[0].cells[0].rate_assumed) << "the model states a rate and saw nothing";
    EXPECT_NEAR(work.loci[0].cells[0].rate, 1e-6 * 8 / 2.005, 1e-12);
    auto const highest = loci_at_highest_rates(work);
    ASSERT_EQ(highest.size(), 2U);
    EXPECT_NEAR(highest[0].cells[0].rate, 1e-5 * 8 / 2.05, 1e-12);
    EXPECT_NEAR(highest[0].cells[0].dispersion, 1.0 / 8, 1e-12);
    EXPECT_NEAR(highest[1].cells[0].rate, 1e-5, 1e-12);
}

}  // namespace tidemark::test
