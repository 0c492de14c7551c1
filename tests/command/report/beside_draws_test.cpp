// What is listed beside the draws, and what an earlier report left in the folder.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/example_patient.hpp"
#include "support/markup_check.hpp"
#include "support/patient_path.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// A report of two patients with survival tables, and a call of one of them without, which then fails at `name`: a folder stands there.
void expect_report_untouched(std::string const& name) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    auto const events = scratch.write("o.csv", "patient,endpoint,time,event,group\nA,overall_survival,5,1,x\n");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", "--multiqc", scratch / "mqc", "--outcomes", events, "--survival-tables", first,
                        write_patient(scratch, "B")}).exit_code, 0);
    std::filesystem::remove(scratch / name);
    static_cast<void>(scratch.write(name + "/mine.txt", "a folder that is not empty"));
    auto const stood = tree_of(scratch.path().string());
    auto const result = tidemark({"report", "-o", scratch / "out", "--multiqc", scratch / "mqc", first});
    EXPECT_EQ(result.exit_code, 5) << result.err;
    EXPECT_NE(result.err.find("\"rule\":\"output_not_written\""), std::string::npos) << result.err;
    EXPECT_NE(result.err.find(std::filesystem::path{name}.filename().string()), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find("stale_page"), std::string::npos) << result.err;
    EXPECT_EQ(differences(tree_of(scratch.path().string()), stood), "") << name;
}

}  // namespace

TEST(BesideDraws, files_that_broke_while_they_were_read_are_listed_once_whatever_they_are) {
    Scratch const scratch;
    auto document = timeline_of("B");
    document["draws"].erase(document["draws"].begin() + 4);
    document["pairs"] = Json::array();
    auto const timeline = scratch.write("B.json", document.dump());
    auto const sheet = scratch.write("samples.csv", "sample,patient,sample_type,day,bam\nB_d0,B,plasma,0,a.bam\nW1,B,white_cells,,w.bam\n"
                                                    "T1,B,tumor,,t.bam\nN1,,control,,n.bam\nN2,,control,,m.bam\nN3,,control,,\n");   // N3 was counted elsewhere
    auto const verdicts = scratch.write("verdicts.tsv", "sample\tverdict\treason\tmessage\nB_d0\tok\t\t\nW1\tok\t\t\nT1\tok\t\t\nN1\tok\t\t\n"
                                                        "N2\tok\t\t\nN3\tfailed\tno_index\to.bam has no index\n");
    auto const summary = [&](std::string const& name, std::string const& sample, std::string const& failure) {
        Json text{{"schema", "tidemark.evidence_summary/1"}, {"sample", sample}, {"panel_hash", std::string(64, 'a')}, {"integrity", "unverified"}};
        if (!failure.empty()) {
            text["failure"] = failure;
        }
        text["losses"] = Json::object();
        text["totals"] = Json::object();
        return scratch.write(name, text.dump());
    };
    // A control that is whole at one panel and damaged at two; the same words whatever the order.
    std::vector<std::string> const counted{summary("a", "N1", ""), summary("b", "N2", "alignment_damaged: m.bam has a <b>damaged</b> block"),
                                           summary("c", "N2", "alignment_damaged: m.bam has a bad block"), summary("d", "N2", ""),
                                           summary("e", "W1", "truncated: w.bam ends early"), summary("f", "T1", "truncated: t.bam ends early"),
                                           summary("g", "N3", "truncated: never read"), summary("h", "B_d0", "truncated: a draw")};
    auto const report = [&](std::string const& folder, std::vector<std::string> files) {
        std::vector<std::string> words{"report", "--strict", "-o", scratch / folder, "--controls-and-tissue"};
        words.insert(words.end(), files.begin(), files.end());
        words.insert(words.end(), {"--verdicts", verdicts, "--samples", sheet, timeline});
        return tidemark(words);
    };
    auto const result = report("out", counted);
    EXPECT_EQ(result.exit_code, 6) << result.err;
    auto const failed = Json::parse(read_file(scratch / "out/cohort.json"))["failed"];
    ASSERT_EQ(failed.size(), 4U) << failed.dump(1);
    EXPECT_EQ(failed[0].dump(), R"({"patient":"B","sample":"T1","type":"tumor","day":null,"reason":"truncated","sentence":"t.bam ends early."})");
    EXPECT_EQ(failed[1]["sample"], "W1");
    EXPECT_EQ(failed[2].dump(), R"({"patient":null,"sample":"N2","type":"control","day":null,"reason":"alignment_damaged","sentence":"m.bam has a <b>damaged</b> block."})");
    EXPECT_EQ(failed[3]["reason"], "no_index") << "what check refused is said in its words";
    auto const page = read_file(scratch / "out/cohort.html");
    EXPECT_NE(page.find("m.bam has a &lt;b&gt;damaged"), std::string::npos);
    EXPECT_EQ(read_markup(page, true).fault, "");
    EXPECT_EQ(report("again", {counted.rbegin(), counted.rend()}).exit_code, 6);
    EXPECT_EQ(all_bytes(scratch / "again"), all_bytes(scratch / "out"));
    EXPECT_EQ(report("bad", {scratch.write("bad", "{")}).exit_code, 3);
    EXPECT_FALSE(std::filesystem::exists(scratch / "bad/cohort.html"));
}

TEST(BesideDraws, the_page_of_a_patient_who_is_no_longer_there_goes_and_what_the_user_put_there_stays) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    auto const second = write_patient(scratch, "B.2");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", first, second}).exit_code, 0);
    auto const page = read_file(scratch / "out/B.2.html");
    std::vector<std::string> const kept{"B.2 as sent.html", "C.html", "B.html", "b.2.html.bak", "D.html", "E.html", "empty.html", ".html"};
    scratch.write("out/B.2 as sent.html", page);                        // a copy
    scratch.write("out/C.html", page);                                  // a copy under the name of another patient
    scratch.write("out/B.html", "<html><title>Patient B</title></html>\n");
    scratch.write("out/b.2.html.bak", page);
    scratch.write("out/D.html", page.substr(0, 60));
    scratch.write("out/empty.html", "");
    scratch.write("out/.html", page);
    // Links to pages of the patient whom they are named after.
    ASSERT_EQ(tidemark({"report", "-o", scratch / "elsewhere", write_patient(scratch, "E")}).exit_code, 0);
    std::filesystem::create_symlink(scratch / "elsewhere/E.html", scratch / "out/E.html");
    std::filesystem::create_directory(scratch / "out/F.html");
    // What cannot be read as a page: a link to nothing and one to itself; a pipe, at which a reader would wait for ever.
    std::filesystem::create_symlink("nowhere.html", scratch / "out/G.html");
    std::filesystem::create_symlink("H.html", scratch / "out/H.html");
    ASSERT_EQ(::mkfifo((scratch / "out/I.html").c_str(), 0600), 0);
    auto const bad = tidemark({"report", "-o", scratch / "out", scratch.write("bad.json", "{")});
    EXPECT_EQ(bad.exit_code, 3);
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/B.2.html")) << "a call that fails leaves the report before it whole";
    auto const without = tidemark({"report", "-o", scratch / "out", first});
    ASSERT_EQ(without.exit_code, 0);
    EXPECT_EQ(without.err, "tidemark: warning: B.2.html: removed: the page of a patient who is not in this call [stale_page]\n");
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/B.2.html"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/A.html"));
    for (auto const* const name : {"F.html", "G.html", "H.html", "I.html"}) {
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::symlink_status(scratch.path() / "out" / name))) << name;
    }
    for (auto const& name : kept) {
        EXPECT_TRUE(std::filesystem::exists(scratch / ("out/" + name))) << name;
    }
    // An id in another case is another page.
    auto document = timeline_of("a");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", scratch.write("small.json", document.dump())}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/A.html"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/a.html"));
}

TEST(BesideDraws, a_call_that_cannot_write_a_file_leaves_every_byte_of_the_report_before_it_and_takes_no_page_away) {
    for (auto const* const name : {"out/A.html", "out/cohort.json", "out/cohort.samples.tsv", "mqc/tidemark_mqc_versions.yml"}) {
        expect_report_untouched(name);
    }
}

TEST(BesideDraws, a_call_that_cannot_take_a_stale_table_away_leaves_every_byte_of_the_report_before_it) {
    expect_report_untouched("out/cohort.survival.tsv");
    expect_report_untouched("out/cohort.survival_steps.tsv");
}

TEST(BesideDraws, where_nothing_stood_before_nothing_stands_after_a_call_that_fails) {
    Scratch const scratch;
    static_cast<void>(scratch.write("out/cohort.samples.tsv/mine.txt", "a folder that is not empty"));
    EXPECT_EQ(tidemark({"report", "-o", scratch / "out", write_patient(scratch, "A")}).exit_code, 5);
    EXPECT_EQ(list_folder(scratch / "out"), "cohort.samples.tsv\n");
}

TEST(BesideDraws, more_patients_than_files_may_be_open_by_default_are_one_report) {
    Scratch const scratch;
    auto const example = read_file(example_file);
    std::string list;
    for (int number = 0; number < 60; ++number) {
        auto text = example;
        for (auto at = text.find("\"P1"); at != std::string::npos; at = text.find("\"P1", at + 1)) {
            text.replace(at + 1, 2, "Q" + std::to_string(number));
        }
        list += scratch.write("Q" + std::to_string(number) + ".json", text) + "\n";
    }
    auto const result = run({"bash", "-c", "ulimit -Sn 50; exec \"$@\"", "-", program_path(), "report", "--parity-lod95", "off", "-o", scratch / "out",
                             "@" + scratch.write("list", list)});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/Q59.html"));
}

TEST(BesideDraws, what_a_killed_call_left_is_cleared_by_the_next) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", first}).exit_code, 0);
    auto const whole = all_bytes(scratch / "out");
    auto const page = read_file(scratch / "out/A.html");
    // Before, between and behind the renames; page and table of it that were on their way out.
    for (auto const* const name : {".A.html.partial.tmp", ".cohort.json.partial.old", ".cohort.survival.tsv.partial.old", ".B.html.partial.old"}) {
        static_cast<void>(scratch.write(std::string{"out/"} + name, page));
    }
    EXPECT_EQ(tidemark({"report", "-o", scratch / "out", first}).err, "");
    EXPECT_EQ(all_bytes(scratch / "out"), whole);
}

TEST(BesideDraws, a_call_without_series_takes_no_page_away) {
    Scratch const scratch;
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", write_patient(scratch, "A")}).exit_code, 0);
    auto const outcomes = scratch.write("o.csv", "patient,endpoint,time,event,group\nA,overall_survival,5,1,x\nB,overall_survival,6,1,y\n");
    auto const result = tidemark({"report", "-o", scratch / "out", "--outcomes", outcomes});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/A.html"));
}

TEST(BesideDraws, files_that_are_named_in_a_list_are_those_of_the_command_line) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    auto const second = write_patient(scratch, "B");
    auto const summary = [&](std::string const& sample, std::string const& failure) {
        return scratch.write(sample + ".evidence.json",
                             Json{{"schema", "tidemark.evidence_summary/1"}, {"sample", sample}, {"panel_hash", std::string(64, 'a')},
                                  {"integrity", "unverified"}, {"failure", failure}, {"losses", Json::object()}, {"totals", Json::object()}}
                                 .dump());
    };
    auto const one = summary("N1", "truncated: n.bam ends early");
    auto const other = summary("N2", "truncated: m.bam ends early");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "words", first, second, "--controls-and-tissue", one, other}).exit_code, 0);
    auto const listed = [&](std::string const& folder) {
        return tidemark({"report", "-o", scratch / folder, "--controls-and-tissue", "@" + (scratch / "n.list"), "--cross", "@" + (scratch / "none.list"),
                         "--multiqc", scratch / "multiqc", "@" + (scratch / "p.list")});
    };
    scratch.write("none.list", "");
    scratch.write("p.list", first + "\n" + second + "\n");
    EXPECT_EQ(listed("absent").exit_code, 3);
    scratch.write("n.list", one + "\n" + other + "\n");
    auto const result = listed("list");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(all_bytes(scratch / "list"), all_bytes(scratch / "words"));
    EXPECT_EQ(Json::parse(read_file(scratch / "list/cohort.json"))["failed"].size(), 2U + 2U) << "a failed draw of each patient too";
}

}  // namespace tidemark::test
