// simulate as a program: refusals, outputs, truth against files, determinism.
#include <gtest/gtest.h>
#include <htslib/hts.h>
#include <htslib/sam.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "support/places.hpp"
#include "support/patient_path.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/small_scenario.hpp"
#include "support/text_cells.hpp"
#include "truth_table.hpp"

namespace tidemark::test {
namespace {

/// The small scenario simulated with seed 1, once for all tests of this program.
class Simulated {
public:
    Simulated() {
        result_ = tidemark({"simulate", scratch_.write("s.json", small_scenario()), "--seed", "1", "-o", folder()});
    }
    [[nodiscard]] CommandResult const& result() const { return result_; }
    [[nodiscard]] std::string folder() const { return scratch_ / "out"; }
    [[nodiscard]] std::string operator/(std::string const& name) const { return folder() + "/" + name; }

private:
    Scratch scratch_;
    CommandResult result_;
};

Simulated const& simulated() {
    static Simulated const made;
    return made;
}

}  // namespace

TEST(Simulate, a_call_without_seed_or_output_is_a_usage_error) {
    Scratch const scratch;
    auto const scenario = scratch.write("s.json", small_scenario());
    EXPECT_EQ(tidemark({"simulate", scenario, "-o", scratch / "out"}).exit_code, 2);
    EXPECT_EQ(tidemark({"simulate", scenario, "--seed", "1"}).exit_code, 2);
    EXPECT_EQ(tidemark({"simulate", scenario, "--seed", "one", "-o", scratch / "out"}).exit_code, 2);
}

TEST(Simulate, bad_scenarios_are_refused_and_nothing_is_written) {
    Scratch const scratch;
    struct Case {
        std::string text;
        std::string rule;
        std::string said;
    };
    for (auto const& [text, rule, said] :
         {Case{replaced(small_scenario(), "\"fraction\": 0.2", "\"fraction\": -0.2"), "scenario_invalid",
               "/patients/0/draws/0/fraction"},
          Case{replaced(small_scenario(), "\"sex\"", "\"sxe\""), "scenario_invalid",
               "/patients/0/sxe: is not a known key"},
          Case{replaced(small_scenario(), "\"count\": 2", "\"count\": 200"), "scenario_too_large",
               "203 variants need"},
          Case{replaced(small_scenario(), "\"L1\": 3", "\"L9\": 3"), "scenario_invalid", "lesion L9"},
          Case{"{", "scenario_invalid", "cannot be read as JSON"}}) {
        auto const result = tidemark({"simulate", scratch.write("s.json", text), "--seed", "1", "-o", scratch / "out"});
        EXPECT_EQ(result.exit_code, 3) << said;
        EXPECT_NE(result.err.find(said), std::string::npos) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << result.err;
        EXPECT_EQ(list_folder(scratch.path()), "s.json\n");
    }
    EXPECT_EQ(tidemark({"simulate", scratch / "absent.json", "--seed", "1", "-o", scratch / "out"}).exit_code, 3);
}

TEST(Simulate, an_output_folder_that_is_a_file_is_exit_5) {
    Scratch const scratch;
    auto const result = tidemark({"simulate", scratch.write("s.json", small_scenario()), "--seed", "1", "-o",
                                  scratch.write("out", "x")});
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_EQ(list_folder(scratch.path()), "out\ns.json\n");
}

TEST(Simulate, a_killed_run_leaves_no_final_name_and_a_rerun_gives_the_same_bytes) {
    Scratch const scratch;
    auto const scenario = scratch.write(
        "s.json", replaced(small_scenario(), "\"molecules\": 300,", "\"molecules\": 60000,"));   // seconds of work
    auto const out = scratch / "out";
    pid_t const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::execl(program_path().c_str(), "tidemark", "simulate", scenario.c_str(), "--seed", "1", "-o", out.c_str(), nullptr);
        ::_exit(127);
    }
    auto const begun = [&] { return std::filesystem::exists(out + "/.partial.simulate/targets.bed"); };
    for (int wait = 0; wait < 2'000 && !begun(); ++wait) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the run ended before it could be killed";
    EXPECT_EQ(list_folder(out), ".partial.simulate\n");
    auto const small = scratch.write("s.json", small_scenario());
    EXPECT_EQ(tidemark({"simulate", small, "--seed", "1", "-o", out}).exit_code, 0);
    EXPECT_EQ(tree_of(out), tree_of(simulated().folder()));
}

TEST(Simulate, everything_that_was_promised_is_there) {
    ASSERT_EQ(simulated().result().exit_code, 0) << simulated().result().err;
    EXPECT_EQ(simulated().result().out, "");
    EXPECT_EQ(list_folder(simulated().folder()),
              "N1.bam\nN1.bam.bai\nN2.bam\nN2.bam.bai\nP1_L1.bam\nP1_L1.bam.bai\nP1_L1.segments.tsv\nP1_L1.vcf\n"
              "P1_L2.bam\nP1_L2.bam.bai\nP1_L2.segments.tsv\nP1_L2.vcf\nP1_after.bam\nP1_after.bam.bai\n"
              "P1_before.bam\nP1_before.bam.bai\nP1_wc.bam\nP1_wc.bam.bai\ncommon_sites.vcf\nevents.csv\nlesions.csv\n"
              "patients.csv\nreference.fa\nreference.fa.fai\nsamples.csv\ntargets.bed\ntruth\n");
    EXPECT_EQ(list_folder(simulated() / "truth"),
              "background.tsv\ngermline.tsv\nlesions.tsv\nsamples.tsv\nvariants.tsv\n");
}

TEST(Simulate, check_finds_no_fault_in_sheets_or_files) {
    Scratch const scratch;
    auto const result =
        tidemark({"check", "--samples", simulated() / "samples.csv", "--reference", simulated() / "reference.fa",
                  "--events", simulated() / "events.csv", "--patients", simulated() / "patients.csv", "--lesions",
                  simulated() / "lesions.csv", "-o", scratch / "check"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const verdicts = read_table(scratch / "check/verdicts.tsv");
    EXPECT_EQ(verdicts.size(), 7U);
    for (auto const& row : verdicts) {
        EXPECT_EQ(row.at("verdict"), "ok") << row.at("sample") << ": " << row.at("reason");
    }
}

TEST(Simulate, counts_in_the_alignments_are_the_truth_tables) {
    auto const rows = read_table(simulated() / "truth/variants.tsv");
    ASSERT_EQ(rows.size(), 7U * 5U);
    int compared = 0;
    std::int64_t alternatives = 0;
    for (auto const& row : rows) {
        auto const bam = simulated() / (row.at("sample") + ".bam");
        auto const position = std::stoll(row.at("position"));
        auto const length = static_cast<std::int64_t>(row.at("ref").size()) -
                            static_cast<std::int64_t>(row.at("alt").size());
        if (length == 0) {
            auto const counts = count_bases(bam, row.at("contig"), position, row.at("ref"), row.at("alt"));
            EXPECT_EQ(std::to_string(counts.depth), row.at("usable_depth")) << row.at("sample") << row.at("id");
            EXPECT_EQ(std::to_string(counts.alt), row.at("usable_alt_molecules")) << row.at("sample") << row.at("id");
            alternatives += counts.alt;
            ++compared;
        } else {
            // Each carrier shows the gap in one or both mates, unless the read ends too near it.
            auto const carriers = std::stoll(row.at("alt_molecules"));
            auto const gaps = count_gaps(bam, row.at("contig"), position, length > 0 ? 'D' : 'I', std::abs(length));
            EXPECT_LE(gaps, 2 * carriers);
            EXPECT_GE(gaps, carriers * 3 / 4);
        }
    }
    EXPECT_EQ(compared, 7 * 3);
    EXPECT_GT(alternatives, 100);
}

TEST(Simulate, private_variants_stand_in_their_own_lesions_vcf_only) {
    EXPECT_NE(read_file(simulated() / "P1_L1.vcf").find("\tM\t"), std::string::npos);
    EXPECT_EQ(read_file(simulated() / "P1_L2.vcf").find("\tM\t"), std::string::npos);
    for (auto const& row : read_table(simulated() / "truth/variants.tsv")) {
        if (row.at("id") == "M") {
            EXPECT_EQ(row.at("lesion"), "L1");
            bool const carried = row.at("sample") == "P1_L1" || row.at("sample") == "P1_before";
            EXPECT_EQ(row.at("true_vaf") != "0", carried) << row.at("sample");
        }
    }
}

TEST(Simulate, ref_of_every_listed_allele_is_in_the_reference) {
    auto const fasta = read_file(simulated() / "reference.fa");
    std::map<std::string, std::string> contigs;
    std::string name;
    std::istringstream lines{fasta};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('>')) {
            name = line.substr(1);
        } else {
            contigs[name] += line;
        }
    }
    int seen = 0;
    for (auto const* const file : {"P1_L1.vcf", "P1_L2.vcf", "common_sites.vcf"}) {
        std::istringstream records{read_file(simulated() / file)};
        for (std::string line; std::getline(records, line);) {
            if (line.starts_with('#')) {
                continue;
            }
            std::istringstream cells{line};
            std::string contig;
            std::size_t position = 0;
            std::string id;
            std::string ref;
            cells >> contig >> position >> id >> ref;
            auto bases = contigs.at(contig).substr(position - 1, ref.size());
            std::ranges::transform(bases, bases.begin(), [](unsigned char base) { return static_cast<char>(std::toupper(base)); });
            EXPECT_EQ(bases, ref) << file << " " << line;
            ++seen;
        }
    }
    EXPECT_GE(seen, 9 + 3);
}

TEST(Simulate, records_carry_the_documented_tags_and_flags) {
    std::unique_ptr<htsFile, int (*)(htsFile*)> const file{hts_open((simulated() / "P1_before.bam").c_str(), "r"),
                                                           &hts_close};
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_read(file.get()), &sam_hdr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const record{bam_init1(), &bam_destroy1};
    std::map<std::string, int> classes;
    int flagged = 0;
    int improper = 0;
    int records = 0;
    while (sam_read1(file.get(), header.get(), record.get()) >= 0) {
        ++records;
        flagged += (record->core.flag & 0xd00) != 0 ? 1 : 0;
        improper += (record->core.flag & 2) == 0 ? 1 : 0;
        auto const number = [&](char const* tag) {
            auto* const field = bam_aux_get(record.get(), tag);
            EXPECT_NE(field, nullptr) << tag;
            return field == nullptr ? -1 : bam_aux2i(field);
        };
        for (auto const* const tag : {"RG", "MI", "RX", "cM", "cE", "aM", "aE", "bM", "bE"}) {
            ASSERT_NE(bam_aux_get(record.get(), tag), nullptr) << tag;
        }
        auto const all = number("cD");
        auto const ab = number("aD");
        auto const ba = number("bD");
        EXPECT_EQ(all, ab + ba);
        EXPECT_GE(ab, ba);
        ++classes[ba > 0 ? "duplex" : all > 1 ? "simplex" : "singleton"];
        auto const* const qualities = bam_get_qual(record.get());
        for (int base = 0; base < record->core.l_qseq; ++base) {
            bool const unknown = bam_seqi(bam_get_seq(record.get()), base) == 15;
            EXPECT_TRUE(unknown ? qualities[base] == 2 : qualities[base] >= 20 && qualities[base] <= 90);
        }
    }
    EXPECT_NEAR(classes["duplex"] / static_cast<double>(records), 0.6, 0.06);
    EXPECT_NEAR(classes["simplex"] / static_cast<double>(records), 0.3, 0.06);
    EXPECT_GT(classes["singleton"], 0);
    EXPECT_GT(flagged, 0);
    EXPECT_GT(improper, 0);
    auto const truth = read_table(simulated() / "truth/samples.tsv");
    for (auto const& row : truth) {
        if (row.at("sample") == "P1_before") {
            EXPECT_EQ(row.at("records"), std::to_string(records));
        }
    }
}

TEST(Simulate, bytes_are_the_same_again_and_for_any_thread_count_name_and_locale) {
    auto const expected = tree_of(simulated().folder());
    for (auto const* const threads : {"1", "2", "4"}) {
        Scratch const scratch;
        auto const result =
            tidemark({"simulate", scratch.write(std::string{"other"} + threads + ".json", small_scenario()), "--seed",
                      "1", "-@", threads, "-o", scratch / "out"},
                     {.folder = {}, .input = {}, .environment = {{"LC_ALL", "de_DE.UTF-8"}}});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(tree_of(scratch / "out"), expected) << threads;
    }
}

TEST(Simulate, another_seed_is_another_patient) {
    Scratch const scratch;
    ASSERT_EQ(tidemark({"simulate", scratch.write("s.json", small_scenario()), "--seed", "2", "-o", scratch / "out"})
                  .exit_code,
              0);
    auto const first = tree_of(simulated().folder());
    auto const second = tree_of(scratch / "out");
    for (auto const* const name : {"reference.fa", "P1_L1.vcf", "P1_before.bam", "truth/variants.tsv"}) {
        EXPECT_NE(first.at(name), second.at(name)) << name;
    }
}

TEST(Simulate, no_result_names_a_folder) {
    for (auto const& [name, bytes] : tree_of(simulated().folder())) {
        if (!name.ends_with(".bam")) {
            EXPECT_EQ(bytes.find(simulated().folder()), std::string::npos) << name;
        }
    }
}

TEST(SimulateEvidence, tables_and_panel_are_drawn_and_read_by_detect) {
    Scratch const scratch;
    auto const text = replaced(small_scenario(), "\"fraction\": 0, \"molecules\": 300",
                               "\"fraction\": 0.01, \"replicates\": 20, \"molecules\": 3000");
    auto const scenario = scratch.write("s.json", text);
    auto const out = scratch / "out";
    auto const result = tidemark({"simulate", scenario, "--seed", "1", "--evidence", "-o", out});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(std::filesystem::exists(out + "/P1.panel.tsv"));
    EXPECT_TRUE(std::filesystem::exists(out + "/N1.P1.evidence.tsv.gz"));
    EXPECT_TRUE(std::filesystem::exists(out + "/P1_after_r20.evidence.tsv.gz"));
    EXPECT_FALSE(std::filesystem::exists(out + "/samples.csv"));
    // Twenty draws at one truth: the mean of their counts is the true VAF within chance.
    double depth = 0;
    double alternatives = 0;
    for (auto const& row : read_table(out + "/truth/variants.tsv")) {
        if (row.at("sample").starts_with("P1_after_r") && row.at("id") != "M") {
            EXPECT_EQ(row.at("true_vaf"), "0.005");
            depth += std::stod(row.at("usable_depth"));
            alternatives += std::stod(row.at("usable_alt_molecules"));
        }
    }
    EXPECT_NEAR(alternatives, depth * 0.005, 5 * std::sqrt(depth * 0.005) + 0.04 * depth * 0.005);
    auto const detected = tidemark({"detect", "--panel", out + "/P1.panel.tsv", "-o", scratch / "d.tsv",
                                    out + "/P1_after_r1.evidence.tsv.gz", out + "/P1_after_r2.evidence.tsv.gz"});
    EXPECT_EQ(detected.exit_code, 0) << detected.err;
    Scratch const again;
    ASSERT_EQ(tidemark({"simulate", scenario, "--seed", "1", "--evidence", "-@", "4", "-o", again / "out"}).exit_code, 0);
    EXPECT_EQ(tree_of(out), tree_of(again / "out"));
}

}  // namespace tidemark::test
