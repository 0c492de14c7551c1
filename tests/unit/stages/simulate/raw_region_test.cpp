// Fragments of a region and their reads in bulk.
#include "stages/simulate/raw_region.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "scenario_builder.hpp"
#include "values/genome/sequence.hpp"

namespace tidemark::test {
namespace {

Scenario raw(double fraction, FragmentSpread spread, double molecules) {
    auto scenario = one_locus();
    scenario.patients[0].draws[0].fraction = fraction;
    scenario.patients[0].draws[0].molecules = molecules;
    scenario.raw_reads = ScenarioReads{.files = RawFiles::both, .spread = spread, .pairs_per_strand = 1.5};
    return scenario;
}

/// A region of draw D1 with all its reads.
struct Made {
    Scenario scenario;
    Assay assay;
    RawBatch batch;
    std::vector<RawFragment> fragments;
    std::vector<VariantTruth> variants;
    std::array<std::int64_t, 4> molecules{};

    explicit Made(Scenario given, std::uint64_t seed = 1) : scenario{std::move(given)}, assay{*make_assay(scenario, seed)} {
        auto const setting = simulation_setting(scenario, assay, seed);
        auto const plans = sample_plans(scenario);
        auto const plan = std::ranges::find_if(plans, [](SamplePlan const& p) { return p.row.sample == "D1"; });
        auto const reads = read_setting(scenario, *scenario.raw_reads, "D1", seed);
        RawRegion region{setting, *plan, reads, 0};
        std::int64_t number = 0;
        for (auto const& fragment : region.fragments()) {
            region.add_reads(fragment, number++, batch);
        }
        fragments = region.fragments();
        variants = region.variants();
        molecules = region.molecules();
    }
};

}  // namespace

TEST(RawRegion, the_drawn_fraction_is_the_true_one_within_chance) {
    for (auto const spread : {FragmentSpread::loci, FragmentSpread::uniform}) {
        for (double const fraction : {0.0, 0.02, 0.6}) {
            Made const made{raw(fraction, spread, spread == FragmentSpread::loci ? 2'000 : 500)};
            auto const& truth = made.variants.at(0);
            EXPECT_NEAR(truth.true_vaf, fraction / 2, 1e-12);
            auto const depth = static_cast<double>(truth.depth);
            ASSERT_GT(depth, 400);
            // Tumor fragments are shorter, so fewer of them read the locus.
            double const expected = depth * truth.true_vaf;
            EXPECT_NEAR(static_cast<double>(truth.alt_molecules), expected,
                        5 * std::sqrt(expected * (1 - truth.true_vaf)) + 0.12 * expected)
                << fraction;
        }
    }
}

TEST(RawRegion, fragments_come_from_left_to_right_and_are_what_their_truth_says) {
    Made const made{raw(0.1, FragmentSpread::uniform, 20)};
    EXPECT_TRUE(std::ranges::is_sorted(made.fragments, {}, &RawFragment::begin));
    ASSERT_EQ(made.fragments.size(), made.batch.molecules.size());
    std::int64_t pairs = 0;
    for (std::size_t molecule = 0; molecule < made.fragments.size(); ++molecule) {
        auto const& truth = made.batch.molecules[molecule];
        EXPECT_EQ(truth.span.begin().value, made.fragments[molecule].begin);
        EXPECT_EQ(truth.span.length(), made.fragments[molecule].length);
        EXPECT_GE(truth.span.begin().value, 0);
        EXPECT_LE(truth.span.end().value, 30'000);
        EXPECT_GT(truth.pairs[0] + truth.pairs[1], 0);
        pairs += truth.pairs[0] + truth.pairs[1];
    }
    EXPECT_EQ(static_cast<std::size_t>(pairs), made.batch.size());
    EXPECT_EQ(made.molecules[0] + made.molecules[1] + made.molecules[2] + made.molecules[3],
              static_cast<std::int64_t>(made.fragments.size()));
    // One region, so the whole contig is its window: 30,000 bases at depth 20, mean length 165.
    EXPECT_NEAR(static_cast<double>(made.fragments.size()), 30'000 * 20 / 165.0, 350);
}

TEST(RawRegion, an_error_of_both_strands_is_in_the_reads_of_both) {
    auto scenario = raw(0, FragmentSpread::loci, 4'000);
    scenario.errors.duplex = 0.001;
    scenario.errors.locus_dispersion = 0;
    scenario.errors.hot_share = 0;
    scenario.errors.sample_dispersion = 0;
    scenario.snp_share = 0;
    Made const made{scenario};
    double errors = 0;
    double bases = 0;
    for (auto const& molecule : made.batch.molecules) {
        errors += static_cast<double>(molecule.errors.size());
        bases += static_cast<double>(molecule.span.length());
    }
    // 0.001 is the mean over all contexts; this region's own may differ.
    EXPECT_NEAR(errors / bases, 0.001, 0.0003);
    std::array<double, 2> shown{};
    std::array<double, 2> covered{};
    for (std::size_t pair = 0; pair < made.batch.size(); ++pair) {
        auto const& name = made.batch[pair].name;   // tidemark:1:D1:1:<molecule>:<strand>:<serial>
        auto const start = std::string{"tidemark:1:D1:1:"}.size();
        auto const end = name.find(':', start);
        auto const& molecule = made.batch.molecules[std::stoul(name.substr(start, end - start))];
        auto const strand = static_cast<std::size_t>(name[end + 1] - '1');
        if (molecule.errors.size() != 1) {
            continue;
        }
        for (auto const& record : made.batch[pair].records) {
            auto const place = molecule.errors[0].position - record.position;
            if (record.cigar.size() == 1 && place >= 0 && place < static_cast<std::int64_t>(record.bases.size())) {
                ++covered[strand];
                shown[strand] += record.bases[static_cast<std::size_t>(place)] == molecule.errors[0].alt[0] ? 1 : 0;
            }
        }
    }
    for (std::size_t const strand : {0U, 1U}) {
        ASSERT_GT(covered[strand], 200);
        EXPECT_GT(shown[strand] / covered[strand], 0.98);
    }
}

}  // namespace tidemark::test
