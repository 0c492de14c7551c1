// How often a series says something false, by simulation with fixed seeds: bounds with their Monte-Carlo error.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <string>
#include <vector>

#include "stages/track/change.hpp"
#include "stages/track/definitions.hpp"
#include "stages/track/milestones.hpp"
#include "stages/track/surveillance.hpp"
#include "support/simulated_draw.hpp"

namespace tidemark::test {
namespace {

bool is_met(std::vector<Draw> const& draws, std::string const& definition) {
    auto const change = change_between(draws, 0, 1, {});
    return judge(own_definition(definition), change, metric_of(change, "tumor_fraction_cell")).verdict == Verdict::met;
}

struct Regression {
    std::size_t loci = 0;
    double followed = 0;   ///< published figures of statistics.md 8.1: share of unchanged patients with "a fall by half"
    double fresh = 0;
    double pooled = 0;
};

}  // namespace

TEST(SeriesRates, following_the_locus_that_was_highest_falls_by_itself_and_pooling_does_not) {
    // METHOD: nothing changes: VAF 0.5 %, 1 000 molecules at each locus, both draws.
    int const patients = 3000;
    for (auto const& expected : {Regression{2, 0.26, 0.09, 0.08}, Regression{5, 0.37, 0.024, 0.012}, Regression{10, 0.46, 0.007, 0.0004},
                                 Regression{16, 0.51, 0.002, 0.00005}}) {
        Random random{20, fmt::format("regression {}", expected.loci)};
        int followed = 0;
        int fresh = 0;
        int pooled = 0;
        int met = 0;
        for (int patient = 0; patient < patients; ++patient) {
            std::vector<Draw> draws;
            for (auto const* const sample : {"a", "b"}) {
                std::vector<std::int64_t> alts;
                for (std::size_t locus = 0; locus < expected.loci; ++locus) {
                    alts.push_back(random.poisson(5));
                }
                draws.push_back(draw(sample, draws.empty() ? 0 : 42, SampleStatus::detected, alts));
                for (auto& locus : draws.back().result.variants) {
                    locus.depth = 1000;
                    locus.background = 1e-3;
                }
            }
            auto const& before = draws[0].result.variants;
            auto const highest = std::ranges::max_element(before, {}, &VariantResult::alt_molecules) - before.begin();
            auto const& after = draws[1].result.variants[static_cast<std::size_t>(highest)];
            followed += 2 * after.alt_molecules <= before[static_cast<std::size_t>(highest)].alt_molecules ? 1 : 0;
            auto const change = change_between(draws, 0, 1, {});
            auto const fell = [&](char const* metric) {
                auto const& ratio = metric_of(change, metric).ratio;
                return ratio && *ratio <= 0.5 + 1e-9 ? 1 : 0;
            };
            fresh += fell("vaf_max");
            pooled += fell("vaf_mean");
            met += is_met(draws, "decrease_50") ? 1 : 0;
        }
        auto const share = [&](int count) { return static_cast<double>(count) / patients; };
        // Published to two digits.
        EXPECT_NEAR(share(followed), expected.followed, 0.005 + monte_carlo_error(expected.followed, patients)) << expected.loci;
        EXPECT_NEAR(share(fresh), expected.fresh, 0.005 + monte_carlo_error(expected.fresh, patients)) << expected.loci;
        EXPECT_NEAR(share(pooled), expected.pooled, 0.005 + monte_carlo_error(expected.pooled, patients)) << expected.loci;
        EXPECT_LE(share(met), 0.025) << expected.loci;
    }
}

TEST(SeriesRates, a_definition_is_met_falsely_in_at_most_one_of_forty) {
    // Right at its threshold, where it is hardest, and with no change at all.
    struct Case {
        char const* definition;
        double ratio;
    };
    int const patients = 1500;
    for (auto const& [definition, ratio] : {Case{"decrease_50", 1.0}, Case{"decrease_50", 0.5}, Case{"decrease_90", 1.0}, Case{"decrease_90", 0.1},
                                            Case{"demonstrated_clearance", 1.0}, Case{"demonstrated_clearance", 0.11}}) {
        for (double const mean : {8.0, 40.0, 200.0}) {
            for (double const background : {0.004, 2.0}) {
                Random random{21, fmt::format("{} {} {} {}", definition, ratio, mean, background)};
                int met = 0;
                for (int patient = 0; patient < patients; ++patient) {
                    std::vector<Draw> const draws{simulated(random, "a", 0, mean, background),
                                                  simulated(random, "b", 42, mean * ratio, background)};
                    met += is_met(draws, definition) ? 1 : 0;
                }
                EXPECT_LE(static_cast<double>(met) / patients, 0.025 + monte_carlo_error(0.025, patients))
                    << definition << " at " << ratio << ", " << mean << " molecules over " << background;
            }
        }
    }
}

TEST(SeriesRates, twelve_draws_without_tumor_signal_as_often_as_their_policy_says) {
    // METHOD: alpha 1 %, 12 draws after day 0, N 10^5 and L0 1 in each; a plain count test decides the draw.
    int const patients = 3000;
    double const alpha = 0.01;
    double const background = 1;
    int const critical = critical_count(background, alpha);
    double const size = plain_tail(critical, background);
    Random random{22, "policies"};
    std::vector<int> signals(3, 0);
    for (int patient = 0; patient < patients; ++patient) {
        std::vector<Draw> draws;
        for (int number = 1; number <= 12; ++number) {
            auto const alt = random.poisson(background);
            draws.push_back(draw(fmt::format("d{:02}", number), 21 * number,
                                 alt >= critical ? SampleStatus::detected : SampleStatus::not_detected, {alt}));
            auto& locus = draws.back().result.variants.front();
            locus.depth = 100'000;
            locus.background = background;
            draws.back().result.alpha = alpha;
        }
        for (auto const policy : {SeriesPolicy::per_sample, SeriesPolicy::confirm_next, SeriesPolicy::anytime}) {
            add_series_signals(draws, policy, true);
            signals[static_cast<std::size_t>(policy)] += std::ranges::count(draws, "signal", &Draw::series_signal) > 0 ? 1 : 0;
        }
    }
    auto const rate = [&](SeriesPolicy policy) { return static_cast<double>(signals[static_cast<std::size_t>(policy)]) / patients; };
    // Honest: a draw by itself pays for one look, and twelve looks are twelve chances.
    double const any = 1 - std::pow(1 - size, 12);
    EXPECT_NEAR(rate(SeriesPolicy::per_sample), any, monte_carlo_error(any, patients));
    EXPECT_GT(rate(SeriesPolicy::per_sample), alpha);
    // Two in a row within twelve: at most eleven pairs.
    EXPECT_LE(rate(SeriesPolicy::confirm_next), 11 * size * size + monte_carlo_error(11 * size * size, patients));
    EXPECT_LE(rate(SeriesPolicy::anytime), alpha + monte_carlo_error(alpha, patients));
}

namespace {

struct StableSeries {
    double confirmed = 0;     ///< share of patients with a confirmed progression
    double single = 0;        ///< with any draw above the lowest before it in the fraction and in the concentration
};

/// Eight draws at a constant 100 molecules. `spread`: masses vary by up to this factor either way; 0: no masses.
StableSeries stable_series(double spread, int patients) {
    Random random{23, fmt::format("stable {}", spread)};
    StableSeries found;
    for (int patient = 0; patient < patients; ++patient) {
        Timeline timeline;
        timeline.anchor = "pre_io";
        for (int number = 0; number < 8; ++number) {
            timeline.draws.push_back(simulated(random, fmt::format("d{:02}", number), 21 * number, 100, 0.5));
            if (spread > 0) {
                timeline.draws.back().row.cfdna_ng = 40 * std::pow(spread, 2 * random.uniform() - 1);
                timeline.draws.back().row.plasma_ml = 4;
            }
        }
        auto const rows = milestones_of(timeline, {});
        found.confirmed += static_cast<double>(std::ranges::count_if(rows, [](Milestone const& row) {
            return row.kind == MilestoneKind::molecular_progression && row.verdict == Verdict::met;
        }));
        bool single = false;
        for (std::size_t to = 1; to < 8 && !single; ++to) {
            auto const above = [](MetricChange const& metric) { return metric.interval && metric.interval->lo > 1; };
            auto const low = std::ranges::min_element(timeline.draws.begin(), timeline.draws.begin() + static_cast<std::ptrdiff_t>(to), {},
                                                      [](Draw const& draw) { return draw.result.tumor_fraction_cell_hi.value(); });
            auto const change = change_between(timeline.draws, static_cast<std::size_t>(low - timeline.draws.begin()), to, {});
            single = above(metric_of(change, "tumor_fraction_cell")) && (spread == 0 || above(metric_of(change, "hge_per_ml")));
        }
        found.single += single ? 1 : 0;
    }
    return {.confirmed = found.confirmed / patients, .single = found.single / patients};
}

}  // namespace

TEST(SeriesRates, a_stable_series_of_eight_draws_seldom_shows_a_confirmed_progression) {
    // The nadir is the lowest of the draws before, so a rise from it has more than one chance; its error is divided among them, and what a level
    // that scatters may show is none (decision 30; rates by depth and level in RiseRates).
    // Masses confirm nothing: a rise in both metrics is the same molecules twice.
    // Expected figures are those of a plain simulation with exact conditional limits.
    int const patients = 2000;
    struct Case {
        double spread;
        double single;
    };
    for (auto const& [spread, single] : {Case{0, 0.31}, Case{1, 0.31}, Case{1.3, 0.205}}) {
        auto const found = stable_series(spread, patients);
        RecordProperty(fmt::format("confirmed_{}", spread), fmt::format("{}", found.confirmed));
        RecordProperty(fmt::format("single_{}", spread), fmt::format("{}", found.single));
        EXPECT_LE(found.confirmed, 0.001 + monte_carlo_error(0.001, patients)) << spread << ": docs/methods/track.md names the figure";
        EXPECT_NEAR(found.single, single, monte_carlo_error(single, patients)) << spread << ": so does decision 16";
    }
}

}  // namespace tidemark::test
