// check --pseudonymize: a bad key first, then sheets under keyed hashes.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "command/check/check_case.hpp"

namespace tidemark::test {
namespace {

constexpr auto key = "0123456789abcdef0123456789abcdef";

struct Pseudonymize : testing::Test {
    CheckCase scene;

    Pseudonymize() {
        scene.sheet({"Erika_Mustermann,em_baseline,plasma,,a.bam,tumor.vcf,2024-03-01,seen by Dr. Who",
                     "Erika_Mustermann,em_d21,plasma,,b.bam,tumor.vcf,2024-03-22,",
                     ",control_1,control,,c.bam,,,"},
                    "date,x_note");
        scene.folder.write("events.csv", "patient,date,event,anchor,label,x_ward\nErika_Mustermann,2024-03-02,systemic_start,pre_io,drug,7B\n");
        scene.folder.write("key", std::string{key} + "\n");
    }
    [[nodiscard]] CommandResult run(std::string const& with, std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"--events", scene.folder / "events.csv", "--pseudonymize", scene.folder / with};
        words.insert(words.end(), more.begin(), more.end());
        return scene.check(words);
    }
    [[nodiscard]] std::string out(std::string const& name) const { return read_file(scene.folder / ("out/" + name)); }
};

}  // namespace

TEST_F(Pseudonymize, a_key_that_is_short_or_not_there_is_3_and_writes_nothing) {
    scene.folder.write("short", "123456789012345\n");
    for (auto const* const name : {"short", "nowhere"}) {
        auto const result = run(name);
        EXPECT_EQ(result.exit_code, 3) << result.err;
        EXPECT_FALSE(has(result.err, "123456789012345")) << "a key is never shown";
    }
    EXPECT_FALSE(scene.wrote("samples.csv"));
    EXPECT_EQ(run("key", {"--sheet-only"}).exit_code, 2);
}

TEST_F(Pseudonymize, fault_55_sheets_are_written_again_under_keyed_hashes) {
    auto const result = run("key");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(has(result.err, "[possible_phi]")) << result.err;
    auto const samples = out("samples.csv");
    auto const events = out("events.csv");
    // First 16 digits, 0 as a to f as p: printf 'P\nErika_Mustermann' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    std::string const patient = "Pemjihngajfkjjlfp";
    EXPECT_TRUE(has(samples, "\n" + patient + ",Scajdljgigmcbhnho,plasma,,-1,")) << samples;
    EXPECT_TRUE(has(samples, "\n,Sbkmkpaekcnigoolk,control,")) << "a control has no patient\n" << samples;
    EXPECT_EQ(events, "patient,event,anchor,label,day\n" + patient + ",systemic_start,pre_io,drug,0\n");
    for (auto const* const told : {"Erika", "em_", "2024", "Dr. Who", "7B", key}) {
        EXPECT_FALSE(has(samples + events, told)) << told;
    }
    EXPECT_TRUE(has(samples, "a.bam")) << "paths stay as they are";
    EXPECT_FALSE(scene.wrote("verdicts.tsv"));
}

TEST_F(Pseudonymize, the_written_sheets_pass_the_check_and_another_key_gives_other_ids) {
    ASSERT_EQ(run("key").exit_code, 0);
    auto const first = out("samples.csv");
    auto const again = tidemark({"check", "--sheet-only", "--samples", scene.folder / "out/samples.csv", "--events",
                                 scene.folder / "out/events.csv", "-o", scene.folder / "again"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_FALSE(has(again.err, "possible_phi")) << again.err;
    ASSERT_EQ(run("key").exit_code, 0);
    EXPECT_EQ(out("samples.csv"), first);
    scene.folder.write("other", "another key of enough bytes");
    ASSERT_EQ(run("other").exit_code, 0);
    EXPECT_NE(out("samples.csv"), first);
}

}  // namespace tidemark::test
