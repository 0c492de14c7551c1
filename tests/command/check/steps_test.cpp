// The whole check and its three steps, evidence and UMIs, options that exclude each other.
#include <gtest/gtest.h>

#include <filesystem>

#include "check_case.hpp"

namespace tidemark::test {
namespace {

/// A cohort with two good files, a damaged one and an absent one.
void make_cohort(CheckCase const& scene) {
    scene.bam("one", scene.header("P1_d0") + scene.reads(5));
    scene.bam("two", scene.header("other") + scene.reads(7));
    scene.folder.write("bad.bam", "text\n");
    scene.sheet({"P1,P1_d0,plasma,0,one.bam,tumor.vcf", "P1,P1_d21,plasma,21,bad.bam,tumor.vcf",
                 "P1,P1_d42,plasma,42,absent.bam,tumor.vcf", ",N1,control,,two.bam,"});
}

}  // namespace

TEST(CheckSteps, the_three_steps_give_the_bytes_of_the_whole_check) {
    CheckCase const scene;
    make_cohort(scene);
    ASSERT_EQ(scene.check().exit_code, 0);
    auto const steps = scene.folder / "steps";
    auto const normalised = steps + "/samples.csv";
    ASSERT_EQ(tidemark({"check", "--samples", scene.folder / "sheet.csv", "--sheet-only", "-o", steps}).exit_code, 0);
    EXPECT_EQ(read_file(normalised), read_file(scene.folder / "out/samples.csv"));
    std::vector<std::string> merge{"check", "--samples", normalised, "-o", steps, "--merge"};
    for (auto const* const sample : {"N1", "P1_d42", "P1_d21", "P1_d0"}) {
        ASSERT_EQ(tidemark({"check", "--samples", normalised, "--base", scene.folder.path(), "--reference", scene.reference,
                            "--sample", sample, "-o", steps}).exit_code, 0);
        merge.push_back(steps + "/" + sample + ".verdict.tsv");
    }
    ASSERT_EQ(tidemark(merge).exit_code, 0);
    EXPECT_EQ(read_file(steps + "/verdicts.tsv"), read_file(scene.folder / "out/verdicts.tsv"));
    EXPECT_EQ(scene.outcome("P1_d21"), "failed wrong_file_type");
    EXPECT_EQ(scene.outcome("P1_d42"), "failed file_missing");
}

TEST(CheckSteps, a_staged_copy_under_another_name_gives_the_same_verdict) {
    CheckCase const scene;
    make_cohort(scene);
    ASSERT_EQ(scene.check().exit_code, 0);
    std::filesystem::create_directory(scene.folder / "staged");
    for (auto const& [from, to, sample] : {std::tuple{"bad.bam", "staged/in.bam", "P1_d21"},
                                           std::tuple{"one.bam", "staged/in.bam", "P1_d0"}}) {
        std::filesystem::copy_file(scene.folder / from, scene.folder / to, std::filesystem::copy_options::overwrite_existing);
        if (std::filesystem::exists(scene.folder / (std::string{from} + ".bai"))) {
            std::filesystem::copy_file(scene.folder / (std::string{from} + ".bai"), scene.folder / "staged/in.bam.bai");
        }
        ASSERT_EQ(scene.check({"--sample", sample, "--alignment", scene.folder / to}).exit_code, 0);
        auto const single = read_file(scene.folder / (std::string{"out/"} + sample + ".verdict.tsv"));
        auto const whole = read_file(scene.folder / "out/verdicts.tsv");
        auto const row = single.substr(single.find('\n') + 1);
        EXPECT_TRUE(has(whole, row)) << row << whole;
    }
}

TEST(CheckSteps, results_hold_no_path_and_the_sheet_keeps_paths_as_written) {
    CheckCase const scene;
    make_cohort(scene);
    ASSERT_EQ(scene.check().exit_code, 0);
    EXPECT_FALSE(has(read_file(scene.folder / "out/verdicts.tsv"), scene.folder.path().string()));
    EXPECT_TRUE(has(read_file(scene.folder / "out/samples.csv"), ",one.bam,"));
}

TEST(CheckSteps, threads_locale_and_a_second_round_change_no_byte) {
    CheckCase const scene;
    make_cohort(scene);
    ASSERT_EQ(scene.check().exit_code, 0);
    auto const verdicts = read_file(scene.folder / "out/verdicts.tsv");
    auto const samples = read_file(scene.folder / "out/samples.csv");
    for (auto const* const threads : {"2", "4"}) {
        ASSERT_EQ(tidemark({"check", "--samples", scene.folder / "sheet.csv", "-f", scene.reference, "-@", threads, "-o",
                            scene.folder / "out"},
                           {.folder = {}, .input = {}, .environment = {{"LC_ALL", "de_DE.UTF-8"}, {"TZ", "Asia/Kolkata"}}})
                      .exit_code,
                  0);
        EXPECT_EQ(read_file(scene.folder / "out/verdicts.tsv"), verdicts);
    }
    ASSERT_EQ(tidemark({"check", "--samples", scene.folder / "out/samples.csv", "--base", scene.folder.path(), "-f",
                        scene.reference, "-o", scene.folder / "again"}).exit_code, 0);
    EXPECT_EQ(read_file(scene.folder / "again/samples.csv"), samples);
    EXPECT_EQ(read_file(scene.folder / "again/verdicts.tsv"), verdicts);
}

TEST(CheckSteps, merge_wants_exactly_one_verdict_for_each_sample) {
    CheckCase const scene;
    make_cohort(scene);
    ASSERT_EQ(scene.check({"--sample", "N1"}).exit_code, 0);
    auto const one = scene.folder / "out/N1.verdict.tsv";
    EXPECT_EQ(scene.check({"--merge", one}).exit_code, 4);
    EXPECT_EQ(scene.check({"--merge", one, one}).exit_code, 4);
    EXPECT_FALSE(scene.wrote("verdicts.tsv"));
}

TEST(CheckSteps, wrong_calls_are_usage_errors) {
    CheckCase const scene;
    make_cohort(scene);
    EXPECT_EQ(scene.check({"--sheet-only", "--sample", "N1"}).exit_code, 2);
    EXPECT_EQ(scene.check({"--alignment", "x.bam"}).exit_code, 2);
    EXPECT_EQ(tidemark({"check", "--samples", scene.folder / "sheet.csv", "-o", scene.folder / "out"}).exit_code, 2);
    EXPECT_EQ(tidemark({"check", "-o", scene.folder / "out"}).exit_code, 2);
    EXPECT_EQ(scene.check({"--sample", "nobody"}).exit_code, 4);
    EXPECT_FALSE(std::filesystem::exists(scene.folder / "out"));
}

TEST(CheckSteps, an_unwritable_output_is_exit_5) {
    CheckCase const scene;
    make_cohort(scene);
    scene.folder.write("out", "a file where the folder should be");
    EXPECT_EQ(scene.check().exit_code, 5);
}

class DeclaredEvidence : public ::testing::Test {
protected:
    CheckCase scene;

    std::string outcome(std::string const& tags, std::string const& evidence, std::string const& umi) {
        scene.bam("a", scene.header("d0") + scene.reads(20, tags));
        scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf," + evidence + "," + umi}, "evidence,umi");
        EXPECT_EQ(scene.check().exit_code, 0);
        return scene.outcome("d0");
    }
    static constexpr auto rx = "\tRX:Z:ACGT";
    static constexpr auto consensus = "\tcD:i:3\tcM:i:3";
};

TEST_F(DeclaredEvidence, fault_36_tags_that_contradict_the_declared_class_fail) {
    EXPECT_EQ(outcome(consensus, "raw", "none"), "failed evidence_contradicts");
    EXPECT_EQ(outcome(consensus, "grouped", ""), "failed evidence_contradicts");
    EXPECT_EQ(outcome(rx, "consensus", ""), "failed evidence_contradicts");
    EXPECT_EQ(outcome(rx, "grouped", ""), "failed evidence_contradicts");
    EXPECT_EQ(outcome(consensus, "consensus", ""), "ok ");
    EXPECT_EQ(outcome("", "consensus", ""), "ok ");
    EXPECT_EQ(outcome("", "deduplicated", ""), "ok ");
    EXPECT_EQ(outcome(rx, "raw", ""), "ok ");
    EXPECT_EQ(outcome("\tMI:Z:1\tRX:Z:ACGT", "grouped", ""), "ok ");
}

TEST_F(DeclaredEvidence, fault_30_an_announced_umi_must_be_there) {
    EXPECT_EQ(outcome("", "raw", ""), "failed umi_missing");
    EXPECT_EQ(outcome("", "raw", "none"), "ok ");
    EXPECT_EQ(outcome("", "", ""), "ok ");
    EXPECT_EQ(outcome("", "", "tag"), "failed umi_missing");
    EXPECT_EQ(outcome(rx, "", "tag:BX"), "failed umi_missing");
    EXPECT_EQ(outcome("\tBX:Z:ACGT", "", "tag:BX"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "has_umi"), "all");
}

TEST_F(DeclaredEvidence, fault_31_a_umi_in_the_read_name_is_found_by_separator_or_pattern) {
    std::string text = scene.header("d0");
    for (int number = 1; number <= 5; ++number) {
        text += "r" + std::to_string(number) + "_ACGT-GGTA\t0\tchr1\t" + std::to_string(number) +
                "\t60\t4M\t*\t0\t0\tACGT\tIIII\n";
    }
    scene.bam("a", text);
    for (auto const& [rule, expected] : {std::pair{"name:_", "ok "}, std::pair{"pattern:_([ACGT]+)-([ACGT]+)$", "ok "},
                                         std::pair{"name::", "failed umi_missing"}}) {
        scene.sheet({std::string{"P1,d0,plasma,0,a.bam,tumor.vcf,raw,"} + rule}, "evidence,umi");
        EXPECT_EQ(scene.check().exit_code, 0);
        EXPECT_EQ(scene.outcome("d0"), expected) << rule;
    }
}

TEST_F(DeclaredEvidence, fault_32_a_umi_on_a_part_of_the_templates_fails_above_a_thousandth) {
    auto const mixed = [&](int with, int without) {
        scene.bam("a", scene.header("d0") + scene.reads(with, rx) + [&] {
            std::string text;
            for (int number = 0; number < without; ++number) {
                text += "w" + std::to_string(number) + "\t0\tchr1\t390\t60\t10M\t*\t0\t0\tACGTTGCAAC\tIIIIIIIIII\n";
            }
            return text;
        }());
        scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,raw"}, "evidence");
        EXPECT_EQ(scene.check().exit_code, 0);
        return scene.outcome("d0");
    };
    EXPECT_EQ(mixed(300, 1), "failed umi_partial");
    EXPECT_EQ(scene.verdict("d0", "has_umi"), "some");
}

TEST(CheckEvidence, fault_34_one_UMI_at_many_places_is_a_verdict_and_one_deep_family_is_none) {
    CheckCase const scene;
    auto const with = [&](std::string const& umi_of_the_last, int reads_a_place, std::string const& evidence) {
        std::string text;
        for (int number = 0; number < 1200; ++number) {
            text += "t" + std::to_string(number) + "\t0\tchr1\t" + std::to_string(1 + number / reads_a_place) +
                    "\t60\t10M\t*\t0\t0\tACGTTGCAAC\tIIIIIIIIII\tRX:Z:" + (number == 1199 ? umi_of_the_last : "ACGTC") + "\n";
        }
        scene.bam("a", scene.header("d0") + text);
        scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf," + evidence}, "evidence");
        EXPECT_EQ(scene.check().exit_code, 0);
        return scene.outcome("d0");
    };
    EXPECT_EQ(with("ACGTC", 4, "raw"), "failed umi_degenerate");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "1200 templates, at 300 places, have the UMI ACGTC")) << scene.verdict("d0", "message");
    EXPECT_EQ(with("ACGTA", 4, "raw"), "ok ");
    EXPECT_EQ(with("ACGTC", 1200, "raw"), "ok ");
    EXPECT_EQ(with("ACGTC", 4, "deduplicated"), "ok ") << "nobody asked for its UMIs";
}

TEST(CheckFastq, heads_are_read_and_damage_is_a_verdict) {
    CheckCase const scene;
    scene.folder.write("r1.fq", "@a\nACGT\n+\nIIII\n@b\nACGT\n+\nIIII\n");
    scene.folder.write("r2.fq", "@a\nACGT\n+\nIIII\n");
    scene.folder.write("bad.fq", "@a\nACGT\n+\nIII\n");
    scene.folder.write("sheet.csv",
                       "patient,sample,sample_type,day,fastq_1,fastq_2,read_structure,tumor_vcf\n"
                       "P1,a,plasma,0,r1.fq,bad.fq,3M+T 3M+T,tumor.vcf\nP1,b,plasma,1,r2.fq,none.fq,3M+T 3M+T,tumor.vcf\n");
    ASSERT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("a"), "failed fastq_damaged");
    EXPECT_EQ(scene.outcome("b"), "failed file_missing");
    scene.folder.write("sheet.csv", "patient,sample,sample_type,day,fastq_1,fastq_2,read_structure,tumor_vcf\n"
                                    "P1,a,plasma,0,r1.fq,r2.fq,3M+T 3M+T,tumor.vcf\n");
    ASSERT_EQ(scene.check({"--deep"}).exit_code, 0);
    EXPECT_EQ(scene.outcome("a"), "failed fastq_length");
}

TEST(CheckFastq, staged_copies_stand_for_the_files_of_the_sheet_in_its_order) {
    CheckCase const scene;
    scene.folder.write("sheet.csv", "patient,sample,sample_type,day,fastq_1,fastq_2,read_structure,tumor_vcf\n"
                                    "P1,a,plasma,0,r1.fq,r2.fq,3M+T 3M+T,tumor.vcf\n");
    scene.folder.write("staged_1", "@a\nACGT\n+\nIIII\n");
    scene.folder.write("staged_2", "@a\nACGT\n+\nIIII\n");
    scene.folder.write("staged_other", "@a\nACGT\n+\nIII\n");
    auto const outcome = [&](std::string const& second) {
        EXPECT_EQ(scene.check({"--sample", "a", "--fastq", scene.folder / "staged_1", scene.folder / second, "-@", "2"}).exit_code, 0);
        return table_cell(read_file(scene.folder / "out/a.verdict.tsv"), "a", "verdict");
    };
    // The sheet's own paths lead nowhere here.
    EXPECT_EQ(outcome("staged_2"), "ok");
    EXPECT_EQ(outcome("staged_other"), "failed");
}

}  // namespace tidemark::test
