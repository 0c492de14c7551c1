// Rates that are never 0, shrink to their parents, and know how much samples differ.
#include "stages/background/learn.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stages/background/shrink.hpp"

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};

std::string no_context(Variant const&) { return {}; }

PooledSample control(std::string sample, std::int64_t errors, std::int64_t molecules) {
    PooledSample pool{.sample = std::move(sample), .kinds = {}, .loci = {}, .depths = {}, .mismatches = {}, .rows = {}};
    pool.kinds[{duplex, "ACA", "C>T"}] = {errors, molecules};
    return pool;
}

BackgroundModel learn(std::vector<PooledSample> const& samples) { return learn_background(samples, {}, no_context); }

BackgroundRate row_of(BackgroundModel const& model, BackgroundLevel level, std::string const& substitution) {
    for (auto const& row : model.rates) {
        if (row.level == level && row.substitution == substitution) {
            return row;
        }
    }
    ADD_FAILURE() << "no row of " << substitution;
    return {};
}

}  // namespace

TEST(Shrink, a_cell_without_errors_has_the_posterior_mean) {
    auto const posterior = posterior_rate({1e-5, 1}, 0, 300000);
    EXPECT_DOUBLE_EQ(posterior.mean, 1 / (1 / 1e-5 + 300000));
    EXPECT_DOUBLE_EQ(posterior.dispersion, 1);
}

TEST(Shrink, many_molecules_speak_for_themselves) {
    auto const posterior = posterior_rate({1e-5, 1}, 400, 1000000);
    EXPECT_NEAR(posterior.mean, 4e-4, 1e-4 * 0.4);
    EXPECT_NEAR(posterior.dispersion, 1.0 / 401, 1e-12);
}

TEST(Shrink, equal_rates_show_little_dispersion_and_unequal_ones_much) {
    std::vector<RateCell> const equal{{100, 100}, {108, 100}, {93, 100}, {101, 100}};
    EXPECT_LT(moment_dispersion(equal, 1), 0.02);
    // Half of the cells at twice the mean, half at none: squared coefficient of variation 1.
    std::vector<RateCell> const unequal{{200, 100}, {0, 100}, {200, 100}, {0, 100}};
    EXPECT_NEAR(moment_dispersion(unequal, 1), 1, 0.02);
    EXPECT_DOUBLE_EQ(moment_dispersion({}, 0.7), 0.7);
}

TEST(Learn, nothing_seen_still_gives_every_class_a_rate) {
    std::vector<MoleculeGroup> const groups{duplex};
    auto const model = learn_background({}, groups, no_context);
    EXPECT_GT(row_of(model, BackgroundLevel::evidence_class, "").rate, 0);
    EXPECT_GT(row_of(model, BackgroundLevel::evidence_class, "mnv").rate, 0);
    EXPECT_NEAR(model.sample_dispersion, std::sqrt(0.0625 + 2), 1e-12);
}

TEST(Learn, zero_errors_are_a_small_rate_and_not_none) {
    auto const model = learn({control("N1", 0, 1000000)});
    for (auto const& row : model.rates) {
        EXPECT_GT(row.rate, 0);
        EXPECT_LT(row.rate, 1e-5);
    }
}

TEST(Learn, much_evidence_gives_the_plain_share) {
    auto const model = learn({control("N1", 5000, 100000000)});
    // 50 times the class' rate at half a percent of loci stands beside it where no place was seen.
    auto const row = row_of(model, BackgroundLevel::context, "C>T");
    EXPECT_NEAR(row.rate / 5e-5, 1, 0.01);
    EXPECT_DOUBLE_EQ(row.hot_share, 0.005);
    EXPECT_NEAR(row.hot_rate / row.ordinary_rate() / 50, 1, 0.01);
    EXPECT_EQ(row_of(model, BackgroundLevel::context, "C>T").errors, 5000);
    EXPECT_EQ(model.samples, std::vector<std::string>{"N1"});
}

TEST(Learn, a_locus_seen_in_controls_has_a_rate_between_its_own_and_its_parents) {
    auto noisy = control("N1", 500, 100000000);
    Variant const variant{"chr1", Position{6}, "C", "T"};
    noisy.loci[{variant, duplex}] = {20, 10000};
    auto const model = learn({noisy});
    auto const row = row_of(model, BackgroundLevel::locus, "C>T");
    ASSERT_TRUE(row.locus);
    EXPECT_EQ(*row.locus, variant);
    EXPECT_GT(row.rate, 5e-4);
    EXPECT_LT(row.rate, 2e-3);
}

TEST(Learn, positions_with_many_errors_are_hot_and_leave_the_others_ordinary) {
    // 100,000 positions of 3,000 molecules: 3,000 errors, one at a place; then a thousand more at twenty places.
    auto even = control("N1", 3000, 300000000);
    even.depths = {{"chr1", Position{0}, Position{90000}, duplex, 3000}, {"chr2", Position{0}, Position{10000}, duplex, 3000}};
    for (int each = 0; each < 3000; ++each) {
        even.mismatches.push_back({{"chr1", Position{each}, "C", "T"}, duplex, 3000, 1});
    }
    auto hot = even;
    hot.kinds.begin()->second.errors += 1000;
    for (int each = 0; each < 20; ++each) {
        hot.mismatches.push_back({{"chr2", Position{each}, "C", "T"}, duplex, 3000, 50});
    }
    auto const of = [](PooledSample const& sample) { return row_of(learn({sample}), BackgroundLevel::evidence_class, "C>T"); };
    EXPECT_LT(of(even).hot_share * of(even).hot_rate, 0.02 * 1e-5);
    EXPECT_NEAR(of(hot).hot_share / (20 / 300000.0), 1, 0.5);
    EXPECT_NEAR(of(hot).hot_rate / (50 / 3000.0), 1, 0.3);
    EXPECT_NEAR(of(hot).ordinary_rate() / 1e-5, 1, 0.05);
    EXPECT_LT(of(hot).dispersion, 2 * of(even).dispersion);
}

TEST(Learn, the_spread_of_contexts_that_places_do_not_tell_counts_once) {
    // A thousand places each of two contexts, 100,000 molecules at a place, Poisson of mean 0.2 and 2: rates 2e-6 and 2e-5 have a
    // squared coefficient of variation of (9/11)^2 = 0.669.
    auto sample = control("N1", 0, 100000000);
    sample.kinds[{duplex, "TCA", "C>T"}] = {0, 100000000};
    sample.depths = {{"chr1", Position{0}, Position{667}, duplex, 100000}};   // three alleles each
    std::int64_t position = 0;
    auto const add = [&](std::string const& context, std::vector<int> const& places) {   // with 1, 2, ... errors
        for (std::size_t errors = 1; errors <= places.size(); ++errors) {
            for (int each = 0; each < places[errors - 1]; ++each) {
                sample.mismatches.push_back({{"chr1", Position{position++}, "C", "T"}, duplex, 100000,
                                             static_cast<std::int64_t>(errors)});
                sample.kinds[{duplex, context, "C>T"}].errors += static_cast<std::int64_t>(errors);
            }
        }
    };
    add("ACA", {164, 16, 1});
    add("TCA", {271, 271, 180, 90, 36, 12, 3, 1});
    auto const row = row_of(learn({sample}), BackgroundLevel::evidence_class, "C>T");
    EXPECT_NEAR(row.rate / 1.1e-5, 1, 0.03);
    EXPECT_NEAR(row.dispersion, 0.669, 0.2);
}

TEST(Learn, controls_say_whether_a_locus_is_hot) {
    auto sample = control("N1", 3000, 300000000);
    Variant const clean{"chr1", Position{6}, "C", "T"};
    Variant const noisy{"chr1", Position{7}, "C", "T"};
    sample.loci[{clean, duplex}] = {0, 100000};
    sample.loci[{noisy, duplex}] = {60, 100000};
    double share[2] = {};
    for (auto const& row : learn({sample}).rates) {
        if (row.locus) {
            share[*row.locus == noisy ? 1 : 0] = row.hot_share;
        }
    }
    EXPECT_LT(share[0], 2e-3);
    EXPECT_GT(share[1], 0.99);
}

TEST(Learn, fewer_than_three_controls_take_the_usual_sample_dispersion) {
    auto const model = learn({control("N1", 5000, 100000000), control("N2", 20000, 100000000)});
    EXPECT_NEAR(model.sample_dispersion, 0.25, 0.001);
}

TEST(Learn, controls_that_differ_widen_the_sample_dispersion) {
    auto const alike = learn({control("N1", 5000, 100000000), control("N2", 5100, 100000000),
                              control("N3", 4950, 100000000), control("N4", 5020, 100000000)});
    auto const unlike = learn({control("N1", 2000, 100000000), control("N2", 9000, 100000000),
                               control("N3", 4000, 100000000), control("N4", 7000, 100000000)});
    EXPECT_LT(alike.sample_dispersion, 0.2);
    EXPECT_GT(unlike.sample_dispersion, 0.4);
}

TEST(SampleLevel, a_sample_without_off_panel_molecules_keeps_the_models_dispersion) {
    auto const model = learn({control("N1", 5000, 100000000), control("N2", 5100, 100000000)});
    auto const level = sample_level(control("T1", 0, 0), model);
    EXPECT_DOUBLE_EQ(level.factor, 1);
    EXPECT_NEAR(level.dispersion, model.sample_dispersion, 1e-12);
}

TEST(SampleLevel, a_noisy_sample_raises_its_own_rates_and_leaves_less_open) {
    auto const model = learn({control("N1", 5000, 100000000), control("N2", 5000, 100000000)});
    auto const level = sample_level(control("T1", 1500, 10000000), model);   // three times the expected 500
    EXPECT_NEAR(level.factor, (16 + 1500.0) / (16 + 500), 0.05);
    EXPECT_NEAR(level.dispersion, 0.05, 1e-12);
}

}  // namespace tidemark::test
