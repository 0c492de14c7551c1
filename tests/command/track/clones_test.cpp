// track with clones, neoantigen tags and T cells, from outside: what is refused first, then tables and page.
#include <gtest/gtest.h>

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/markup_check.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::ordered_json;

char const* const sheet =
    "patient,sample,sample_type,day,use,bam,lesion\n"
    "P1,P1_d0,plasma,0,monitoring,bam/P1_d0.bam,\n"
    "P1,P1_d21,plasma,21,monitoring,bam/P1_d21.bam,\n"
    "P1,P1_T,tumor,,,bam/P1_T.bam,liver\n"
    "P2,P2_d0,plasma,0,monitoring,bam/P2_d0.bam,\n";

/// Foreign evidence: twelve loci of the panel, and off-panel rows as background.
std::string evidence(std::string const& sample, int trunk, int clone) {
    std::string rows;
    for (int locus = 0; locus < 12; ++locus) {
        rows += fmt::format("{}\tchr1\t{}\tC\tT\tduplex\t2000\t{}\n", sample, 1000 * (locus + 1), locus < 6 ? trunk : clone);
    }
    return rows + fmt::format("{}\tchr1\t500\tC\tT\tduplex\t4000000\t4\n", sample);
}

class TrackClones : public testing::Test {
protected:
    void SetUp() override {
        scratch.write("samples.csv", sheet);
        std::string panel = "contig\tposition\tref\talt\tclone\tccf\ttrunk\n";
        for (int locus = 0; locus < 12; ++locus) {
            panel += fmt::format("chr1\t{}\tC\tT\t{}\t{}\t{}\n", 1000 * (locus + 1), locus < 6 ? "" : "<b>B</b>", locus < 6 ? "1" : "0.5",
                                 locus < 6 ? 1 : 0);
        }
        scratch.write("panel.tsv", panel);
        scratch.write("evidence.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n" +
                                          evidence("P1_d0", 60, 30) + evidence("P1_d21", 40, 2));
        auto const detected = tidemark({"detect", "--panel", "panel.tsv", "-o", "d.json", "evidence.tsv"}, here());
        ASSERT_EQ(detected.exit_code, 0) << detected.err;
        scratch.write("clones.tsv", clonotypes());
    }

    /// A hundred quiet clones, one that grows ten-fold, one that comes and is in the tumor; names that would run if they could.
    static std::string clonotypes() {
        std::string rows = "sample\tcdr3_nt\tcdr3_aa\tv\tj\ttemplates\n";
        for (int clone = 0; clone < 100; ++clone) {
            rows += fmt::format("P1_d0\tTGT{0}\tCAS{0}\tTRBV1*01\tTRBJ1\t{1}\nP1_d21\tTGT{0}\tCAS{0}\tTRBV1*02\tTRBJ1\t{2}\n", clone,
                                30 + clone % 7, 36 - clone % 7);
        }
        return rows + "P1_d0\tTGTG\t<img src=x onerror=alert(1)>\t</script>\t\"'&\t10\n"
                      "P1_d21\tTGTG\t<img src=x onerror=alert(1)>\t</script>\t\"'&\t100\n"
                      "P1_d21\tTGTC\tCASSC\tTRBV2\tTRBJ1\t40\nP1_T\tTGTC\tCASSC\tTRBV2\tTRBJ1\t3\nP2_d0\tTGTC\tCASSC\tTRBV2\tTRBJ1\t3\n";
    }

    CommandSetting here() const { return {.folder = scratch.path().string(), .input = {}, .environment = {}}; }

    CommandResult track(std::vector<std::string> const& more) const {
        std::vector<std::string> arguments{"track", "--samples", "samples.csv", "--patient", "P1", "-o", "out/P1", "d.json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return tidemark(arguments, here());
    }

    void expect_refused(std::vector<std::string> const& more, int code, std::string const& rule) const {
        auto const result = track(more);
        EXPECT_EQ(result.exit_code, code) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(scratch.path() / "out/P1.json"));
    }

    /// Clonotypes that one bad row was added to.
    std::vector<std::string> with_row(std::string const& row) const {
        scratch.write("bad.tsv", clonotypes() + row);
        return {"--clonotypes", "bad.tsv"};
    }

    Json json() const { return Json::parse(read_file(scratch / "out/P1.json")); }

    Scratch scratch;
};

}  // namespace

TEST_F(TrackClones, fault_62_fractions_for_counts_are_3_in_both_forms) {
    expect_refused(with_row("P1_d0\tTGTA\tCAS\t\t\t0.0125\n"), 3, "invalid_count");
    expect_refused(with_row("P1_d0\tTGTA\tCAS\t\t\t-3\n"), 3, "invalid_count");
    scratch.write("airr.tsv", "sample_id\tjunction\tjunction_aa\tduplicate_count\nP1_d0\tTGT\tCAS\t0.01\n");
    expect_refused({"--clonotypes", "airr.tsv"}, 3, "invalid_count");
}

TEST_F(TrackClones, fault_62_clonotypes_of_a_sample_that_is_another_patients_or_nobodys_are_4) {
    expect_refused(with_row("P9_d0\tTGTA\tCAS\t\t\t5\n"), 4, "unknown_sample");
    scratch.write("claimed.tsv", "sample\tpatient\tcdr3_aa\ttemplates\nP1_d0\tP2\tCAS\t5\n");
    expect_refused({"--clonotypes", "claimed.tsv"}, 4, "foreign_sample");
    scratch.write("airr.tsv", "repertoire_id\tsubject_id\tjunction_aa\tduplicate_count\tv_call\nP1_d0\tP2\tCAS\t5\tTRBV1\n");
    expect_refused({"--clonotypes", "airr.tsv"}, 4, "foreign_sample");
}

TEST_F(TrackClones, faulty_tables_are_3_with_the_place) {
    expect_refused(with_row("P1_d0\t=cmd\tCAS\t\t\t5\n"), 3, "formula");
    scratch.write("airr.tsv", "junction\tduplicate_count\nTGT\t5\n");
    expect_refused({"--clonotypes", "airr.tsv"}, 3, "missing_column");
    scratch.write("neo.tsv", "contig\tposition\tref\talt\tneoantigen\nchr1\t1000\tC\tT\tmaybe\n");
    expect_refused({"--panel", "panel.tsv", "--neoantigens", "neo.tsv"}, 3, "unknown_word");
    expect_refused({"--clonotypes", "nowhere.tsv"}, 3, "file_missing");
}

TEST_F(TrackClones, tags_need_a_panel_and_variants_that_it_has) {
    scratch.write("neo.tsv", "contig\tposition\tref\talt\nchr1\t1001\tC\tT\n");
    EXPECT_EQ(track({"--neoantigens", "neo.tsv"}).exit_code, 2);
    expect_refused({"--panel", "panel.tsv", "--neoantigens", "neo.tsv"}, 4, "unknown_variant");
    scratch.write("other.tsv", "contig\tposition\tref\talt\nchr1\t1000\tC\tT\n");
    expect_refused({"--panel", "other.tsv"}, 4, "panel_differs");
}

TEST_F(TrackClones, tags_of_a_patient_that_the_sheet_does_not_have_are_4) {
    scratch.write("neo.tsv", "patient\tcontig\tposition\tref\talt\nP9\tchr1\t1000\tC\tT\n");
    expect_refused({"--panel", "panel.tsv", "--neoantigens", "neo.tsv"}, 4, "unknown_patient");
}

TEST_F(TrackClones, an_AIRR_table_without_a_productive_row_is_a_warning_and_an_unknown_word_is_3) {
    scratch.write("airr.tsv", "sample_id\tjunction\tduplicate_count\tproductive\nP1_d0\tTGT\t5\tFalse\n");
    auto const result = track({"--clonotypes", "airr.tsv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("no_productive_row"), std::string::npos) << result.err;
    std::filesystem::remove(scratch / "out/P1.json");
    scratch.write("airr.tsv", "sample_id\tjunction\tduplicate_count\tproductive\nP1_d0\tTGT\t5\tbanana\n");
    expect_refused({"--clonotypes", "airr.tsv"}, 3, "unknown_word");
}

TEST_F(TrackClones, a_table_of_an_earlier_call_does_not_stay_beside_a_series_without_it) {
    ASSERT_EQ(track({"--panel", "panel.tsv", "--lesions", "lesions.csv", "--clonotypes", "clones.tsv"}).exit_code, 3);
    scratch.write("lesions.csv", "patient,lesion,compartment\nP1,liver,unknown\n");
    auto const full = track({"--panel", "panel.tsv", "--lesions", "lesions.csv", "--clonotypes", "clones.tsv"});
    ASSERT_EQ(full.exit_code, 0) << full.err;
    for (auto const* const name : {"out/P1.clonotypes.tsv", "out/P1.lesions.tsv"}) {
        ASSERT_TRUE(std::filesystem::exists(scratch / name)) << name;
    }
    scratch.write("out/P10.clonotypes.tsv", "another patient's\n");
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, here()).exit_code, 0);
    EXPECT_TRUE(std::filesystem::exists(scratch / "pages/cohort.lesions.tsv"));
    scratch.write("bad.tsv", "sample\n");
    EXPECT_EQ(track({"--clonotypes", "bad.tsv"}).exit_code, 3);
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/P1.clonotypes.tsv")) << "a call that fails leaves the result before it whole";
    ASSERT_EQ(track({}).exit_code, 0);
    for (auto const* const name : {"out/P1.clonotypes.tsv", "out/P1.lesions.tsv"}) {
        EXPECT_FALSE(std::filesystem::exists(scratch / name)) << name;
    }
    EXPECT_TRUE(std::filesystem::exists(scratch / "out/P10.clonotypes.tsv"));
    for (auto const* const name : {"cohort.survival.tsv", "cohort.survival_steps.tsv", "cohort.survival_patients.tsv"}) {
        scratch.write("pages/" + std::string{name}, "of an earlier call\n");
    }
    scratch.write("pages/cohort.mine.tsv", "not ours\n");
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, here()).exit_code, 0);
    for (auto const* const name : {"cohort.survival.tsv", "cohort.survival_steps.tsv", "cohort.survival_patients.tsv", "cohort.lesions.tsv"}) {
        EXPECT_FALSE(std::filesystem::exists(scratch / ("pages/" + std::string{name}))) << name;
    }
    EXPECT_TRUE(std::filesystem::exists(scratch / "pages/cohort.mine.tsv"));
}

TEST_F(TrackClones, optional_parts_exist_only_where_they_were_asked_for) {
    ASSERT_EQ(track({}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch.path() / "out/P1.clonotypes.tsv"));
    for (auto const* const key : {"clones", "neoantigens", "clonotypes"}) {
        EXPECT_TRUE(json().at(key).is_null()) << key;
    }
    scratch.write("foreign.tsv", "sample\tcdr3_aa\ttemplates\nP2_d0\tCAS\t5\n");
    ASSERT_EQ(track({"--clonotypes", "foreign.tsv"}).exit_code, 0);
    EXPECT_TRUE(json().at("clonotypes").is_null());
    auto const table = read_file(scratch / "out/P1.clonotypes.tsv");
    EXPECT_TRUE(table.starts_with("patient\tfrom\t")) << table;
    EXPECT_EQ(table.find('\n') + 1, table.size()) << "a header alone, so that a workflow can promise the file";
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, here()).exit_code, 0);
    auto const page = read_file(scratch / "pages/P1.html");
    for (auto const* const section : {"clones-section", "neoantigens-section", "t-cells-section"}) {
        EXPECT_EQ(page.find(section), std::string::npos) << section;
    }
}

TEST_F(TrackClones, a_clone_that_shrinks_and_a_T_cell_clone_that_grows_reach_tables_and_page_as_text) {
    scratch.write("neo.tsv", "patient\tcontig\tposition\tref\talt\tneoantigen\nP1\tchr1\t1000\tC\tT\tyes\nP1\tchr1\t2000\tC\tT\t\n"
                             "P2\tchr9\t7\tC\tT\tyes\n");
    auto const result = track({"--panel", "panel.tsv", "--neoantigens", "neo.tsv", "--clonotypes", "clones.tsv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const clone = json().at("clones").at(0);
    EXPECT_EQ(clone.at("name"), "<b>B</b>");
    // 180 of 360 molecules at equal depth: half of the cells; 12 of 240 later.
    EXPECT_NEAR(clone.at("draws").at(0).at("ccf").get<double>(), 0.5, 0.03);
    EXPECT_NEAR(clone.at("draws").at(1).at("ccf").get<double>(), 0.05, 0.01);
    EXPECT_EQ(clone.at("changes").at(0).at("verdict"), "fall");
    // One follow-up confirms nothing.
    auto const claim = clone.at("claims").at(0);
    EXPECT_EQ(claim.at("claim"), "fall");
    EXPECT_EQ(claim.at("verdict"), "undetermined");
    EXPECT_EQ(claim.at("sample"), "P1_d21");
    EXPECT_EQ(claim.at("reason"), "not_confirmed_yet");
    EXPECT_EQ(json().at("neoantigens").at("claims").size(), 2U);
    EXPECT_EQ(json().at("neoantigens").at("loci"), 2);
    EXPECT_EQ(json().at("neoantigens").at("changes").at(0).at("verdict"), "open");
    auto const interval = json().at("clonotypes").at("intervals").at(0);
    EXPECT_EQ(interval.at("expansion"), "yes");
    EXPECT_EQ(interval.at("expanded"), 2);
    EXPECT_EQ(interval.at("plasma_to"), "P1_d21");
    auto const table = read_file(scratch / "out/P1.clonotypes.tsv");
    EXPECT_NE(table.find("\tTGTC\tCASSC\tTRBV2\tTRBJ1\t0\t40\t"), std::string::npos);
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, here()).exit_code, 0);
    auto const page = read_file(scratch / "pages/P1.html");
    EXPECT_EQ(read_markup(page, true).fault, "");
    for (auto const* const section : {"clones-section", "clone-claims", "neoantigens-section", "neoantigen-claims", "t-cells-section"}) {
        EXPECT_NE(page.find(section), std::string::npos) << section;
    }
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_EQ(page.find("</script>"), std::string::npos);
    EXPECT_EQ(page.find("<b>B</b>"), std::string::npos);
    EXPECT_NE(page.find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos);
    EXPECT_NE(page.find("hints at immunoediting: an association"), std::string::npos);
}

TEST_F(TrackClones, an_airr_table_gives_what_our_sheet_gives) {
    ASSERT_EQ(track({"--clonotypes", "clones.tsv"}).exit_code, 0);
    auto const ours = json().at("clonotypes");
    std::string airr = "sequence_id\tproductive\trepertoire_id\tsubject_id\tjunction\tjunction_aa\tv_call\tj_call\tduplicate_count\tlocus\n";
    std::istringstream rows{clonotypes()};
    std::string row;
    std::getline(rows, row);
    for (int number = 0; std::getline(rows, row); ++number) {
        auto const cells = cells_of(row, '\t');
        airr += fmt::format("s{}\tT\t{}\t\t{}\t{}\t{}\t{}\t{}\tTRB\n", number, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }
    airr += "bad\tF\tP1_d0\tP1\tTGTG\tC*S\tTRBV1\tTRBJ1\t900\tTRB\n";
    scratch.write("airr.tsv", airr);
    auto const result = track({"--clonotypes", "airr.tsv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(json().at("clonotypes"), ours);
}

TEST_F(TrackClones, a_timeline_with_a_hostile_or_missing_part_is_3) {
    ASSERT_EQ(track({"--panel", "panel.tsv", "--clonotypes", "clones.tsv"}).exit_code, 0);
    auto const whole = json();
    std::vector<Json> broken(6, whole);
    broken[0].erase("clones");
    broken[1]["clones"][0]["draws"][0]["ccf"] = "much";
    broken[2]["clonotypes"]["intervals"][0]["tested"] = -1;
    broken[3]["clonotypes"]["expanded"][0]["extra"] = 1;
    broken[4]["neoantigens"] = Json::array();
    broken[5]["clones"][0].erase("claims");
    for (auto const& document : broken) {
        scratch.write("t.json", document.dump());
        EXPECT_EQ(tidemark({"report", "-o", "pages", "t.json"}, here()).exit_code, 3);
    }
}

}  // namespace tidemark::test
