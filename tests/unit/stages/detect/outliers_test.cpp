// One locus that does not belong to the others is set aside; chance and copies are not mistaken for it.
#include "stages/detect/outliers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tidemark::test {
namespace {

struct Sample {
    std::vector<Witness> witnesses;
    std::vector<LocusEvidence> loci;
};

Sample sample_of(std::vector<std::int64_t> const& alt, double depth = 2000, bool copies_assumed = false) {
    Sample sample;
    for (std::size_t index = 0; index < alt.size(); ++index) {
        auto& witness = sample.witnesses.emplace_back();
        witness.loci = {index};
        witness.unit.cells.push_back({.depth = depth, .background = depth * 1e-5, .dispersion = 0, .copies = {}});
        witness.alt = {alt[index]};
        witness.shown_places = alt[index] > 0 ? 1 : 0;
        sample.loci.push_back({.entry = index, .cells = {}, .copies = {}, .copies_assumed = copies_assumed});
    }
    return sample;
}

/// The first `sizes[0]` loci trunk, then `sizes[1]`, ... of one lesion each.
Sample strata_of(std::vector<std::int64_t> const& alt, std::vector<std::size_t> const& sizes) {
    auto sample = sample_of(alt);
    std::size_t locus = 0;
    for (std::size_t stratum = 0; stratum < sizes.size(); ++stratum) {
        for (std::size_t each = 0; each < sizes[stratum]; ++each, ++locus) {
            sample.loci[locus].trunk = stratum == 0;
            sample.loci[locus].branch = std::to_string(stratum);
        }
    }
    return sample;
}

using Indices = std::vector<std::size_t>;

Indices outliers_of(Sample const& sample) { return outlier_witnesses(sample.witnesses, sample.loci, 4e-4); }

}  // namespace

TEST(Outliers, nothing_seen_sets_nothing_aside) { EXPECT_EQ(outliers_of(sample_of({0, 0, 0})), Indices{}); }

TEST(Outliers, a_locus_alone_is_no_outlier_among_others) {
    EXPECT_EQ(outliers_of(sample_of({40, 0, 0, 0, 0, 0, 0, 0})), Indices{});
}

TEST(Outliers, a_clonal_haematopoiesis_locus_among_twenty_is_found) {
    // 2 % of 2000 molecules at one locus, 0.05 % tumor at the others.
    EXPECT_EQ(outliers_of(sample_of({0, 1, 0, 1, 40, 0, 0, 2, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0})), Indices{4});
}

TEST(Outliers, two_molecules_never_make_an_outlier) {
    EXPECT_EQ(outliers_of(sample_of({2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})), Indices{});
}

TEST(Outliers, chance_between_few_loci_is_left_alone) {
    // P(at least 5 of 6 on one of two equal loci) = 7/64 > 0.05/2
    EXPECT_EQ(outliers_of(sample_of({5, 1})), Indices{});
    // 10 of 10 + 1 : 12/2048 < 0.025
    EXPECT_EQ(outliers_of(sample_of({10, 1})), Indices{0});
}

TEST(Outliers, two_of_them_are_found_one_after_the_other) {
    EXPECT_EQ(outliers_of(sample_of({60, 1, 0, 1, 30, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0})), (Indices{0, 4}));
}

TEST(Outliers, where_copies_are_assumed_twice_the_share_is_still_tumor) {
    std::vector<std::int64_t> const alt{205, 100, 98, 104, 99, 95, 101, 97};
    EXPECT_EQ(outliers_of(sample_of(alt)), Indices{0});
    EXPECT_EQ(outliers_of(sample_of(alt, 2000, true)), Indices{});
}

TEST(Outliers, places_that_are_left_when_others_are_lost_belong_together) {
    // 160 molecules; among sixteen places each of the eight would hold 20 of ten expected, P(X >= 24 | 160, 1/16) = 4e-5.
    EXPECT_EQ(outliers_of(sample_of({24, 0, 17, 0, 20, 0, 22, 0, 15, 0, 21, 0, 19, 0, 22, 0})), Indices{});
    EXPECT_EQ(outliers_of(sample_of({90, 0, 17, 0, 20, 0, 22, 0, 15, 0, 21, 0, 19, 0, 22, 0})), Indices{0});
}

TEST(Outliers, places_of_low_background_are_no_outliers_where_tumor_is_all_that_counts) {
    // 2 % tumor, 20 molecules at each place; half expect two by error, half none, and 0.4 at the LoD95 that the weights were made for.
    auto sample = sample_of({21, 18, 25, 17, 20, 22, 15, 19, 24, 20});
    for (std::size_t index = 0; index < 5; ++index) {
        sample.witnesses[index].unit.cells[0].background = 2;
    }
    EXPECT_EQ(outliers_of(sample), Indices{});
    sample.witnesses[8].alt = {60};
    EXPECT_EQ(outliers_of(sample), Indices{8});
}

TEST(Outliers, the_trunk_is_never_an_outlier_beside_parts_that_shed_little) {
    // Ten trunk loci and eight of lesion I at 60 molecules, twenty of lesion N at 3.
    std::vector<std::int64_t> alt(18, 60);
    alt.resize(38, 3);
    auto const sample = strata_of(alt, {10, 8, 20});
    EXPECT_EQ(outliers_of(sample), Indices{});
    EXPECT_FALSE(outstanding_witnesses(sample.witnesses, sample.loci, 4e-4).empty()) << "all together they look like outliers";
}

TEST(Outliers, a_locus_stands_out_among_those_of_its_own_lesion_and_above_the_trunk) {
    // Trunk at 4; the fifth locus of I at 40 among 1s; N's two at 30 each explain one another, but no part exceeds the whole.
    auto sample = strata_of({4, 5, 3, 4, 4, 6, 1, 2, 1, 0, 40, 30, 30}, {6, 5, 2});
    EXPECT_EQ(outliers_of(sample), (Indices{10, 11, 12}));
    // A clone of a tenth of the cells in tissue may be all of what sheds: its molecules are no more than the trunk's.
    sample = strata_of({40, 45, 38, 41, 40, 42, 36, 41, 44}, {6, 3});
    for (std::size_t locus = 6; locus < 9; ++locus) {
        sample.loci[locus].copies.cancer_cell_fraction = 0.1;
        sample.witnesses[locus].unit.cells[0].copies.cancer_cell_fraction = 0.1;
    }
    EXPECT_EQ(outliers_of(sample), Indices{});
}

// Of 40 molecules at eight places of a part none falls on eight trunk places as deep: each place by itself has (1/9)^5 = 1.7e-5.
TEST(Outliers, a_trunk_without_a_molecule_contradicts_a_part_that_shows_many) {
    EXPECT_EQ(outliers_of(strata_of({0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5}, {8, 8})), (Indices{8, 9, 10, 11, 12, 13, 14, 15}));
    // One place of them: (1/9)^4 = 1.5e-4 is below 0.05/16, the other seven show nothing that contradicts.
    EXPECT_EQ(outliers_of(strata_of({0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0}, {8, 8})), Indices{8});
}

TEST(Outliers, many_places_of_a_part_contradict_a_silent_trunk_together) {
    // 0.5^16 = 1.5e-5 for two molecules each; 0.5^8 = 0.0039 for one is above 0.05/16 = 0.0031.
    EXPECT_EQ(outliers_of(strata_of({0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2}, {8, 8})), (Indices{8, 9, 10, 11, 12, 13, 14, 15}));
    EXPECT_EQ(outliers_of(strata_of({0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}, {8, 8})), Indices{});
}

TEST(Outliers, a_trunk_that_could_not_have_shown_anything_contradicts_nothing) {
    std::vector<std::int64_t> alt(16, 20);
    alt[0] = 0;
    auto sample = strata_of(alt, {1, 15});
    sample.witnesses[0].unit.cells[0].depth = 3;
    sample.witnesses[0].unit.cells[0].background = 3e-5;
    EXPECT_EQ(outliers_of(sample), Indices{});
    // No molecule of the trunk at all.
    sample.witnesses[0].unit.cells.clear();
    sample.witnesses[0].alt.clear();
    EXPECT_EQ(outliers_of(sample), Indices{});
}

TEST(Outliers, beside_a_silent_trunk_a_clone_may_be_all_of_what_sheds) {
    // 0.5^5 = 0.031 is above 0.05/2; were the clone a tenth of what sheds, (1/11)^5.
    auto sample = strata_of({0, 5}, {1, 1});
    sample.loci[1].copies.cancer_cell_fraction = 0.1;
    sample.witnesses[1].unit.cells[0].copies.cancer_cell_fraction = 0.1;
    EXPECT_EQ(outliers_of(sample), Indices{});
    sample = strata_of({0, 6}, {1, 1});   // 0.5^6 = 0.016
    EXPECT_EQ(outliers_of(sample), Indices{1});
}

}  // namespace tidemark::test
