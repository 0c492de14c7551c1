// Loci whose molecules are more than any fraction gives at their copies: alone, by segment, and all together.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "stages/detect/sample_work.hpp"
#include "support/counted_panel.hpp"

namespace tidemark::test {
namespace {

struct Locus {
    double multiplicity = 1;
    double total_copies = 2;
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    std::string phase_group{};
};

/// C>T, 1,000 bases apart on one contig, 1e-6 by error.
struct Tube {
    Panel panel;
    SampleEvidence evidence;
    BackgroundModel model;
    std::vector<std::string> contexts;

    explicit Tube(std::vector<Locus> const& loci) : contexts(loci.size()) {
        for (auto const& locus : loci) {
            PanelEntry entry;
            entry.multiplicity = locus.multiplicity;
            entry.total_copies = locus.total_copies;
            entry.phase_group = locus.phase_group;
            LocusCounts counts;
            counts.depth = locus.depth;
            counts.alt = locus.alt;
            add_counted(panel, evidence, entry, counts, 1e-6);
        }
    }

    [[nodiscard]] LeftOut inconsistent(double position_share = 1) const {
        BackgroundLaw const law{model};
        SampleWork work;
        work.loci = gather_loci(evidence, panel, {law, 1, contexts});
        work.other_origin.assign(work.loci.size(), false);
        work.position_share = position_share;
        judge_copies(work, panel, evidence);
        return work.inconsistent;
    }
    [[nodiscard]] std::int64_t out(double position_share = 1) const {
        auto const loci = inconsistent(position_share);
        return std::count(loci.begin(), loci.end(), true);
    }
};

std::vector<Locus> many(std::size_t count, Locus const& locus) { return std::vector<Locus>(count, locus); }

}  // namespace

TEST(CopyConsistency, many_loci_each_a_little_beyond_their_copies_are_out_together) {
    // P(X >= 12) of Bin(20, 0.5) is 0.25: none is out alone. Together 1,200 of 2,000 at one half is 8.9 standard deviations.
    EXPECT_EQ(Tube{many(100, {.depth = 20, .alt = 12})}.out(), 100);
    EXPECT_EQ(Tube{many(1, {.depth = 20, .alt = 12})}.out(), 0);
    EXPECT_EQ(Tube{many(100, {.depth = 20, .alt = 10})}.out(), 0) << "one half is what a fraction of 1 gives";
    EXPECT_EQ(Tube{many(2000, {.depth = 1, .alt = 1})}.out(), 2000);
}

TEST(CopyConsistency, the_level_of_the_sum_is_half_a_percent) {
    // Bin(2000, 1/2) by fractions of whole numbers: P(X >= 1058) = 0.005054, P(X >= 1059) = 0.004437.
    for (auto const& [excess, expected] : {std::pair{58, 0}, std::pair{59, 200}}) {
        auto loci = many(200, {.depth = 10, .alt = 5});
        for (int index = 0; index < excess; ++index) {
            loci[static_cast<std::size_t>(index)].alt = 6;
        }
        EXPECT_EQ(Tube{loci}.out(), expected) << excess;
    }
}

TEST(CopyConsistency, a_segment_is_out_while_the_other_loci_stay) {
    // 80 of 200 where one of four copies gives 50 at most: chance 2e-6. Alone 8 of 20 has 0.10.
    auto loci = many(60, {.depth = 20, .alt = 4});
    for (std::size_t index = 20; index < 30; ++index) {
        loci[index] = {.total_copies = 4, .depth = 20, .alt = 8};
    }
    auto const out = Tube{loci}.inconsistent();
    for (std::size_t index = 0; index < loci.size(); ++index) {
        EXPECT_EQ(out[index], index >= 20 && index < 30) << index;
    }
}

TEST(CopyConsistency, one_locus_with_other_molecules_does_not_speak_for_the_rest) {
    auto loci = many(40, {.depth = 5000, .alt = 500});
    loci[7] = {.total_copies = 4, .depth = 5000, .alt = 4000};
    auto const out = Tube{loci}.inconsistent();
    EXPECT_EQ(std::count(out.begin(), out.end(), true), 1);
    EXPECT_TRUE(out[7]);
}

TEST(CopyConsistency, molecules_of_a_phase_group_speak_once_and_copies_of_a_molecule_too) {
    // Two loci on the same 20 molecules, four of a group: 25 groups instead of 100 loci leave 260 of 500 at one half, 0.9 deviations.
    std::vector<Locus> loci;
    for (int group = 0; group < 25; ++group) {
        for (int member = 0; member < 4; ++member) {
            loci.push_back({.depth = 20, .alt = group < 10 ? 11 : 10, .phase_group = "g" + std::to_string(group)});
        }
    }
    EXPECT_EQ(Tube{loci}.out(), 0);
    for (auto& locus : loci) {
        locus.alt = 14;
    }
    EXPECT_EQ(Tube{loci}.out(), 100) << "all of the group follow the one that spoke";
    // 1,080 of 2,000 is 3.6 deviations; as copies of 500 molecules 1.8.
    auto copied = many(100, {.depth = 20, .alt = 11});
    for (std::size_t index = 0; index < 20; ++index) {
        copied[index].alt = 10;
    }
    EXPECT_EQ(Tube{copied}.out(), 100);
    EXPECT_EQ(Tube{copied}.out(0.25), 0);
}

TEST(CopyConsistency, where_copies_are_right_at_most_one_draw_in_a_hundred_loses_loci_by_their_sums) {
    // A single molecule at a share of 1/6 or more is never out alone among ten loci or more (0.025/10), so all that is lost is lost by a sum.
    std::mt19937_64 random{20261129};
    for (bool const pure : {false, true}) {
        constexpr int draws = 6000;
        int lost = 0;
        for (int draw = 0; draw < draws; ++draw) {
            double const fraction = pure ? 1 : std::uniform_real_distribution{0.0, 1.0}(random);
            std::vector<Locus> loci(std::uniform_int_distribution<std::size_t>{10, 300}(random));
            Locus state{.depth = 1};
            for (auto& locus : loci) {
                if (std::bernoulli_distribution{0.05}(random)) {   // a segment ends
                    state.total_copies = std::uniform_int_distribution{1, 6}(random);
                }
                state.multiplicity = std::uniform_int_distribution{1, static_cast<int>(state.total_copies)}(random);
                locus = state;
                double const share = fraction * locus.multiplicity / (fraction * locus.total_copies + 2 * (1 - fraction));
                locus.alt = std::binomial_distribution<std::int64_t>{1, share}(random);
            }
            lost += Tube{loci}.out() > 0 ? 1 : 0;
        }
        // 60 are expected at 1 %, with a standard deviation of 7.7.
        EXPECT_LE(lost, pure ? 60 + 16 : 10) << (pure ? "fraction 1" : "any fraction");
        RecordProperty(pure ? "lost_of_6000_at_fraction_1" : "lost_of_6000_at_any_fraction", lost);
    }
}

}  // namespace tidemark::test
