#include <gtest/gtest.h>

#include "io/tables/sheet_table.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::vector<ClonotypeRow> read(std::string const& text, Findings& findings) {
    Scratch const scratch;
    return read_clonotypes(scratch.write("t.tsv", text), findings);
}

std::string first_rule(std::string const& text) {
    Findings findings;
    static_cast<void>(read(text, findings));
    return findings.empty() ? "" : findings.front().rule;
}

}  // namespace

TEST(ClonotypeSheet, counts_words_and_columns_are_checked) {
    EXPECT_EQ(first_rule("sample\ttemplates\nS\t5\n"), "missing_value");
    EXPECT_EQ(first_rule("sample\tcdr3_aa\ttemplates\nS\tCAS\t0.5\n"), "invalid_count");
    EXPECT_EQ(first_rule("sample\tcdr3_aa\ttemplates\nS\tCAS\t100000001\n"), "invalid_count");
    EXPECT_EQ(first_rule("sample\tcdr3_aa\ttemplates\tcompartment\nS\tCAS\t5\tspleen\n"), "unknown_word");
    EXPECT_EQ(first_rule("sample\tcdr3_aa\ttemplates\tfrequency\nS\tCAS\t5\t0.1\n"), "unknown_column");
    EXPECT_EQ(first_rule("sample\tcdr3_aa\ttemplates\nS\t=CAS\t5\n"), "formula");
    EXPECT_EQ(first_rule("junction\tjunction_aa\nTGT\tCAS\n"), "missing_column");
    EXPECT_EQ(first_rule("junction\tduplicate_count\nTGT\t4\n"), "missing_column");
    EXPECT_EQ(first_rule("sample_id\tjunction\tduplicate_count\nS\tTGT\t\n"), "missing_value");
}

TEST(ClonotypeSheet, both_forms_give_the_same_rows) {
    Findings findings;
    auto const ours = read("sample\tpatient\tcompartment\tcdr3_nt\tcdr3_aa\tv\tj\ttemplates\nS\tP\tblood\tTGT\tC\tTRBV1*01\tTRBJ1\t7\n",
                           findings);
    auto const airr = read("sequence\tsample_id\trepertoire_id\tsubject_id\tcompartment\tjunction\tjunction_aa\tv_call\tj_call\t"
                           "duplicate_count\tproductive\tx_note\n"
                           "=TGTT\tS\tR\tP\tblood\tTGT\tC\tTRBV1*01\tTRBJ1\t7\tT\tn\n",
                           findings);
    EXPECT_TRUE(findings.empty());
    ASSERT_EQ(ours.size(), 1U);
    EXPECT_EQ(ours[0].templates, 7);
    EXPECT_EQ(ours, airr);
}

TEST(ClonotypeSheet, a_word_of_productive_that_nobody_knows_is_invalid_with_its_line) {
    for (auto const* const word : {"banana", "t", "2", "NA"}) {
        Findings findings;
        static_cast<void>(read("sample_id\tjunction\tduplicate_count\tproductive\nS\tTGT\t7\tT\nS\tTGA\t7\t" + std::string{word} + "\n", findings));
        ASSERT_EQ(findings.size(), 1U) << word;
        EXPECT_EQ(findings[0].severity, Severity::invalid);
        EXPECT_EQ(findings[0].rule, "unknown_word");
        EXPECT_EQ(findings[0].line, 3U);
        EXPECT_EQ(findings[0].column, "productive");
    }
}

TEST(ClonotypeSheet, all_ways_to_write_productive_are_understood_and_a_table_without_a_productive_row_says_so) {
    auto const rows_of = [](std::string const& word, Findings& findings) {
        return read("sample_id\tjunction\tduplicate_count\tproductive\nS\tTGT\t7\t" + word + "\n", findings).size();
    };
    for (auto const* const word : {"T", "true", "True", "TRUE", "1", "yes", ""}) {
        Findings findings;
        EXPECT_EQ(rows_of(word, findings), 1U) << word;
        EXPECT_TRUE(findings.empty()) << word;
    }
    for (auto const* const word : {"F", "false", "False", "FALSE", "0", "no"}) {
        Findings findings;
        EXPECT_EQ(rows_of(word, findings), 0U) << word;
        ASSERT_EQ(findings.size(), 1U) << word;
        EXPECT_EQ(findings[0].severity, Severity::warning);
        EXPECT_EQ(findings[0].rule, "no_productive_row");
    }
}

TEST(ClonotypeSheet, unproductive_rows_of_an_airr_table_are_left_out_and_a_repertoire_may_name_the_sample) {
    Findings findings;
    auto const rows = read("repertoire_id\tjunction\tduplicate_count\tproductive\nS\tTGT\t7\tF\nS\tTGA\t2\tT\n", findings);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].sample, "S");
    EXPECT_EQ(rows[0].cdr3_nt, "TGA");
}

TEST(NeoantigenSheet, rows_are_checked_and_an_empty_tag_is_yes) {
    Scratch const scratch;
    Findings findings;
    auto const rows = read_neoantigens(scratch.write("n.tsv", "contig\tposition\tref\talt\tneoantigen\nchr1\t5\tC\tT\t\nchr1\t6\tC\tT\tno\n"),
                                       findings);
    EXPECT_TRUE(findings.empty());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_TRUE(rows[0].neoantigen);
    EXPECT_FALSE(rows[1].neoantigen);
    EXPECT_EQ(rows[0].variant.position.one_based(), 5);
    static_cast<void>(read_neoantigens(scratch.write("n.tsv", "contig\tposition\tref\talt\nchr1\t0\tC\tt\n"), findings));
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].rule, "invalid_count");
    EXPECT_EQ(findings[1].rule, "invalid_allele");
}

}  // namespace tidemark::test
