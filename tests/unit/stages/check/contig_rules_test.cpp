// Contigs of a file against those of the reference: only those with reads count.
#include "stages/check/contig_rules.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

std::string const sum_a(32, 'a');
std::string const sum_b(32, 'b');

ContigUse use(std::string name, std::int64_t length, std::int64_t reads, std::string md5 = {}) {
    return {{std::move(name), length, std::move(md5)}, reads};
}

std::string rule(std::vector<ContigUse> const& used, ContigTable const& reference) {
    auto const judgement = judge_contigs(used, reference);
    return judgement.refusal ? judgement.refusal->rule : judgement.warnings.empty() ? "fine" : "warning";
}

}  // namespace

TEST(ContigRules, no_contig_in_use_is_never_a_fault) { EXPECT_EQ(rule({}, {}), "fine"); }

TEST(ContigRules, the_other_naming_habit_is_told_from_a_missing_contig) {
    EXPECT_EQ(rule({use("1", 9, 5)}, {{{"chr1", 9, {}}}}), "contig_naming");
    EXPECT_EQ(rule({use("chr1", 9, 5)}, {{{"1", 9, {}}}}), "contig_naming");
    EXPECT_EQ(rule({use("MT", 9, 5)}, {{{"chrM", 9, {}}}}), "contig_naming");
    EXPECT_EQ(rule({use("chrM", 9, 5)}, {{{"MT", 9, {}}}}), "contig_naming");
    EXPECT_EQ(rule({use("chr7", 9, 5)}, {{{"chr1", 9, {}}}}), "contig_not_in_reference");
}

TEST(ContigRules, stray_reads_on_a_contig_that_the_reference_lacks_are_passed_over_below_one_per_cent) {
    ContigTable const reference{{{"chr1", 9, {}}}};
    EXPECT_EQ(rule({use("chr1", 9, 991), use("decoy", 9, 9)}, reference), "warning");
    EXPECT_EQ(rule({use("chr1", 9, 990), use("decoy", 9, 10)}, reference), "contig_not_in_reference");
}

TEST(ContigRules, a_checksum_decides_over_a_length) {
    EXPECT_EQ(rule({use("chr1", 9, 5)}, {{{"chr1", 8, {}}}}), "contig_length");
    EXPECT_EQ(rule({use("chr1", 9, 5, sum_a)}, {{{"chr1", 8, sum_a}}}), "warning");
    EXPECT_EQ(rule({use("chr1", 9, 5, sum_a)}, {{{"chr1", 8, sum_b}}}), "contig_length");
    EXPECT_EQ(rule({use("chr1", 9, 5, sum_a)}, {{{"chr1", 9, sum_b}}}), "contig_md5");
    EXPECT_EQ(rule({use("chr1", 9, 5, sum_a)}, {{{"chr1", 9, {}}}}), "fine");
    EXPECT_EQ(rule({use("chr1", 9, 5)}, {{{"chr1", 9, sum_b}}}), "fine");
}

TEST(ContigRules, known_builds_are_named_on_both_sides) {
    auto const judgement = judge_contigs({use("chr14", 107349540, 5)}, {{{"chr14", 107043718, {}}}});
    ASSERT_TRUE(judgement.refusal);
    EXPECT_NE(judgement.refusal->message.find("the file looks like hg19, the reference like hg38"), std::string::npos)
        << judgement.refusal->message;
}

}  // namespace tidemark::test
