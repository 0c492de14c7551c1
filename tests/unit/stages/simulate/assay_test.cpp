// The reference and the places on it.
#include "stages/simulate/assay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "scenario_builder.hpp"
#include "stages/simulate/place_variant.hpp"
#include "stages/simulate/reference_sequence.hpp"

namespace tidemark::test {
namespace {

Scenario all_kinds() {
    auto scenario = one_locus();
    scenario.contigs = {{"c1", 90'000, {}}, {"c2", 60'000, {}}};
    auto& variants = scenario.patients[0].variants;
    variants[0].count = 12;
    ScenarioVariants mnv{.id = "M", .count = 3, .kind = VariantKind::mnv, .length = 3};
    ScenarioVariants insertion{.id = "I", .count = 4, .kind = VariantKind::insertion, .length = 5};
    ScenarioVariants deletion{.id = "D", .count = 4, .kind = VariantKind::deletion, .length = 7};
    ScenarioVariants pair{.id = "K", .count = 2, .linked_pair = true, .distance = 20};
    for (auto const& group : {mnv, insertion, deletion, pair}) {
        variants.push_back(group);
    }
    return scenario;
}

}  // namespace

TEST(Assay, a_reference_without_room_is_refused_with_both_numbers) {
    auto scenario = one_locus();
    scenario.patients[0].variants[0].count = 13;   // 30,000 bases hold twelve slots of 2,400
    auto const assay = make_assay(scenario, 1);
    ASSERT_FALSE(assay.has_value());
    EXPECT_NE(assay.reason().find("13 variants"), std::string::npos) << assay.reason();
    EXPECT_NE(assay.reason().find("12"), std::string::npos) << assay.reason();
}

TEST(Assay, ref_is_what_the_reference_has_and_alleles_are_already_normal) {
    auto const scenario = all_kinds();
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        auto const assay = make_assay(scenario, seed);
        ASSERT_TRUE(assay.has_value());
        ASSERT_EQ(assay->regions.size(), 25U);
        for (auto const& region : assay->regions) {
            auto const& sequence = assay->sequences[region.contig];
            for (auto const& allele : region.placed.alleles) {
                auto const at = static_cast<std::size_t>(allele.position.value);
                EXPECT_EQ(sequence.substr(at, allele.ref.size()), allele.ref) << to_text(allele);
                EXPECT_NE(allele.ref, allele.alt);
                EXPECT_EQ(left_aligned(allele, region.sequence), allele) << to_text(allele);
                EXPECT_EQ(allele.contig, scenario.contigs[region.contig].name);
            }
        }
    }
}

TEST(Assay, kinds_and_lengths_are_those_asked_for) {
    auto const assay = make_assay(all_kinds(), 3);
    ASSERT_TRUE(assay.has_value());
    int pairs = 0;
    for (auto const& region : assay->regions) {
        auto const& alleles = region.placed.alleles;
        switch (region.placed.id.front()) {
            case 'M': EXPECT_EQ(alleles[0].ref.size(), 3U); EXPECT_EQ(alleles[0].alt.size(), 3U); break;
            case 'I': EXPECT_EQ(alleles[0].alt.size(), 6U); break;
            case 'D': EXPECT_EQ(alleles[0].ref.size(), 8U); break;
            case 'K':
                ++pairs;
                ASSERT_EQ(alleles.size(), 2U);
                EXPECT_EQ(alleles[1].position - alleles[0].position, 20);
                break;
            default: EXPECT_EQ(alleles[0].kind(), VariantKind::snv);
        }
    }
    EXPECT_EQ(pairs, 2);
}

TEST(Assay, no_fragment_can_touch_two_regions) {
    auto scenario = one_locus();
    scenario.patients[0].variants[0].count = 12;
    auto const assay = make_assay(scenario, 9);
    ASSERT_TRUE(assay.has_value());
    for (std::size_t next = 1; next < assay->regions.size(); ++next) {
        auto const gap = assay->regions[next].anchor.begin() - assay->regions[next - 1].anchor.end();
        EXPECT_GT(gap, 2 * (420 + 300));   // longest fragment and largest reach, from either side
    }
}

TEST(Assay, genotypes_follow_the_population_frequency) {
    auto scenario = one_locus();
    scenario.controls.samples.clear();
    for (int number = 0; number < 2'000; ++number) {
        scenario.controls.samples.push_back("N" + std::to_string(number));
    }
    auto const assay = make_assay(scenario, 4);
    ASSERT_TRUE(assay.has_value());
    ASSERT_TRUE(assay->regions[0].snp.has_value());
    double const frequency = assay->regions[0].snp->frequency;
    double copies = 0;
    for (auto const& bits : assay->haplotypes) {
        copies += (bits[0] & 1) + (bits[0] >> 1);
    }
    double const haplotypes = 2.0 * static_cast<double>(assay->haplotypes.size());
    EXPECT_NEAR(copies / haplotypes, frequency, 5 * std::sqrt(frequency * (1 - frequency) / haplotypes));
}

TEST(Assay, one_seed_is_one_assay_and_another_is_another) {
    auto const scenario = all_kinds();
    EXPECT_EQ(make_assay(scenario, 5)->sequences, make_assay(scenario, 5)->sequences);
    EXPECT_NE(make_assay(scenario, 5)->sequences, make_assay(scenario, 6)->sequences);
    EXPECT_EQ(make_assay(scenario, 5)->regions[3].placed.alleles, make_assay(scenario, 5)->regions[3].placed.alleles);
}

TEST(ReferenceSequence, it_has_the_length_the_gc_and_repeats) {
    Random random{1, "reference"};
    auto const bases = random_sequence(200'000, 0.41, random);
    EXPECT_EQ(bases.size(), 200'000U);
    double strong = 0;
    double masked = 0;
    double cpg = 0;
    std::size_t run = 0;
    std::size_t longest = 0;
    for (std::size_t index = 0; index < bases.size(); ++index) {
        char const base = static_cast<char>(std::toupper(static_cast<unsigned char>(bases[index])));
        ASSERT_NE(std::string{"ACGT"}.find(base), std::string::npos);
        strong += base == 'G' || base == 'C' ? 1 : 0;
        masked += base != bases[index] ? 1 : 0;
        cpg += index > 0 && bases.substr(index - 1, 2) == "CG" ? 1 : 0;
        run = index > 0 && bases[index] == bases[index - 1] ? run + 1 : 1;
        longest = std::max(longest, run);
    }
    EXPECT_NEAR(strong / 200'000, 0.41, 0.04);
    EXPECT_GT(masked, 5'000);
    EXPECT_LT(masked, 60'000);
    EXPECT_GE(longest, 12U);
    EXPECT_LT(cpg / 200'000, 0.041);   // 0.205 squared is the share by chance: CpG is rarer
}

TEST(PlaceVariant, unfit_places_are_refused) {
    Random random{1, "place"};
    ScenarioVariants snv;
    std::string const good = "ACGTACTGACGATCGATGCATCGTAGCTAGC";
    auto masked = good;
    masked[18] = 't';
    auto homopolymer = good;
    homopolymer.replace(16, 5, "AAAAA");
    EXPECT_TRUE(place_variant(snv, "c", good, Position{14}, random).has_value());
    EXPECT_FALSE(place_variant(snv, "c", masked, Position{14}, random).has_value());
    EXPECT_FALSE(place_variant(snv, "c", homopolymer, Position{14}, random).has_value());
    EXPECT_FALSE(place_variant(snv, "c", good, Position{3}, random).has_value());
}

TEST(PlaceVariant, an_alternative_is_never_the_reference_and_mostly_a_transition) {
    Random random{1, "alternative"};
    int transitions = 0;
    for (int count = 0; count < 3'000; ++count) {
        char const alt = random_alternative('C', random);
        ASSERT_NE(alt, 'C');
        transitions += alt == 'T' ? 1 : 0;
    }
    EXPECT_NEAR(transitions / 3'000.0, 2.0 / 3, 0.045);
}

}  // namespace tidemark::test
