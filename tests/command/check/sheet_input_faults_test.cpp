// What a sheet says of its inputs: reads, UMIs, lanes, tumor rows, and files that would share a name.
#include <gtest/gtest.h>

#include <filesystem>

#include "sheet_fault_case.hpp"

namespace tidemark::test {

TEST_F(SheetFaults, a_read_structure_and_a_UMI_rule_say_together_where_the_UMI_is) {
    auto const fastq = [&](std::string const& structure, std::string const& umi, std::string const& list = {}) {
        return sheet({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq," + structure + "," + umi + "," + list},
                     "fastq_1,fastq_2,read_structure,umi,umi_whitelist");
    };
    for (auto const& [structure, umi] : {std::pair{"3M2S+T 3M2S+T", "none"}, {"3M+T +T", "name:_"}, {"+T +T", ""}, {"+T +T", "tag"}}) {
        EXPECT_EQ(fastq(structure, umi), 3) << structure << " " << umi;
        EXPECT_TRUE(has(said, "umi_contradicted") && has(said, "column umi")) << said;
    }
    EXPECT_EQ(fastq("5S+T 5S+T", "none", "kit.txt"), 3);
    EXPECT_TRUE(has(said, "umi_contradicted") && has(said, "column umi_whitelist")) << said;
    for (auto const& [structure, umi] : {std::pair{"3M2S+T 3M2S+T", ""}, {"3M+T +T", "tag:RX"}, {"5S+T 5S+T", "none"}, {"+T +T", "name:_"}, {"", "none"}}) {
        EXPECT_EQ(fastq(structure, umi), 0) << structure << " " << umi << said;
    }
}

TEST_F(SheetFaults, fault_119_a_row_has_one_kind_of_input_and_lanes_are_whole) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,a.cram"}, "cram"), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,,tumor.vcf"}), 3);
    auto const lanes = [&](std::vector<std::string> const& rows) {
        return sheet(rows, "fastq_1,fastq_2,lane,read_structure");
    };
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,,"}), 3);
    EXPECT_TRUE(has(said, "no_read_structure")) << said;
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,,a_2.fq,,+T"}), 3);
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,,3M2S+T"}), 3);
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,1,3M+T +T", "P1,d0,plasma,0,,tumor.vcf,b_1.fq,b_2.fq,,3M+T +T"}), 3);
    EXPECT_TRUE(has(said, "partial_lanes")) << said;
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,1,3M+T +T", "P1,d0,plasma,0,,tumor.vcf,b_1.fq,b_2.fq,1,3M+T +T"}), 4);
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,1,3M+T +T", "P1,d0,plasma,7,,tumor.vcf,b_1.fq,b_2.fq,2,3M+T +T"}), 4);
    EXPECT_TRUE(has(said, "lanes_disagree")) << said;
    EXPECT_EQ(lanes({"P1,d0,plasma,0,,tumor.vcf,a_1.fq,a_2.fq,1,3M+T +T", "P1,d0,plasma,0,,tumor.vcf,b_1.fq,b_2.fq,2,3M+T +T"}), 0)
        << said;
}

TEST_F(SheetFaults, a_patient_has_one_source_of_tumor_variants) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d1,plasma,1,b.bam,other.vcf"}), 4);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,", "P1,d1,plasma,1,b.bam,"}), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,t,tumor,,b.bam,tumor.vcf"}), 4);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,", "P1,t,tumor,,b.bam,tumor.vcf"}), 0) << said;
}

TEST_F(SheetFaults, each_biopsied_lesion_has_one_tumor_row) {
    auto const tumors = [&](std::string const& first, std::string const& second) {
        return sheet({"P1,d0,plasma,0,a.bam,,", "P1,t1,tumor,,b.bam,t.vcf," + first, "P1,t2,tumor,,c.bam,u.vcf," + second}, "lesion");
    };
    EXPECT_EQ(tumors("liver", "liver"), 4);
    EXPECT_EQ(tumors("liver", ""), 3);
    EXPECT_EQ(tumors("liver", "lung"), 0) << said;
}

TEST_F(SheetFaults, columns_of_tumor_rows_and_of_patients_stand_where_they_belong) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,liver"}, "lesion"), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,0.5"}, "purity"), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,,", "P1,t,tumor,,b.bam,tumor.vcf,1.2"}, "purity"), 3);
    EXPECT_EQ(sheet({",d0,plasma,0,a.bam,tumor.vcf"}), 3);
    EXPECT_EQ(sheet({"P1,n,control,,a.bam,"}), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,,a.bam,tumor.vcf"}), 3);
    EXPECT_TRUE(has(said, "column day")) << said;
}

TEST_F(SheetFaults, names_of_files_of_all_samples_are_no_ids) {
    EXPECT_EQ(sheet({"cohort,d0,plasma,0,a.bam,tumor.vcf"}), 3);
    EXPECT_TRUE(has(said, "reserved_id") && has(said, "column patient")) << said;
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,background"}, "chemistry"), 3);
    EXPECT_TRUE(has(said, "reserved_id") && has(said, "column chemistry")) << said;
    EXPECT_EQ(sheet({"Cohort,d0,plasma,0,a.bam,tumor.vcf,backgrounds"}, "chemistry"), 0) << said;
}

TEST_F(SheetFaults, umi_rules_are_words_of_the_grammar) {
    auto const umi = [&](std::string const& rule) {
        return sheet({"P1,d0,plasma,0,a.bam,tumor.vcf," + rule}, "umi");
    };
    for (auto const* const rule : {"yes", "tag:R", "tag:1X", "name:", "pattern:(", "pattern:ACGT", "pattern:(a)(b)(c)"}) {
        EXPECT_EQ(umi(rule), 3) << rule;
        EXPECT_TRUE(has(said, "invalid_umi")) << said;
    }
    for (auto const* const rule : {"tag", "tag:BX", "name:_", "name::", "pattern:_([ACGT]+)$", "none"}) {
        EXPECT_EQ(umi(rule), 0) << rule << said;
    }
}

TEST_F(SheetFaults, two_evidence_files_never_share_a_name) {
    EXPECT_EQ(sheet({"c,d0,plasma,0,a.bam,tumor.vcf", "b.c,d1,plasma,0,b.bam,tumor.vcf", ",a.b,control,,n.bam,", ",a,control,,m.bam,"}), 4);
    EXPECT_TRUE(has(said, "output_name_collision")) << said;
}

}  // namespace tidemark::test
