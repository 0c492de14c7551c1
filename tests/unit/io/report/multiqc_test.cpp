// MultiQC content: keys as MultiQC reads them, names that cannot run, and no zero where nothing was seen.
#include "io/report/multiqc.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

std::string text_of(std::vector<NamedText> const& files, std::string const& name) {
    auto const found =
        std::find_if(files.begin(), files.end(), [&](NamedText const& file) { return file.name == name; });
    return found == files.end() ? "" : found->text;
}

Json content_of(std::vector<Timeline> const& timelines, std::string const& name) {
    return Json::parse(text_of(multiqc_files(timelines, {}, "0.1.0"), name));
}

}  // namespace

TEST(Multiqc, a_cohort_without_patients_gives_the_versions_only) {
    auto const files = multiqc_files({}, {}, "0.1.0");
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0], (NamedText{"tidemark_mqc_versions.yml", "tidemark: \"0.1.0\"\n"}));
}

TEST(Multiqc, markup_in_names_is_escaped_everywhere) {
    auto timeline = example_timeline("<img src=x onerror=alert(1)>");
    timeline.draws[5].failure_reason = "<script>";
    timeline.draws[1].result.variants[0].state = "<b>";
    for (auto const& file : multiqc_files(std::vector{timeline}, {}, "0.1.0")) {
        EXPECT_EQ(file.text.find('<'), std::string::npos) << file.name;
    }
}

TEST(Multiqc, every_section_has_the_keys_that_multiqc_reads) {
    auto const files = multiqc_files(std::vector{example_timeline()}, {}, "0.1.0");
    EXPECT_EQ(files.size(), 6U);
    for (auto const& file : files) {
        if (!file.name.ends_with("_mqc.json")) {
            continue;
        }
        auto const content = Json::parse(file.text);
        for (auto const* const key : {"id", "section_name", "plot_type", "pconfig", "parent_id", "data"}) {
            EXPECT_TRUE(content.contains(key)) << file.name << " " << key;
        }
        EXPECT_EQ(file.name, content["id"].get<std::string>() + "_mqc.json");
    }
}

TEST(Multiqc, only_detections_are_points_of_the_fraction_and_no_point_is_zero) {
    auto timeline = example_timeline();
    timeline.draws[1].result.tumor_fraction_cell = 0;
    auto const line = content_of({timeline}, "tidemark_fraction_mqc.json")["data"]["P01"];
    ASSERT_EQ(line.size(), 2U);
    EXPECT_EQ(line[0], Json::parse("[0, 0.0304]"));
    EXPECT_EQ(line[1], Json::parse("[168, 0.0005]"));
}

TEST(Multiqc, every_sample_is_a_row_and_a_failed_one_has_no_numbers) {
    auto const rows = content_of({example_timeline()}, "tidemark_status_mqc.json")["data"];
    EXPECT_EQ(rows.size(), 8U);
    auto const failed = rows["P01_d105"];
    EXPECT_EQ(failed["status"], "NOT_EVALUABLE");
    EXPECT_EQ(failed["reasons"], "truncated_file; input_failed");
    EXPECT_FALSE(failed.contains("tumor_fraction_cell"));
    EXPECT_FALSE(failed.contains("loci_evaluable"));
    EXPECT_FALSE(rows["P01_d63"].contains("tumor_fraction_cell")) << "an estimate of 0 would read like a level";
    EXPECT_DOUBLE_EQ(rows["P01_d63"]["tumor_fraction_cell_hi"].get<double>(), 0.00022);
    EXPECT_EQ(content_of({example_timeline()}, "tidemark_general_stats_mqc.json")["data"].size(), 8U);
}

TEST(Multiqc, molecules_add_up_to_the_depth_of_all_loci) {
    auto const rows = content_of({example_timeline()}, "tidemark_molecules_mqc.json")["data"];
    EXPECT_EQ(rows["P01_d0"]["evaluable"], 8 * 2003);
    EXPECT_EQ(rows["P01_d0"]["outlier"], 0);
    EXPECT_FALSE(rows.contains("P01_d105"));
}

TEST(Multiqc, raw_reads_are_shown_by_what_became_of_them) {
    MoleculeSummary one{"s1", "paired", 1, {}};
    one.counts.reads_seen = 10;
    one.counts.lost(GroupLoss::umi_has_n) = 2;
    one.counts.reads_of_families[0] = 8;
    one.counts.families[0] = 3;
    one.counts.duplex = 1;
    MoleculeSummary const other{"s<2>", "paired", 1, {}};
    auto const files = multiqc_files({}, {.extracted = {}, .molecules = {one, other}}, "0.1.0");
    auto const reads = Json::parse(text_of(files, "tidemark_reads_mqc.json"))["data"];
    EXPECT_EQ(reads["s1"], (Json{{"in_molecules", 8}, {"umi_has_n", 2}}));
    EXPECT_EQ(reads["s&lt;2&gt;"], (Json{{"in_molecules", 0}, {"umi_has_n", 0}}));
    auto const families = Json::parse(text_of(files, "tidemark_families_mqc.json"))["data"];
    EXPECT_EQ(families["s1"]["molecules"], 3);
    EXPECT_EQ(families["s1"]["reads_in_molecules"], 8);
    EXPECT_EQ(families["s1"]["molecules_duplex"], 1);
    EXPECT_FALSE(families["s1"].contains("reads_sequenced")) << "it came as BAM";
}

TEST(Multiqc, every_step_from_reads_to_informative_molecules_closes) {
    MoleculeSummary molecules{"s", "paired", 1, {}};
    auto& counts = molecules.counts;
    counts.reads_seen = 100;
    counts.lost(GroupLoss::mate_missing) = 6;
    counts.reads_of_families = {80, 14, 0, 0, 0, 0, 0, 0};
    counts.templates_of_families = {40, 7, 0, 0, 0, 0, 0, 0};
    counts.families = {20, 7, 0, 0, 0, 0, 0, 0};
    counts.reads_other_alignment = 4;
    counts.reads_clipped_away = 1;
    counts.reads_low_quality = 2;
    counts.records = 39;
    EvidenceSummary const counted{"s",
                                  {{"elsewhere", 9}, {"mapping_quality_low", 2}, {"qc_fail", 0}, {"raw_umi_missing", 55}},
                                  {{"reads_seen", 39}, {"reads_used", 28}, {"molecules", 15}, {"molecules_paired", 13}, {"copies_collapsed", 0},
                                   {"molecules_off_loci", 5}, {"molecules_at_loci", 10}, {"molecules_unreadable", 2},
                                   {"molecules_mate_disagreement", 1}, {"molecules_informative", 7}}};
    EXPECT_TRUE(counted.adds_up());
    auto const files = multiqc_files({}, {.extracted = {}, .molecules = {molecules}, .counted = {counted}}, "0.1.0");
    auto const data = [&](std::string const& name) { return Json::parse(text_of(files, "tidemark_" + name + "_mqc.json"))["data"]["s"]; };
    EXPECT_EQ(data("reads"), (Json{{"in_molecules", 73}, {"other_alignment", 4}, {"clipped_away", 1}, {"low_quality", 2},
                                   {"too_few_reads", 14}, {"mate_missing", 6}}));
    EXPECT_EQ(data("chain"), (Json{{"informative", 7}, {"unreadable", 2}, {"mate_disagreement", 1}, {"off_loci", 5},
                                   {"not_counted", 5}, {"too_few_reads", 7}}));
    EXPECT_EQ(data("records"), (Json{{"used", 28}, {"elsewhere", 9}, {"mapping_quality_low", 2}}));
    EXPECT_EQ(data("families"), (Json{{"reads", 100}, {"reads_of_families", 94}, {"reads_in_molecules", 73}, {"templates", 47},
                                      {"templates_of_molecules", 40}, {"families", 27}, {"molecules", 20}, {"molecules_duplex", 0},
                                      {"molecules_single_template", 0}, {"records", 39}, {"records_seen", 39}, {"records_used", 28},
                                      {"molecules_counted", 15}, {"molecules_at_loci", 10}, {"molecules_informative", 7}}));
}

TEST(Multiqc, FASTQ_is_shown_from_the_sequencer_to_the_loci) {
    auto timeline = example_timeline();
    auto const sample = timeline.draws[0].row.sample;
    ExtractSummary extracted{sample, {}};
    extracted.counts.reads_in = 20;
    extracted.counts.reads_out = 14;
    extracted.counts.lost(ExtractLoss::too_short) = 4;
    extracted.counts.lost(ExtractLoss::umi_not_listed) = 2;
    MoleculeSummary molecules{sample, "paired", 1, {}};
    molecules.counts.reads_seen = 15;   // bwa gave one of them a supplementary record
    molecules.counts.lost(GroupLoss::supplementary) = 1;
    molecules.counts.reads_of_families[0] = 14;
    molecules.counts.families[0] = 5;
    ExtractSummary without_umi{"x", {}};
    without_umi.counts.reads_in = 7;
    without_umi.counts.reads_out = 6;
    without_umi.counts.lost(ExtractLoss::qc_fail) = 1;
    auto const files = multiqc_files(std::vector{timeline}, {.extracted = {without_umi, extracted}, .molecules = {molecules}}, "0.1.0");
    auto const reads = Json::parse(text_of(files, "tidemark_reads_mqc.json"))["data"];
    EXPECT_EQ(reads[sample], (Json{{"in_molecules", 14}, {"by_position", 0}, {"extract_qc_fail", 0}, {"extract_too_short", 4},
                                   {"extract_umi_not_listed", 2}, {"supplementary", 1}}));
    EXPECT_EQ(reads["x"], (Json{{"in_molecules", 0}, {"by_position", 6}, {"extract_qc_fail", 1}, {"extract_too_short", 0},
                                {"extract_umi_not_listed", 0}, {"supplementary", 0}}));
    auto const chain = Json::parse(text_of(files, "tidemark_families_mqc.json"))["data"];
    EXPECT_EQ(chain[sample]["reads_sequenced"], 20);
    EXPECT_EQ(chain[sample]["reads_extracted"], 14);
    EXPECT_EQ(chain[sample]["reads"], 15);
    EXPECT_EQ(chain[sample]["molecules"], 5);
    EXPECT_EQ(chain[sample]["depth_of_loci"], timeline.draws[0].result.molecules_n);
    EXPECT_EQ(chain["x"], (Json{{"reads_sequenced", 7}, {"reads_extracted", 6}}));
}

TEST(Multiqc, calibration_stands_in_a_table_of_its_own_where_there_is_any) {
    auto timeline = example_timeline("A");
    EXPECT_EQ(text_of(multiqc_files(std::vector{timeline}, {}, "0.1.0"), "tidemark_calibration_mqc.json"), "");
    timeline.draws[0].result.signatures = 200;
    timeline.draws[0].result.signatures_positive = 3;
    timeline.draws[0].result.signatures_rate = 0.015;
    timeline.draws[0].result.signatures_positive_at_alpha = 0;
    timeline.draws[0].result.signatures_inflation = 1.2;
    auto const content = content_of({timeline}, "tidemark_calibration_mqc.json");
    EXPECT_EQ(content["data"].size(), 1U);
    EXPECT_EQ(content["data"][timeline.draws[0].row.sample],
              Json({{"signatures", 200}, {"signatures_positive", 3}, {"signatures_rate", 0.015}, {"signatures_positive_at_alpha", 0}, {"signatures_inflation", 1.2}}));
}

}  // namespace tidemark::test
