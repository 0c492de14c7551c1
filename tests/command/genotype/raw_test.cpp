// Raw reads counted in one pass: the same molecules as consensus, then genotype.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/raw_scenario.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// Lines of a bgzipped table that say something about molecules.
std::string rows(std::string const& table) {
    auto const text = run({"gzip", "-dc", table});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    std::istringstream lines{text.out};
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        kept += line.starts_with("#") ? "" : line + "\n";
    }
    return kept;
}

struct RawPatient {
    Scratch scratch;
    std::string folder = scratch / "raw";

    explicit RawPatient(std::string const& structure) {
        auto const scenario = scratch.write("s.json", raw_scenario(R"({"kind": "raw", "files": "bam", "structure": ")" + structure + R"("})"));
        auto const made = tidemark({"simulate", scenario, "--seed", "11", "-o", folder});
        EXPECT_EQ(made.exit_code, 0) << made.err;
    }
    [[nodiscard]] std::string plasma() const { return folder + "/P1_before.bam"; }
    [[nodiscard]] std::vector<std::string> call(std::string const& out, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> arguments{"--targets", folder + "/targets.bed"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return call_without_targets(out, arguments);
    }
    /// Then molecules that reach no tracked locus are counted without being called.
    [[nodiscard]] std::vector<std::string> call_without_targets(std::string const& out, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> arguments{"genotype", "-f", folder + "/reference.fa", "--panel", folder + "/P1_L1.vcf", "-o", scratch / out};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    [[nodiscard]] nlohmann::json summary(std::string const& name) const { return nlohmann::json::parse(read_file(scratch / name)); }
};

std::int64_t sum(nlohmann::json const& numbers, std::string const& prefix = "") {
    std::int64_t total = 0;
    for (auto const& [name, number] : numbers.items()) {
        total += prefix.empty() ? (name.starts_with("raw_") ? 0 : number.get<std::int64_t>()) : name.starts_with(prefix) ? number.get<std::int64_t>() : 0;
    }
    return total;
}

}  // namespace

TEST(GenotypeRaw, one_pass_counts_the_molecules_that_consensus_writes) {
    for (auto const* const structure : {"8M2S+T 8M2S+T", "12M+T +T"}) {
        RawPatient const patient{structure};
        auto const consensus = patient.scratch / "c.bam";
        auto const called = tidemark({"consensus", "-f", patient.folder + "/reference.fa", "-o", consensus, patient.plasma()});
        ASSERT_EQ(called.exit_code, 0) << called.err;
        ASSERT_EQ(tidemark(patient.call("two.tsv.gz", {consensus})).exit_code, 0);
        auto const expected = rows(patient.scratch / "two.tsv.gz");
        EXPECT_NE(expected.find(structure[0] == '8' ? "\tduplex\t" : "\tsimplex"), std::string::npos);

        ASSERT_EQ(tidemark(patient.call("one.tsv.gz", {"--evidence", "raw", patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / "one.tsv.gz"), expected) << structure;
        // Nothing declared: the tags of the first reads decide.
        ASSERT_EQ(tidemark(patient.call("told.tsv.gz", {patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / "told.tsv.gz"), expected) << structure;

        // Without targets most molecules are looked at by nobody, and the rows are the same all the same.
        ASSERT_EQ(tidemark(patient.call_without_targets("few_two.tsv.gz", {"--access", "stream", consensus})).exit_code, 0);
        auto const few = rows(patient.scratch / "few_two.tsv.gz");
        EXPECT_NE(few, expected);
        for (auto const* const access : {"stream", "index", "auto"}) {
            for (auto const* const threads : {"1", "3"}) {
                ASSERT_EQ(tidemark(patient.call_without_targets("few_one.tsv.gz", {"--access", access, "-@", threads, "--evidence", "raw",
                                                                                   patient.plasma()})).exit_code, 0);
                EXPECT_EQ(rows(patient.scratch / "few_one.tsv.gz"), few) << structure << " " << access << " " << threads;
            }
        }
    }
}

/// Where the molecules went, from the file's records to those that speak about tracked loci: each step is what the one before
/// left, less what it lost, and what can be counted by another program is.
TEST(GenotypeRaw, every_step_from_raw_reads_to_informative_molecules_closes) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    auto const consensus = patient.scratch / "c.bam";
    ASSERT_EQ(tidemark({"consensus", "-f", patient.folder + "/reference.fa", "--min-reads", "2,1,0", "--filter-min-reads", "3,1,0", "-o",
                        consensus, "--summary", patient.scratch / "c.json", patient.plasma()}).exit_code, 0);
    auto const called = patient.summary("c.json");
    auto const counted_by = [](std::string const& file) { return std::stoll(run({"samtools", "view", "-c", file}).out); };
    auto const of = [](nlohmann::json const& json, char const* kind, char const* name) { return json.at(kind).at(name).get<std::int64_t>(); };
    EXPECT_EQ(of(called, "totals", "reads_seen"), counted_by(patient.plasma()));
    EXPECT_EQ(of(called, "totals", "reads_seen"), sum(called["losses"]) + sum(called["reads_of_families"]));
    EXPECT_GT(sum(called["losses"]), 0);
    EXPECT_EQ(of(called, "totals", "molecules"), of(called, "families", "called"));
    EXPECT_GT(of(called, "families", "too_few_reads"), 0);
    EXPECT_GT(of(called, "families", "filtered_depth"), 0);
    // All pairs here: two reads to a template, none far.
    EXPECT_EQ(sum(called["reads_of_families"]), 2 * sum(called["templates_of_families"]));
    EXPECT_EQ(of(called, "totals", "records"), counted_by(consensus));

    for (auto const& targets : {std::vector<std::string>{}, std::vector<std::string>{"--targets", patient.folder + "/targets.bed"}}) {
        auto with_targets = targets;
        with_targets.insert(with_targets.end(), {"--summary", patient.scratch / "e.json", consensus});
        ASSERT_EQ(tidemark(patient.call_without_targets("e.tsv.gz", with_targets)).exit_code, 0);
        auto const evidence = patient.summary("e.json");
        auto const total = [&](char const* name) { return of(evidence, "totals", name); };
        EXPECT_EQ(total("reads_seen"), of(called, "totals", "records"));
        EXPECT_EQ(total("reads_seen"), total("reads_used") + sum(evidence["losses"]));
        EXPECT_EQ(total("reads_used"), total("molecules") + total("molecules_paired") + total("copies_collapsed"));
        EXPECT_EQ(total("molecules"), total("molecules_at_loci") + total("molecules_off_loci"));
        EXPECT_EQ(total("molecules_at_loci"), total("molecules_informative") + total("molecules_unreadable") + total("molecules_mate_disagreement"));
        EXPECT_LE(total("molecules"), of(called, "totals", "molecules"));
        EXPECT_GT(total("molecules_informative"), 0);
    }
    // Names of consensus records that reach a tracked SNV, by samtools; an indel or MNV must be spanned with its neighbours.
    auto const snvs = patient.scratch / "snvs.vcf";
    auto const reached = run({"bash", "-c", R"(awk '/^#/ || (length($4) == 1 && length($5) == 1)' "$1" > "$3"
        awk -v OFS='\t' '!/^#/ { print $1, $2 - 1, $2 }' "$3" > "$3.bed"
        samtools view -q 20 -L "$3.bed" "$2" | cut -f 1 | sort -u | wc -l)", "bash", patient.folder + "/P1_L1.vcf", consensus, snvs});
    ASSERT_EQ(tidemark({"genotype", "-f", patient.folder + "/reference.fa", "--panel", snvs, "-o", patient.scratch / "s.tsv.gz", "--summary",
                        patient.scratch / "s.json", consensus}).exit_code, 0);
    EXPECT_EQ(std::to_string(patient.summary("s.json")["totals"]["molecules_at_loci"].get<std::int64_t>()) + "\n", reached.out);
    EXPECT_GT(std::stoll(reached.out), 100);
}

/// What consensus says of raw reads, and genotype on its way from them, is one count.
TEST(GenotypeRaw, raw_reads_are_counted_as_consensus_counts_them) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    ASSERT_EQ(tidemark({"consensus", "-f", patient.folder + "/reference.fa", "-o", patient.scratch / "c.bam", "--summary",
                        patient.scratch / "c.json", patient.plasma()}).exit_code, 0);
    auto const called = patient.summary("c.json");
    ASSERT_EQ(tidemark(patient.call_without_targets("e.tsv.gz", {"--access", "stream", "--summary", patient.scratch / "e.json", "--evidence",
                                                                 "raw", patient.plasma()})).exit_code, 0);
    auto const evidence = patient.summary("e.json");
    auto const& losses = evidence["losses"];
    auto const& totals = evidence["totals"];
    for (auto const& [reason, reads] : called["losses"].items()) {
        EXPECT_EQ(losses["raw_" + reason], reads) << reason;
    }
    for (auto const& [outcome, reads] : called["reads_of_families"].items()) {
        EXPECT_TRUE(outcome == "called" || losses["raw_" + outcome] == reads) << outcome;
    }
    for (auto const* const tag : {"other_alignment", "clipped_away", "low_quality"}) {
        EXPECT_EQ(losses[std::string{"raw_"} + tag], called["totals"][std::string{"reads_"} + tag]) << tag;
    }
    EXPECT_GT(losses["raw_other_alignment"], 0) << "indels that their molecule does not have";
    EXPECT_EQ(totals["raw_reads_seen"], totals["raw_reads_in_molecules"].get<std::int64_t>() + sum(losses, "raw_"));
    EXPECT_EQ(totals["raw_templates"], sum(called["templates_of_families"]));
    EXPECT_EQ(totals["raw_templates_in_molecules"], called["templates_of_families"]["called"]);
    EXPECT_EQ(totals["raw_families"], sum(called["families"]));
    EXPECT_EQ(totals["raw_molecules"], called["totals"]["molecules"]);
    EXPECT_EQ(totals["reads_seen"], called["totals"]["records"]) << "passed over or not";
}

TEST(GenotypeRaw, index_stream_and_threads_give_the_same_rows) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    ASSERT_EQ(tidemark(patient.call("stream.tsv.gz", {"--access", "stream", patient.plasma()})).exit_code, 0);
    auto const expected = rows(patient.scratch / "stream.tsv.gz");
    std::string first;
    for (auto const* const threads : {"1", "2", "4"}) {
        auto const out = std::string{"index"} + threads + ".tsv.gz";
        ASSERT_EQ(tidemark(patient.call(out, {"--access", "index", "-@", threads, patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / out), expected) << threads;
        auto const bytes = read_file(patient.scratch / out);
        EXPECT_EQ(bytes, first.empty() ? bytes : first) << threads;
        first = bytes;
    }
}

TEST(GenotypeRaw, every_raw_read_is_counted_once) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    ASSERT_EQ(tidemark(patient.call("one.tsv.gz", {"--access", "stream", patient.plasma()})).exit_code, 0);
    auto const text = run({"gzip", "-dc", patient.scratch / "one.tsv.gz"}).out;
    std::istringstream lines{text};
    std::int64_t lost = 0, seen = 0, in_molecules = 0;
    for (std::string line; std::getline(lines, line);) {
        auto const number = [&] { return std::stoll(line.substr(line.find('=') + 1)); };
        lost += line.starts_with("#loss.raw_") ? number() : 0;
        seen += line.starts_with("#total.raw_reads_seen=") ? number() : 0;
        in_molecules += line.starts_with("#total.raw_reads_in_molecules=") ? number() : 0;
    }
    EXPECT_EQ(std::to_string(seen) + "\n", run({"samtools", "view", "-c", patient.plasma()}).out);
    EXPECT_EQ(seen, in_molecules + lost);
    EXPECT_GT(lost, 0);
}

}  // namespace tidemark::test
