#include "stages/genotype/contig_rules.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

std::string md5_of(std::string const& contig) { return "md5-of-" + contig; }

Findings judge(Contig const& in_file, std::string const& used = "chr1") {
    std::vector<std::string> const contigs{used};
    return contig_findings(contigs, ContigTable{{in_file}}, ContigTable{{{"chr1", 1000, {}}, {"chrM", 16, {}}}}, md5_of,
                           "f.bam");
}

TEST(ContigRules, a_missing_contig_names_the_one_that_may_be_meant) {
    auto const findings = judge({"1", 1000, {}});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "contig_not_in_file");
    EXPECT_EQ(findings[0].severity, Severity::contradiction);
    EXPECT_NE(findings[0].message.find("it has 1"), std::string::npos) << findings[0].message;
    EXPECT_NE(judge({"MT", 16, {}}, "chrM")[0].message.find("MT"), std::string::npos);
}

TEST(ContigRules, one_contig_in_use_that_differs_is_named_and_those_not_in_use_are_not_looked_for) {
    ContigTable const file{{{"chr1", 1000, {}}, {"MT", 16, {}}}};
    ContigTable const reference{{{"chr1", 1000, {}}, {"chr2", 900, {}}, {"chrM", 16, {}}}};
    std::vector<std::string> const used{"chr1", "chrM"};
    auto const findings = contig_findings(used, file, reference, md5_of, "f.bam");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].message, "the file has no contig chrM; it has MT: is chrM meant to be MT?");
}

TEST(ContigRules, another_length_is_a_contradiction_unless_the_checksum_agrees) {
    EXPECT_EQ(judge({"chr1", 999, {}})[0].severity, Severity::contradiction);
    EXPECT_EQ(judge({"chr1", 999, "md5-of-chr1"})[0].severity, Severity::warning);
    EXPECT_EQ(judge({"chr1", 999, "another"})[0].severity, Severity::contradiction);
}

TEST(ContigRules, another_checksum_is_a_contradiction_at_the_same_length) {
    EXPECT_EQ(judge({"chr1", 1000, "another"})[0].rule, "contig_md5");
    EXPECT_TRUE(judge({"chr1", 1000, "md5-of-chr1"}).empty());
    EXPECT_TRUE(judge({"chr1", 1000, {}}).empty());
}

}  // namespace
}  // namespace tidemark::test
