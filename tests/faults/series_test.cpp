// Faults of ids, days and cells followed to the end of the path, and files of another version. Bad input first.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "command/detect/detect_case.hpp"
#include "support/patient_path.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

/// Whether a spreadsheet would run the cell; written anew, so that it does not lean on the writer's own idea.
bool runs_in_a_spreadsheet(std::string const& cell) {
    bool const number = cell.find_first_not_of("+-.0123456789e") == std::string::npos;
    return !cell.empty() && !number && std::string{"=+-@\t\r"}.find(cell.front()) != std::string::npos;
}

/// Sheets and detections of a patient in a folder of their own.
struct SeriesCase {
    explicit SeriesCase(std::vector<ForeignSample> const& samples, std::string const& rows) {
        static_cast<void>(scratch.write("samples.csv", "patient,sample,sample_type,day,bam\n" + rows));
        static_cast<void>(scratch.write("p.vcf", vcf_of(2)));
        static_cast<void>(scratch.write("t.tsv", foreign_table(samples)));
        EXPECT_EQ(run({"detect", "--panel", "p.vcf", "-o", "d.json", "t.tsv"}).exit_code, 0);
    }
    [[nodiscard]] CommandResult run(std::vector<std::string> const& words) const {
        CommandSetting setting;
        setting.folder = scratch.path().string();
        return tidemark(words, setting);
    }
    [[nodiscard]] CommandResult track(std::string const& patient, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> words{"track", "--samples", "samples.csv", "--patient", patient, "-o", "t/" + patient, "d.json"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    Scratch scratch;
};

}  // namespace

TEST(Series, fault_52_one_content_under_two_ids_is_4_also_step_by_step) {
    PatientPath const path;
    for (auto const* const end : {".bam", ".bam.bai"}) {
        std::filesystem::copy_file(path.folder / (std::string{"in/P1_before"} + end),
                                   path.folder / (std::string{"in/P1_after"} + end),
                                   std::filesystem::copy_options::overwrite_existing);
    }
    path.declare_nothing();
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    std::vector<std::string> merge{"check", "--samples", "in/samples.csv", "-o", "out/check", "--merge"};
    for (auto const* const sample : {"P1_L1", "P1_L2", "P1_wc", "P1_before", "P1_after", "N1", "N2"}) {
        auto const one = tidemark({"check", "--samples", "in/samples.csv", "-f", "in/reference.fa", "-o", "out/one",
                                   "--sample", sample},
                                  setting);
        ASSERT_EQ(one.exit_code, 0) << sample << one.err;
        merge.push_back(std::string{"out/one/"} + sample + ".verdict.tsv");
    }
    auto const merged = tidemark(merge, setting);
    EXPECT_EQ(merged.exit_code, 4) << merged.err;
    EXPECT_TRUE(has(merged.err, "same_content")) << merged.err;
    EXPECT_FALSE(std::filesystem::exists(path.folder / "out/check/verdicts.tsv"));
}

TEST(Series, fault_54_ids_that_look_like_numbers_stay_as_written_to_the_end) {
    SeriesCase const series{{{.name = "007", .alt = {1, 2}}, {.name = "1E5", .alt = {0, 0}}},
                            "0042,007,plasma,0,a.bam\n0042,1E5,plasma,21,b.bam\n"};
    EXPECT_EQ(series.track("42").exit_code, 4);
    ASSERT_EQ(series.track("0042").exit_code, 0);
    ASSERT_EQ(series.run({"report", "-o", "r", "t/0042.json"}).exit_code, 0);
    auto const cohort = read_file(series.scratch / "r/cohort.samples.tsv");
    EXPECT_TRUE(has(cohort, "0042\t007\t")) << cohort;
    EXPECT_TRUE(has(cohort, "0042\t1E5\t")) << cohort;
}

TEST(Series, fault_57_and_58_draws_are_sorted_by_day_and_id_and_the_baseline_is_the_rules) {
    SeriesCase const series{
        {{.name = "c", .alt = {9, 9}}, {.name = "b", .alt = {9, 9}}, {.name = "a", .alt = {9, 9}}, {.name = "late", .alt = {9, 9}}},
        "P1,late,plasma,21,l.bam\nP1,c,plasma,-3,c.bam\nP1,b,plasma,0,b.bam\nP1,a,plasma,0,a.bam\n"};
    auto const timeline = [&](std::string const& treatment_day) {
        static_cast<void>(series.scratch.write("events.csv", "patient,day,event,anchor\nP1," + treatment_day +
                                                                 ",systemic_start,pre_io\n"));
        auto const result = series.track("P1", {"--events", "events.csv"});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return nlohmann::json::parse(read_file(series.scratch / "t/P1.json"));
    };
    auto const document = timeline("0");
    std::string order;
    for (auto const& draw : document["draws"]) {
        order += draw["sample"].get<std::string>() + " ";
    }
    EXPECT_EQ(order, "c a b late ");
    EXPECT_EQ(document["baseline"], "b") << "the last evaluable draw with day <= 0, not the first row";
    EXPECT_EQ(document["baseline_assumed"], false);
    // No draw before treatment: the earliest evaluable one, and said so.
    auto const assumed = timeline("-30");
    EXPECT_EQ(assumed["baseline"], "c");
    EXPECT_EQ(assumed["baseline_assumed"], true);
}

TEST(Series, fault_63_no_written_table_has_a_cell_that_a_spreadsheet_would_run) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto document = nlohmann::ordered_json::parse(read_file(path.folder / "out/track/P1.json"));
    for (auto& draw : document["draws"]) {
        for (auto const* const key : {"timepoint", "phase", "batch", "chemistry", "failure_message"}) {
            draw[key] = "=HYPERLINK(\"http://x\")\t@SUM(A1)";
        }
    }
    static_cast<void>(path.folder.write("evil.json", document.dump()));
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    ASSERT_EQ(tidemark({"report", "-o", "out/evil", "evil.json"}, setting).exit_code, 0);
    for (auto const& [name, bytes] : path.results()) {
        if (!name.ends_with(".tsv") && !name.ends_with(".csv")) {
            continue;
        }
        char const separator = name.ends_with(".csv") ? ',' : '\t';
        std::istringstream lines{bytes};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream cells{line};
            for (std::string cell; std::getline(cells, cell, separator);) {
                EXPECT_FALSE(runs_in_a_spreadsheet(cell)) << name << ": " << cell;
            }
        }
    }
}

TEST(Series, fault_77_every_reader_refuses_a_later_schema_with_4) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    struct Case {
        std::string word;
        std::string file;
        std::string old;
    };
    auto const results = path.results();
    for (auto const& [word, file, old] :
         {Case{"genotype", "panel.tsv", "tidemark.panel/1"}, Case{"detect", "panel.tsv", "tidemark.panel/1"},
          Case{"detect", "background.tsv", "tidemark.background/1"}, Case{"track", "detection.json", "tidemark.detection/1"},
          Case{"track", "check/verdicts.tsv", "tidemark.verdicts/1"}, Case{"report", "track/P1.json", "tidemark.timeline/1"}}) {
        auto later = old;
        later.back() = '9';
        static_cast<void>(path.folder.write("out/" + file, replaced(results.at(file), old, later)));
        auto const result = path.run_step(PatientPath::step(word));
        EXPECT_EQ(result.exit_code, 4) << word << " " << file << result.err;
        static_cast<void>(path.folder.write("out/" + file, results.at(file)));
    }
    auto evidence = run({"gzip", "-dc", path.folder / "out/evidence/N1.evidence.tsv.gz"}).out;
    evidence = replaced(evidence, "tidemark.evidence/1", "tidemark.evidence/9");
    static_cast<void>(path.folder.write("out/later.tsv", evidence));
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    for (auto const& words : std::vector<std::vector<std::string>>{
             {"background", "-o", "out/b.tsv", "out/later.tsv"},
             {"detect", "--panel", "out/panel.tsv", "-o", "out/d.json", "out/later.tsv"},
             {"select", "-f", "in/reference.fa", "--vcf", "in/P1_L1.vcf", "--white-cells", "out/later.tsv", "-o",
              "out/p.tsv"}}) {
        EXPECT_EQ(tidemark(words, setting).exit_code, 4) << words.front();
    }
}

}  // namespace tidemark::test
