// Molecules of a region in bulk: counts against the law they are drawn from.
#include "stages/simulate/simulate_region.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "scenario_builder.hpp"

namespace tidemark::test {
namespace {

struct Made {
    Scenario scenario;
    Assay assay;
    SamplePlan plan;
};

Made made(Scenario scenario, std::string const& sample, std::uint64_t seed = 1) {
    auto assay = make_assay(scenario, seed);
    EXPECT_TRUE(assay.has_value());
    SamplePlan chosen;
    for (auto const& plan : sample_plans(scenario)) {
        chosen = plan.row.sample == sample ? plan : chosen;
    }
    EXPECT_EQ(chosen.row.sample, sample);
    return {std::move(scenario), *assay, chosen};
}

SimulatedRegion simulated(Made const& input, std::uint64_t seed = 1) {
    return simulate_region(simulation_setting(input.scenario, input.assay, seed), input.plan, 0, 0);
}

Scenario deep(double fraction) {
    auto scenario = one_locus();
    scenario.patients[0].draws[0].fraction = fraction;
    scenario.patients[0].draws[0].molecules = 60'000;
    scenario.molecules.flagged = 0;
    return scenario;
}

}  // namespace

TEST(SimulateRegion, the_drawn_fraction_is_the_true_one_within_chance) {
    for (double const fraction : {0.0, 0.002, 0.1, 0.6}) {
        auto const region = simulated(made(deep(fraction), "D1"));
        auto const& truth = region.variants.at(0);
        EXPECT_NEAR(truth.true_vaf, fraction / 2, 1e-12);
        double const depth = static_cast<double>(truth.depth);
        ASSERT_GT(depth, 30'000);
        // Tumor fragments are shorter, so slightly fewer of them read the locus: 4 % of the expected is allowed.
        double const error = 5 * std::sqrt(depth * truth.true_vaf * (1 - truth.true_vaf));
        EXPECT_NEAR(static_cast<double>(truth.alt_molecules), depth * truth.true_vaf,
                    error + 0.04 * depth * truth.true_vaf)
            << fraction;
    }
}

TEST(SimulateRegion, classes_have_the_shares_asked_for) {
    auto const region = simulated(made(deep(0), "D1"));
    auto const [duplex, forward, reverse, singleton] = region.molecules;
    double const all = static_cast<double>(duplex + forward + reverse + singleton);
    auto const near = [&](std::int64_t count, double share) {
        EXPECT_NEAR(static_cast<double>(count) / all, share, 5 * std::sqrt(share * (1 - share) / all));
    };
    near(duplex, 0.6);
    near(forward, 0.15);
    near(reverse, 0.15);
    near(singleton, 0.1);
    EXPECT_EQ(region.records.size(), 2 * static_cast<std::size_t>(all));
}

TEST(SimulateRegion, errors_come_at_the_rate_of_the_law) {
    auto scenario = deep(0);
    scenario.errors.simplex = 2e-3;
    scenario.errors.locus_dispersion = 0;
    scenario.errors.hot_share = 0;
    scenario.errors.sample_dispersion = 0;
    scenario.errors.sequencing = 0;
    scenario.molecules.duplex_share = 0;
    scenario.molecules.simplex_share = 1;
    auto const input = made(scenario, "D1");
    auto const region = simulated(input);
    auto const& truth = region.variants.at(0);
    auto const errors = region_errors(scenario.errors, input.assay.regions[0], 1);
    auto const& allele = truth.variant;
    double const rate = (errors.rate(ErrorLayer::simplex_forward, allele.position, allele.ref[0], allele.alt[0]) +
                         errors.rate(ErrorLayer::simplex_reverse, allele.position, allele.ref[0], allele.alt[0])) /
                        2;
    double const expected = static_cast<double>(truth.usable_depth) * rate;
    ASSERT_GT(expected, 10);
    EXPECT_NEAR(static_cast<double>(truth.error_alt_molecules), expected, 5 * std::sqrt(expected));
    EXPECT_EQ(truth.usable_alt_molecules, truth.error_alt_molecules);
}

TEST(SimulateRegion, records_are_sorted_pairs_that_face_each_other) {
    auto const region = simulated(made(one_locus(), "D1"));
    EXPECT_TRUE(std::ranges::is_sorted(region.records, {}, &AlignmentRecord::position));
    std::map<std::string, std::vector<AlignmentRecord const*>> by_name;
    for (auto const& record : region.records) {
        constexpr auto extra = sam_flag::secondary | sam_flag::supplementary | sam_flag::duplicate;
        if ((record.flags & extra) == 0) {
            by_name[record.name].push_back(&record);
        }
        EXPECT_EQ(record.bases.size(), record.qualities.size());
    }
    for (auto const& [name, pair] : by_name) {
        ASSERT_EQ(pair.size(), 2U) << name;
        auto const& left = *pair[(pair[0]->flags & sam_flag::reverse) != 0 ? 1 : 0];
        auto const& right = *pair[(pair[0]->flags & sam_flag::reverse) != 0 ? 0 : 1];
        EXPECT_NE(left.flags & sam_flag::reverse, right.flags & sam_flag::reverse) << name;
        EXPECT_NE(left.flags & sam_flag::read_one, right.flags & sam_flag::read_one) << name;
        EXPECT_LE(left.position, right.position) << name;
        EXPECT_EQ(left.mate_position, right.position) << name;
        EXPECT_EQ(left.template_length, -right.template_length) << name;
        EXPECT_EQ(left.position + left.template_length,
                  right.position + static_cast<std::int64_t>(right.bases.size()))
            << name;   // an SNV region: no gaps but homopolymer slips, which this seed's reads do not have
    }
}

TEST(SimulateRegion, a_sample_does_not_depend_on_the_others) {
    auto const alone = simulated(made(one_locus(), "D1"));
    auto scenario = one_locus();
    auto second = scenario.patients[0].draws[0];
    second.sample = "D0";
    scenario.patients[0].draws.insert(scenario.patients[0].draws.begin(), second);
    auto const beside = simulated(made(scenario, "D1"));
    ASSERT_EQ(alone.records.size(), beside.records.size());
    for (std::size_t number = 0; number < alone.records.size(); ++number) {
        EXPECT_EQ(alone.records[number].bases, beside.records[number].bases);
        EXPECT_EQ(alone.records[number].position, beside.records[number].position);
    }
}

TEST(SimulateRegion, linked_alleles_are_shown_together) {
    auto scenario = deep(0.2);
    scenario.patients[0].variants[0].linked_pair = true;
    auto const input = made(scenario, "D1");
    auto const region = simulated(input);
    ASSERT_EQ(region.variants.size(), 2U);
    auto const& first = region.variants[0].variant;
    auto const& second = region.variants[1].variant;
    int together = 0;
    int apart = 0;
    for (auto const& record : region.records) {
        auto const at = first.position - record.position;
        auto const beyond = second.position - record.position;
        if (at < 0 || beyond >= static_cast<std::int64_t>(record.bases.size()) || record.cigar.size() != 1) {
            continue;
        }
        bool const shows_first = record.bases[static_cast<std::size_t>(at)] == first.alt[0];
        bool const shows_second = record.bases[static_cast<std::size_t>(beyond)] == second.alt[0];
        together += shows_first && shows_second ? 1 : 0;
        apart += shows_first != shows_second ? 1 : 0;
    }
    EXPECT_GT(together, 1'000);
    EXPECT_LT(apart, together / 20);
}

TEST(SimulateRegion, germline_is_in_half_or_all_of_the_molecules) {
    auto scenario = deep(0);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        auto const input = made(scenario, "D1", seed);
        auto const& snp = input.assay.regions[0].snp;
        ASSERT_TRUE(snp.has_value());
        auto const bits = input.assay.haplotypes[input.plan.individual][0];
        double const expected = ((bits & 1) + (bits >> 1)) / 2.0;
        double alternative = 0;
        double depth = 0;
        for (auto const& record : simulated(input, seed).records) {
            auto const at = snp->variant.position - record.position;
            if (at >= 0 && at < static_cast<std::int64_t>(record.bases.size()) && record.cigar.size() == 1) {
                ++depth;
                alternative += record.bases[static_cast<std::size_t>(at)] == snp->variant.alt[0] ? 1 : 0;
            }
        }
        EXPECT_NEAR(alternative / depth, expected, 0.02) << seed;
    }
}

}  // namespace tidemark::test
