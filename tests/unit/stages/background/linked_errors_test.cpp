// Two errors on one molecule, as controls show them.
#include "stages/background/linked_errors.hpp"

#include <gtest/gtest.h>

#include "stages/background/learn.hpp"

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};

Variant snv(std::int64_t position, char alt = 'T') {
    return {"chr1", Position::from_one_based(position), "C", std::string{alt}};
}

LocusRow row(Variant const& variant, std::int64_t depth, std::int64_t alt) {
    LocusCounts counts;
    counts.depth = depth;
    counts.alt = alt;
    return {variant, duplex, counts, std::nullopt};
}

std::string no_context(Variant const&) { return {}; }

/// 1,000 molecules over 100 and 140, of which 300 reach 160 too.
SampleEvidence control() {
    SampleEvidence evidence;
    evidence.facts.sample = "N1";
    evidence.facts.panel_hash = "p";
    evidence.loci = {row(snv(100), 1000, 5), row(snv(140), 1000, 4), row(snv(160), 300, 1)};
    evidence.haplotypes = {{"chr1:100:C>T=0,chr1:140:C>T=0", duplex, 696},
                           {"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 3},
                           {"chr1:100:C>T=1,chr1:140:C>T=0", duplex, 1},
                           {"chr1:100:C>T=0,chr1:140:C>T=0,chr1:160:C>T=0", duplex, 299},
                           {"chr1:100:C>T=1,chr1:140:C>T=1,chr1:160:C>T=1", duplex, 1}};
    return evidence;
}

}  // namespace

TEST(LinkedErrors, every_pair_that_a_molecule_covers_is_counted) {
    auto const pairs = linked_pairs(control());
    ASSERT_EQ(pairs.size(), 3U);
    EXPECT_EQ(pairs.at({snv(100), snv(140), duplex}), (ErrorTally{4, 1000}));
    EXPECT_EQ(pairs.at({snv(100), snv(160), duplex}), (ErrorTally{1, 300}));
    EXPECT_EQ(pairs.at({snv(140), snv(160), duplex}), (ErrorTally{1, 300}));
}

TEST(LinkedErrors, genotypes_and_alleles_of_one_base_make_no_pair) {
    auto evidence = control();
    evidence.loci[0].counts.alt = 480;
    EXPECT_EQ(linked_pairs(evidence).size(), 1U);
    SampleEvidence twice;
    twice.loci = {row(snv(100), 10, 0), row(snv(100, 'G'), 10, 0)};
    twice.haplotypes = {{"chr1:100:C>G=0,chr1:100:C>T=0", duplex, 10}};
    EXPECT_TRUE(linked_pairs(twice).empty());
}

// By hand: independence foretells E = sum of molecules x e1 x e2, the class' any rate is r; the posterior of y molecules with both
// has shape 1/2 + y over shape/prior + E/r^2, prior the larger of mnv/9 and r^2.
TEST(LinkedErrors, the_row_is_the_posterior_of_what_controls_showed) {
    std::vector<SampleEvidence> const tables{control()};
    Findings findings;
    auto pools = pool_controls(tables, no_context, findings);
    pools.at(0).kinds[{duplex, "", "C>T"}] = {600, 1000000};
    pools.at(0).kinds[{duplex, "", "mnv"}] = {9, 1000000};
    auto const model = learn_background(pools, {}, no_context);
    BackgroundLaw const law{model};
    double const any = law.rate_of_kind(duplex, "", "").rate;
    double const mnv = law.rate_of_kind(duplex, "", "mnv").rate;
    double expected = 0;
    for (auto const& [one, other, molecules] :
         std::vector<std::tuple<int, int, double>>{{100, 140, 1000}, {100, 160, 300}, {140, 160, 300}}) {
        expected += molecules * law.rate_of(snv(one), "", duplex).rate * law.rate_of(snv(other), "", duplex).rate;
    }
    double const prior = std::max(mnv / 9, any * any);
    auto const linked = std::ranges::find(model.rates, "linked", &BackgroundRate::substitution);
    ASSERT_NE(linked, model.rates.end());
    EXPECT_EQ(linked->errors, 6);
    EXPECT_EQ(linked->molecules, 1600);
    EXPECT_NEAR(linked->rate / ((0.5 + 6) / (0.5 / prior + expected / (any * any))), 1, 1e-9);
    EXPECT_NEAR(linked->dispersion, 1 / 6.5, 1e-12);
    EXPECT_GT(law.linkage(duplex).factor, 10) << "six where independence foretells far below one";
}

TEST(LinkedErrors, a_sample_of_its_own_says_nothing_about_them) {
    auto const own = own_background(control(), {}, no_context);
    EXPECT_TRUE(own.linked.empty());
    std::vector<MoleculeGroup> const groups{duplex};
    auto const model = learn_background({}, groups, no_context);
    auto const linked = std::ranges::find(model.rates, "linked", &BackgroundRate::substitution);
    ASSERT_NE(linked, model.rates.end());
    EXPECT_EQ(linked->molecules, 0);
    EXPECT_GE(linked->rate, smallest_learnt_rate);
}

}  // namespace tidemark::test
