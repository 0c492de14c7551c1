// Rates of errors: means, strands, dispersion.
#include "stages/simulate/error_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>

#include "scenario_builder.hpp"
#include "values/genome/sequence.hpp"

namespace tidemark::test {
namespace {

constexpr std::string_view letters{"ACGT"};

/// Mean over the 64 contexts of the sum over alternatives, by going through all of them.
double mean_rate(ScenarioErrors const& errors, ErrorLayer layer) {
    double sum = 0;
    for (char const before : letters) {
        for (char const ref : letters) {
            for (char const after : letters) {
                for (char const alt : letters) {
                    sum += context_error_rate(errors, layer, before, ref, after, alt);
                }
            }
        }
    }
    return sum / 64;
}

ScenarioErrors without_damage() {
    ScenarioErrors errors;
    errors.deamination = 0;
    errors.oxidation = 0;
    return errors;
}

}  // namespace

TEST(ErrorLaw, unknown_bases_and_no_change_have_no_rate) {
    ScenarioErrors const errors;
    EXPECT_EQ(context_error_rate(errors, ErrorLayer::duplex, 'N', 'C', 'A', 'T'), 0);
    EXPECT_EQ(context_error_rate(errors, ErrorLayer::duplex, 'A', 'C', 'A', 'C'), 0);
}

TEST(ErrorLaw, class_rates_are_the_scenarios_means) {
    auto const errors = without_damage();
    EXPECT_NEAR(mean_rate(errors, ErrorLayer::duplex) / errors.duplex, 1, 1e-9);
    for (auto const layer : {ErrorLayer::simplex_forward, ErrorLayer::simplex_reverse}) {
        EXPECT_NEAR(mean_rate(errors, layer) / errors.simplex, 1, 1e-9);
    }
    for (auto const layer : {ErrorLayer::singleton_forward, ErrorLayer::singleton_reverse}) {
        EXPECT_NEAR(mean_rate(errors, layer) / errors.singleton, 1, 1e-9);
    }
}

TEST(ErrorLaw, damage_adds_its_mean_and_spares_duplex) {
    ScenarioErrors errors;
    EXPECT_NEAR(mean_rate(errors, ErrorLayer::simplex_forward),
                errors.simplex + errors.deamination + errors.oxidation, 1e-12);
    EXPECT_NEAR(mean_rate(errors, ErrorLayer::duplex), errors.duplex, 1e-15);
}

TEST(ErrorLaw, the_reverse_strand_mirrors_the_forward_one) {
    ScenarioErrors const errors;
    for (char const before : letters) {
        for (char const after : letters) {
            EXPECT_DOUBLE_EQ(context_error_rate(errors, ErrorLayer::simplex_forward, before, 'C', after, 'T'),
                             context_error_rate(errors, ErrorLayer::simplex_reverse, complement(after), 'G',
                                                complement(before), 'A'));
        }
    }
    // Deaminated C is seen as C>T on the forward strand, and as G>A on the reverse strand.
    EXPECT_GT(context_error_rate(errors, ErrorLayer::simplex_forward, 'A', 'C', 'G', 'T'),
              2 * context_error_rate(errors, ErrorLayer::simplex_reverse, 'A', 'C', 'G', 'T'));
    // Oxidised G likewise: G>T forward, C>A reverse.
    EXPECT_GT(context_error_rate(errors, ErrorLayer::simplex_reverse, 'A', 'C', 'A', 'A'),
              2 * context_error_rate(errors, ErrorLayer::simplex_forward, 'A', 'C', 'A', 'A'));
}

TEST(ErrorLaw, sums_of_a_region_are_its_rates) {
    auto scenario = one_locus();
    scenario.errors.locus_dispersion = 0;
    scenario.errors.hot_share = 0;
    auto const assay = make_assay(scenario, 2);
    ASSERT_TRUE(assay.has_value());
    auto const& region = assay->regions[0];
    auto const errors = region_errors(scenario.errors, region, 2);
    double sum = 0;
    for (auto position = region.target.begin(); position < region.target.end(); position = position + 1) {
        for (char const alt : letters) {
            char const ref = region.sequence.at(position);
            double const expected =
                context_error_rate(scenario.errors, ErrorLayer::singleton_reverse, region.sequence.at(position + -1),
                                   ref, region.sequence.at(position + 1), alt);
            if (alt != ref) {
                EXPECT_NEAR(errors.rate(ErrorLayer::singleton_reverse, position, ref, alt), expected, 1e-15);
            }
            sum += expected;
        }
    }
    EXPECT_NEAR(errors.total(ErrorLayer::singleton_reverse, region.target), sum, 1e-12);
}

TEST(ErrorLaw, loci_spread_by_the_dispersion_asked_for) {
    auto scenario = one_locus();
    scenario.errors = without_damage();
    scenario.errors.locus_dispersion = 0.5;
    scenario.errors.hot_share = 0;
    auto const assay = make_assay(scenario, 2);
    ASSERT_TRUE(assay.has_value());
    auto const& region = assay->regions[0];
    auto const errors = region_errors(scenario.errors, region, 2);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (auto position = region.sequence.begin + 1; position + 1 < region.sequence.end(); position = position + 1) {
        for (char const alt : letters) {
            char const ref = region.sequence.at(position);
            if (alt != ref) {
                double const factor = errors.rate(ErrorLayer::duplex, position, ref, alt) /
                                      context_error_rate(scenario.errors, ErrorLayer::duplex,
                                                         region.sequence.at(position + -1), ref,
                                                         region.sequence.at(position + 1), alt);
                sum += factor;
                squares += factor * factor;
                ++count;
            }
        }
    }
    double const mean = sum / count;
    EXPECT_NEAR(mean, 1, 5 * std::sqrt(0.5 / count));
    EXPECT_NEAR(squares / count - mean * mean, 0.5, 0.12);   // five standard errors at 5,400 alleles
}

TEST(ErrorLaw, homopolymers_slip_more_the_longer_they_are) {
    auto scenario = one_locus();
    auto const assay = make_assay(scenario, 2);
    ASSERT_TRUE(assay.has_value());
    auto region = assay->regions[0];
    region.sequence.bases.replace(100, 9, "CAAAAAGCC");
    region.sequence.bases.replace(200, 9, "CAAAAAAGC");
    auto const errors = region_errors(scenario.errors, region, 2);
    double five = 0;
    double six = 0;
    for (auto const& indel : errors.indels) {
        auto const begin = indel.run.begin() - region.sequence.begin;
        five += begin == 101 ? indel.rate : 0;
        six += begin == 201 ? indel.rate : 0;
        EXPECT_EQ(left_aligned(indel.variant, region.sequence), indel.variant) << to_text(indel.variant);
    }
    EXPECT_NEAR(five, scenario.errors.homopolymer_indel, 1e-15);
    EXPECT_NEAR(six / five, 3, 1e-9);
}

}  // namespace tidemark::test
