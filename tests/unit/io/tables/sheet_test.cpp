// The sheets as values: what a row becomes, and that a written sheet reads back as itself.
#include "io/tables/sheet_table.hpp"

#include <gtest/gtest.h>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string rules(Findings const& findings) {
    std::string text;
    for (auto const& finding : findings) {
        text += finding.rule + "@" + std::to_string(finding.line) + ":" + finding.column + " ";
    }
    return text;
}

}  // namespace

TEST(SampleSheet, a_full_row_becomes_the_value_and_reads_back_from_what_is_written) {
    Scratch const folder;
    auto const sheet = folder.write(
        "s.csv",
        "sample_type,sample,patient,day,bam,tumor_vcf,use,umi,evidence,targets,cfdna_ng,plasma_ml,input_ng,batch,"
        "chemistry,sha256,records,timepoint,x_note\n"
        "plasma,d21,P1,21,\"a,b.bam\",t.vcf,landmark,name::,raw,t.bed,30.5,4,10,B1,duplex,"
        "ABCDEFabcdef00000000000000000000000000000000000000000000000000AA,12,C3,see 2\n");
    Findings findings;
    auto const rows = read_samples(sheet, findings);
    EXPECT_EQ(rules(findings), "");
    ASSERT_EQ(rows.size(), 1U);
    auto const& row = rows.front();
    EXPECT_EQ(row.line, 2U);
    EXPECT_EQ(row.sample, "d21");
    EXPECT_EQ(row.type, SampleType::plasma);
    EXPECT_EQ(row.use, IntendedUse::landmark);
    EXPECT_EQ(row.day, 21);
    EXPECT_EQ(row.bam, "a,b.bam");
    EXPECT_EQ(row.umi, "name::");
    EXPECT_EQ(row.cfdna_ng, 30.5);
    EXPECT_EQ(row.records, 12);
    EXPECT_EQ(row.sha256.substr(0, 12), "abcdefabcdef");
    EXPECT_EQ(row.extra.at("x_note"), "see 2");
    write_samples(folder / "n.csv", rows);
    EXPECT_EQ(read_samples(folder / "n.csv", findings), rows);
    EXPECT_EQ(rules(findings), "");
    write_samples(folder / "m.csv", read_samples(folder / "n.csv", findings));
    EXPECT_EQ(read_file(folder / "m.csv"), read_file(folder / "n.csv"));
}

TEST(SampleSheet, a_row_without_reads_is_for_those_who_open_none) {
    Scratch const folder;
    auto const bare = folder.write("s.csv", "patient,sample,sample_type,day\nP1,d0,plasma,0\nN,d1,plasma,\n");
    Findings findings;
    auto const rows = read_counted_samples(bare, findings);
    EXPECT_EQ(rules(findings), "missing_value@3:day ");
    EXPECT_EQ(rows.at(0).sample, "d0");
    EXPECT_EQ(rows.at(0).bam, "");
    Findings strict;
    static_cast<void>(read_samples(bare, strict));
    EXPECT_EQ(rules(strict), "no_input@2:bam missing_value@3:day no_input@3:bam ");
    // What a row says of its reads still has to be true to itself.
    Findings twice;
    static_cast<void>(read_counted_samples(
        folder.write("t.csv", "patient,sample,sample_type,day,bam,cram\nP1,d0,plasma,0,a.bam,a.cram\n"), twice));
    EXPECT_EQ(rules(twice), "several_inputs@2:cram ");
}

TEST(SampleSheet, lanes_of_fastq_keep_their_files_in_order) {
    Scratch const folder;
    auto const sheet = folder.write("s.csv", "patient,sample,sample_type,day,fastq_1,fastq_2,lane,read_structure,tumor_vcf\n"
                                             "P1,d0,plasma,0,a.fq,b.fq,1,+T 8M,t.vcf\n");
    Findings findings;
    auto const rows = read_samples(sheet, findings);
    EXPECT_EQ(rules(findings), "");
    EXPECT_EQ(rows.at(0).fastq, (std::vector<std::string>{"a.fq", "b.fq"}));
    write_samples(folder / "n.csv", rows);
    EXPECT_EQ(read_samples(folder / "n.csv", findings), rows);
}

TEST(EventSheet, a_date_becomes_a_day_from_the_anchor_of_its_patient) {
    Scratch const folder;
    auto const sheet = folder.write("e.csv", "patient,day,date,event,anchor,value,unit\n"
                                             "P1,,2024-03-08,systemic_start,pre_io,,\n"
                                             "P1,,2024-02-28,radiotherapy_fraction,,8,Gy\n"
                                             "P2,5,2024-03-06,imaging,,,\n"
                                             "P2,,2024-03-01,surgery,,,\n");
    Findings findings;
    auto const rows = read_events(sheet, findings);
    EXPECT_EQ(rules(findings), "");
    EXPECT_EQ(rows.at(0).day, 0);
    EXPECT_EQ(rows.at(1).day, -9);   // 2024 is a leap year
    EXPECT_EQ(rows.at(1).value, 8);
    EXPECT_EQ(rows.at(2).day, 5);
    EXPECT_EQ(rows.at(3).day, 0);    // day 5 is the 6th
}

TEST(EventSheet, a_date_without_an_anchor_and_a_value_without_a_unit_are_faults) {
    Scratch const folder;
    auto const sheet = folder.write("e.csv", "patient,day,date,event,value,unit\n"
                                             "P1,,2024-03-08,surgery,,\nP1,,,surgery,,\nP1,1,,imaging,30,\n");
    Findings findings;
    static_cast<void>(read_events(sheet, findings));
    EXPECT_EQ(rules(findings), "value_and_unit@4:unit date_without_anchor@2:date missing_value@3:day ");
}

TEST(PatientSheet, strata_are_columns_of_their_own) {
    Scratch const folder;
    auto const sheet = folder.write("p.csv", "patient,sex,arm,stratum_tmb\nP1,female,A,low\nP2,f,A,low\n");
    Findings findings;
    auto const rows = read_patients(sheet, findings);
    EXPECT_EQ(rules(findings), "unknown_word@3:sex ");
    EXPECT_EQ(rows.at(0).strata.at("stratum_tmb"), "low");
}

TEST(LesionSheets, values_outside_their_domain_name_the_cell) {
    Scratch const folder;
    auto const sheet = folder.write("m.csv", "patient,contig,position,ref,alt,lesion,ccf,multiplicity,purity,total_copies\n"
                                             "P1,chr1,1,A,C,liver,1.3,1,0.5,2\n"
                                             "P1,chr1,0,A,C,liver,1,1,0.5,2\n"
                                             "P1,chr1,1,A,<DEL>,liver,1,0,1.5,-2\n");
    Findings findings;
    static_cast<void>(read_lesion_map(sheet, findings));
    EXPECT_EQ(rules(findings), "number_out_of_range@2:ccf invalid_count@3:position invalid_allele@4:alt "
                               "number_out_of_range@4:multiplicity number_out_of_range@4:total_copies "
                               "number_out_of_range@4:purity ");
}

TEST(LesionSheets, an_empty_compartment_is_unknown) {
    Scratch const folder;
    Findings findings;
    auto const rows = read_lesions(folder.write("l.csv", "patient,lesion,compartment\nP1,liver,\nP1,lung,irradiated\n"), findings);
    EXPECT_EQ(rows.at(0).compartment, Compartment::unknown);
    EXPECT_EQ(rows.at(1).compartment, Compartment::irradiated);
}

TEST(VerdictTable, verdicts_read_back_as_written) {
    Scratch const folder;
    std::vector<SampleVerdict> const verdicts{
        {.sample = "a", .ok = true, .reason = {}, .message = {}, .facts = {{"records", "12"}, {"index", "bai"}}},
        {.sample = "b", .ok = false, .reason = "no_index", .message = "b.bam has no index", .facts = {}}};
    write_verdicts(folder / "v.tsv", verdicts);
    EXPECT_EQ(read_verdicts(folder / "v.tsv"), verdicts);
}

TEST(VerdictTable, a_table_that_says_neither_ok_nor_why_not_is_refused) {
    Scratch const folder;
    auto const head = std::string{"sample\tverdict\treason\tmessage\n"};
    EXPECT_THROW(static_cast<void>(read_verdicts(folder.write("v.tsv", head + "a\tgood\t\t\n"))), InputError);
    EXPECT_THROW(static_cast<void>(read_verdicts(folder.write("v.tsv", head + "a\tfailed\t\t\n"))), InputError);
    EXPECT_THROW(static_cast<void>(read_verdicts(folder.write("v.tsv", head + "a\tok\tno_index\t\n"))), InputError);
    EXPECT_THROW(static_cast<void>(read_verdicts(folder.write("v.tsv", "sample\tverdict\treason\tmessage\tschema\n"
                                                                       "a\tok\t\t\ttidemark.verdicts/9\n"))),
                 ContradictionError);
    EXPECT_EQ(read_verdicts(folder.write("v.tsv", head + "a\tok\t\t\n")).size(), 1U);
}

}  // namespace tidemark::test
