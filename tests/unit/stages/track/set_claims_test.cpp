// What a series shows of a clone: a fall or rise counts once the next telling draw shows it too.
#include <gtest/gtest.h>

#include "stages/track/variant_sets.hpp"
#include "unit/stages/track/clone_builder.hpp"

namespace tidemark::test {
namespace {

/// Counts of one tube, at each of four loci.
struct Counts {
    std::int64_t clone = 0;
    std::int64_t trunk = 40;
};

// Against 64 of the clone and 160 of the trunk; 95 % limits of the ratio by the standard error of its logarithm, sqrt of the sum of 1/count.
Counts const held{16};          // 64, 160: 1, from 0.66 to 1.5, within two-fold
Counts const fell{2};           // 8, 160: 0.125, from 0.06 to 0.27
Counts const rose{60};          // 240, 160: 3.75, from 2.6 to 5.4
Counts const imprecise{2, 5};   // 8, 20: 1, from 0.42 to 2.4
Counts const silent{0, 0};      // no trunk, no CCF

/// Tubes on days 0, 21, 42, ...
struct Tubes {
    std::vector<Draw> draws;

    explicit Tubes(std::vector<Counts> const& counts) {
        for (auto const& each : counts) {
            auto const place = std::to_string(draws.size());
            draws.push_back(tube("d" + place, 21 * static_cast<int>(draws.size()), std::vector<std::int64_t>(4, each.clone), each.trunk));
        }
    }

    [[nodiscard]] SeriesClaim claim(std::string const& name) const {
        auto const claims = clone_series(panel(), draws)->at(0).claims;
        EXPECT_EQ(claims.size(), 2U);
        return claims.at(name == "fall" ? 0 : 1);
    }
};

SeriesClaim claim(std::string const& name, std::vector<Counts> const& counts) { return Tubes{counts}.claim(name); }

}  // namespace

TEST(SetClaims, a_fall_is_claimed_at_its_first_draw_once_the_next_one_shows_it_too) {
    SeriesClaim const expected{.claim = "fall", .verdict = Verdict::met, .sample = "d2", .day = 42, .supported_by = "d3"};
    EXPECT_EQ(claim("fall", {held, held, fell, fell}), expected);
    EXPECT_EQ(claim("fall", {held, held, fell, fell, held}), expected) << "a claim that was made is not taken back";
    EXPECT_EQ(claim("fall", {held, fell, held, fell, held}).verdict, Verdict::not_met) << "never two in a row";
    auto const rise = claim("rise", {held, rose, rose});
    EXPECT_EQ(rise.claim, "rise");
    EXPECT_EQ(rise.verdict, Verdict::met);
    EXPECT_EQ(rise.supported_by, "d2");
    EXPECT_EQ(claim("fall", {held, rose, rose}).verdict, Verdict::not_met) << "the opposite";
    EXPECT_EQ(claim("rise", {held, fell, rose, fell}).verdict, Verdict::not_met);
}

TEST(SetClaims, the_last_draw_confirms_nothing_of_itself) {
    auto const found = claim("fall", {held, held, fell});
    EXPECT_EQ(found.verdict, Verdict::undetermined);
    EXPECT_EQ(found.sample, "d2");
    EXPECT_EQ(found.supported_by, "");
    EXPECT_EQ(found.reason, "not_confirmed_yet");
}

TEST(SetClaims, only_comparisons_with_the_first_evaluable_draw_count) {
    // Two falls against the draw before, neither against the first.
    Tubes const tubes{{silent, held, rose, held, held}};
    auto const series = clone_series(panel(), tubes.draws)->at(0);
    EXPECT_EQ(series.changes.at(2).from, "d2");
    EXPECT_EQ(series.changes.at(2).verdict, "fall");
    EXPECT_EQ(tubes.claim("fall").verdict, Verdict::not_met);
    EXPECT_EQ(claim("fall", {silent, held, fell, fell}).sample, "d2");
}

TEST(SetClaims, draws_that_say_nothing_are_passed_over) {
    EXPECT_EQ(claim("fall", {held, fell, silent, fell}).supported_by, "d3");
    Tubes failed{{held, fell, held, fell}};
    failed.draws[2].result.status = SampleStatus::indeterminate;
    EXPECT_EQ(failed.claim("fall").supported_by, "d3");
}

TEST(SetClaims, a_draw_in_the_flare_window_neither_starts_nor_confirms_a_rise_or_a_fall) {
    for (auto const& [name, moved] : {std::pair{"fall", fell}, std::pair{"rise", rose}}) {
        Tubes tubes{{held, moved, moved, moved, moved}};
        tubes.draws[1].flare_window = tubes.draws[3].flare_window = true;
        auto const found = tubes.claim(name);
        EXPECT_EQ(found.verdict, Verdict::met) << name;
        EXPECT_EQ(found.sample, "d2") << name;
        EXPECT_EQ(found.supported_by, "d4") << name;
        Tubes alone{{held, moved, held}};
        alone.draws[1].flare_window = true;
        EXPECT_EQ(alone.claim(name).verdict, Verdict::not_met) << name;
        EXPECT_EQ(alone.claim(name).reason, "flare_window") << name;
        alone.draws[2].flare_window = true;
        EXPECT_EQ(alone.claim(name).verdict, Verdict::not_applicable) << name;
        EXPECT_EQ(alone.claim(name).reason, "flare_window") << name;
    }
}

TEST(SetClaims, a_doubtful_first_draw_or_another_chemistry_leaves_what_is_shown_undetermined) {
    Tubes other{{held, fell, fell}};
    other.draws[1].row.chemistry = other.draws[2].row.chemistry = "another";
    EXPECT_EQ(other.claim("fall").verdict, Verdict::undetermined);
    EXPECT_EQ(other.claim("fall").sample, "d1");
    EXPECT_EQ(other.claim("fall").reason, "chemistry_differs");
    EXPECT_EQ(other.claim("rise").verdict, Verdict::undetermined) << "nor does it speak against";
    EXPECT_EQ(other.claim("rise").reason, "not_distinguishable");
    Tubes first{{held, fell, fell}};
    first.draws[0].result.status = SampleStatus::indeterminate;
    EXPECT_EQ(first.claim("fall").reason, "from_indeterminate");
    first.draws[0].flare_window = true;
    EXPECT_EQ(first.claim("fall").verdict, Verdict::undetermined);
    EXPECT_EQ(first.claim("fall").reason, "from_indeterminate;flare_window");
}

TEST(SetClaims, only_a_draw_that_shows_the_contrary_is_a_no) {
    EXPECT_EQ(claim("fall", {held, imprecise}).verdict, Verdict::undetermined);
    EXPECT_EQ(claim("fall", {held, imprecise}).reason, "not_distinguishable");
    EXPECT_EQ(claim("fall", {held, held, imprecise}).verdict, Verdict::undetermined);
    EXPECT_EQ(claim("fall", {held, imprecise, held}).verdict, Verdict::not_met);
    EXPECT_EQ(claim("fall", {held, fell, imprecise, fell, held}).verdict, Verdict::not_met) << "and confirms nothing";
}

TEST(SetClaims, without_a_telling_draw_the_reason_is_that_of_the_last) {
    for (auto const* const name : {"fall", "rise"}) {
        EXPECT_EQ(claim(name, {held}).verdict, Verdict::not_applicable);
        EXPECT_EQ(claim(name, {held}).reason, "too_few_draws");
        EXPECT_EQ(claim(name, {held, silent}).reason, "reference_not_seen");
        EXPECT_EQ(claim(name, {silent, silent}).reason, "reference_not_seen");
        Tubes open{{held, fell}};
        open.draws[1].result.status = SampleStatus::indeterminate;
        EXPECT_EQ(open.claim(name).reason, "to_indeterminate");
        EXPECT_TRUE(clone_series(panel(), std::vector<Draw>{})->at(0).claims.at(0).reason == "too_few_draws");
    }
}

TEST(SetClaims, a_further_draw_changes_no_row_of_those_before) {
    auto const three = clone_series(panel(), Tubes{{held, fell, fell}}.draws)->at(0);
    auto const two = clone_series(panel(), Tubes{{held, fell}}.draws)->at(0);
    EXPECT_TRUE(std::equal(two.draws.begin(), two.draws.end(), three.draws.begin()));
    EXPECT_TRUE(std::equal(two.changes.begin(), two.changes.end(), three.changes.begin()));
    EXPECT_EQ(two.claims[0].reason, "not_confirmed_yet");
    EXPECT_EQ(three.claims[0].supported_by, "d2");
}

TEST(SetClaims, neoantigens_are_claimed_by_the_same_rule) {
    std::vector<NeoantigenRow> tags;
    for (int number = 1; number <= 2; ++number) {
        tags.push_back({.line = 2, .patient = "P1", .variant = locus(number, 0).variant, .neoantigen = true});
    }
    Tubes tubes{{held, held, held}};
    for (std::size_t later : {1U, 2U}) {
        for (std::size_t tagged : {0U, 1U}) {
            tubes.draws[later].result.variants[tagged].alt_molecules = 4;   // 8 of 80 that were there, the others as before
        }
    }
    Findings findings;
    auto const series = neoantigen_series(panel(), "P1", tags, tubes.draws, findings);
    ASSERT_EQ(series.claims.size(), 2U);
    EXPECT_EQ(series.claims[0].verdict, Verdict::met);
    EXPECT_EQ(series.claims[0].sample + series.claims[0].supported_by, "d1d2");
    EXPECT_EQ(series.claims[1].verdict, Verdict::not_met);
}

}  // namespace tidemark::test
