// Damage of one strand: which bases, which way, how often.
#include "stages/simulate/strand_damage.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace tidemark::test {
namespace {

/// Damaged bases in `draws` fragments with these bases.
double count(std::string const& bases, double deamination, double oxidation, bool forward, char expected, int draws) {
    ScenarioErrors errors;
    errors.deamination = deamination;
    errors.oxidation = oxidation;
    Random random{11, "damage"};
    double seen = 0;
    for (int draw = 0; draw < draws; ++draw) {
        for (auto const& damaged : draw_damage(errors, 1, bases, forward, random)) {
            EXPECT_EQ(damaged.base, expected);
            EXPECT_LT(damaged.place, bases.size());
            ++seen;
        }
    }
    return seen;
}

void expect_rate(double seen, double expected) { EXPECT_NEAR(seen, expected, 5 * std::sqrt(expected)); }

}  // namespace

TEST(StrandDamage, cytosines_deaminate_on_their_own_strand_more_before_guanine) {
    constexpr int draws = 50'000;
    constexpr double rate = 2e-4;
    std::string const plain = "CACACACACACACACACACA";
    std::string const methylated = "ACGACGACGACGACGACGAA";
    expect_rate(count(plain, rate, 0, true, 'T', draws), draws * 10 * 4 * rate * 0.6);
    expect_rate(count(methylated, rate, 0, true, 'T', draws), draws * 6 * 4 * rate * 2.2);
    // The other strand's cytosines stand opposite G: none in `plain`, six in `methylated`, each before the other's G.
    EXPECT_EQ(count(plain, rate, 0, false, 'A', draws), 0);
    expect_rate(count(methylated, rate, 0, false, 'A', draws), draws * 6 * 4 * rate * 2.2);
}

TEST(StrandDamage, oxidised_guanine_reads_t_on_its_strand_and_c_to_a_from_the_other) {
    constexpr int draws = 50'000;
    constexpr double rate = 2e-4;
    std::string const bases = "GAGAGAGAGAGACCAAAAAA";
    expect_rate(count(bases, 0, rate, true, 'T', draws), draws * 6 * 4 * rate);
    expect_rate(count(bases, 0, rate, false, 'A', draws), draws * 2 * 4 * rate);
}

TEST(StrandDamage, a_guanine_at_the_left_end_is_no_fault) {
    EXPECT_GT(count("GAAAA", 0.01, 0, false, 'A', 10'000), 0);
    EXPECT_GT(count("AAAAC", 0.01, 0, true, 'T', 10'000), 0);
}

}  // namespace tidemark::test
