// report: timelines of patients -> a page for each, a page, a document and tables for the cohort, MultiQC content.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/command.hpp"
#include "app/listed_files.hpp"
#include "app/report_strata.hpp"
#include "app/response_definition_files.hpp"
#include "app/shared_options.hpp"
#include "app/stale_pages.hpp"
#include "app/survival_options.hpp"
#include "io/files/joint_output.hpp"
#include "io/report/html.hpp"
#include "io/report/json.hpp"
#include "io/report/multiqc.hpp"
#include "io/tables/cohort_tables.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/detection_table.hpp"
#include "io/tables/evidence_summary.hpp"
#include "io/tables/extract_summary.hpp"
#include "io/tables/molecule_summary.hpp"
#include "io/tables/sheet_table.hpp"
#include "io/tables/survival_table.hpp"
#include "io/tables/timeline_table.hpp"
#include "io/tables/timeline_table_json.hpp"
#include "stages/report/cohort_page.hpp"
#include "stages/report/cross_panels.hpp"
#include "stages/report/failed_verdicts.hpp"
#include "stages/report/patient_files.hpp"
#include "stages/report/sections.hpp"
#include "stages/report/summarize.hpp"
#include "stages/report/variant_section.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

constexpr auto producer = "tidemark " TIDEMARK_VERSION;

struct ReportArguments {
    std::string output;
    std::string multiqc;
    std::vector<std::string> extracted;
    std::vector<std::string> molecules;
    std::vector<std::string> evidence;
    std::vector<std::string> controls_and_tissue;
    std::vector<std::string> cross;
    std::string verdicts;
    std::string samples;
    std::vector<std::string> definitions;
    ParityArguments parity;
    SurvivalArguments survival;
    bool strict = false;
    std::vector<std::string> timelines;
};

/// By patient id, so that the order of the arguments never matters.
std::vector<Timeline> read_all(std::vector<std::string> const& paths) {
    std::vector<Timeline> timelines;
    for (std::filesystem::path const path : paths) {
        timelines.push_back(read_timeline(path));
        if (auto const fault = patient_file_fault(timelines.back().patient)) {
            throw InputError{{.rule = fault->rule, .what = fault->message, .where = path.filename().string(),
                              .why = "a page is named after its patient",
                              .remedy = "give the patient another id in the sample sheet"}};
        }
    }
    std::ranges::stable_sort(timelines, {}, &Timeline::patient);
    for (auto const& fault : colliding_patients(timelines)) {
        throw ContradictionError{{.rule = fault.rule, .what = fault.message, .where = {},
                                  .why = "one page would overwrite the other",
                                  .remedy = "give each patient once, with ids that differ in more than case"}};
    }
    return timelines;
}

/// Adds what other patients' panels showed.
void add_cross(CohortSummary& summary, std::vector<std::string> const& paths, std::vector<Timeline> const& timelines) {
    std::vector<DetectionResult> results;
    for (auto const& path : paths) {
        std::ranges::move(read_detections(path), std::back_inserter(results));
    }
    Findings findings;
    summary.cross_tests = cross_tests(results, timelines, findings);
    if (!findings.empty()) {
        auto const& finding = findings.front();
        throw ContradictionError{{.rule = finding.rule, .what = finding.file + " " + finding.message, .where = finding.file,
                                  .why = "the rate of false positives would be another cohort's",
                                  .remedy = "give the timelines of all patients whose samples are tested"}};
    }
    summary.cross_rates = cross_rates(summary.cross_tests);
}

/// Adds the samples of the sheet that failed and no timeline shows: refused by check, or broken where they were read.
void add_failed(CohortSummary& summary, ReportArguments const& arguments, std::vector<Timeline> const& timelines) {
    Findings findings;
    auto const samples = arguments.samples.empty() ? std::vector<SampleRow>{} : read_counted_samples(arguments.samples, findings);
    refuse_findings(findings);
    auto const verdicts = arguments.verdicts.empty() ? std::vector<SampleVerdict>{} : read_verdicts(arguments.verdicts);
    add_failed_verdicts(summary, verdicts, samples, timelines);
    std::vector<EvidenceSummary> counted;
    std::ranges::transform(arguments.controls_and_tissue, std::back_inserter(counted), read_evidence_summary);
    add_failed_counts(summary, counted, samples, timelines);
}

std::string cohort_json(std::vector<Timeline> const& timelines, CohortSummary const& summary, SurvivalReport const& survival) {
    std::vector<std::string> documents;
    for (auto const& timeline : timelines) {
        documents.push_back(timeline_json_text(with_shown_variants(timeline).timeline));
    }
    return cohort_json_text(summary, documents, producer, survival);
}

/// Tables that were not asked for are no news.
void say_removed_pages(std::vector<std::filesystem::path> const& removed) {
    for (auto const& path : removed) {
        if (path.extension() == ".html") {
            fmt::print(stderr, "tidemark: warning: {}: removed: the page of a patient who is not in this call [stale_page]\n", path.filename().string());
        }
    }
}

int report(ReportArguments arguments) {
    for (auto* const files : {&arguments.timelines, &arguments.extracted, &arguments.molecules, &arguments.evidence,
                              &arguments.controls_and_tissue, &arguments.cross}) {
        *files = with_listed_files(*files);
    }
    if (arguments.timelines.empty() && arguments.survival.outcomes.empty()) {
        throw UsageError{{.rule = "usage", .what = "timelines is required, unless --outcomes gives a table", .where = "timelines",
                          .why = {}, .remedy = {}}};
    }
    auto const timelines = read_all(arguments.timelines);
    auto summary = summarize(timelines);
    add_cross(summary, arguments.cross, timelines);
    add_failed(summary, arguments, timelines);
    auto const definitions = definitions_of(arguments.definitions);
    summary.strata = cohort_strata(timelines, definitions, arguments.parity, response_window_of(arguments.survival));
    auto const survival = survival_of(arguments.survival, timelines, definitions);
    std::filesystem::path const folder = arguments.output;
    JointOutput files;
    std::string samples = sample_rows_header();
    std::string pairs = pair_rows_header();
    std::string lesions = lesion_rows_header();
    std::set<std::string> patients;
    for (auto const& timeline : timelines) {
        patients.insert(timeline.patient);
        files.write(folder / (timeline.patient + ".html"), html_text(patient_page(timeline), producer));
        samples += sample_rows_text(timeline);
        pairs += pair_rows_text(timeline);
        lesions += lesion_rows_text(timeline);
    }
    if (!arguments.multiqc.empty()) {
        RawSummaries raw;
        std::ranges::transform(arguments.extracted, std::back_inserter(raw.extracted), read_extract_summary);
        std::ranges::transform(arguments.molecules, std::back_inserter(raw.molecules), read_molecule_summary);
        std::ranges::transform(arguments.evidence, std::back_inserter(raw.counted), read_evidence_summary);
        // Of a file that failed there are no reads to follow; its row stands in the cohort's table.
        std::erase_if(raw.extracted, [](ExtractSummary const& each) { return !each.failure.empty(); });
        std::erase_if(raw.molecules, [](MoleculeSummary const& each) { return !each.failure.empty(); });
        std::erase_if(raw.counted, [](EvidenceSummary const& each) { return !each.failure.empty(); });
        for (auto const& file : multiqc_files(timelines, raw, TIDEMARK_VERSION)) {
            files.write(std::filesystem::path{arguments.multiqc} / file.name, file.text);
        }
    }
    files.write(folder / "cohort.html", html_text(cohort_page(timelines, summary, survival), producer));
    files.write(folder / "cohort.json", cohort_json(timelines, summary, survival));
    if (arguments.survival.tables) {
        files.write(folder / "cohort.survival.tsv", survival_rows_text(survival));
        files.write(folder / "cohort.survival_steps.tsv", survival_step_rows_text(survival));
        files.write(folder / "cohort.survival_patients.tsv", survival_patient_rows_text(survival));
    } else {
        for (auto const* const name : {"cohort.survival.tsv", "cohort.survival_steps.tsv", "cohort.survival_patients.tsv"}) {
            files.remove(folder / name);
        }
    }
    files.write(folder / "cohort.pairs.tsv", pairs);
    files.write(folder / "cohort.patients.tsv", patient_rows(timelines));
    files.write(folder / "cohort.leads.tsv", lead_rows_text(summary.leads));
    files.write(folder / "cohort.strata.tsv", stratum_rate_rows(summary.strata));
    files.write(folder / "cohort.differences.tsv", rate_difference_rows(summary.strata));
    files.write(folder / "cohort.parity.tsv", parity_draw_rows(summary.strata));
    if (std::ranges::any_of(timelines, [](Timeline const& timeline) { return timeline.lesions.has_value(); })) {
        files.write(folder / "cohort.lesions.tsv", lesions);
    } else {
        files.remove(folder / "cohort.lesions.tsv");
    }
    // A call without series says nothing of who has one.
    if (!timelines.empty()) {
        for (auto const& page : stale_pages(folder, patients)) {
            files.remove(page);
        }
    }
    // Scripts read this one first, so it appears last.
    files.write(folder / "cohort.samples.tsv", samples);
    say_removed_pages(files.commit());
    return arguments.strict && !summary.failed.empty() ? 6 : 0;
}

}  // namespace

Command report_command() {
    return {"report", "Writes a page for each patient, and page and tables of the cohort", [](CLI::App& app) {
                auto const arguments = std::make_shared<ReportArguments>();
                app.add_option("timelines", arguments->timelines, "TRACK.json of each patient, as track writes it; here and in the lists of summaries, @FILE names them one a line")->type_name("FILE");
                add_output(app, arguments->output, "Folder of the pages and tables", "FOLDER");
                app.add_option("--multiqc", arguments->multiqc, "Folder of MultiQC custom content")->type_name("FOLDER");
                app.add_option("--extracted", arguments->extracted,
                               "Summaries of extract for the samples that came as FASTQ, repeatable; shown by MultiQC")->type_name("FILE")
                    ->take_all()
                    ->allow_extra_args(false);
                app.add_option("--molecules", arguments->molecules,
                               "Summaries of consensus for the samples that came as raw reads, repeatable; shown by MultiQC")->type_name("FILE")
                    ->take_all()
                    ->allow_extra_args(false);
                app.add_option("--evidence", arguments->evidence,
                               "Summaries of genotype, repeatable; MultiQC shows where records and molecules went")->type_name("FILE")
                    ->take_all()
                    ->allow_extra_args(false);
                app.add_option("--controls-and-tissue", arguments->controls_and_tissue,
                               "Summaries of genotype for controls, white cells, tumor and normal samples: those whose file failed "
                               "while it was read are listed with the failed samples")->type_name("FILE")
                    ->take_all();
                app.add_option("--cross", arguments->cross,
                               "Detections of samples at the panel of another patient, repeatable; the cohort's page says how many are positive")->type_name("FILE")
                    ->take_all()
                    ->allow_extra_args(false);
                app.add_option("--verdicts", arguments->verdicts,
                               "verdicts.tsv of check: samples that failed and are no draw of a timeline are listed too")->type_name("FILE");
                app.add_option("--samples", arguments->samples,
                               "Sample sheet as check wrote it: whose they are, and what they are")->type_name("FILE")
                    ->needs("--verdicts");
                app.add_option("--definitions", arguments->definitions,
                               "Response definitions of your own (JSON) that track evaluated: needed for their rates at parity")->type_name("FILE")
                    ->take_all()
                    ->allow_extra_args(false);
                add_parity_options(app, arguments->parity);
                add_survival_options(app, arguments->survival);
                app.add_flag("--strict", arguments->strict,
                             "Exit 6 where a sample failed before it was counted; all outputs are complete");
                return [arguments] { return report(*arguments); };
            }};
}

}  // namespace tidemark
