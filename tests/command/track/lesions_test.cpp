// Lesions through track and report from outside: bad calls and contradictions first, then tables, JSON and pages.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::ordered_json;

/// A patient with an irradiated lesion L1 and another one, L2. Loci 0..3 are private to L1, 4..7 to L2, 8..11 trunk.
class TrackLesions : public testing::Test {
protected:
    void SetUp() override {
        scratch.write("samples.csv",
                      "patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity\n"
                      "P1,T1,tumor,L1,,,bam/T1.bam,L1.vcf,0.6\n"
                      "P1,T2,tumor,L2,,,bam/T2.bam,L2.vcf,0.6\n"
                      "P1,P1_d0,plasma,,0,monitoring,bam/P1_d0.bam,,\n"
                      "P1,P1_d42,plasma,,42,monitoring,bam/P1_d42.bam,,\n");
        scratch.write("events.csv", "patient,day,event,anchor,lesion,label\nP1,1,systemic_start,pre_io,,pembrolizumab\n"
                                    "P1,1,radiotherapy_fraction,,L1,SBRT\n");
        scratch.write("lesions.csv", "patient,lesion,compartment,biopsied\nP1,L1,irradiated,yes\nP1,L2,nonirradiated,yes\n");
        std::string vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        std::string map = "patient,contig,position,ref,alt,lesion,ccf,absence_power\n";
        for (int index = 0; index < 12; ++index) {
            auto const place = std::to_string(1000 * (index + 1));
            vcf += "chr1\t" + place + "\t.\tC\tT\t.\tPASS\t.\n";
            for (int lesion = 1; lesion <= 2; ++lesion) {
                bool const held = index >= 8 || index / 4 == lesion - 1;
                map += "P1,chr1," + place + ",C,T,L" + std::to_string(lesion) + (held ? ",1," : ",0,0.99") + "\n";
            }
        }
        scratch.write("panel.vcf", vcf);
        scratch.write("map.csv", map);
        // Shares of L1 and L2: 1 % and 1 %, then 4 % and 0.1 %, of 8 000 molecules on one of two copies.
        std::string evidence = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
        add(evidence, "P1_d0", 40, 40, 88);
        add(evidence, "P1_d42", 160, 4, 165);
        scratch.write("evidence.tsv", evidence);
        auto const detected = tidemark({"detect", "--panel", "panel.vcf", "-o", "d.json", "evidence.tsv"}, in_folder());
        ASSERT_EQ(detected.exit_code, 0) << detected.err;
    }

    static void add(std::string& evidence, std::string const& sample, int one, int two, int trunk) {
        for (int index = 0; index < 12; ++index) {
            int const alt = (index < 4 ? one : index < 8 ? two : trunk) + index % 2;
            evidence += sample + "\tchr1\t" + std::to_string(1000 * (index + 1)) + "\tC\tT\tduplex\t8000\t" + std::to_string(alt) + "\n";
        }
        evidence += sample + "\tchr1\t500\tC\tT\tduplex\t900000\t2\n";
    }

    CommandSetting in_folder() const { return {.folder = scratch.path().string(), .input = {}, .environment = {}}; }

    CommandResult track(std::vector<std::string> const& more) const {
        std::vector<std::string> arguments{"track", "--samples", "samples.csv", "--patient", "P1", "--events", "events.csv", "-o", "out/P1"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        arguments.emplace_back("d.json");
        return tidemark(arguments, in_folder());
    }

    CommandResult with_map() const { return track({"--lesions", "lesions.csv", "--lesion-map", "map.csv"}); }

    void expect_refused(CommandResult const& result, int code, std::string const& rule) const {
        EXPECT_EQ(result.exit_code, code) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(scratch.path() / "out/P1.json"));
    }

    /// Cells of the row of a lesion (or, with an empty name, of a compartment) in a draw.
    std::vector<std::string> row(std::string const& sample, std::string const& lesion, std::string const& compartment) const {
        std::istringstream lines{read_file(scratch / "out/P1.lesions.tsv")};
        for (std::string line; std::getline(lines, line);) {
            auto const cells = cells_of(line, '\t');
            if (cells.at(1) == sample && cells.at(2) == lesion && cells.at(3) == compartment) {
                return cells;
            }
        }
        ADD_FAILURE() << "no row of " << sample << " " << lesion;
        return std::vector<std::string>(15);
    }

    Scratch scratch;
};

}  // namespace

TEST_F(TrackLesions, lesions_without_a_map_to_make_are_a_wrong_call) {
    expect_refused(track({"--lesions", "lesions.csv"}), 2, "usage");
    expect_refused(track({"--lesion-map", "map.csv", "--segments", "L1"}), 2, "usage");
}

TEST_F(TrackLesions, a_missing_or_faulty_sheet_is_3) {
    EXPECT_EQ(track({"--lesion-map", "nowhere.csv"}).exit_code, 3);
    scratch.write("lesions.csv", "patient,lesion,compartment\nP1,L1,hot\n");
    EXPECT_EQ(with_map().exit_code, 3);
    EXPECT_EQ(track({"--panel", "nowhere.tsv", "--lesions", "lesions.csv"}).exit_code, 3);
}

TEST_F(TrackLesions, fault_61_a_lesion_that_no_sheet_knows_is_4) {
    scratch.write("map.csv", "patient,contig,position,ref,alt,lesion\nP1,chr1,1000,C,T,L9\n");
    expect_refused(with_map(), 4, "unknown_lesion");
    scratch.write("tissue.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\nT9\tchr1\t1000\tC\tT\tduplex\t100\t0\n");
    scratch.write("map.csv", "patient,contig,position,ref,alt,lesion\nP1,chr1,1000,C,T,L1\n");
    expect_refused(track({"--lesion-map", "map.csv", "--tissue", "tissue.tsv"}), 4, "unknown_sample");
    scratch.write("lesions.csv", "patient,lesion,compartment\nP1,L1,nonirradiated\nP1,L2,nonirradiated\n");
    expect_refused(with_map(), 4, "irradiated_nonirradiated");
}

TEST_F(TrackLesions, fault_61_a_lesion_without_irradiation_status_joins_neither_compartment) {
    scratch.write("lesions.csv", "patient,lesion,compartment\nP1,L1,irradiated\nP1,L2,\n");
    ASSERT_EQ(with_map().exit_code, 0);
    auto const distant = row("P1_d42", "L2", "unknown");
    EXPECT_EQ(distant.at(12), "undetermined");
    EXPECT_EQ(distant.at(13), "compartment_unknown");
    EXPECT_EQ(read_file(scratch / "out/P1.lesions.tsv").find("\tnonirradiated\t"), std::string::npos);
    EXPECT_TRUE(Json::parse(read_file(scratch / "out/P1.json"))["lesions"]["comparisons"][0]["abscopal_log2fc"].is_null());
}

TEST_F(TrackLesions, nobody_who_does_not_ask_gets_a_table) {
    ASSERT_EQ(track({}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/P1.lesions.tsv"));
    EXPECT_TRUE(Json::parse(read_file(scratch / "out/P1.json"))["lesions"].is_null());
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, in_folder()).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch / "pages/cohort.lesions.tsv"));
    EXPECT_EQ(read_file(scratch / "pages/P1.html").find("lesions-section"), std::string::npos);
}

TEST_F(TrackLesions, a_flare_that_raises_the_pooled_value_hides_no_distant_response) {
    auto const result = with_map();
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const table = read_file(scratch / "out/P1.lesions.tsv");
    EXPECT_EQ(table.substr(0, table.find('\n')),
              "patient\tsample\tlesion\tcompartment\tprivate_loci\tprivate_molecules\tw\tw_lo\tw_hi\tlog2fc\tlog2fc_lo\tlog2fc_hi\tverdict\treason\tschema")
        << "readout's columns, reason and schema at the end";
    auto const local = row("P1_d42", "L1", "irradiated");
    auto const distant = row("P1_d42", "L2", "nonirradiated");
    EXPECT_EQ(local.at(12), "local_progression");
    EXPECT_EQ(distant.at(12), "distant_response");
    EXPECT_EQ(distant.at(13), "");
    EXPECT_EQ(distant.at(4), "4");
    // 162 + 2 molecules before, 18 after: log2(18/162) = -3.17; of the other lesion log2(642/162) = 1.99.
    EXPECT_NEAR(std::stod(distant.at(9)), -3.17, 0.15);
    EXPECT_LT(std::stod(distant.at(11)), -2.3);
    EXPECT_NEAR(std::stod(local.at(9)), 1.99, 0.15);
    EXPECT_EQ(row("P1_d42", "", "nonirradiated").at(9), distant.at(9)) << "one lesion is its compartment";
    EXPECT_EQ(row("P1_d0", "L2", "nonirradiated").at(12), "");
    auto const document = Json::parse(read_file(scratch / "out/P1.json"))["lesions"];
    EXPECT_EQ(document["source"], "table");
    EXPECT_EQ(document["resolution"], "resolved");
    auto const comparison = document["comparisons"][0];
    EXPECT_GT(comparison["trunk_log2fc_lo"].get<double>(), 0) << "the pooled value rises";
    EXPECT_LT(comparison["abscopal_log2fc_hi"].get<double>(), 0);
    EXPECT_LT(comparison["contrast_log2fc_hi"].get<double>(), -3);
    EXPECT_EQ(comparison["dissociation"], "met");
    EXPECT_EQ(comparison["abscopal_compatible"], true);
    EXPECT_EQ(comparison["rank"], 3);
}

TEST_F(TrackLesions, a_rise_in_the_flare_window_counts_of_the_lesion_that_was_not_irradiated_and_of_no_other) {
    scratch.write("samples.csv",
                  "patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity\n"
                  "P1,T1,tumor,L1,,,bam/T1.bam,L1.vcf,0.6\nP1,T2,tumor,L2,,,bam/T2.bam,L2.vcf,0.6\n"
                  "P1,P1_d0,plasma,,0,monitoring,bam/P1_d0.bam,,\nP1,P1_d8,plasma,,8,monitoring,bam/P1_d8.bam,,\n"
                  "P1,P1_d15,plasma,,15,monitoring,bam/P1_d15.bam,,\n");
    std::string evidence = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
    add(evidence, "P1_d0", 40, 40, 88);
    add(evidence, "P1_d8", 160, 160, 328);
    add(evidence, "P1_d15", 160, 160, 328);
    scratch.write("evidence.tsv", evidence);
    ASSERT_EQ(tidemark({"detect", "--panel", "panel.vcf", "-o", "d.json", "evidence.tsv"}, in_folder()).exit_code, 0);
    auto const result = with_map();
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(row("P1_d8", "L1", "irradiated").at(12), "undetermined");
    EXPECT_EQ(row("P1_d8", "L1", "irradiated").at(13), "flare_window");
    EXPECT_EQ(row("P1_d8", "L2", "nonirradiated").at(12), "distant_progression") << "L2 was not irradiated on day 1";
    auto const lesions = Json::parse(read_file(scratch / "out/P1.json"))["lesions"];
    for (auto const& each : lesions["rows"]) {
        EXPECT_EQ(each["flare_window"], each["compartment"] == "irradiated" && each["sample"] != "P1_d0") << each;
    }
    std::size_t claims = 0;
    for (auto const& claim : lesions["claims"]) {
        if (claim["claim"] == "distant_progression") {
            EXPECT_EQ(claim["verdict"], "met") << claim;
            EXPECT_EQ(claim["supported_by"], "P1_d15") << claim;
            ++claims;
        } else if (claim["claim"] == "local_progression") {
            EXPECT_EQ(claim["verdict"], "not_applicable") << claim;
            EXPECT_EQ(claim["reason"], "flare_window") << claim;
            ++claims;
        }
    }
    EXPECT_EQ(claims, 4U) << "of each compartment and of its lesion";
    ASSERT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, in_folder()).exit_code, 0);
    EXPECT_NE(read_file(scratch / "pages/P1.html").find("Distant progression"), std::string::npos);
}

TEST_F(TrackLesions, a_fall_before_the_first_fraction_is_not_abscopal_compatible_from_track_to_page) {
    std::string samples = "patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity\n"
                          "P1,T1,tumor,L1,,,bam/T1.bam,L1.vcf,0.6\nP1,T2,tumor,L2,,,bam/T2.bam,L2.vcf,0.6\n";
    std::string evidence = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
    for (int const day : {0, 21, 42, 105, 126}) {
        auto const sample = "P1_d" + std::to_string(day);
        samples += "P1," + sample + ",plasma,," + std::to_string(day) + ",monitoring,bam/" + sample + ".bam,,\n";
        add(evidence, sample, day == 0 ? 40 : 4, day == 0 ? 40 : 4, day == 0 ? 88 : 9);
    }
    scratch.write("samples.csv", samples);
    scratch.write("evidence.tsv", evidence);
    ASSERT_EQ(tidemark({"detect", "--panel", "panel.vcf", "-o", "d.json", "evidence.tsv"}, in_folder()).exit_code, 0);
    auto const with_fraction_on = [&](int day) {
        scratch.write("events.csv", "patient,day,event,anchor,lesion,label\nP1,0,systemic_start,pre_io,,pembrolizumab\nP1," + std::to_string(day) +
                                        ",radiotherapy_fraction,,L1,SBRT\n");
        auto const result = with_map();
        EXPECT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(tidemark({"report", "-o", "pages", "out/P1.json"}, in_folder()).exit_code, 0);
        return Json::parse(read_file(scratch / "out/P1.json"))["lesions"];
    };
    auto const early = with_fraction_on(20)["claims"].back();
    EXPECT_EQ(early["claim"], "abscopal_compatible");
    EXPECT_EQ(early["verdict"], "met") << early;
    EXPECT_EQ(early["day"], 21) << early;
    EXPECT_EQ(read_file(scratch / "pages/P1.html").find("No radiotherapy had been given by then"), std::string::npos);
    auto const late = with_fraction_on(100);
    EXPECT_EQ(late["claims"].back()["verdict"], "not_met") << late["claims"].back();
    EXPECT_EQ(late["claims"].back()["reason"], "fell_before_radiotherapy");
    EXPECT_EQ(late["comparisons"][1]["reason"], "no_radiotherapy") << "day 42";
    EXPECT_EQ(late["comparisons"][2]["reason"], "fell_before_radiotherapy") << "day 105";
    auto const page = read_file(scratch / "pages/P1.html");
    EXPECT_NE(page.find("Not called abscopal-compatible: fell before radiotherapy."), std::string::npos);
    EXPECT_NE(page.find("No radiotherapy had been given by then: its first fraction is of day\u00a0100."), std::string::npos);
    EXPECT_EQ(with_fraction_on(21)["claims"].back()["verdict"], "not_met") << "the draw of that day was taken before it";
}

TEST_F(TrackLesions, a_share_that_rises_while_copies_per_ml_fall_is_no_progression) {
    std::string evidence = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
    add(evidence, "P1_d0", 40, 40, 88);
    add(evidence, "P1_d42", 40, 80, 126);
    scratch.write("evidence.tsv", evidence);
    ASSERT_EQ(tidemark({"detect", "--panel", "panel.vcf", "-o", "d.json", "evidence.tsv"}, in_folder()).exit_code, 0);
    for (auto const* const later_ng : {"40", "4"}) {   // the share doubles, its copies double or fall to a fifth
        scratch.write("samples.csv", std::string{"patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity,cfdna_ng,plasma_ml\n"
                                                 "P1,T1,tumor,L1,,,bam/T1.bam,L1.vcf,0.6,,\nP1,T2,tumor,L2,,,bam/T2.bam,L2.vcf,0.6,,\n"
                                                 "P1,P1_d0,plasma,,0,monitoring,bam/P1_d0.bam,,,40,4\n"
                                                 "P1,P1_d42,plasma,,42,monitoring,bam/P1_d42.bam,,,"} + later_ng + ",4\n");
        auto const result = with_map();
        ASSERT_EQ(result.exit_code, 0) << result.err;
        bool const falls = std::string{later_ng} == "4";
        EXPECT_EQ(row("P1_d42", "L2", "nonirradiated").at(12), falls ? "undetermined" : "distant_progression");
        EXPECT_EQ(row("P1_d42", "L2", "nonirradiated").at(13), falls ? "metric_conflict" : "");
    }
}

TEST_F(TrackLesions, report_carries_the_rows_on_and_says_compatible_and_never_proven) {
    ASSERT_EQ(with_map().exit_code, 0);
    auto const result = tidemark({"report", "-o", "pages", "out/P1.json"}, in_folder());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(read_file(scratch / "pages/cohort.lesions.tsv"), read_file(scratch / "out/P1.lesions.tsv")) << "values of every sign come back";
    auto const page = read_file(scratch / "pages/P1.html");
    EXPECT_NE(page.find("Abscopal-compatible: this design cannot separate abscopal from drug effect."), std::string::npos);
    EXPECT_NE(page.find("Distant response"), std::string::npos);
    EXPECT_NE(page.find("lesions-figure"), std::string::npos);
    EXPECT_NE(read_file(scratch / "pages/cohort.html").find("lesion-rates-table"), std::string::npos);
    EXPECT_EQ(Json::parse(read_file(scratch / "pages/cohort.json"))["patients"][0]["timeline"]["lesions"],
              Json::parse(read_file(scratch / "out/P1.json"))["lesions"]);
}

TEST_F(TrackLesions, a_damaged_lesion_part_is_3_and_names_its_place) {
    ASSERT_EQ(with_map().exit_code, 0);
    auto const whole = Json::parse(read_file(scratch / "out/P1.json"));
    auto const refused = [&](Json const& document, std::string const& place) {
        scratch.write("bad.json", document.dump());
        auto const result = tidemark({"report", "-o", "pages", "bad.json"}, in_folder());
        EXPECT_EQ(result.exit_code, 3) << result.err;
        EXPECT_NE(result.err.find(place), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(scratch / "pages"));
    };
    auto document = whole;
    document["lesions"]["rows"][0]["log2fc"] = "much";
    refused(document, "lesions.rows[0].log2fc");
    document = whole;
    document["lesions"]["rows"][0]["w"] = -0.1;
    refused(document, "lesions.rows[0].w");
    document = whole;
    document["lesions"]["comparisons"][0].erase("contrast_log2fc_lo");
    refused(document, "contrast_log2fc_lo");
    document = whole;
    document["lesions"]["extra"] = 1;
    refused(document, "extra");
    document = whole;
    document["lesions"]["map"] = 7;
    refused(document, "lesions.map");
    document = whole;
    document.erase("lesions");
    refused(document, "lesions");
}

}  // namespace tidemark::test
