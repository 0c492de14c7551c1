// --record-failure: a sample whose file is damaged in its middle is a row of the cohort, from genotype to track.
#include <gtest/gtest.h>

#include "command/genotype/genotype_call.hpp"
#include "support/sanitizer.hpp"

namespace tidemark::test {
namespace {

constexpr auto damaged = "alignment_damaged: flip.bam has a damaged block; copy it again";

/// A BAM of thirty molecules with one bit flipped behind its header; the index is that of the whole file.
std::string flipped(GenotypeCall const& call) {
    auto const whole = call.bam("flip", call.head() + call.thirty());
    auto bytes = read_file(whole);
    bytes[bytes.size() - 100] = static_cast<char>(bytes[bytes.size() - 100] ^ 0x10);
    return call.scratch.write("flip.bam", bytes);
}

/// The table of the damaged file, at `path`.
void record(GenotypeCall const& call, std::string const& sample, std::string const& path) {
    ASSERT_EQ(tidemark({"genotype", "-f", call.reference, "--panel", call.panel, "--record-failure", "--sample", sample, "-o",
                        path, flipped(call)})
                  .exit_code,
              0);
}

nlohmann::json detection(GenotypeCall const& call, std::vector<std::string> const& more) {
    std::vector<std::string> words{"detect", "--panel", call.panel, "-f", call.reference, "-o", call.scratch / "d.json"};
    words.insert(words.end(), more.begin(), more.end());
    auto const result = tidemark(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(read_file(call.scratch / "d.json"))["results"][0];
}

}  // namespace

TEST(RecordedFailure, is_asked_for_and_hides_neither_usage_nor_what_serves_all_samples) {
    GenotypeCall const call;
    auto const file = flipped(call);
    EXPECT_EQ(call.refusal({file}), "3 alignment_damaged");
    EXPECT_EQ(call.refusal({file}, {"--record-failure", "--min-base-quality", "94"}), "2 usage");
    EXPECT_EQ(call.refusal({file}, {"--record-failure", "--targets", call.scratch.write("t.bed", "chr1\tx\ty\n")}), "3 targets_line");
    EXPECT_EQ(call.refusal({file}, {"--made-by", call.scratch.write("s.json", "{}")}), "2 usage") << "without --record-failure";
    EXPECT_EQ(call.refusal({file}, {"--record-failure", "--made-by", call.scratch.write("s.json", "{}")}), "3 made_by");
}

TEST(RecordedFailure, fault_4_is_a_table_without_rows_that_names_the_failure_whatever_way_the_file_was_read) {
    forgive_leaks_of_the_pool();
    GenotypeCall const call;
    auto const file = flipped(call);
    std::string first;
    for (auto const& words : std::vector<std::vector<std::string>>{
             {}, {"--access", "stream"}, {"--access", "index", "-@", "4"}, {"-@", "2"}}) {
        auto more = words;
        more.insert(more.end(), {"--record-failure", "--sample", "s1"});
        auto const result = call.run({file}, more);
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_NE(result.err.find("offset"), std::string::npos) << "the log names the place: " << result.err;
        auto const evidence = call.evidence();
        EXPECT_EQ(evidence.facts.at("verdict"), "input_failed");
        EXPECT_EQ(evidence.facts.at("failure"), damaged);
        EXPECT_EQ(evidence.facts.at("sample"), "s1");
        EXPECT_TRUE(evidence.rows.empty());
        auto const summary = nlohmann::json::parse(read_file(call.scratch / "out/s.evidence.json"));
        EXPECT_EQ(summary["failure"], damaged);
        first = first.empty() ? read_file(call.output()) : first;
        EXPECT_EQ(read_file(call.output()), first);
    }
}

TEST(RecordedFailure, one_damaged_file_of_two_leaves_the_other_as_it_is) {
    GenotypeCall const call;
    auto const whole = call.bam("whole", call.head("@RG\tID:A\tSM:s2\n") + call.thirty());
    ASSERT_EQ(call.run({whole}).exit_code, 0);
    auto const alone = read_file(call.output());
    auto const folder = call.scratch / "many";
    ASSERT_EQ(tidemark({"genotype", "-f", call.reference, "--panel", call.panel, "--record-failure", "-@", "2", "-o", folder,
                        flipped(call), whole})
                  .exit_code,
              0);
    EXPECT_EQ(run({"gzip", "-dc", folder + "/s2.evidence.tsv.gz"}).out, alone);
    EXPECT_NE(run({"gzip", "-dc", folder + "/flip.evidence.tsv.gz"}).out.find("#verdict=input_failed\n"), std::string::npos);
}

TEST(RecordedFailure, the_failure_of_the_step_before_goes_on_and_nothing_is_read) {
    GenotypeCall const call;
    auto const summary = call.scratch.write(
        "s.consensus.json", R"({"schema": "tidemark.molecule_summary/1", "failure": "umi_missing: 5 reads lack it; declare it"})");
    ASSERT_EQ(call.run({call.scratch / "absent.bam"}, {"--record-failure", "--made-by", summary, "--sample", "s1"}).exit_code, 0);
    EXPECT_EQ(call.evidence().facts.at("failure"), "umi_missing: 5 reads lack it; declare it");
    auto const good = call.scratch.write("g.consensus.json", R"({"schema": "tidemark.molecule_summary/1"})");
    ASSERT_EQ(call.run({call.bam("s", call.head() + call.thirty())}, {"--record-failure", "--made-by", good}).exit_code, 0);
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30);
}

TEST(RecordedFailure, detect_says_not_evaluable_with_rule_and_message) {
    GenotypeCall const call;
    record(call, "s1", call.output());
    auto const result = detection(call, {call.output()});
    EXPECT_EQ(result["status"], "NOT_EVALUABLE");
    EXPECT_EQ(result["reasons"][0], "input_failed");
    EXPECT_EQ(result["failure_reason"], "alignment_damaged");
    EXPECT_EQ(result["failure_message"], "flip.bam has a damaged block; copy it again");
    EXPECT_TRUE(result["p_detect"].is_null() && result["tumor_fraction_cell"].is_null());
}

TEST(RecordedFailure, background_leaves_such_a_control_out_and_without_any_control_detect_has_none) {
    GenotypeCall const call;
    ASSERT_EQ(call.run({call.bam("n1", call.head("@RG\tID:A\tSM:N1\n") + call.thirty())}).exit_code, 0);
    auto const failed = call.scratch / "N2.evidence.tsv";
    record(call, "N2", failed);
    auto const learn = [&](std::vector<std::string> const& tables) {
        std::vector<std::string> words{"background", "-f", call.reference, "-o", call.scratch / "b.tsv"};
        words.insert(words.end(), tables.begin(), tables.end());
        auto const result = tidemark(words);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return read_file(call.scratch / "b.tsv");
    };
    auto const alone = learn({call.output()});
    EXPECT_EQ(learn({failed, call.output()}), alone);
    EXPECT_NE(alone.find("#samples=N1\n"), std::string::npos);
    static_cast<void>(learn({failed}));
    auto const plasma = call.scratch / "p.evidence.tsv";
    ASSERT_EQ(tidemark({"genotype", "-f", call.reference, "--panel", call.panel, "--sample", "s1", "-o", plasma,
                        call.bam("p", call.head() + call.thirty())})
                  .exit_code,
              0);
    auto const with = detection(call, {"--background", call.scratch / "b.tsv", plasma});
    EXPECT_EQ(with, detection(call, {plasma}));
    EXPECT_NE(with["reasons"].dump().find("no_controls"), std::string::npos);
}

TEST(RecordedFailure, select_makes_the_panel_as_without_such_white_cells) {
    GenotypeCall const call;
    auto const failed = call.scratch / "w.evidence.tsv";
    record(call, "w", failed);
    auto const freeze = [&](std::vector<std::string> const& more) {
        std::vector<std::string> words{"select", "-f", call.reference, "--vcf", call.panel, "-o", call.scratch / "panel.tsv"};
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(tidemark(words).exit_code, 0);
        return read_file(call.scratch / "panel.tsv");
    };
    auto const without = freeze({});
    EXPECT_EQ(freeze({"--white-cells", failed}), without);
}

TEST(RecordedFailure, detect_judges_as_without_such_white_cells_and_says_so) {
    GenotypeCall const call;
    auto const failed = call.scratch / "w.evidence.tsv";
    record(call, "w", failed);
    ASSERT_EQ(call.run({call.bam("s", call.head() + call.thirty())}).exit_code, 0);
    EXPECT_EQ(detection(call, {"--white-cells", failed, call.output()}), detection(call, {call.output()}));
    auto const result = tidemark({"detect", "--panel", call.panel, "-o", call.scratch / "d.json", "--white-cells", failed, call.output()});
    EXPECT_NE(result.err.find("warning: white cells w are left out"), std::string::npos) << result.err;
}

}  // namespace tidemark::test
