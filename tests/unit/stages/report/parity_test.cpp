// Draws brought to one limit: by this patient's evidence and the limit alone.
#include "stages/report/parity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/plain_series.hpp"

namespace tidemark::test {
namespace {

Timeline series(std::string const& patient, PlainTube const& tube, std::vector<double> const& fractions, std::uint64_t seed = 1) {
    std::mt19937_64 random{seed};
    return plain_series(patient, tube, fractions, random);
}

Timeline in_stratum(Timeline timeline, std::string const& value) {
    timeline.attributes = PatientRow{0, timeline.patient, "", "", {{"stratum_pdl1", value}}, {}};
    return timeline;
}

/// Mean number of molecules at `loci` equal loci with which 95 of 100 draws show two loci or more: where hardly any background
/// is expected, detection asks for nothing else. 1 - P(none) - P(all at one locus), Poisson, by halving.
double slow_mean(double loci) {
    double low = 0;
    double high = 100;
    for (int step = 0; step < 60; ++step) {
        double const mean = (low + high) / 2;
        double const missed = std::exp(-mean) + loci * std::exp(-mean) * (std::exp(mean / loci) - 1);
        (missed > 0.05 ? low : high) = mean;
    }
    return high;
}

/// Fewest loci of one depth that reach the limit: a tumor fraction shows half of it at each locus.
int slow_loci(double depth, double lod95, int loci) {
    int needed = 2;
    while (needed < loci && needed * depth * lod95 / 2 < slow_mean(needed)) {
        ++needed;
    }
    return needed;
}

/// The hash as its two halves are published: FNV-1a over the bytes, then a step of MurmurHash3's finaliser.
std::uint64_t slow_hash(std::string const& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (unsigned char const byte : text) {
        hash = (hash ^ byte) * 1099511628211ULL;
    }
    hash = (hash ^ hash / (1ULL << 33)) * 18397679294719823053ULL;
    return hash ^ hash / (1ULL << 33);
}

/// Places of the loci that a patient keeps first, by hash of his own name.
std::vector<std::int64_t> slow_order(std::string const& patient, std::int64_t loci) {
    std::vector<std::pair<std::uint64_t, std::int64_t>> ranked;
    for (std::int64_t locus = 1; locus <= loci; ++locus) {
        ranked.emplace_back(slow_hash(patient + "\tchr1:" + std::to_string(1000 * locus) + ":C>T"), 1000 * locus);
    }
    std::ranges::sort(ranked);
    std::vector<std::int64_t> places;
    for (auto const& [rank, place] : ranked) {
        places.push_back(place);
    }
    return places;
}

std::vector<std::int64_t> kept_places(DetectionResult const& result) {
    std::vector<std::int64_t> places;
    for (auto const& locus : result.variants) {
        if (locus.state == "evaluable") {
            places.push_back(locus.variant.position.one_based());
        }
    }
    return places;
}

PlainTube const rich{.loci = 50, .depth = 1000, .rate = 1e-6};
PlainTube const poor{.loci = 10, .depth = 1000, .rate = 1e-6};

}  // namespace

TEST(Parity, without_two_values_of_a_stratum_there_is_nothing_to_compare) {
    EXPECT_FALSE(worst_stratum({}));
    std::vector<Timeline> const one{series("A", rich, {0.01}), in_stratum(series("B", rich, {0.01}), "low")};
    EXPECT_FALSE(worst_stratum(one));
}

TEST(Parity, the_target_is_the_limit_that_nine_of_ten_draws_of_the_worst_stratum_reach) {
    std::vector<Timeline> timelines;
    for (int index = 0; index < 10; ++index) {
        timelines.push_back(in_stratum(series("H" + std::to_string(index), rich, {0.01}), "high"));
        PlainTube const tube{.loci = 10, .depth = 100 * (index + 1), .rate = 1e-6};
        timelines.push_back(in_stratum(series("L" + std::to_string(index), tube, {0.01}), "low"));
    }
    auto const target = worst_stratum(timelines);
    ASSERT_TRUE(target);
    EXPECT_EQ(target->stratum, "stratum_pdl1");
    EXPECT_EQ(target->value, "low");
    // The ninth of ten, from the best: the second-worst depth.
    EXPECT_EQ(target->lod95, thinned_limit(series("L", {.loci = 10, .depth = 200, .rate = 1e-6}, {0.01}).draws[0].result, {}));
}

TEST(Parity, every_draw_that_can_reaches_the_limit_and_is_not_better) {
    auto const timeline = series("H", rich, {0.02, 0.005, 0.001, 0});
    double const lod95 = *timeline.draws[0].result.lod95_tumor_fraction * 5;
    auto const even = at_parity(timeline, lod95);
    ASSERT_EQ(even.draws.size(), 4U);
    for (auto const& draw : even.draws) {
        ASSERT_TRUE(draw.lod95_parity) << draw.sample;
        // Molecules are drawn, so the limit scatters by a few per cent; it steps where the critical count does.
        EXPECT_LE(*draw.lod95_parity / lod95, 1.05) << draw.sample;
        EXPECT_GE(*draw.lod95_parity / lod95, 0.75) << draw.sample;
        EXPECT_EQ(draw.loci, 50);
        EXPECT_LT(draw.loci_kept, 15);
        EXPECT_GE(draw.loci_kept, 6);
    }
    auto const kept = [](DetectionResult const& result) {
        std::vector<Variant> loci;
        for (auto const& locus : result.variants) {
            if (locus.state == "evaluable") {
                loci.push_back(locus.variant);
            }
        }
        return loci;
    };
    EXPECT_EQ(kept(even.timeline.draws[0].result), kept(even.timeline.draws[3].result)) << "one patient keeps one set of loci";
}

TEST(Parity, the_order_of_loci_and_what_other_patients_are_change_nothing) {
    auto const timeline = series("H", rich, {0.02, 0.005});
    double const lod95 = *timeline.draws[0].result.lod95_tumor_fraction * 5;
    auto turned = timeline;
    for (auto& draw : turned.draws) {
        std::ranges::reverse(draw.result.variants);
    }
    EXPECT_EQ(at_parity(turned, lod95).draws, at_parity(timeline, lod95).draws);
}

TEST(Parity, two_patients_of_different_depth_lose_different_shares_and_each_by_his_own_hash) {
    constexpr double lod95 = 8e-4;
    constexpr int loci = 20;
    std::vector<std::vector<std::int64_t>> kept;
    std::vector<double> left;
    for (auto const& [patient, depth] : {std::pair{std::string{"SHALLOW"}, 1000}, std::pair{std::string{"DEEP"}, 4000}}) {
        auto const even = at_parity(series(patient, {.loci = loci, .depth = depth, .rate = 1e-7}, {0.02, 0.002, 0}), lod95);
        int const needed = slow_loci(depth, lod95, loci);
        double const share = slow_mean(needed) / (needed * depth * lod95 / 2);
        auto expected = slow_order(patient, loci);
        expected.resize(static_cast<std::size_t>(needed));
        std::ranges::sort(expected);
        for (std::size_t index = 0; index < even.draws.size(); ++index) {
            auto const& draw = even.draws[index];
            EXPECT_EQ(draw.loci_kept, needed) << draw.sample;
            // Limits are found to 1 %, shares to 1/256.
            EXPECT_NEAR(draw.molecule_share, share, 0.01 * share + 1.0 / 256) << draw.sample;
            double const molecules = draw.molecule_share * needed * depth;
            EXPECT_NEAR(static_cast<double>(draw.molecules_n), molecules, 5 * std::sqrt(molecules * (1 - draw.molecule_share)) + 1) << draw.sample;
            EXPECT_EQ(kept_places(even.timeline.draws[index].result), expected) << draw.sample;
        }
        kept.push_back(expected);
        left.push_back(static_cast<double>(even.draws[0].molecules_n) / (loci * depth));
    }
    EXPECT_LT(left[1], left[0] / 3) << "four times the depth: less than a third of its share is left";
    EXPECT_NE(std::vector(kept[0].begin(), kept[0].begin() + static_cast<std::ptrdiff_t>(kept[1].size())), kept[1]);
}

TEST(Parity, equal_counts_under_another_name_keep_other_molecules_and_only_the_name_decides) {
    auto const one = series("ONE", rich, {0.02, 0.005});
    auto other = one;
    other.patient = "OTHER";
    double const lod95 = *one.draws[0].result.lod95_tumor_fraction * 5;
    auto const first = at_parity(one, lod95);
    auto const second = at_parity(other, lod95);
    EXPECT_EQ(first.draws[0].loci_kept, second.draws[0].loci_kept);
    EXPECT_NE(kept_places(first.timeline.draws[0].result), kept_places(second.timeline.draws[0].result));
    // A patient of the same name in another cohort, after others: the same molecules.
    EXPECT_EQ(at_parity(one, lod95).draws, first.draws);
}

TEST(Parity, a_draw_that_cannot_reach_the_limit_is_left_out_whatever_it_shows) {
    auto const timeline = series("L", poor, {0.3, 0.3});
    ASSERT_EQ(timeline.draws[0].result.status, SampleStatus::detected);
    auto const even = at_parity(timeline, *timeline.draws[0].result.lod95_tumor_fraction / 3);
    EXPECT_EQ(even.draws[0].status_full, SampleStatus::detected);
    EXPECT_EQ(even.draws[0].status_parity, SampleStatus::not_evaluable);
    EXPECT_EQ(even.draws[0].reason, "above_parity");
    EXPECT_EQ(even.timeline.draws[0].result.status, SampleStatus::not_evaluable);
    EXPECT_FALSE(even.timeline.draws[0].result.tumor_fraction_cell);
}

TEST(Parity, a_failed_draw_stays_failed_and_one_whose_limit_was_too_high_is_judged) {
    auto timeline = series("H", rich, {0.02, 0, 0});
    double const lod95 = *timeline.draws[0].result.lod95_tumor_fraction * 2;
    timeline.draws[1].result.status = SampleStatus::not_evaluable;
    timeline.draws[1].result.reasons = {"lod_above_required"};
    timeline.draws[2].result.status = SampleStatus::not_evaluable;
    timeline.draws[2].result.reasons = {"identity"};
    auto const even = at_parity(timeline, lod95);
    EXPECT_EQ(even.draws[1].status_parity, SampleStatus::not_detected);
    EXPECT_EQ(even.draws[2].status_parity, SampleStatus::not_evaluable);
    EXPECT_EQ(even.draws[2].reason, "not_evaluable");
}

TEST(Parity, only_a_limit_that_was_too_high_is_lifted) {
    auto timeline = series("H", rich, {0.02, 0, 0});
    EXPECT_FALSE(with_high_limits_judged(timeline));
    for (auto& draw : timeline.draws) {
        draw.result.status = SampleStatus::not_evaluable;
    }
    timeline.draws[0].result.status = SampleStatus::detected;
    timeline.draws[1].result.reasons = {"lod_above_required", "identity_unchecked"};
    timeline.draws[2].result.reasons = {"identity"};
    auto const judged = with_high_limits_judged(timeline);
    ASSERT_TRUE(judged);
    EXPECT_EQ(judged->draws[0], timeline.draws[0]);
    EXPECT_EQ(judged->draws[1].result.status, SampleStatus::not_detected);
    EXPECT_EQ(judged->draws[2], timeline.draws[2]);
    EXPECT_EQ(with_empty_follow_up(timeline, timeline.baseline).draws[2], timeline.draws[2]);
}

TEST(Parity, an_empty_follow_up_keeps_the_baseline) {
    auto const timeline = series("H", rich, {0.02, 0.005});
    auto const empty = with_empty_follow_up(timeline, timeline.baseline);
    EXPECT_EQ(empty.draws[0], timeline.draws[0]);
    EXPECT_EQ(empty.draws[1].result.molecules_alt, 0);
    EXPECT_EQ(empty.draws[1].result.status, SampleStatus::not_detected);
    auto const second = with_empty_follow_up(series("H", rich, {0.02, 0.005, 0.003}), timeline.draws[1].row.sample);
    EXPECT_GT(second.draws[1].result.molecules_alt, 0) << "a later baseline keeps what it shows";
    EXPECT_EQ(second.draws[2].result.molecules_alt, 0);
}

}  // namespace tidemark::test
