// What track says of a whole series, from foreign counts to the files: contradictions first.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "command/detect/detect_case.hpp"
#include "support/patient_path.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::ordered_json;

/// Four loci, draws of 240, 24, no and 12 molecules.
struct TrackSeries : testing::Test {
    Scratch scratch;

    TrackSeries() {
        scratch.write("samples.csv", "patient,sample,sample_type,day,bam\nP1,d0,plasma,0,a.bam\nP1,d21,plasma,21,b.bam\n"
                                     "P1,d42,plasma,42,c.bam\nP1,d63,plasma,63,d.bam\n");
        scratch.write("events.csv", "patient,day,event,anchor,label\nP1,0,systemic_start,pre_io,pembrolizumab\nP1,70,imaging,,CT PD\n");
        scratch.write("p.vcf", vcf_of(4));
        scratch.write("t.tsv", foreign_table({{.name = "d0", .alt = {60, 60, 60, 60}, .depth = 20000}, {.name = "d21", .alt = {6, 6, 6, 6}, .depth = 20000},
                                              {.name = "d42", .alt = {0, 0, 0, 0}, .depth = 20000}, {.name = "d63", .alt = {3, 3, 3, 3}, .depth = 20000}}));
        EXPECT_EQ(run({"detect", "--panel", "p.vcf", "-o", "d.json", "t.tsv"}).exit_code, 0);
    }
    [[nodiscard]] CommandResult run(std::vector<std::string> const& words) const {
        CommandSetting setting;
        setting.folder = scratch.path().string();
        return tidemark(words, setting);
    }
    [[nodiscard]] CommandResult track(std::string const& events_file, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> words{"track", "--samples", "samples.csv", "--patient", "P1", "--events", events_file, "-o", "out/P1", "d.json"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    [[nodiscard]] Json document() const { return Json::parse(read_file(scratch / "out/P1.json")); }
};

}  // namespace

TEST_F(TrackSeries, fault_60_two_anchors_of_one_kind_are_3_also_without_check) {
    scratch.write("twice.csv", "patient,day,event,anchor\nP1,0,systemic_start,pre_io\nP1,9,systemic_start,pre_io\n");
    auto const result = track("twice.csv");
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("anchor_twice"), std::string::npos) << result.err;
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/P1.vcf.gz"));
}

TEST_F(TrackSeries, fault_60_events_that_contradict_themselves_are_refused_as_by_check_for_the_patient_of_the_call) {
    auto const refused = [&](std::string const& rows) {
        scratch.write("twice.csv", "patient,day,day_end,event,anchor,lesion,label\n" + rows);
        auto const result = track("twice.csv");
        EXPECT_FALSE(std::filesystem::exists(scratch / "out/P1.json"));
        return std::to_string(result.exit_code) + " " + result.err;
    };
    auto const all = refused("P1,0,28,systemic_start,,,A\nP1,40,,systemic_stop,,,A\nP1,0,4,radiotherapy_fraction,,L,\n"
                             "P1,2,,radiotherapy_fraction,,L,\nP1,70,,imaging,,,CT PR\nP1,70,,imaging,,,CT PD\n");
    EXPECT_EQ(all.substr(0, 2), "3 ");
    for (auto const* const part : {"3 faults", "twice.csv line 3 column day", "twice.csv line 5 column day", "twice.csv line 7 column label",
                                   "[stop_after_range]", "[radiotherapy_overlaps]", "[imaging_contradicts]"}) {
        EXPECT_NE(all.find(part), std::string::npos) << part << '\n' << all;
    }
    auto const denied = refused("P1,70,,imaging,,,CT no PD\nP1,70,,progression,,,CT\n");
    EXPECT_EQ(denied.substr(0, 2), "3 ");
    EXPECT_NE(denied.find("twice.csv line 3 column label: line 2 says that there is none"), std::string::npos) << denied;
    EXPECT_NE(denied.find("[imaging_contradicts]"), std::string::npos) << denied;
    auto const dead = refused("P1,50,,death,,,\n");
    EXPECT_EQ(dead.substr(0, 2), "4 ");
    EXPECT_NE(dead.find("samples.csv line 5 column day"), std::string::npos) << dead;
    scratch.write("twice.csv", "patient,day,event,anchor,label\nP1,0,systemic_start,pre_io,A\nP1,21,systemic_start,,A\nP2,5,death,,\nP2,9,imaging,,\n");
    auto const odd = track("twice.csv");
    EXPECT_EQ(odd.exit_code, 0) << odd.err;
    EXPECT_EQ(odd.err, "") << "what is odd check has said, and P2 is another patient";
}

TEST_F(TrackSeries, a_call_that_cannot_write_a_file_or_take_one_away_leaves_every_byte_of_the_series_before_it) {
    auto const clones = scratch.write("clones.tsv", "sample\tcdr3_aa\ttemplates\nd0\tCAS\t5\n");
    ASSERT_EQ(track("events.csv", {"--no-smoothing", "--clonotypes", clones}).exit_code, 0);
    for (std::string const name : {"out/P1.json", "out/P1.pairs.tsv", "out/P1.lesions.tsv"}) {
        std::filesystem::remove(scratch / name);
        static_cast<void>(scratch.write(name + "/mine.txt", "a folder that is not empty"));
        auto const stood = tree_of(scratch / "out");
        ASSERT_TRUE(stood.contains("P1.clonotypes.tsv"));
        auto const result = track("events.csv");
        EXPECT_EQ(result.exit_code, 5) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"output_not_written\""), std::string::npos) << result.err;
        EXPECT_NE(result.err.find(name.substr(4)), std::string::npos) << result.err;
        EXPECT_EQ(differences(tree_of(scratch / "out"), stood), "") << name;
        std::filesystem::remove_all(scratch / name);
    }
}

TEST_F(TrackSeries, what_a_killed_call_left_is_cleared_by_the_next) {
    ASSERT_EQ(track("events.csv").exit_code, 0);
    auto const whole = tree_of(scratch / "out");
    for (auto const* const name : {".P1.json.partial.tmp", ".P1.vcf.gz.partial.old", ".P1.lesions.tsv.partial.old"}) {
        static_cast<void>(scratch.write(std::string{"out/"} + name, "left"));
    }
    ASSERT_EQ(track("events.csv").exit_code, 0);
    EXPECT_EQ(differences(tree_of(scratch / "out"), whole), "");
}

TEST_F(TrackSeries, milestones_and_the_smoothed_series_stand_beside_the_draws) {
    auto const result = track("events.csv");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const json = document();
    std::map<std::string, Json> milestones;
    for (auto const& row : json["milestones"]) {
        milestones[row["milestone"]] = row;
    }
    EXPECT_EQ(milestones["nadir"]["sample"], "d42");
    EXPECT_EQ(milestones["demonstrated_clearance"]["after_day"], 21);
    EXPECT_EQ(milestones["recrudescence"]["verdict"], "undetermined");
    EXPECT_EQ(milestones["recrudescence"]["reason"], "not_confirmed_yet");
    EXPECT_EQ(milestones["molecular_progression"]["regimen"], "pembrolizumab");
    EXPECT_EQ(milestones["imaging_progression"]["day"], 70);
    EXPECT_EQ(milestones["lead_time"]["verdict"], "undetermined");
    ASSERT_EQ(json["smoothed"]["draws"].size(), 4U);
    EXPECT_GT(json["smoothed"]["draws"][1]["probability_fall_50"], 0.99);
    EXPECT_EQ(json["smoothed"]["loci"].size(), 4U);
    EXPECT_EQ(json["smoothed"]["note"], "Smoothed, uses all draws; the unsmoothed results are primary.");
}

TEST_F(TrackSeries, no_smoothing_leaves_the_smoothed_series_out_and_changes_nothing_else) {
    ASSERT_EQ(track("events.csv").exit_code, 0);
    auto whole = document();
    auto const samples = read_file(scratch / "out/P1.samples.tsv");
    EXPECT_EQ(samples.find("smoothed"), std::string::npos) << "it is secondary";
    ASSERT_EQ(track("events.csv", {"--no-smoothing"}).exit_code, 0);
    EXPECT_FALSE(whole["smoothed"].is_null());
    whole["smoothed"] = nullptr;
    EXPECT_EQ(document(), whole);
    EXPECT_EQ(read_file(scratch / "out/P1.samples.tsv"), samples);
}

TEST_F(TrackSeries, a_timeline_with_a_milestone_of_another_name_is_refused_by_report) {
    ASSERT_EQ(track("events.csv").exit_code, 0);
    auto json = document();
    json["milestones"][0]["milestone"] = "<b>";
    scratch.write("bad.json", json.dump());
    auto const result = run({"report", "-o", "pages", "bad.json"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("milestones[0].milestone"), std::string::npos) << result.err;
    json = document();
    json["smoothed"].erase("loci");
    scratch.write("bad.json", json.dump());
    EXPECT_EQ(run({"report", "-o", "pages", "bad.json"}).exit_code, 3);
}

TEST_F(TrackSeries, the_cohort_counts_its_denominators) {
    ASSERT_EQ(track("events.csv").exit_code, 0);
    ASSERT_EQ(run({"report", "-o", "pages", "out/P1.json"}).exit_code, 0);
    auto const cohort = Json::parse(read_file(scratch / "pages/cohort.json"));
    EXPECT_EQ(cohort["leads"][0]["patients"], 1);
    EXPECT_EQ(cohort["leads"][0]["unconfirmed"], 1);
    EXPECT_TRUE(cohort["leads"][0]["median_days"].is_null());
    auto const page = read_file(scratch / "pages/P1.html");
    EXPECT_NE(page.find("Smoothed, uses all draws; the unsmoothed results are primary."), std::string::npos);
}

}  // namespace tidemark::test
