// Shed fractions and their changes: what no locus tells first, then another program's numbers, then laws.
#include "values/model/lesion_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/text_cells.hpp"
#include "values/model/lesion_change.hpp"
#include "values/model/lesion_map_rank.hpp"

namespace tidemark::test {
namespace {

using Loci = std::vector<LesionLocus>;

LesionLocus locus(double depth, double alt, std::vector<double> const& mutated) {
    LesionLocus made{.depth = depth, .alt = alt, .background = depth * 1e-5, .normal_copies = 2, .lesions = {}};
    for (double const copies : mutated) {
        made.lesions.push_back({copies, 2});
    }
    return made;
}

std::vector<double> numbers(std::string const& text) {
    std::vector<double> list;
    for (auto const& cell : cells_of(text, ',')) {
        list.push_back(std::stod(cell));
    }
    return list;
}

struct Case {
    Loci before;
    Loci after;
    std::vector<std::vector<std::string>> rows;
};

/// Cases of lesions.tsv by name.
std::map<std::string, Case> oracle_cases() {
    std::map<std::string, Case> cases;
    std::ifstream file{source_folder() + "/tests/oracles/lesions.tsv"};
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        auto const cells = cells_of(line, '\t');
        auto& one = cases[cells.at(1)];
        if (cells[0] != "locus") {
            one.rows.push_back(cells);
            continue;
        }
        auto& made = (cells.at(2) == "before" ? one.before : one.after).emplace_back();
        made.depth = std::stod(cells.at(3));
        made.alt = std::stod(cells.at(4));
        made.background = std::stod(cells.at(5));
        made.normal_copies = std::stod(cells.at(6));
        auto const mutated = numbers(cells.at(7));
        auto const total = numbers(cells.at(8));
        for (std::size_t lesion = 0; lesion < mutated.size(); ++lesion) {
            made.lesions.push_back({mutated[lesion], total.at(lesion)});
        }
    }
    return cases;
}

void expect_limit(std::optional<double> found, std::string const& expected, std::string const& what) {
    ASSERT_EQ(found.has_value(), !expected.empty()) << what;
    if (found) {
        EXPECT_NEAR(*found, std::stod(expected), 2e-4 * std::abs(std::stod(expected)) + 1e-7) << what;
    }
}

}  // namespace

TEST(LesionMixture, without_loci_nothing_is_shed_and_nothing_changes) {
    EXPECT_TRUE(fit_lesions({}).shed.empty());
    LesionChange const change{LesionDraws{}};
    EXPECT_FALSE(change.ratio(0).hi);
    EXPECT_EQ(change.signed_root(0), 0);
    EXPECT_EQ(map_rank({}).rank, 0U);
}

TEST(LesionMixture, a_lesion_without_a_locus_may_shed_anything) {
    Loci const loci{locus(1000, 5, {1, 0}), locus(1000, 4, {1, 0})};
    auto const fit = fit_lesions(loci);
    EXPECT_EQ(fit.shed.at(1).lo, 0);
    EXPECT_EQ(fit.shed.at(1).hi, 1);
    EXPECT_FALSE(LesionChange({loci, loci}).ratio(1).hi);
}

TEST(LesionMixture, nothing_seen_is_bounded_by_its_molecules) {
    // Poisson mean whose likelihood of none is down by 3.841/2: w = 1.9207 / (10000 x 1/2), the background cancels.
    Loci const loci{locus(6000, 0, {1}), locus(4000, 0, {1})};
    auto const shed = fit_lesions(loci).shed.at(0);
    EXPECT_EQ(shed.value, 0);
    EXPECT_EQ(shed.lo, 0);
    EXPECT_NEAR(shed.hi, 3.841458820694124 / 2 / 5000, 1e-9);
}

TEST(LesionMixture, one_lesion_is_a_count_over_its_molecules) {
    Loci const loci{locus(6000, 20, {1}), locus(6000, 34, {1})};
    EXPECT_NEAR(fit_lesions(loci).shed.at(0).value, (54 - 0.12) / 6000, 1e-10);
}

TEST(LesionMixture, unsampled_tumor_is_trunk_less_lesions) {
    Loci loci;
    for (int copy = 0; copy < 4; ++copy) {
        loci.push_back(locus(10'000, 50.1, {1, 0, 0}));
        loci.push_back(locus(10'000, 20.1, {0, 1, 0}));
        loci.push_back(locus(10'000, 100.1, {1, 1, 1}));
    }
    auto const shed = fit_lesions(loci).shed;
    EXPECT_NEAR(shed.at(0).value, 0.010, 1e-8);
    EXPECT_NEAR(shed.at(1).value, 0.004, 1e-8);
    EXPECT_NEAR(shed.at(2).value, 0.006, 1e-8);
}

TEST(LesionMixture, above_a_tenth_copies_are_summed_before_the_division) {
    // w = 0.3 and 0.2; private locus of the first with (m, C) = (2, 3): 0.6 / (0.9 + 0.2 x 2 + 0.5 x 2) = 0.6/2.3.
    double const depth = 1e6;
    Loci loci{locus(depth, depth * 0.6 / 2.3, {2, 0}), locus(depth, depth * 0.1, {0, 1})};
    loci[0].lesions[0].total = 3;
    for (auto& each : loci) {
        each.background = 1e-6;
    }
    auto const fit = fit_lesions(loci);
    EXPECT_EQ(fit.form, LesionForm::exact);
    EXPECT_NEAR(fit.shed.at(0).value, 0.3, 1e-6);
    EXPECT_NEAR(fit.shed.at(1).value, 0.2, 1e-6);
}

TEST(LesionMixture, a_single_lesion_changes_as_two_counts_do) {
    // One lesion without background to speak of is the profile likelihood of two counts.
    auto quiet = [](double alt) {
        auto made = locus(20'000, alt, {1});
        made.background = 1e-9;
        return Loci{made};
    };
    for (auto const& [before, after] : {std::pair{50.0, 20.0}, {12.0, 0.0}, {5.0, 15.0}}) {
        auto const expected = profile_ratio({before, 20'000, 1e-9}, {after, 20'000, 1e-9});
        auto const one = quiet(before);
        auto const two = quiet(after);
        auto const found = LesionChange{{one, two}}.ratio(0);
        EXPECT_NEAR(found.lo, expected.lo, 1e-5);
        EXPECT_NEAR(found.hi.value(), *expected.hi, 1e-5 * *expected.hi);
    }
}

TEST(LesionMixture, a_lesion_that_showed_nothing_has_no_upper_limit) {
    Loci const none{locus(5000, 0, {1, 0}), locus(5000, 9, {0, 1})};
    Loci const some{locus(5000, 30, {1, 0}), locus(5000, 9, {0, 1})};
    auto const ratio = LesionChange{{none, some}}.ratio(0);
    EXPECT_FALSE(ratio.ratio || ratio.hi);
    EXPECT_GT(ratio.lo, 5);
    auto const nothing = LesionChange{{none, none}}.log2fc(0);
    EXPECT_FALSE(nothing.value || nothing.lo || nothing.hi);
}

TEST(LesionMixture, swapping_the_draws_turns_a_change_round) {
    auto const cases = oracle_cases();
    for (auto const& name : {"flare", "weak"}) {
        auto const& one = cases.at(name);
        auto const forth = LesionChange{{one.before, one.after}}.log2fc(0);
        auto const back = LesionChange{{one.after, one.before}}.log2fc(0);
        EXPECT_NEAR(*forth.value, -*back.value, 1e-5) << name;
        EXPECT_NEAR(*forth.lo, -*back.hi, 1e-4) << name;
        EXPECT_NEAR(*forth.hi, -*back.lo, 1e-4) << name;
    }
}

TEST(LesionMixture, fractions_changes_and_contrasts_agree_with_scipy) {
    auto const cases = oracle_cases();
    ASSERT_EQ(cases.size(), 5U);
    int contrasts = 0;
    for (auto const& [name, one] : cases) {
        auto const before = fit_lesions(one.before);
        auto const after = fit_lesions(one.after);
        LesionChange const change{{one.before, one.after}};
        EXPECT_EQ(change.form() == LesionForm::exact, name == "high");
        for (auto const& row : one.rows) {
            std::string what;
            for (auto const& cell : row) {
                what += cell + " ";
            }
            if (row[0] == "shed") {
                auto const& shed = (row[2] == "before" ? before : after).shed.at(std::stoul(row[3]));
                expect_limit(shed.value, row.at(4), what);
                expect_limit(shed.lo, row.at(5), what);
                expect_limit(shed.hi, row.at(6), what);
            } else if (row[0] == "ratio") {
                auto const ratio = change.ratio(std::stoul(row[2]));
                expect_limit(ratio.ratio, row.at(3), what);
                expect_limit(ratio.lo > 0 ? std::optional{ratio.lo} : std::nullopt, row.at(4), what);
                expect_limit(ratio.hi, row.at(5), what);
            } else if (row[0] == "contrast") {
                auto const apart = change.contrast(std::stoul(row[2]), std::stoul(row[3]));
                expect_limit(apart.value, row.at(4), what);
                EXPECT_NEAR(apart.lo.value(), std::stod(row.at(5)), 2e-3) << what;
                EXPECT_NEAR(apart.hi.value(), std::stod(row.at(6)), 2e-3) << what;
                ++contrasts;
            } else {
                auto const rank = map_rank(one.before);
                EXPECT_EQ(rank.rank, std::stoul(row.at(2))) << what;
                EXPECT_NEAR(rank.condition, std::stod(row.at(3)), 1e-9 * rank.condition) << what;
            }
        }
    }
    EXPECT_EQ(contrasts, 1);
}

TEST(MapRank, lesions_with_the_same_loci_are_one_group) {
    Loci loci{locus(1000, 0, {1, 1, 0, 1}), locus(1000, 0, {1, 1, 1, 1}), locus(1000, 0, {0, 0, 1, 1})};
    auto const rank = map_rank(loci);
    EXPECT_EQ(rank.rank, 3U);
    EXPECT_TRUE(std::isinf(rank.condition));
    EXPECT_EQ(rank.groups, (std::vector<std::vector<std::size_t>>{{0, 1}, {2}, {3}}));
    auto const merged = merged_lesions(loci, rank.groups);
    ASSERT_EQ(merged.at(0).lesions.size(), 3U);
    EXPECT_EQ(merged[0].lesions[0].mutated, 1);
    EXPECT_EQ(map_rank(merged).rank, 3U);
}

TEST(MapRank, lesions_apart_have_condition_one) {
    auto const rank = map_rank(Loci{locus(100, 0, {1, 0}), locus(9000, 0, {0, 2})});
    EXPECT_EQ(rank.rank, 2U);
    EXPECT_NEAR(rank.condition, 1, 1e-12);
    EXPECT_EQ(rank.groups.size(), 2U);
}

TEST(AbsencePower, is_the_chance_of_at_least_one_read) {
    EXPECT_EQ(absence_power({.depth = 0}, 0.2), 0);
    EXPECT_EQ(absence_power({.depth = 100, .purity = 0}, 0.2), 0);
    // 1 - 0.9^29 and 1 - 0.9^28.
    EXPECT_NEAR(absence_power({.depth = 29}, 0.2), 0.9528987130275375, 1e-12);
    EXPECT_GE(absence_power({.depth = 29}, private_ccf), private_absence_power);
    EXPECT_LT(absence_power({.depth = 28}, private_ccf), private_absence_power);
    // purity 0.5, three copies: share 0.1 / 2.5 = 0.04.
    EXPECT_NEAR(absence_power({.depth = 50, .purity = 0.5, .multiplicity = 1, .total_copies = 3}, 0.2), 1 - std::pow(0.96, 50), 1e-12);
}

}  // namespace tidemark::test
