// Where signatures are inflated no p-value that the decision looks at is smaller than one that the test was refused.
#include <gtest/gtest.h>

#include "stages/detect/sample_work.hpp"

namespace tidemark::test {
namespace {

constexpr std::size_t locus_count = 8;

/// Eight loci, one of them an outlier, one in the white cells too.
struct Tube {
    Panel panel;
    BackgroundModel model;
    SampleEvidence plasma;
    SampleEvidence blood;
    std::vector<std::string> contexts = std::vector<std::string>(locus_count);
    BackgroundLaw law{model};

    Tube() {
        std::vector<std::int64_t> const alt{60, 1, 1, 1, 0, 0, 0, 5};
        BackgroundRate rate;
        rate.group = {EvidenceClass::simplex, MoleculeStrand::none};
        rate.rate = 1e-5;
        rate.dispersion = 0.5;
        model.rates = {rate};
        law = BackgroundLaw{model};
        for (std::size_t index = 0; index < locus_count; ++index) {
            PanelEntry entry;
            entry.variant = {"chr1", Position::from_one_based(1000 * static_cast<std::int64_t>(index + 1)), "C", "T"};
            entry.trunk = true;
            panel.entries.push_back(entry);
            LocusCounts counts;
            counts.depth = 2000;
            counts.alt = alt[index];
            plasma.loci.push_back({entry.variant, rate.group, counts, std::nullopt});
            counts.alt = index + 1 == locus_count ? 5 : 0;
            blood.loci.push_back({entry.variant, rate.group, counts, std::nullopt});
        }
    }

    [[nodiscard]] DecisionFacts facts(double dispersion, std::optional<Widening> const& widening, SampleWork& work) const {
        WhiteCells const cells{{&blood, 1}, model};
        Gatherer const gatherer{plasma, panel, TestMethod::exact};
        work = {};
        work.loci = gather_loci(plasma, panel, {law, 1, contexts});
        work.outliers.assign(locus_count, false);
        judge_origin(work, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}, .white_cells = &cells});
        work.witnesses = gatherer.gather(work.loci, Joining::molecules, work.other_origin);
        return test_and_guard(work, gatherer, setting(dispersion), 16000, widening);
    }
    [[nodiscard]] static TestSetting setting(double dispersion) {
        return {.method = TestMethod::exact, .rule = {.alpha = 0.01}, .sample_dispersion = dispersion, .limits = false};
    }
};

}  // namespace

TEST(Widening, a_guard_is_not_met_at_a_p_value_below_that_of_the_first_test) {
    Tube const tube;
    SampleWork work;
    auto const first = tube.facts(1.5, std::nullopt, work);
    ASSERT_TRUE(first.without_outliers && first.p_with_other_origin);
    // The second test is the narrower one here, so that its own p-values are the smaller ones.
    Calibration const calibration;
    Widening const widening{Tube::setting(1.5), work.test->predicted_fraction, work.test->p_value, calibration};
    auto const narrow = tube.facts(0, std::nullopt, work);
    auto const second = tube.facts(0, widening, work);
    EXPECT_LT(narrow.without_outliers->p_value, first.without_outliers->p_value);
    EXPECT_DOUBLE_EQ(second.evidence.p_value, first.evidence.p_value);
    EXPECT_DOUBLE_EQ(second.without_outliers->p_value, first.without_outliers->p_value);
    EXPECT_DOUBLE_EQ(*second.p_with_other_origin, *first.p_with_other_origin);
}

// 999 signatures whose p-values are all as small as they can be: among them none is special, (1 + 999) / (1 + 999) = 1.
TEST(Widening, the_p_value_among_signatures_holds_for_the_guards_too) {
    Tube const tube;
    SampleWork work;
    auto const first = tube.facts(0.25, std::nullopt, work);
    Calibration calibration;
    calibration.exact_p_values.assign(999, 1e-30);
    Widening const widening{Tube::setting(0.25), work.test->predicted_fraction, work.test->p_value, calibration};
    auto const second = tube.facts(0.5, widening, work);
    ASSERT_TRUE(second.without_outliers);
    EXPECT_LT(first.without_outliers->p_value, 0.01);
    EXPECT_EQ(second.evidence.p_value, 1);
    EXPECT_EQ(second.without_outliers->p_value, 1);
    EXPECT_EQ(second.p_with_other_origin, 1);
}

}  // namespace tidemark::test
