// Thresholds of FilterConsensusReads on whole molecules.
#include "stages/consensus/filter.hpp"

#include <string>

#include <gtest/gtest.h>

#include "stages/consensus/consensus_caller.hpp"
#include "support/family_builder.hpp"

namespace tidemark::test {
namespace {

std::string const bases = "ACGTACGTAC";

struct Duplex {
    BuiltFamily ab, ba;
    Duplex(int ab_reads, int ba_reads) {
        for (int read = 0; read < ab_reads; ++read) {
            ab.add_single({.bases = bases});
        }
        for (int read = 0; read < ba_reads; ++read) {
            ba.add_single({.bases = bases});
        }
    }
    [[nodiscard]] ConsensusMolecule const& call(ConsensusCaller& caller) const {
        return caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    }
};

ConsensusOutcome outcome(Duplex const& family, FilterThresholds const& thresholds) {
    ConsensusCaller caller{{}, thresholds};
    return family.call(caller).outcome;
}

}  // namespace

TEST(Filter, counts_strands_by_support_and_not_by_name) {
    FilterThresholds thresholds;
    thresholds.min_reads = {5, 3, 2};
    EXPECT_EQ(outcome({3, 2}, thresholds), ConsensusOutcome::called);
    EXPECT_EQ(outcome({2, 3}, thresholds), ConsensusOutcome::called);
    EXPECT_EQ(outcome({4, 1}, thresholds), ConsensusOutcome::filtered_depth);
    EXPECT_EQ(outcome({2, 2}, thresholds), ConsensusOutcome::filtered_depth);
}

TEST(Filter, one_strand_passes_only_where_the_third_number_is_zero) {
    FilterThresholds thresholds;
    thresholds.min_reads = {1, 1, 0};
    EXPECT_EQ(outcome({1, 0}, thresholds), ConsensusOutcome::called);
    thresholds.min_reads = {1, 1, 1};
    EXPECT_EQ(outcome({1, 0}, thresholds), ConsensusOutcome::filtered_depth);
}

TEST(Filter, bases_with_too_little_support_become_N) {
    BuiltFamily family;
    family.add_single({.bases = bases}).add_single({.bases = bases}).add_single({.bases = bases.substr(0, 6)});
    FilterThresholds thresholds;
    thresholds.min_reads = {3, 1, 0};
    ConsensusCaller caller{{}, thresholds};
    auto const& molecule = caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
    EXPECT_EQ(bases_of(molecule.reads[0]), "ACGTACNNNN");
    EXPECT_EQ(int{molecule.reads[0].qualities[9]}, 2);
    thresholds.max_no_calls = 0.3;
    ConsensusCaller strict{{}, thresholds};
    EXPECT_EQ(strict.call({MoleculeLayout::one_strand, family.fragments(), {}, {}}).outcome,
              ConsensusOutcome::filtered_no_calls);
    thresholds.max_no_calls = 4;
    ConsensusCaller counting{{}, thresholds};
    EXPECT_EQ(counting.call({MoleculeLayout::one_strand, family.fragments(), {}, {}}).outcome,
              ConsensusOutcome::called);
}

TEST(Filter, bases_with_too_many_errors_become_N_and_reads_are_dropped) {
    BuiltFamily family;
    for (int read = 0; read < 4; ++read) {
        family.add_single({.bases = read == 0 ? "TCGTACGTAC" : bases});
    }
    FilterThresholds thresholds;
    thresholds.max_base_error_rate = {0.2, 0.2, 0.2};
    ConsensusCaller caller{{}, thresholds};
    EXPECT_EQ(bases_of(caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}}).reads[0]), "NCGTACGTAC");
    thresholds.max_read_error_rate = {0.024, 1, 1};   // the read has 1 in 40
    ConsensusCaller strict{{}, thresholds};
    EXPECT_EQ(strict.call({MoleculeLayout::one_strand, family.fragments(), {}, {}}).outcome,
              ConsensusOutcome::filtered_errors);
}

TEST(Filter, mean_quality_is_taken_before_masking) {
    Duplex const family{1, 1};   // 29 + 29
    FilterThresholds thresholds;
    thresholds.min_base_quality = 60;
    thresholds.min_mean_quality = 58;
    EXPECT_EQ(outcome(family, thresholds), ConsensusOutcome::called);
    thresholds.min_mean_quality = 58.5;
    EXPECT_EQ(outcome(family, thresholds), ConsensusOutcome::filtered_quality);
}

TEST(Filter, strands_that_disagree_are_masked_on_request) {
    BuiltFamily ab, ba;
    ab.add_single({.bases = bases, .quality = 40});
    ba.add_single({.bases = "TCGTACGTAC", .quality = 20});
    FilterThresholds thresholds;
    ConsensusCaller lax{{}, thresholds};
    EXPECT_EQ(bases_of(lax.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}}).reads[0]), bases);
    thresholds.strand_agreement = StrandAgreement::required;
    ConsensusCaller strict{{}, thresholds};
    EXPECT_EQ(bases_of(strict.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}}).reads[0]),
              "NCGTACGTAC");
}

TEST(Filter, a_read_that_fails_takes_its_mate_with_it) {
    BuiltFamily family;
    for (int pair = 0; pair < 4; ++pair) {
        family.add_pair({.bases = bases}, {.bases = pair == 0 ? "TTTTTTTTTT" : bases, .position = 300, .reverse = true});
    }
    FilterThresholds thresholds;
    thresholds.max_read_error_rate = {0.1, 1, 1};
    ConsensusCaller caller{{}, thresholds};
    auto const& molecule = caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
    EXPECT_EQ(molecule.outcome, ConsensusOutcome::filtered_errors);
    EXPECT_EQ(molecule.read_count, 0);
}

TEST(Filter, has_the_presets_of_the_guides) {
    EXPECT_EQ(filter_preset("fastquorum")->min_reads.worse_strand, 1);
    EXPECT_EQ(filter_preset("liquid_biopsy")->strand_agreement, StrandAgreement::required);
    EXPECT_EQ(filter_preset("high_specificity")->min_reads.total, 10);
    EXPECT_EQ(filter_preset("simplex")->min_base_quality, 45);
    EXPECT_EQ(filter_preset("washu")->min_base_quality, 50);
    EXPECT_FALSE(filter_preset("none").has_value());
}

}  // namespace tidemark::test
