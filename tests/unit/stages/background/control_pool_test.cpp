// Controls as tallies: every molecule once, genotypes left out, contradictions named.
#include "stages/background/control_pool.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};

std::string no_context(Variant const&) { return {}; }

Variant snv(std::int64_t position) { return {"chr1", Position::from_one_based(position), "C", "T"}; }

LocusRow locus(std::int64_t position, std::int64_t depth, std::int64_t alt) {
    LocusCounts counts;
    counts.depth = depth;
    counts.alt = alt;
    return {snv(position), duplex, counts, std::nullopt};
}

/// A table of ours: counted at `panel`, background positions [begin, begin + 100).
SampleEvidence table(std::string sample, std::string panel, std::int64_t begin, std::int64_t errors) {
    SampleEvidence evidence;
    evidence.facts.sample = std::move(sample);
    evidence.facts.panel_hash = std::move(panel);
    evidence.facts.reference_hash = "r";
    evidence.contexts = {{duplex, "ACA", "C>T", 100000, errors}};
    evidence.depths = {{"chr1", Position{begin}, Position{begin + 100}, duplex, 1000}};
    return evidence;
}

ErrorTally tally_of(std::vector<PooledSample> const& pools) { return pools.at(0).kinds.at({duplex, "ACA", "C>T"}); }

std::vector<PooledSample> pooled(std::vector<SampleEvidence> const& tables) {
    Findings findings;
    auto pools = pool_controls(tables, no_context, findings);
    EXPECT_TRUE(findings.empty());
    return pools;
}

std::vector<std::string> rules_of(std::vector<SampleEvidence> const& tables) {
    Findings findings;
    (void)pool_controls(tables, no_context, findings);
    std::vector<std::string> rules;
    for (auto const& finding : findings) {
        EXPECT_EQ(finding.severity, Severity::contradiction);
        rules.push_back(finding.rule);
    }
    return rules;
}

}  // namespace

TEST(ControlPool, tables_of_two_references_contradict_each_other) {
    auto other = table("N2", "p1", 0, 1);
    other.facts.reference_hash = "s";
    EXPECT_EQ(rules_of({table("N1", "p1", 0, 1), other}), std::vector<std::string>{"reference_mismatch"});
}

TEST(ControlPool, one_sample_twice_at_one_panel_with_different_counts_is_a_contradiction) {
    EXPECT_EQ(rules_of({table("N1", "p1", 0, 1), table("N1", "p1", 0, 2)}), std::vector<std::string>{"duplicate_sample"});
}

TEST(ControlPool, the_same_table_given_twice_counts_once) {
    EXPECT_EQ(tally_of(pooled({table("N1", "p1", 0, 3), table("N1", "p1", 0, 3)})), (ErrorTally{3, 100000}));
}

TEST(ControlPool, tables_of_one_control_add_up_only_where_their_positions_differ) {
    EXPECT_EQ(tally_of(pooled({table("N1", "p1", 0, 3), table("N1", "p2", 1000, 2)})), (ErrorTally{5, 200000}));
    EXPECT_EQ(tally_of(pooled({table("N1", "p1", 0, 3), table("N1", "p2", 50, 2)})), (ErrorTally{3, 100000}));
    EXPECT_EQ(tally_of(pooled({table("N1", "p1", 0, 3), table("N1", "p2", 0, 3)})), (ErrorTally{3, 100000}));
}

TEST(ControlPool, order_of_tables_changes_nothing) {
    auto small = table("N1", "p2", 50, 2);
    small.contexts[0].molecules = 70000;
    EXPECT_EQ(tally_of(pooled({small, table("N1", "p1", 0, 3)})), (ErrorTally{3, 100000}));
    EXPECT_EQ(tally_of(pooled({table("N1", "p1", 0, 3), small})), (ErrorTally{3, 100000}));
}

TEST(ControlPool, a_locus_counted_at_two_panels_counts_once) {
    auto first = table("N1", "p1", 0, 3);
    auto second = table("N1", "p2", 1000, 2);
    first.loci = second.loci = {locus(7, 500, 1)};
    auto const pools = pooled({first, second});
    EXPECT_EQ(pools.at(0).loci.at({snv(7), duplex}), (ErrorTally{1, 500}));
}

TEST(ControlPool, somebodys_genotype_is_not_noise) {
    auto evidence = table("N1", "p1", 0, 0);
    evidence.loci = {locus(7, 500, 240), locus(9, 500, 3), locus(11, 10, 1)};
    auto const pools = pooled({evidence});
    EXPECT_FALSE(pools.at(0).loci.contains({snv(7), duplex}));
    EXPECT_TRUE(pools.at(0).loci.contains({snv(9), duplex}));
    EXPECT_TRUE(pools.at(0).loci.contains({snv(11), duplex}));
}

TEST(ControlPool, single_positions_are_kept_without_genotypes) {
    auto evidence = table("N1", "p1", 0, 3);
    evidence.mismatches = {{snv(20), duplex, 1000, 3, false}, {snv(30), duplex, 1000, 500, true}};
    auto const pool = pooled({evidence}).at(0);
    ASSERT_EQ(pool.mismatches.size(), 1U);
    EXPECT_EQ(pool.mismatches.at(0).variant, snv(20));
    EXPECT_EQ(pool.mismatches.at(0).errors, 3);
    EXPECT_EQ(pool.depths, evidence.depths);
}

TEST(OwnBackground, a_foreign_table_gives_the_rows_outside_the_panel) {
    SampleEvidence evidence;
    evidence.facts.sample = "T1";
    evidence.loci = {locus(100, 2000, 40), locus(200, 2000, 1), locus(300, 3000, 1500)};
    std::vector<Variant> const panel{snv(100)};
    auto const own = own_background(evidence, panel, [](Variant const&) { return std::string{"ACA"}; });
    ASSERT_EQ(own.kinds.size(), 1U);
    EXPECT_EQ(own.kinds.at({duplex, "ACA", "C>T"}), (ErrorTally{1, 2000}));
    EXPECT_TRUE(own.loci.empty());
}

}  // namespace tidemark::test
