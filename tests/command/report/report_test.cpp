// tidemark report from outside: bad input first, then a cohort, then what must not change a byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/example_patient.hpp"
#include "support/markup_check.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

TEST(Report, without_timelines_or_output_is_a_usage_error) {
    EXPECT_EQ(tidemark({"report"}).exit_code, 2);
    EXPECT_EQ(tidemark({"report", "-o", "x"}).exit_code, 2);
}

TEST(Report, a_damaged_timeline_is_exit_3_and_leaves_nothing) {
    Scratch const scratch;
    auto const text = read_file(example_file);
    auto const half = scratch.write("half.json", text.substr(0, text.size() / 2));
    auto const result = tidemark({"report", "-o", scratch / "out", write_patient(scratch, "A"), half});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("half.json"), std::string::npos) << result.err;
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
    EXPECT_EQ(tidemark({"report", "-o", scratch / "out", scratch / "absent.json"}).exit_code, 3);
}

TEST(Report, another_schema_version_is_exit_4) {
    Scratch const scratch;
    auto document = timeline_of("A");
    document["schema"] = "tidemark.timeline/99";
    auto const result = tidemark({"report", "-o", scratch / "out", scratch.write("t.json", document.dump())});
    EXPECT_EQ(result.exit_code, 4);
}

TEST(Report, one_patient_twice_is_exit_4_also_when_only_case_differs) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    auto const again = scratch.write("again.json", read_file(first));
    auto const result = tidemark({"report", "-o", scratch / "out", first, again});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_NE(result.err.find("duplicate_patient"), std::string::npos) << result.err;
    auto const small = scratch.write("small.json", timeline_of("a").dump());
    EXPECT_EQ(tidemark({"report", "-o", scratch / "out", first, small}).exit_code, 4);
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(Report, a_patient_id_never_leaves_the_folder_nor_takes_the_cohorts_name) {
    Scratch const scratch;
    auto document = timeline_of("A");
    for (auto const* const id : {"../evil", "a/b", "<img>", "cohort"}) {
        document["patient"] = id;
        auto const result = tidemark({"report", "-o", scratch / "deep/out", scratch.write("t.json", document.dump())});
        EXPECT_EQ(result.exit_code, 3) << id << result.err;
    }
    EXPECT_EQ(list_folder(scratch.path()).find("evil"), std::string::npos);
}

TEST(Report, an_output_folder_that_cannot_be_written_is_exit_5) {
    Scratch const scratch;
    auto const file = scratch.write("file", "x");
    EXPECT_EQ(tidemark({"report", "-o", file + "/out", write_patient(scratch, "A")}).exit_code, 5);
    // The second folder fails after the first was prepared: the first must stay empty.
    auto const result =
        tidemark({"report", "-o", scratch / "out", "--multiqc", file + "/mqc", scratch / "A.json"});
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_EQ(list_folder(scratch / "out"), "");
}

TEST(Report, writes_pages_document_and_tables_and_nothing_else) {
    Scratch const scratch;
    auto const result =
        tidemark({"report", "-o", scratch / "out", write_patient(scratch, "B"), write_patient(scratch, "A")});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "");
    for (auto const* const name : {"A.html", "B.html", "cohort.html", "cohort.json", "cohort.lesions.tsv", "cohort.pairs.tsv",
                                   "cohort.samples.tsv", "cohort.patients.tsv", "cohort.strata.tsv", "cohort.differences.tsv",
                                   "cohort.parity.tsv", "cohort.leads.tsv"}) {
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::path{scratch / "out"} / name)) << name;
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{scratch / "out"}, {}), 12);
    for (auto const* const page : {"out/A.html", "out/cohort.html"}) {
        EXPECT_EQ(read_markup(read_file(scratch / page), true).fault, "") << page;
    }
}

TEST(Report, every_plasma_sample_is_a_row_failed_ones_included) {
    Scratch const scratch;
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", write_patient(scratch, "A")}).exit_code, 0);
    auto const samples = read_file(scratch / "out/cohort.samples.tsv");
    EXPECT_EQ(std::count(samples.begin(), samples.end(), '\n'), 1 + 7);
    EXPECT_EQ(samples.substr(0, 20), "patient\tsample\tday\ta");
    EXPECT_NE(samples.find("A\tA_d84\t84\t"), std::string::npos);
    auto const page = read_file(scratch / "out/A.html");
    for (auto const* const draw : {"A_d0", "A_d21", "A_d42", "A_d63", "A_d84", "A_d105", "A_d126"}) {
        EXPECT_NE(page.find(draw), std::string::npos) << draw;
    }
}

TEST(Report, strict_is_exit_6_with_complete_outputs_when_a_sample_failed) {
    Scratch const scratch;
    auto const timeline = write_patient(scratch, "A");
    EXPECT_EQ(tidemark({"report", "--strict", "-o", scratch / "strict", timeline}).exit_code, 6);
    EXPECT_EQ(tidemark({"report", "-o", scratch / "plain", timeline}).exit_code, 0);
    EXPECT_EQ(all_bytes(scratch / "strict"), all_bytes(scratch / "plain"));
    auto document = timeline_of("B");
    document["draws"].erase(document["draws"].begin() + 4);
    auto pairs = Json::array();
    for (auto const& pair : document["pairs"]) {
        if (pair["from"] != "B_d84" && pair["to"] != "B_d84") {
            pairs.push_back(pair);
        }
    }
    document["pairs"] = pairs;
    auto const whole = scratch.write("whole.json", document.dump());
    EXPECT_EQ(tidemark({"report", "--strict", "-o", scratch / "whole", whole}).exit_code, 0);
}

TEST(Report, failed_samples_that_are_no_draw_are_listed_and_strict_counts_them) {
    Scratch const scratch;
    auto document = timeline_of("B");
    document["draws"].erase(document["draws"].begin() + 4);
    document["pairs"] = Json::array();
    auto const timeline = scratch.write("B.json", document.dump());
    auto const sheet = scratch.write("samples.csv",
                                     "sample,patient,sample_type,day,bam\nB_d0,B,plasma,0,a.bam\nW1,B,white_cells,0,w.bam\n"
                                     "N1,,control,,n.bam\nN2,,control,,m.bam\nD_d0,D,plasma,0,d.bam\n");
    auto const table = [&](std::string const& rows) {
        return scratch.write("verdicts.tsv", "sample\tverdict\treason\tmessage\n" + rows);
    };
    auto const good = table("B_d0\tok\t\t\nW1\tok\t\t\nN1\tok\t\t\n");
    EXPECT_EQ(tidemark({"report", "--strict", "-o", scratch / "good", "--verdicts", good, "--samples", sheet, timeline}).exit_code, 0);
    auto const bad = table("B_d0\tok\t\t\nN2\tfailed\ttruncated\tN2.bam <b>ends</b> early\nW1\tfailed\tno_index\tw.bam has no index\n"
                           "N1\tok\t\t\nD_d0\tfailed\ttruncated\td.bam ends early\n");
    auto const strict = tidemark({"report", "--strict", "-o", scratch / "bad", "--verdicts", bad, "--samples", sheet, timeline});
    EXPECT_EQ(strict.exit_code, 6) << strict.err;
    auto const failed = Json::parse(read_file(scratch / "bad/cohort.json"))["failed"];
    ASSERT_EQ(failed.size(), 3U);
    EXPECT_EQ(failed[0].dump(), R"({"patient":"B","sample":"W1","type":"white_cells","day":null,"reason":"no_index","sentence":"w.bam has no index."})");
    EXPECT_EQ(failed[1]["patient"], "D");
    EXPECT_EQ(failed[1]["type"], "plasma");
    EXPECT_EQ(failed[2]["sample"], "N2");
    EXPECT_TRUE(failed[2]["patient"].is_null());
    auto const page = read_file(scratch / "bad/cohort.html");
    EXPECT_NE(page.find("N2.bam &lt;b&gt;ends"), std::string::npos);
    EXPECT_EQ(page.find("<b>ends"), std::string::npos);
    // Without the sheet the sample is listed all the same.
    EXPECT_EQ(tidemark({"report", "--strict", "-o", scratch / "bare", "--verdicts", bad, timeline}).exit_code, 6);
    EXPECT_TRUE(Json::parse(read_file(scratch / "bare/cohort.json"))["failed"][0]["type"].is_null());
    EXPECT_EQ(tidemark({"report", "-o", scratch / "none", "--verdicts", scratch / "absent.tsv", timeline}).exit_code, 3);
    EXPECT_EQ(tidemark({"report", "-o", scratch / "none", "--samples", sheet, timeline}).exit_code, 2);
}

TEST(Report, a_limit_of_parity_that_is_none_is_a_usage_error) {
    Scratch const scratch;
    auto const timeline = write_patient(scratch, "A");
    for (auto const* const word : {"0", "-0.1", "1.5", "nan", "inf", "best", "", "0.1x"}) {
        EXPECT_EQ(tidemark({"report", "-o", scratch / "out", std::string{"--parity-lod95="} + word, timeline}).exit_code, 2) << word;
    }
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(Report, strata_are_compared_at_the_limit_asked_for_or_the_worst_or_not_at_all) {
    Scratch const scratch;
    auto first = timeline_of("A");
    auto second = timeline_of("B");
    first["attributes"]["arm"] = "<b>RT</b>";
    second["attributes"]["arm"] = "IO";
    first["attributes"]["strata"] = {{"stratum_pdl1", "=high"}};
    second["attributes"]["strata"] = {{"stratum_pdl1", "<script>low</script>"}};
    auto const one = scratch.write("A.json", first.dump());
    auto const two = scratch.write("B.json", second.dump());
    auto const run = [&](std::string const& limit) {
        auto const result = tidemark({"report", "-o", scratch / ("out" + limit), "--parity-lod95", limit, one, two});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return Json::parse(read_file(scratch / ("out" + limit + "/cohort.json")));
    };
    auto const given = run("0.01");
    EXPECT_EQ(given["parity"].dump(), R"({"lod95":0.01,"origin":"given","stratum":null,"value":null})");
    EXPECT_EQ(given["parity_draws"].size(), 14U);
    for (auto const& draw : given["parity_draws"]) {
        EXPECT_TRUE(draw["lod95_parity"].is_null() || draw["lod95_parity"] <= 0.0105) << draw.dump();
    }
    auto const worst = run("worst");
    EXPECT_EQ(worst["parity"]["origin"], "worst_stratum");
    EXPECT_EQ(worst["parity"]["stratum"], "stratum_pdl1");
    auto const off = run("off");
    EXPECT_TRUE(off["parity"].is_null());
    EXPECT_TRUE(off["parity_draws"].empty());
    EXPECT_FALSE(off["strata"].empty());
    // Every patient stands in each rate of everyone, whatever was seen.
    for (auto const& rate : worst["strata"]) {
        if (rate["arm"].is_null() && rate["stratum"].is_null()) {
            EXPECT_EQ(rate["patients"], 2) << rate.dump();
        }
    }
    auto const page = read_file(scratch / "outworst/cohort.html");
    EXPECT_EQ(page.find("<script>low"), std::string::npos);
    EXPECT_EQ(page.find("<b>RT"), std::string::npos);
    EXPECT_EQ(read_file(scratch / "outworst/cohort.strata.tsv").find("\t=high"), std::string::npos) << "a cell that a spreadsheet would run";
    EXPECT_NE(read_file(scratch / "outworst/cohort.patients.tsv").find("stratum_pdl1"), std::string::npos);
}

TEST(Report, who_else_is_in_the_cohort_changes_no_molecule_of_a_patient_at_parity) {
    Scratch const scratch;
    std::vector<std::string> files;
    for (std::string const patient : {"A", "B", "C"}) {
        auto timeline = timeline_of(patient);
        for (auto& draw : timeline["draws"]) {
            for (auto& locus : draw["variants"]) {
                // B has a tenth of the depth, C what A has.
                auto const share = patient == "B" ? 10 : 1;
                locus["depth"] = locus["depth"].get<int>() / share;
                locus["alt_molecules"] = locus["alt_molecules"].get<int>() / share;
                locus["background"] = locus["background"].get<double>() / share;
            }
        }
        files.push_back(scratch.write(patient + ".json", timeline.dump()));
    }
    auto const rows_of = [&](std::string const& folder, std::string const& patient) {
        auto const document = Json::parse(read_file(scratch / (folder + "/cohort.json")));
        std::vector<std::string> rows;
        for (auto const& draw : document["parity_draws"]) {
            if (draw["patient"] == patient) {
                rows.push_back(draw.dump());
            }
        }
        return rows;
    };
    ASSERT_EQ(tidemark({"report", "-o", scratch / "with_b", "--parity-lod95", "0.004", files[0], files[1]}).exit_code, 0);
    ASSERT_EQ(tidemark({"report", "-o", scratch / "with_c", "--parity-lod95", "0.004", files[2], files[0]}).exit_code, 0);
    auto const rows = rows_of("with_b", "A");
    ASSERT_EQ(rows.size(), 7U);
    EXPECT_EQ(rows, rows_of("with_c", "A"));
    bool thinned = false;
    bool deeper = false;
    auto const others = rows_of("with_b", "B");
    for (std::size_t index = 0; index < rows.size(); ++index) {
        auto const one = Json::parse(rows[index]);
        auto const other = Json::parse(others[index]);
        thinned = thinned || (one["molecule_share"] > 0 && one["molecule_share"] < 1);
        deeper = deeper || (one["loci_kept"] > 0 && one["loci_kept"] < other["loci_kept"]);
    }
    EXPECT_TRUE(thinned);
    EXPECT_TRUE(deeper) << "the deeper patient keeps fewer loci";
}

TEST(Report, order_of_arguments_locale_and_names_of_files_change_no_byte) {
    Scratch const scratch;
    auto const first = write_patient(scratch, "A");
    auto const second = write_patient(scratch, "B");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "one", "--multiqc", scratch / "mqc1", first, second}).exit_code, 0);
    auto const moved = scratch.write("staged_name_7.json", read_file(first));
    ASSERT_EQ(tidemark({"report", "-o", scratch / "two", "--multiqc", scratch / "mqc2", second, moved},
                       {.folder = {}, .input = {}, .environment = {{"LC_ALL", "de_DE.UTF-8"}, {"TZ", "Asia/Tokyo"}}})
                  .exit_code,
              0);
    EXPECT_EQ(all_bytes(scratch / "one"), all_bytes(scratch / "two"));
    EXPECT_EQ(all_bytes(scratch / "mqc1"), all_bytes(scratch / "mqc2"));
}

TEST(Report, markup_in_every_text_of_a_timeline_stays_text) {
    Scratch const scratch;
    std::string const hostile = "<img src=x onerror=alert(1)></script>\"'&\u202e";
    auto document = timeline_of("A");
    for (auto& event : document["events"]) {
        event["label"] = hostile;
        event["lesion"] = hostile;
        event["value"] = 1;
        event["unit"] = hostile;
    }
    document["attributes"]["arm"] = hostile;
    document["attributes"]["sex"] = hostile;
    document["attributes"]["strata"]["stratum_tmb"] = hostile;
    for (auto& draw : document["draws"]) {
        for (auto const* const key : {"timepoint", "phase", "batch", "chemistry", "evidence"}) {
            draw[key] = hostile;
        }
    }
    document["draws"][4]["failure_message"] = hostile;
    for (auto& row : document["lesions"]["rows"]) {
        for (auto const* const key : {"lesion", "compartment", "verdict", "reason"}) {
            row[key] = hostile;
        }
    }
    document["growth_change"]["reason"] = hostile;
    document["lesions"]["map"][0]["lesions"] = {hostile};
    document["lesions"]["map"][1]["reason"] = hostile;
    document["lesions"]["comparisons"][0]["reason"] = hostile;
    document["lesions"]["comparisons"][0]["abscopal_compatible"] = false;
    for (auto& row : document["lesions"]["claims"]) {
        for (auto const* const key : {"claim", "lesion", "compartment", "sample", "supported_by", "reason"}) {
            row[key] = hostile;
        }
    }
    auto const result = tidemark({"report", "-o", scratch / "out", "--multiqc", scratch / "mqc",
                                  scratch.write("t.json", document.dump())});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    for (auto const* const page : {"out/A.html", "out/cohort.html"}) {
        auto const text = read_file(scratch / page);
        EXPECT_EQ(read_markup(text, true).fault, "") << page;
        EXPECT_EQ(text.find("<img"), std::string::npos) << page;
        EXPECT_EQ(text.find("</script>"), std::string::npos) << page;
        EXPECT_EQ(text.find("\u202e"), std::string::npos) << page;
        EXPECT_NE(text.find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos) << page;
    }
    for (auto const& entry : std::filesystem::directory_iterator{scratch / "mqc"}) {
        EXPECT_EQ(read_file(entry.path()).find("<img"), std::string::npos) << entry.path();
    }
}

TEST(Report, no_folder_of_a_failure_message_reaches_a_page) {
    Scratch const scratch;
    auto document = timeline_of("A");
    document["draws"][4]["failure_message"] = "/home/ann/secret/plasma.bam ends early";
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", scratch.write("t.json", document.dump())}).exit_code, 0);
    EXPECT_EQ(read_file(scratch / "out/A.html").find("secret"), std::string::npos);
    EXPECT_EQ(read_file(scratch / "out/cohort.html").find("secret"), std::string::npos);
}

TEST(Report, panels_in_other_patients_plasma_are_told_on_the_cohorts_page_and_in_its_document) {
    Scratch const scratch;
    auto const timelines = std::vector{write_patient(scratch, "A"), write_patient(scratch, "B")};
    auto const sample = timeline_of("A")["draws"][0]["sample"].get<std::string>();
    auto const cross_of = [&](std::string const& tested, std::string const& name) {
        auto const panel = scratch.write("panel.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                                                      "chr9\t100\t.\tA\tC\t.\tPASS\t.\n");
        auto const evidence = scratch.write("evidence.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n" +
                                                                tested + "\tchr9\t100\tA\tC\tduplex\t1000\t0\n" + tested +
                                                                "\tchr9\t110\tA\tC\tduplex\t5000\t1\n");
        auto const made = tidemark({"detect", "--panel", panel, "-o", scratch / name, evidence});
        EXPECT_EQ(made.exit_code, 0) << made.err;
        return scratch / name;
    };
    auto const cross = cross_of(sample, "cross.json");
    auto const result = tidemark({"report", "-o", scratch / "out", "--cross", cross, timelines[0], timelines[1]});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const document = Json::parse(read_file(scratch / "out/cohort.json"));
    EXPECT_EQ(document["cross_tests"].size(), 1U);
    EXPECT_EQ(document["cross_rates"].back()["tests"], 1);
    EXPECT_NE(read_file(scratch / "out/cohort.html").find("Panels of other patients"), std::string::npos);
    auto const stranger = tidemark({"report", "-o", scratch / "none", "--cross", cross_of("stranger", "s.json"), timelines[0]});
    EXPECT_EQ(stranger.exit_code, 4);
    EXPECT_NE(stranger.err.find("cross_sample_unknown"), std::string::npos) << stranger.err;
    EXPECT_EQ(tidemark({"report", "-o", scratch / "none", "--cross", scratch / "missing.json", timelines[0]}).exit_code, 3);
    EXPECT_FALSE(std::filesystem::exists(scratch / "none"));
}

TEST(Report, multiqc_content_is_written_only_when_asked_for) {
    Scratch const scratch;
    auto const timeline = write_patient(scratch, "A");
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", "--multiqc", scratch / "mqc", timeline}).exit_code, 0);
    auto const listing = list_folder(scratch / "mqc");
    for (auto const* const name :
         {"tidemark_fraction_mqc.json", "tidemark_general_stats_mqc.json", "tidemark_lod95_mqc.json",
          "tidemark_molecules_mqc.json", "tidemark_mqc_versions.yml", "tidemark_status_mqc.json"}) {
        EXPECT_NE(listing.find(name), std::string::npos) << name;
    }
    EXPECT_EQ(list_folder(scratch / "out").find("mqc"), std::string::npos);
}

}  // namespace tidemark::test
