// What fragment lengths say, learnt from other patients.
#include "stages/detect/length_law.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tidemark::test {
namespace {

LocusRow row(std::int64_t position, std::int64_t depth, std::map<std::int32_t, int> const& lengths) {
    LocusRow made;
    made.variant = {"chr1", Position::from_one_based(position), "C", "T"};
    made.counts.depth = depth;
    for (auto const& [length, molecules] : lengths) {
        made.counts.alt += molecules;
        made.counts.alt_lengths.insert(made.counts.alt_lengths.end(), static_cast<std::size_t>(molecules), length);
    }
    return made;
}

/// 200 tumor molecules of 5,000, three of four short; 10,000 reference molecules, 3 of 10 short.
SampleEvidence plasma() {
    SampleEvidence sample;
    sample.facts.sample = "P2_d0";
    sample.loci = {row(100, 5000, {{142, 150}, {171, 50}})};
    sample.reference_lengths = {{142, 3000}, {171, 7000}};
    return sample;
}

LengthLaw learnt(std::vector<SampleEvidence> const& samples) {
    auto const law = learn_length_law(samples);
    EXPECT_TRUE(law.has_value());
    return law.value_or(LengthLaw{});
}

}  // namespace

TEST(LengthLaw, bins_are_ten_bases_and_unknown_is_one_of_its_own) {
    EXPECT_EQ(length_bin(0), 0U);
    EXPECT_EQ(length_bin(59), length_bin(51));
    EXPECT_NE(length_bin(59), length_bin(60));
    EXPECT_EQ(length_bin(140), length_bin(149));
    EXPECT_NE(length_bin(149), length_bin(150));
    EXPECT_EQ(length_bin(400), length_bin(1000));
    EXPECT_EQ(length_bin(1000), length_bin_count - 1);
    EXPECT_EQ(length_bins({{0, 4}, {142, 5}, {148, 6}})[length_bin(140)], 11);
}

// By hand: 50 molecules of the normal law on top, (150 + 50 x 0.3) / (250 x 0.3) = 2.2 and (50 + 35) / (250 x 0.7) = 0.4857.
TEST(LengthLaw, lambda_is_tumor_over_normal_pulled_towards_one) {
    auto const law = learnt({plasma()});
    EXPECT_NEAR(law.log_ratio[length_bin(142)], std::log(2.2), 1e-12);
    EXPECT_NEAR(law.log_ratio[length_bin(171)], std::log(85.0 / 175), 1e-12);
    EXPECT_EQ(law.log_ratio[length_bin(200)], 0) << "no normal molecule has this length";
    EXPECT_EQ(law.log_ratio[0], 0);
    EXPECT_EQ(law.tumor_molecules, 200);
    EXPECT_EQ(law.samples, (std::vector<std::string>{"P2_d0"}));
}

TEST(LengthLaw, errors_and_germline_alleles_are_no_tumor) {
    auto sample = plasma();
    sample.loci.push_back(row(200, 5000, {{171, 2}}));       // two molecules
    sample.loci.push_back(row(300, 50000, {{171, 100}}));    // 0.2 %
    sample.loci.push_back(row(400, 1000, {{171, 480}}));     // half
    EXPECT_EQ(learnt({sample}).log_ratio, learnt({plasma()}).log_ratio);
}

TEST(LengthLaw, no_length_weighs_more_than_three_or_less_than_a_third) {
    auto sample = plasma();
    sample.loci = {row(100, 50000, {{142, 5000}})};
    sample.reference_lengths = {{142, 500}, {171, 9500}};
    auto const law = learnt({sample});
    EXPECT_NEAR(law.log_ratio[length_bin(142)], std::log(3.0), 1e-12);
    EXPECT_NEAR(law.log_ratio[length_bin(171)], -std::log(3.0), 1e-12);
}

TEST(LengthLaw, few_molecules_say_nothing) {
    auto sample = plasma();
    sample.loci = {row(100, 5000, {{142, 99}})};
    EXPECT_FALSE(learn_length_law(std::vector{sample}));
    sample = plasma();
    sample.reference_lengths = {{142, 300}, {171, 699}};
    EXPECT_FALSE(learn_length_law(std::vector{sample}));
    EXPECT_FALSE(learn_length_law({}));
}

}  // namespace tidemark::test
