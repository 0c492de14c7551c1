// check --pseudonymize: a bad key first, then sheets under keyed hashes.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <utility>

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

TEST_F(Pseudonymize, an_output_that_is_an_input_is_2_and_the_original_stays) {
    auto const write = [&](std::string const& folder) {
        return tidemark({"check", "--samples", scene.folder / "sheet.csv", "--events", scene.folder / "events.csv", "--pseudonymize",
                         scene.folder / "key", "-o", folder});
    };
    auto const original = read_file(scene.folder / "sheet.csv");
    std::filesystem::copy_file(scene.folder / "sheet.csv", scene.folder / "samples.csv");
    auto const over = tidemark({"check", "--samples", scene.folder / "samples.csv", "--pseudonymize", scene.folder / "key", "-o",
                                scene.folder.path().string()});
    EXPECT_EQ(over.exit_code, 2) << over.err;
    EXPECT_EQ(read_file(scene.folder / "samples.csv"), original);
    // A link is written through: its target is an input all the same.
    std::filesystem::create_directory(scene.folder.path() / "linked");
    std::filesystem::create_symlink(scene.folder.path() / "sheet.csv", scene.folder.path() / "linked/samples.csv");
    EXPECT_EQ(write(scene.folder / "linked").exit_code, 2);
    EXPECT_EQ(read_file(scene.folder / "sheet.csv"), original);
    // No sheet, but a key is lost as well.
    std::filesystem::create_directory(scene.folder.path() / "keyed");
    std::filesystem::copy_file(scene.folder / "key", scene.folder / "keyed/events.csv");
    EXPECT_EQ(tidemark({"check", "--samples", scene.folder / "sheet.csv", "--events", scene.folder / "events.csv", "--pseudonymize",
                        scene.folder / "keyed/events.csv", "-o", scene.folder / "keyed"}).exit_code, 2);
    EXPECT_EQ(write(scene.folder / "out").exit_code, 0);
}

TEST_F(Pseudonymize, no_id_date_or_text_of_an_AIRR_table_is_written) {
    scene.folder.write("airr.tsv", "sequence_id\tsample_id\trepertoire_id\tsubject_id\tcollection_date\tward\tjunction\tjunction_aa\tv_call\t"
                                   "j_call\tduplicate_count\tproductive\n"
                                   "em_1\tem_baseline\tem_baseline\tErika_Mustermann\t2024-03-01\t7B\tTGTGCC\tCA\tTRBV1*01\tTRBJ1\t7\tT\n"
                                   "em_2\tem_baseline\tem_baseline\tErika_Mustermann\t2024-03-01\t7B\tTGTTAG\tC*\tTRBV1*01\tTRBJ1\t2\tF\n");
    scene.folder.write("pooled.tsv", "repertoire_id\tjunction\tduplicate_count\trun_date\nem_d21\tTGTGCC\t4\t2024-03-22\n");
    auto const result = run("key", {"--clonotypes", scene.folder / "airr.tsv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(out("clonotypes.csv"), "sample,patient,compartment,cdr3_nt,cdr3_aa,v,j,templates\n"
                                     "Scajdljgigmcbhnho,Pemjihngajfkjjlfp,,TGTGCC,CA,TRBV1*01,TRBJ1,7\n");
    ASSERT_EQ(run("key", {"--clonotypes", scene.folder / "pooled.tsv"}).exit_code, 0);
    for (auto const* const told : {"em_", "2024"}) {
        EXPECT_FALSE(has(out("clonotypes.csv"), told)) << told;
    }
    auto const again = tidemark({"check", "--sheet-only", "--samples", scene.folder / "out/samples.csv", "--clonotypes",
                                 scene.folder / "out/clonotypes.csv", "-o", scene.folder / "again"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST_F(Pseudonymize, neoantigens_are_written_too_and_those_of_nobody_are_4) {
    scene.folder.write("nobody.csv", "patient,contig,position,ref,alt\nErika,chr1,5,C,T\n");
    auto const refused = run("key", {"--neoantigens", scene.folder / "nobody.csv"});
    EXPECT_EQ(refused.exit_code, 4) << refused.err;
    EXPECT_TRUE(has(refused.err, "unknown_patient")) << refused.err;
    EXPECT_FALSE(scene.wrote("neoantigens.csv"));
    scene.folder.write("tags.csv", "patient,contig,position,ref,alt,x_note\nErika_Mustermann,chr1,5,C,T,Dr. Who\n");
    auto const result = run("key", {"--neoantigens", scene.folder / "tags.csv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(out("neoantigens.csv"), "patient,contig,position,ref,alt\nPemjihngajfkjjlfp,chr1,5,C,T\n");
}

TEST_F(Pseudonymize, every_sheet_that_was_given_is_written) {
    scene.folder.write("patients.csv", "patient,sex\nErika_Mustermann,female\n");
    scene.folder.write("lesions.csv", "patient,lesion,compartment\nErika_Mustermann,L1,unknown\n");
    scene.folder.write("lesion_map.csv", "patient,lesion,contig,position,ref,alt,ccf\nErika_Mustermann,L1,chr1,5,C,T,1\n");
    scene.folder.write("clonotypes.csv", "sample,cdr3_aa,templates\nem_d21,CAS,4\n");
    scene.folder.write("neoantigens.csv", "patient,contig,position,ref,alt\nErika_Mustermann,chr1,5,C,T\n");
    scene.folder.write("outcomes.csv", "patient,endpoint,time,event,x_note\nErika_Mustermann,overall_survival,7,1,seen by em_\n");
    std::vector<std::string> words;
    for (auto const& [option, name] : {std::pair{"--patients", "patients.csv"}, std::pair{"--lesions", "lesions.csv"},
                                       std::pair{"--lesion-map", "lesion_map.csv"}, std::pair{"--clonotypes", "clonotypes.csv"},
                                       std::pair{"--neoantigens", "neoantigens.csv"}, std::pair{"--outcomes", "outcomes.csv"}}) {
        words.emplace_back(option);
        words.push_back(scene.folder / name);
    }
    auto const result = run("key", words);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    for (auto const* const name : {"samples.csv", "events.csv", "patients.csv", "lesions.csv", "lesion_map.csv", "clonotypes.csv", "neoantigens.csv", "outcomes.csv"}) {
        ASSERT_TRUE(scene.wrote(name)) << name;
        EXPECT_FALSE(has(out(name), "Erika") || has(out(name), "em_")) << name;
    }
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
