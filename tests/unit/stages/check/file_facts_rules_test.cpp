// Verdicts from facts: a rule needs no file.
#include "stages/check/file_facts_rules.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

SampleRow row_of_bam() {
    SampleRow row;
    row.line = 7;
    row.sample = "d0";
    row.bam = "x/a.bam";
    return row;
}

FileFacts sound_facts() {
    FileFacts facts;
    facts.sample = "d0";
    facts.name = "a.bam";
    facts.kind = FileKind::bam;
    facts.size = 1000;
    facts.end_of_file = EndOfFile::present;
    facts.index = IndexState::usable;
    facts.index_kind = "bai";
    facts.index_records = 20;
    facts.index_mapped = 20;
    facts.sort_order = "coordinate";
    facts.read_group_samples = {"d0"};
    facts.used = {{{"chr1", 9, {}}, 20}};
    facts.sniffed.seen = 20;
    return facts;
}

FileJudgement judge(FileFacts const& facts, SampleRow const& row = row_of_bam(), FileRuleParameters const& parameters = {}) {
    return judge_file(facts, row, "sheet.csv", {{{"chr1", 9, {}}}}, parameters);
}

}  // namespace

TEST(FileRules, a_file_that_changed_while_it_was_read_fails) {
    auto facts = sound_facts();
    facts.changed_while_read = true;
    EXPECT_EQ(judge(facts).verdict.reason, "file_changed");
}

TEST(FileRules, damage_ranks_before_everything_that_damage_can_cause) {
    auto facts = sound_facts();
    facts.fault = ReadFault{"alignment_damaged", "a.bam cannot be decoded"};
    facts.index = IndexState::missing;
    facts.used.clear();
    EXPECT_EQ(judge(facts).verdict.reason, "alignment_damaged");
    facts.end_of_file = EndOfFile::missing;
    EXPECT_EQ(judge(facts).verdict.reason, "missing_eof");
    EXPECT_EQ(judge(facts, row_of_bam(), {.allow_missing_eof = true, .read_group_sample = {}, .contigs = {}}).verdict.reason,
              "alignment_damaged");
    facts.fault->rule = "truncated";
    EXPECT_EQ(judge(facts).verdict.reason, "truncated");
}

TEST(FileRules, a_sound_file_has_a_verdict_without_reason_and_no_warning) {
    auto const judgement = judge(sound_facts());
    EXPECT_TRUE(judgement.verdict.ok);
    EXPECT_EQ(judgement.verdict.reason + judgement.verdict.message, "");
    EXPECT_TRUE(judgement.warnings.empty());
    EXPECT_EQ(judgement.verdict.facts.at("integrity"), "unverified");
}

TEST(FileRules, warnings_name_the_row_of_the_sheet) {
    auto facts = sound_facts();
    facts.read_group_samples = {"other"};
    auto const judgement = judge(facts);
    ASSERT_EQ(judgement.warnings.size(), 1U);
    EXPECT_EQ(judgement.warnings.front().line, 7U);
    EXPECT_EQ(judgement.warnings.front().file, "sheet.csv");
    EXPECT_EQ(judgement.warnings.front().rule, "sample_name_differs");
}

TEST(FileRules, a_declared_count_speaks_for_the_file_where_it_agrees) {
    auto row = row_of_bam();
    row.records = 20;
    EXPECT_EQ(judge(sound_facts(), row).verdict.facts.at("integrity"), "declared");
    row.records = 21;
    EXPECT_EQ(judge(sound_facts(), row).verdict.reason, "record_count_differs");
}

TEST(FileRules, equal_content_under_two_ids_contradicts_but_not_of_empty_files) {
    SampleVerdict a{.sample = "a", .ok = true, .reason = {}, .message = {}, .facts = {{"content", "1"}, {"records", "5"}}};
    auto b = a;
    b.sample = "b";
    EXPECT_EQ(check_same_content({a, b}, {}, "s").size(), 1U);
    b.facts["content"] = "2";
    EXPECT_TRUE(check_same_content({a, b}, {}, "s").empty());
    a.facts["records"] = "0";
    b = a;
    b.sample = "b";
    EXPECT_TRUE(check_same_content({a, b}, {}, "s").empty());
}

}  // namespace tidemark::test
