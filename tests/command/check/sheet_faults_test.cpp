// Sheets that are not what they should be: every fault is named with file, line and column, and nothing is written.
#include <gtest/gtest.h>

#include <filesystem>

#include "sheet_fault_case.hpp"

namespace tidemark::test {

TEST_F(SheetFaults, every_fault_is_listed_with_its_line_and_column) {
    EXPECT_EQ(sheet({"P1,d0,plasma,x,a.bam,tumor.vcf", "P1,,plasma,1,b.bam,tumor.vcf", "P1,d2,blood,2,c.bam,tumor.vcf"}), 3);
    EXPECT_TRUE(has(said, "3 faults")) << said;
    EXPECT_TRUE(has(said, "sheet.csv line 2 column day")) << said;
    EXPECT_TRUE(has(said, "sheet.csv line 3 column sample")) << said;
    EXPECT_TRUE(has(said, "sheet.csv line 4 column sample_type")) << said;
}

TEST_F(SheetFaults, a_fault_is_said_once_with_file_line_and_column) {
    EXPECT_EQ(sheet({"P1,d 0,plasma,0,a.bam,tumor.vcf"}), 3);
    EXPECT_EQ(said.substr(0, said.find('\n', said.find('\n') + 1)),
              "tidemark: 1 fault:\n  sheet.csv line 2 column sample: 'd 0' is no id; ids are 1 to 64 of A-Z a-z 0-9 _ . - and "
              "start with a letter or digit [invalid_id]");
    EXPECT_TRUE(has(said, "\"where\":\"sheet.csv line 2 column sample\"")) << said;
    EXPECT_FALSE(has(said, "(sheet.csv")) << said;
}

TEST_F(SheetFaults, a_sheet_split_by_semicolons_is_one_fault_that_says_how_to_save_it) {
    for (auto const* const header : {"patient;sample;sample_type;day;bam;tumor_vcf", "\"patient\";\"sample\";\"sample_type\";\"day\""}) {
        scene.folder.write("sheet.csv", std::string{header} + "\nP1;d0;plasma;0;a.bam;tumor.vcf\n");
        EXPECT_EQ(sheet_only(), 3);
        EXPECT_TRUE(has(said, "1 fault:\n  sheet.csv line 1: the sheet looks semicolon-separated; save it as "
                              "comma-separated [semicolons]"))
            << said;
    }
    // A cell may hold semicolons.
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,a;b;c;d;e;f;g"}, "x_note"), 0) << said;
}

TEST_F(SheetFaults, fault_51_unknown_missing_and_duplicate_columns_are_refused_and_x_columns_are_kept) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,1"}, "panel"), 3);
    EXPECT_TRUE(has(said, "line 1 column panel")) << said;
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,1"}, "day"), 3);
    EXPECT_TRUE(has(said, "duplicate_column")) << said;
    scene.folder.write("sheet.csv", "patient,sample_type,day,bam,tumor_vcf\nP1,plasma,0,a.bam,tumor.vcf\n");
    EXPECT_EQ(sheet_only(), 3);
    EXPECT_TRUE(has(said, "line 1 column sample")) << said;
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,z,y"}, "x_b,x_a"), 0) << said;
    auto const written = read_file(scene.folder / "out/samples.csv");
    EXPECT_TRUE(has(written, ",records,x_a,x_b\n")) << written;
    EXPECT_TRUE(has(written, ",y,z\n")) << written;
}

TEST_F(SheetFaults, fault_40_crlf_a_byte_order_mark_and_tabs_read_like_plain_csv) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf"}), 0) << said;
    auto const plain = read_file(scene.folder / "out/samples.csv");
    scene.folder.write("sheet.csv", "\xEF\xBB\xBFpatient\tsample\tsample_type\tday\tbam\ttumor_vcf\r\n"
                                    "P1\td0\tplasma\t0\ta.bam\ttumor.vcf\r\n");
    EXPECT_EQ(sheet_only(), 0) << said;
    EXPECT_EQ(read_file(scene.folder / "out/samples.csv"), plain);
    scene.folder.write("sheet.csv", std::string{"patient,sample\0\n", 16});
    std::filesystem::remove(scene.folder / "out/samples.csv");
    EXPECT_EQ(sheet_only(), 3);
}

TEST_F(SheetFaults, an_empty_sheet_is_refused) {
    scene.folder.write("sheet.csv", "");
    EXPECT_EQ(sheet_only(), 3);
    EXPECT_EQ(sheet({}), 3);
    EXPECT_TRUE(has(said, "empty_table")) << said;
}

TEST_F(SheetFaults, fault_52_one_id_twice_and_one_file_twice_contradict) {
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d0,plasma,1,b.bam,tumor.vcf"}), 4);
    EXPECT_TRUE(has(said, "\"rule\":\"duplicate_sample\"")) << said;
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d1,plasma,1,./x/../a.bam,tumor.vcf"}), 4);
    EXPECT_TRUE(has(said, "same_file")) << said;
    std::string const sum(64, 'a');
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf," + sum, "P1,d1,plasma,1,b.bam,tumor.vcf," + sum}, "sha256"), 4);
}

TEST_F(SheetFaults, fault_52_copies_of_a_file_under_two_ids_contradict) {
    auto const path = scene.bam("a", scene.header("d0") + scene.reads(5));
    for (auto const* const end : {".bam", ".bam.bai"}) {
        std::filesystem::copy_file(scene.folder / (std::string{"a"} + end), scene.folder / (std::string{"b"} + end));
    }
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d1,plasma,1,b.bam,tumor.vcf"});
    auto const result = scene.check();
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_TRUE(has(result.err, "same_content")) << result.err;
    EXPECT_FALSE(std::filesystem::exists(scene.folder / "out"));
}

TEST_F(SheetFaults, fault_53_hostile_ids_are_refused) {
    for (auto const* const id : {"a/b", "..", "-rf", ".hidden", "a b", "a'b", "$(id)", "`id`", "a;b", "\"a\nb\"",
                                 "\xF0\x9F\x98\x80", "a\\b"}) {
        EXPECT_EQ(sheet({std::string{"P1,"} + id + ",plasma,0,a.bam,tumor.vcf"}), 3) << id;
        EXPECT_TRUE(has(said, "invalid_id") || has(said, "formula")) << said;
    }
    EXPECT_EQ(sheet({"P1," + std::string(65, 'a') + ",plasma,0,a.bam,tumor.vcf"}), 3);
    EXPECT_EQ(sheet({"P1," + std::string(64, 'a') + ",plasma,0,a.bam,tumor.vcf"}), 0);
}

TEST_F(SheetFaults, fault_54_ids_are_text_and_ids_that_differ_in_case_collide) {
    EXPECT_EQ(sheet({"007,1E5,plasma,0,a.bam,tumor.vcf"}), 0) << said;
    EXPECT_TRUE(has(read_file(scene.folder / "out/samples.csv"), "\n007,1E5,plasma,"));
    std::filesystem::remove(scene.folder / "out/samples.csv");
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,D0,plasma,1,b.bam,tumor.vcf"}), 4);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "p1,d1,plasma,1,b.bam,tumor.vcf"}), 4);
}

TEST_F(SheetFaults, fault_55_what_looks_personal_is_a_warning) {
    EXPECT_EQ(sheet({"P1,Erika_Mustermann,plasma,0,a.bam,tumor.vcf", "P1,d_19640312,plasma,1,b.bam,tumor.vcf",
                     "P1,mrn_123456,plasma,2,c.bam,tumor.vcf", "P1,T1_d21,plasma,21,d.bam,tumor.vcf"}),
              0);
    EXPECT_TRUE(has(said, "line 2 column sample: this looks like a name")) << said;
    EXPECT_TRUE(has(said, "line 3 column sample: this looks like a birth date")) << said;
    EXPECT_TRUE(has(said, "line 4 column sample: this looks like a record number")) << said;
    EXPECT_FALSE(has(said, "line 5 column sample: this looks like")) << said;
}

TEST_F(SheetFaults, an_id_that_other_platforms_refuse_is_a_warning) {
    EXPECT_EQ(sheet({"P1,a.b,plasma,0,a.bam,tumor.vcf"}), 0);
    EXPECT_TRUE(has(said, "[id_not_portable]")) << said;
}

TEST_F(SheetFaults, fault_56_only_iso_dates_are_dates_and_no_date_goes_on) {
    for (auto const* const date : {"03/04/25", "2024-3-1", "2024-02-30", "24-03-01", "2024-03-01T08:00Z", "1.3.2024"}) {
        EXPECT_EQ(sheet({std::string{"P1,d0,plasma,,a.bam,tumor.vcf,"} + date}, "date"), 3) << date;
        EXPECT_TRUE(has(said, "invalid_date")) << said;
    }
    EXPECT_EQ(sheet({"P1,d0,plasma,20240301,a.bam,tumor.vcf"}), 3);
    EXPECT_EQ(sheet({"P1,d21,plasma,,b.bam,tumor.vcf,2024-03-22", "P1,d0,plasma,,a.bam,tumor.vcf,2024-03-01"}, "date"), 0);
    auto const written = read_file(scene.folder / "out/samples.csv");
    EXPECT_TRUE(has(written, "P1,d21,plasma,,21,")) << written;
    EXPECT_TRUE(has(written, "P1,d0,plasma,,0,")) << written;
    EXPECT_FALSE(has(written, "2024")) << written;
    EXPECT_FALSE(has(written, "date")) << written;
}

TEST_F(SheetFaults, fault_56_days_count_from_the_anchor_event) {
    scene.folder.write("events.csv", "patient,date,event,anchor\nP1,2024-03-08,systemic_start,pre_io\n");
    scene.sheet({"P1,before,plasma,,a.bam,tumor.vcf,2024-03-01", "P1,after,plasma,,b.bam,tumor.vcf,2024-04-08"}, "date");
    EXPECT_EQ(sheet_only({"--events", scene.folder / "events.csv"}), 0) << said;
    auto const written = read_file(scene.folder / "out/samples.csv");
    EXPECT_TRUE(has(written, "P1,before,plasma,,-7,")) << written;
    EXPECT_TRUE(has(written, "P1,after,plasma,,31,")) << written;
    std::filesystem::remove(scene.folder / "out/samples.csv");
    scene.sheet({"P1,after,plasma,30,b.bam,tumor.vcf,2024-04-08"}, "date");
    EXPECT_EQ(sheet_only({"--events", scene.folder / "events.csv"}), 4);
    EXPECT_TRUE(has(said, "day_and_date")) << said;
}

TEST_F(SheetFaults, fault_57_two_draws_on_a_day_are_allowed) {
    EXPECT_EQ(sheet({"P1,b,plasma,21,a.bam,tumor.vcf", "P1,a,plasma,21,b.bam,tumor.vcf", "P1,c,plasma,0,c.bam,tumor.vcf"}), 0)
        << said;
}

TEST_F(SheetFaults, fault_58_a_first_draw_after_the_start_of_treatment_is_a_warning) {
    scene.folder.write("events.csv", "patient,day,event,anchor\nP1,0,systemic_start,pre_io\n");
    scene.sheet({"P1,d21,plasma,21,a.bam,tumor.vcf"});
    EXPECT_EQ(sheet_only({"--events", scene.folder / "events.csv"}), 0);
    EXPECT_TRUE(has(said, "[no_baseline]")) << said;
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d21,plasma,21,b.bam,tumor.vcf"});
    EXPECT_EQ(sheet_only({"--events", scene.folder / "events.csv"}), 0);
    EXPECT_EQ(said, "");
}

TEST_F(SheetFaults, fault_59_quantities_in_another_unit_are_refused_and_zero_is_unknown) {
    auto const quantities = [&](std::string const& cells) {
        return sheet({"P1,d0,plasma,0,a.bam,tumor.vcf," + cells}, "plasma_ml,cfdna_ng");
    };
    EXPECT_EQ(quantities("4000,30"), 3);
    EXPECT_EQ(quantities("4,30000"), 3);
    EXPECT_EQ(quantities("-4,30"), 3);
    EXPECT_EQ(quantities("\"1,5\",30"), 3);
    EXPECT_EQ(quantities("nan,30"), 3);
    EXPECT_EQ(quantities("inf,30"), 3);
    EXPECT_EQ(quantities("0,30"), 0);
    EXPECT_TRUE(has(said, "[quantity_zero]")) << said;
    EXPECT_TRUE(has(read_file(scene.folder / "out/samples.csv"), ",30,,,,,,\n")) << read_file(scene.folder / "out/samples.csv");
}

TEST_F(SheetFaults, fault_60_events_that_contradict_themselves_are_refused_and_odd_ones_warned_of) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d9,plasma,9,b.bam,tumor.vcf"});
    auto const events = [&](std::string const& rows) {
        scene.folder.write("events.csv", "patient,day,day_end,event,anchor,label\n" + rows);
        std::filesystem::remove(scene.folder / "out/samples.csv");
        return sheet_only({"--events", scene.folder / "events.csv"});
    };
    EXPECT_EQ(events("P1,5,3,imaging,,\n"), 3);
    EXPECT_TRUE(has(said, "events.csv line 2 column day_end")) << said;
    EXPECT_EQ(events("P1,0,,systemic_start,pre_io,\nP1,3,,systemic_start,pre_io,\n"), 3);
    EXPECT_EQ(events("P1,0,,surgery,pre_rt,\n"), 3);
    EXPECT_EQ(events("P1,8,,systemic_start,,drug\nP1,2,,systemic_stop,,drug\n"), 3);
    EXPECT_EQ(events("P1,5,,last_contact,,\n"), 4);
    EXPECT_EQ(events("P1,12,,death,,\nP1,13,,imaging,,\n"), 3);
    EXPECT_TRUE(has(said, "after_death")) << said;
    EXPECT_TRUE(has(said, "events.csv line 3 column day")) << said;
    EXPECT_EQ(events("P1,12,,death,,\nP1,10,14,systemic_start,,\n"), 3);
    EXPECT_TRUE(has(said, "line 3 column day_end")) << said;
    EXPECT_EQ(events("P1,12,,death,,\nP1,12,,death,,\n"), 3);
    EXPECT_TRUE(has(said, "death_twice")) << said;
    EXPECT_EQ(events("P1,5,,death,,\n"), 4);
    EXPECT_TRUE(has(said, "after_death")) << said;
    EXPECT_EQ(events("P1,10,,last_contact,,\nP1,12,,death,,\nP1,12,,progression,,\n"), 3) << "only death may follow the last contact";
    EXPECT_EQ(events("P1,10,,last_contact,,\nP1,12,,death,,\n"), 0) << said;
    EXPECT_EQ(events("P2,5,,imaging,,\n"), 4);
    EXPECT_TRUE(has(said, "unknown_patient")) << said;
    EXPECT_EQ(events("P1,20,,radiotherapy_fraction,,\n"), 0);
    EXPECT_TRUE(has(said, "[fraction_after_last_draw]")) << said;
    EXPECT_EQ(events("P1,0,,systemic_start,pre_io,drug\nP1,5,,systemic_stop,,other drug\nP1,-3,,progression,,\n"), 0);
    EXPECT_TRUE(has(said, "line 3 column label: no start of other drug")) << said;
    EXPECT_TRUE(has(said, "[progression_before_day_0]")) << said;
}

TEST_F(SheetFaults, fault_60_every_contradiction_of_the_events_is_named_and_what_is_odd_is_a_warning) {
    scene.sheet({"P1,d1,plasma,1,a.bam,tumor.vcf", "P1,d9,plasma,9,b.bam,tumor.vcf", "P1,d95,plasma,95,c.bam,tumor.vcf"});
    scene.folder.write("lesions.csv", "patient,lesion,compartment\nP1,L1,irradiated\n");
    auto const events = [&](std::string const& rows) {
        scene.folder.write("events.csv", "patient,day,day_end,event,anchor,lesion,label\n" + rows);
        std::filesystem::remove(scene.folder / "out/samples.csv");
        return sheet_only({"--events", scene.folder / "events.csv", "--lesions", scene.folder / "lesions.csv"});
    };
    EXPECT_EQ(events("P1,0,28,systemic_start,pre_io,,drug\n"
                     "P1,40,,systemic_stop,,,drug\n"
                     "P1,0,4,radiotherapy_fraction,pre_rt,L1,\n"
                     "P1,3,7,radiotherapy_fraction,,L1,\n"
                     "P1,60,,imaging,,,CT PR\n"
                     "P1,60,,imaging,,,CT PD\n"
                     "P1,10,60,systemic_start,,,drug\n"
                     "P1,90,,death,,,\n"
                     "P1,91,,imaging,,,CT\n"),
              3);
    for (auto const* const place : {"sheet.csv line 4 column day", "events.csv line 5 column day", "events.csv line 7 column label",
                                    "events.csv line 8 column day", "events.csv line 10 column day"}) {
        EXPECT_TRUE(has(said, place)) << place << '\n' << said;
    }
    EXPECT_FALSE(has(said, "stop_after_range")) << "the later course was stopped in its range\n" << said;
    EXPECT_TRUE(has(said, "5 faults")) << said;
    EXPECT_EQ(events("P1,0,28,systemic_start,,,drug\nP1,40,,systemic_stop,,,drug\n"), 3);
    EXPECT_TRUE(has(said, "events.csv line 3 column day: drug stops on day 40, and line 2 gives it until day 28")) << said;
    EXPECT_EQ(events("P1,1,,systemic_start,pre_io,,drug\nP1,21,,systemic_start,,,drug\nP1,42,,systemic_start,,,drug\n"
                     "P1,60,,imaging,,,CT PR\nP1,60,,imaging,,,MRI PD\n"),
              0)
        << said;
    EXPECT_TRUE(has(said, "events.csv line 3 column day: drug was started on line 2 too")) << said;
    EXPECT_TRUE(has(said, "events.csv line 4 column day: drug was started on line 2 too")) << said;
    EXPECT_TRUE(has(said, "[imaging_disagrees]")) << said;
    EXPECT_FALSE(has(said, "[no_baseline]")) << "a draw on the day of an event was taken before it\n" << said;
    EXPECT_EQ(events("P1,0,,radiotherapy_fraction,pre_rt,L1,\nP1,5,,systemic_start,pre_io,,drug\n"), 0) << said;
    EXPECT_TRUE(has(said, "sheet.csv line 2 column day: the first draw of patient P1 is on day 1, after pre_rt")) << said;
    EXPECT_FALSE(has(said, "after pre_io")) << said;
}

TEST_F(SheetFaults, fault_60_two_ends_of_one_course_or_of_follow_up_and_a_response_beside_a_progression_are_refused) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d9,plasma,9,b.bam,tumor.vcf"});
    auto const events = [&](std::string const& rows) {
        scene.folder.write("events.csv", "patient,day,event,label\n" + rows);
        std::filesystem::remove(scene.folder / "out/samples.csv");
        return sheet_only({"--events", scene.folder / "events.csv"});
    };
    EXPECT_EQ(events("P1,0,systemic_start,drug\nP1,10,systemic_stop,drug\nP1,20,systemic_stop,drug\n"
                     "P1,30,imaging,CT PR\nP1,30,progression,CT\nP1,50,last_contact,\nP1,60,last_contact,\n"),
              3);
    for (auto const* const part : {"3 faults", "events.csv line 4 column day: drug stops on day 10 by line 3 too", "[stop_twice]",
                                   "events.csv line 6 column label: line 5 says that there is none on that day", "[imaging_contradicts]",
                                   "events.csv line 8 column day: line 7 has the last contact of patient P1 on day 50", "[last_contact_twice]"}) {
        EXPECT_TRUE(has(said, part)) << part << '\n' << said;
    }
    EXPECT_EQ(events("P1,0,systemic_start,drug\nP1,30,treatment_change,A\nP1,30,treatment_change,B\n"
                     "P1,40,imaging,CT PR\nP1,40,progression,\nP1,60,last_contact,\nP1,60,last_contact,\n"),
              0)
        << said;
    for (auto const* const part : {"events.csv line 4 column label: line 3 changes the treatment on that day too", "[change_twice]",
                                   "[imaging_disagrees]", "events.csv line 8 column day: the same last contact", "[last_contact_twice]"}) {
        EXPECT_TRUE(has(said, part)) << part << '\n' << said;
    }
}

TEST_F(SheetFaults, fault_60_imaging_that_denies_progression_beside_one_of_the_same_modality_is_refused) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P1,d9,plasma,9,b.bam,tumor.vcf"});
    auto const events = [&](std::string const& rows) {
        scene.folder.write("events.csv", "patient,day,event,label\n" + rows);
        std::filesystem::remove(scene.folder / "out/samples.csv");
        return sheet_only({"--events", scene.folder / "events.csv"});
    };
    EXPECT_EQ(events("P1,40,imaging,CT no PD\nP1,40,progression,CT\n"), 3);
    for (auto const* const part : {"1 fault:", "events.csv line 3 column label: line 2 says that there is none", "[imaging_contradicts]"}) {
        EXPECT_TRUE(has(said, part)) << part << '\n' << said;
    }
    EXPECT_EQ(events("P1,40,progression,CT\nP1,40,imaging,CT no PD\n"), 3) << "in any order";
    EXPECT_TRUE(has(said, "events.csv line 3 column label: line 2 says progression")) << said;
    EXPECT_EQ(events("P1,40,imaging,MRI no PD\nP1,40,progression,CT\n"), 0) << said;
    EXPECT_TRUE(has(said, "[imaging_disagrees]")) << said;
    EXPECT_EQ(events("P1,39,imaging,CT no PD\nP1,40,progression,CT\nP1,40,imaging,CT PD\n"), 0) << said;
    EXPECT_EQ(said, "") << "another day, and imaging that says the same";
}

TEST_F(SheetFaults, fault_61_a_lesion_map_that_names_an_unknown_lesion_contradicts) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf"});
    scene.folder.write("lesions.csv", "patient,lesion,compartment\nP1,liver,irradiated\n");
    scene.folder.write("map.csv", "patient,contig,position,ref,alt,lesion,ccf\nP1,chr1,5,A,C,liver,1.05\n");
    EXPECT_EQ(sheet_only({"--lesions", scene.folder / "lesions.csv", "--lesion-map", scene.folder / "map.csv"}), 0) << said;
    EXPECT_TRUE(has(said, "[ccf_clamped]")) << said;
    std::filesystem::remove(scene.folder / "out/samples.csv");
    scene.folder.write("map.csv", "patient,contig,position,ref,alt,lesion\nP1,chr1,5,A,C,lung\n");
    EXPECT_EQ(sheet_only({"--lesions", scene.folder / "lesions.csv", "--lesion-map", scene.folder / "map.csv"}), 4);
    EXPECT_TRUE(has(said, "map.csv line 2 column lesion")) << said;
}

TEST_F(SheetFaults, a_lesion_called_as_tumor_without_a_biopsy_contradicts) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf"});
    scene.folder.write("lesions.csv", "patient,lesion\nP1,unsampled\n");
    EXPECT_EQ(sheet_only({"--lesions", scene.folder / "lesions.csv"}), 4);
    EXPECT_TRUE(has(said, "lesions.csv line 2 column lesion")) << said;
    EXPECT_TRUE(has(said, "reserved_lesion")) << said;
}

TEST_F(SheetFaults, fault_62_clonotypes_are_counts) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf"});
    scene.folder.write("clones.tsv", "sample\tcdr3_nt\ttemplates\nd0\tTGT\t0.02\n");
    EXPECT_EQ(sheet_only({"--clonotypes", scene.folder / "clones.tsv"}), 3);
    scene.folder.write("clones.tsv", "sample\tcdr3_nt\ttemplates\nother\tTGT\t12\n");
    EXPECT_EQ(sheet_only({"--clonotypes", scene.folder / "clones.tsv"}), 4);
}

TEST_F(SheetFaults, fault_63_formulas_are_refused_in_every_text_column) {
    for (auto const* const cell : {"=1+1", "+cmd", "-x", "@SUM(A1)"}) {
        for (auto const* const column : {"timepoint", "phase", "x_note", "targets"}) {
            EXPECT_EQ(sheet({std::string{"P1,d0,plasma,0,a.bam,tumor.vcf,"} + cell}, column), 3) << cell << column;
            EXPECT_TRUE(has(said, "[formula]")) << said;
        }
    }
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,\"a\tb\""}, "timepoint,x_y"), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,-21"}, "timepoint"), 0) << said;
}

TEST_F(SheetFaults, fault_64_markup_in_an_id_is_refused_and_in_a_note_kept_as_text) {
    EXPECT_EQ(sheet({"P1,<img onerror=x>,plasma,0,a.bam,tumor.vcf"}), 3);
    EXPECT_EQ(sheet({"P1,d0,plasma,0,a.bam,tumor.vcf,</script>"}, "x_note"), 0) << said;
    EXPECT_TRUE(has(read_file(scene.folder / "out/samples.csv"), "</script>"));
}

}  // namespace tidemark::test
