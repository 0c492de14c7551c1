// What a sheet declares against what records carry.
#include "stages/check/evidence_rules.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

SampleRow declared(std::string evidence, std::string umi = {}) {
    SampleRow row;
    row.evidence = std::move(evidence);
    row.umi = std::move(umi);
    return row;
}

/// 10,000 records of as many templates.
SniffedRecords records() {
    SniffedRecords sniffed;
    sniffed.seen = 10'000;
    sniffed.templates = 10'000;
    return sniffed;
}

SniffedRecords with_umi(std::int64_t count) {
    auto sniffed = records();
    sniffed.with_umi_tag = count;
    return sniffed;
}

std::string rule(SniffedRecords const& sniffed, SampleRow const& row) {
    auto const refusal = judge_evidence(sniffed, row);
    return refusal ? refusal->rule : "fine";
}

}  // namespace

TEST(EvidenceRules, a_file_without_reads_contradicts_nothing) { EXPECT_EQ(rule({}, declared("raw", "tag")), "fine"); }

TEST(EvidenceRules, one_template_in_a_thousand_may_lack_its_umi_and_no_more) {
    EXPECT_EQ(rule(with_umi(9'990), declared("raw")), "fine");
    EXPECT_EQ(rule(with_umi(9'989), declared("raw")), "umi_partial");
    EXPECT_EQ(rule(with_umi(0), declared("raw")), "umi_missing");
}

TEST(EvidenceRules, umis_are_only_asked_for_where_they_were_announced) {
    EXPECT_EQ(rule(with_umi(0), declared("")), "fine");
    EXPECT_EQ(rule(with_umi(0), declared("deduplicated")), "fine");
    EXPECT_EQ(rule(with_umi(0), declared("raw", "none")), "fine");
    EXPECT_EQ(rule(with_umi(0), declared("", "tag:RX")), "umi_missing");
    auto grouped = records();
    grouped.with_molecule_tag = 10'000;
    EXPECT_EQ(rule(grouped, declared("grouped")), "fine");
    grouped.with_molecule_tag = 9'000;
    EXPECT_EQ(rule(grouped, declared("grouped")), "umi_missing");
}

TEST(EvidenceRules, consensus_without_class_tags_is_collapsed_elsewhere_unless_it_carries_umis) {
    EXPECT_EQ(rule(records(), declared("consensus")), "fine");
    EXPECT_EQ(rule(with_umi(10'000), declared("consensus")), "evidence_contradicts");
    auto consensus = with_umi(10'000);
    consensus.with_consensus_tags = 10'000;
    EXPECT_EQ(rule(consensus, declared("consensus")), "fine");
    EXPECT_EQ(rule(consensus, declared("raw")), "evidence_contradicts");
    EXPECT_EQ(rule(consensus, declared("")), "fine");
}

}  // namespace tidemark::test
