// The hidden chain: refusals first, then a slow plain sum over both draws, then stories.
#include "values/model/hidden_chain.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "values/model/chain_grid.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

constexpr ChainSettings only_tumor{.lost_locus = 0, .flat_locus = 0, .germline_locus = 0};

/// Loci of 3 000 molecules, heterozygous and diploid, drawn at a fraction.
ChainDraw drawn(Random& random, double day, double fraction, int loci) {
    ChainDraw draw{day, {}};
    for (int locus = 0; locus < loci; ++locus) {
        draw.loci.push_back({3000, static_cast<double>(random.poisson(3000 * (fraction / 2 + 1e-5))), 0.03});
    }
    return draw;
}

std::vector<CopyState> diploid(std::size_t loci) { return std::vector<CopyState>(loci); }

/// Likelihood of a draw by the letter.
double plain_likelihood(ChainDraw const& draw, double fraction, double dropout) {
    double product = 1;
    for (auto const& count : draw.loci) {
        auto const chance = [&](double vaf) {
            double const shown = vaf + (1 - vaf) * count.background / count.depth;
            return std::pow(shown, count.alt) * std::pow(1 - shown, count.depth - count.alt);
        };
        product *= (1 - dropout) * chance(fraction / 2) + dropout * chance(0);
    }
    return product;
}

double gap(std::size_t from, std::size_t to) { return (static_cast<double>(to) - static_cast<double>(from)) * 6 * std::log(10.0) / 199; }

/// Chance of moving between two points of the grid in so many days, by the words of the header.
double plain_move(std::size_t from, std::size_t to, double days, ChainSettings const& settings) {
    double const turned = 1 - std::exp(-days * settings.turn_per_day);
    if (from == 0 || to == 0) {
        return from == 0 && to == 0 ? 1 - turned : from == 0 ? turned / 200 : turned;
    }
    double const spread = settings.log_step * std::sqrt(days);
    double sum = 0;
    for (std::size_t any = 1; any < chain_fractions; ++any) {
        sum += std::exp(-std::pow(gap(from, any) / spread, 2) / 2);
    }
    return (1 - turned) * std::exp(-std::pow(gap(from, to) / spread, 2) / 2) / sum;
}

}  // namespace

TEST(HiddenChain, no_draws_and_draws_out_of_order) {
    EXPECT_TRUE(smoothed_series({}, {}).draws.empty());
    Random random{1, "chain"};
    std::vector<ChainDraw> const late{drawn(random, 20, 0.01, 3), drawn(random, 0, 0.01, 3)};
    EXPECT_THROW((void)smoothed_series(late, diploid(3)), std::logic_error);
    EXPECT_THROW((void)smoothed_series(std::vector{late[0]}, diploid(2)), std::logic_error);
}

TEST(HiddenChain, two_draws_agree_with_a_plain_sum_over_both) {
    std::vector<ChainDraw> const draws{{0, {{800, 6, 0.01}, {900, 3, 0.01}, {700, 0, 0.01}}},
                                       {21, {{800, 1, 0.01}, {900, 0, 0.01}, {700, 1, 0.01}}}};
    auto const series = smoothed_series(draws, diploid(3), only_tumor);
    // All pairs of fractions and of drop-out shares.
    std::vector<std::vector<double>> like(2, std::vector<double>(chain_fractions * chain_dropouts));
    for (std::size_t draw = 0; draw < 2; ++draw) {
        for (std::size_t index = 0; index < like[draw].size(); ++index) {
            like[draw][index] = plain_likelihood(draws[draw], chain_fraction(index / chain_dropouts), static_cast<double>(index % chain_dropouts) / 10);
        }
    }
    double const kept = std::exp(-21 * only_tumor.dropout_per_day);
    auto const prior = [](std::size_t tenths) { return std::pow(0.5, static_cast<double>(tenths)) / (2047.0 / 1024); };
    double total = 0, half = 0, tenth = 0, none = 0, dropout = 0;
    for (std::size_t from = 0; from < chain_fractions; ++from) {
        for (std::size_t to = 0; to < chain_fractions; ++to) {
            double const move = plain_move(from, to, 21, only_tumor) * (from == 0 ? 0.2 : 0.8 / 200);
            for (std::size_t one = 0; one < chain_dropouts && move > 1e-16; ++one) {
                for (std::size_t two = 0; two < chain_dropouts; ++two) {
                    double const chance = move * prior(one) * ((one == two ? kept : 0) + (1 - kept) * prior(two)) *
                                          like[0][from * chain_dropouts + one] * like[1][to * chain_dropouts + two];
                    total += chance;
                    half += from > 0 && chain_fraction(to) <= 0.5 * chain_fraction(from) ? chance : 0;
                    tenth += from > 0 && chain_fraction(to) <= 0.1 * chain_fraction(from) ? chance : 0;
                    none += to == 0 ? chance : 0;
                    dropout += chance * static_cast<double>(two) / 10;
                }
            }
        }
    }
    EXPECT_NEAR(series.draws.at(1).fall_half, half / total, 1e-5);
    EXPECT_NEAR(series.draws.at(1).fall_to_tenth, tenth / total, 1e-5);
    EXPECT_NEAR(series.draws.at(1).clearance, none / total, 1e-8);
    EXPECT_NEAR(series.draws.at(1).mean_dropout, dropout / total, 1e-8);
    EXPECT_EQ(series.draws.at(0).fall_half, 0);
}

TEST(HiddenChain, a_deep_response_is_told_by_its_depth) {
    Random random{2, "chain"};
    std::vector<ChainDraw> const draws{drawn(random, 0, 0.02, 20), drawn(random, 21, 0.004, 20), drawn(random, 42, 0.0004, 20),
                                       drawn(random, 63, 0, 20), drawn(random, 84, 0, 20)};
    auto const series = smoothed_series(draws, diploid(20)).draws;
    EXPECT_NEAR(series[0].median, 0.02, 0.003);
    EXPECT_LT(series[0].lo, 0.02);
    EXPECT_GT(series[0].hi, 0.02);
    EXPECT_GT(series[1].fall_half, 0.99);
    EXPECT_LT(series[1].fall_to_tenth, 0.01);
    EXPECT_GT(series[2].fall_to_tenth, 0.99);
    EXPECT_GT(series[4].fall_to_hundredth, 0.95);
    EXPECT_GT(series[4].clearance, series[2].clearance);
    EXPECT_LT(series[0].clearance, 1e-9);
}

TEST(HiddenChain, a_flat_locus_and_a_leak_are_recognised_by_all_draws_together) {
    Random random{3, "chain"};
    std::vector<ChainDraw> draws{drawn(random, 0, 0.01, 12), drawn(random, 21, 0.001, 12), drawn(random, 42, 0.0002, 12)};
    for (auto& draw : draws) {
        draw.loci[0].alt = static_cast<double>(random.poisson(3000 * 0.005));
        draw.loci[1].alt = static_cast<double>(random.binomial(3000, 0.49));
        draw.loci[2].alt = 0;
    }
    auto const series = smoothed_series(draws, diploid(12));
    EXPECT_GT(series.loci[0].flat, 0.9);
    EXPECT_GT(series.loci[1].germline + series.loci[1].flat, 0.99);
    EXPECT_GT(series.loci[2].lost + series.loci[2].flat, 0.8);
    for (std::size_t locus = 3; locus < 12; ++locus) {
        EXPECT_GT(series.loci[locus].tumor, 0.9) << locus;
    }
    // With the flat locus recognised the last draw is not held up by it.
    EXPECT_LT(series.draws[2].median, 0.0006);
}

TEST(HiddenChain, half_of_the_loci_lost_is_drop_out_and_not_half_of_the_fraction) {
    Random random{4, "chain"};
    std::vector<ChainDraw> draws{drawn(random, 0, 0.01, 20), drawn(random, 21, 0.01, 20)};
    for (std::size_t locus = 0; locus < 10; ++locus) {
        draws[1].loci[locus].alt = 0;
    }
    auto const series = smoothed_series(draws, diploid(20), only_tumor).draws;
    EXPECT_NEAR(series[1].median, 0.01, 0.002);
    EXPECT_NEAR(series[1].mean_dropout, 0.5, 0.1);
    EXPECT_LT(series[1].fall_half, 0.01);
}

TEST(HiddenChain, a_thousand_loci_neither_overflow_nor_vanish) {
    Random random{6, "chain"};
    std::vector<ChainDraw> draws;
    for (int draw = 0; draw < 10; ++draw) {
        draws.push_back(drawn(random, 21 * draw, draw % 2 == 0 ? 0.3 : 0.05, 1000));
    }
    auto const series = smoothed_series(draws, diploid(1000)).draws;
    for (std::size_t draw = 0; draw < 10; ++draw) {
        EXPECT_NEAR(std::log10(series[draw].median), std::log10(draw % 2 == 0 ? 0.3 : 0.05), 0.04) << draw;
        EXPECT_TRUE(std::isfinite(series[draw].fall_half)) << draw;
    }
}

TEST(HiddenChain, a_draw_without_depth_is_bridged) {
    Random random{5, "chain"};
    std::vector<ChainDraw> draws{drawn(random, 0, 0.01, 10), drawn(random, 21, 0.01, 10), drawn(random, 42, 0.01, 10)};
    for (auto& count : draws[1].loci) {
        count = {0, 0, 0};
    }
    auto const series = smoothed_series(draws, diploid(10)).draws;
    EXPECT_NEAR(std::log10(series[1].median), -2, 0.2);
    EXPECT_GT(series[1].hi / series[1].lo, series[0].hi / series[0].lo);
}

}  // namespace tidemark
