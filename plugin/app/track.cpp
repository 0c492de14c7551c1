// track: sheet rows, events and detections of one patient -> the dated series with its changes and verdicts.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "app/command.hpp"
#include "app/response_definition_files.hpp"
#include "app/shared_options.hpp"
#include "app/track_lesions.hpp"
#include "io/hts/series_variants.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/detection_table.hpp"
#include "io/tables/panel_table.hpp"
#include "io/tables/sheet_table.hpp"
#include "io/tables/timeline_table.hpp"
#include "stages/check/series_rules.hpp"
#include "stages/track/make_timeline.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct TrackArguments {
    std::string samples;
    std::string patient;
    std::string events;
    std::string patients;
    std::string verdicts;
    std::string panel;
    LesionFiles lesions;
    std::string neoantigens;
    std::string clonotypes;
    std::string output;
    bool no_smoothing = false;
    std::vector<std::string> definitions;
    std::vector<std::string> detections;
    TrackSetting setting;
};

std::vector<NamedDetection> read_all(std::vector<std::string> const& paths) {
    std::vector<NamedDetection> detections;
    for (std::filesystem::path const path : paths) {
        for (auto& result : read_detections(path)) {
            detections.push_back({path.filename().string(), std::move(result)});
        }
    }
    return detections;
}

/// What the option parser lets through and no series can be made with.
void refuse_bad_options(TrackArguments const& arguments) {
    if (std::filesystem::path{arguments.output}.filename().empty() || arguments.output == "-") {
        throw UsageError{{.rule = "usage",
                          .what = "--output must be a prefix that ends in a name, such as track/P1",
                          .where = "--output",
                          .why = "its files are named after it",
                          .remedy = {}}};
    }
}

void say_warnings(Findings const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity == Severity::warning) {
            fmt::print(stderr, "tidemark: warning: {}: {} [{}]\n", place_of(finding), finding.message, finding.rule);
        }
    }
}

/// The patient's own rows by the rules of check: a series of a sheet that contradicts itself would be somebody else's. What is merely odd
/// check says, once for the sheet.
Findings contradictions(TrackArguments const& arguments, std::span<SampleRow const> samples, std::span<EventRow const> events) {
    SheetSet own;
    own.names.samples = std::filesystem::path{arguments.samples}.filename().string();
    own.names.events = std::filesystem::path{arguments.events}.filename().string();
    auto const is_own = [&](auto const& row) { return row.patient == arguments.patient; };
    std::ranges::copy_if(samples, std::back_inserter(own.samples), is_own);
    std::ranges::copy_if(events, std::back_inserter(own.events), is_own);
    auto findings = check_events(own);
    std::ranges::move(check_draws(own), std::back_inserter(findings));
    std::ranges::stable_sort(findings, {}, [](Finding const& finding) { return std::tie(finding.file, finding.line); });
    return findings;
}

/// Rows of a sheet that was given.
template <typename Read>
auto read_optional(std::string const& path, Read read, Findings& findings) {
    return path.empty() ? std::nullopt : std::optional{read(path, findings)};
}

int track(TrackArguments& arguments) {
    refuse_bad_options(arguments);
    arguments.setting.smoothing = !arguments.no_smoothing;
    arguments.setting.published = definitions_of(arguments.definitions);
    Findings findings;
    auto const samples = read_counted_samples(arguments.samples, findings);
    auto const events = arguments.events.empty() ? std::vector<EventRow>{} : read_events(arguments.events, findings);
    auto const patients =
        arguments.patients.empty() ? std::vector<PatientRow>{} : read_patients(arguments.patients, findings);
    auto const verdicts =
        arguments.verdicts.empty() ? std::vector<SampleVerdict>{} : read_verdicts(arguments.verdicts);
    auto const panel = arguments.panel.empty() ? std::optional<Panel>{} : read_panel(arguments.panel);
    auto const lesions = read_lesion_inputs(arguments.lesions, panel.has_value(), findings);
    auto const neoantigens = read_optional(arguments.neoantigens, read_neoantigens, findings);
    Findings of_clonotypes;
    auto const clonotypes = read_optional(arguments.clonotypes, read_clonotypes, of_clonotypes);
    say_warnings(of_clonotypes);
    findings.insert(findings.end(), of_clonotypes.begin(), of_clonotypes.end());
    refuse_findings(findings);
    refuse_findings(contradictions(arguments, samples, events));
    auto const detections = read_all(arguments.detections);
    auto const timeline = make_timeline({.join = {.patient = arguments.patient,
                                                  .samples = samples,
                                                  .verdicts = verdicts,
                                                  .detections = detections},
                                         .events = events,
                                         .patients = patients,
                                         .lesions = lesions.knowledge(arguments.lesions.asked(), panel ? &*panel : nullptr),
                                         .neoantigens = neoantigens,
                                         .clonotypes = clonotypes},
                                        arguments.setting, findings);
    refuse_findings(findings);
    write_timeline(arguments.output, timeline, clonotypes ? ClonotypeTable::asked_for : ClonotypeTable::absent,
                   pending_series_variants(arguments.output, timeline));
    return 0;
}

}  // namespace

Command track_command() {
    return {"track", "Puts a patient's detections in time: changes between draws, with verdicts", [](CLI::App& app) {
                auto const arguments = std::make_shared<TrackArguments>();
                app.add_option("--samples", arguments->samples, "Sample sheet as check wrote it")->type_name("FILE")->required();
                app.add_option("--patient", arguments->patient, "Patient id of the sheet")->required();
                app.add_option("--events", arguments->events, "Events sheet: treatments, anchors of day 0, imaging")->type_name("FILE");
                app.add_option("--patients", arguments->patients, "Patients sheet: sex, arm, strata")->type_name("FILE");
                app.add_option("--verdicts", arguments->verdicts,
                               "verdicts.tsv of check: why samples without a detection have none")->type_name("FILE");
                auto* const panel = app.add_option("--panel", arguments->panel,
                                                   "The patient's panel table, as select wrote it; its clones are followed")->type_name("FILE");
                add_lesion_options(app, arguments->lesions);
                app.add_option("--definitions", arguments->definitions,
                               "Response definitions of your own (JSON), evaluated beside the published ones")->type_name("FILE")
                    ->allow_extra_args(false)
                    ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
                app.add_option("--neoantigens", arguments->neoantigens,
                               "Neoantigen tags of variants: tagged clonal ones are held against the others")->type_name("FILE")
                    ->needs(panel);
                app.add_option("--clonotypes", arguments->clonotypes,
                               "T-cell clones: our sheet or an AIRR rearrangement table; expansion is tested between blood samples")->type_name("FILE");
                app.add_option_function<std::string>(
                       "--series-policy",
                       [arguments](std::string const& word) {
                           arguments->setting.series_policy = word == "per_sample" ? SeriesPolicy::per_sample
                                                              : word == "anytime"  ? SeriesPolicy::anytime
                                                                                   : SeriesPolicy::confirm_next;
                       },
                       "When many draws together say tumor DNA: each by itself, two in a row, or an e-process for any number")
                    ->check(CLI::IsMember({"per_sample", "confirm_next", "anytime"}))
                    ->default_str("confirm_next");
                app.add_option("--anchor", arguments->setting.anchor,
                               "Anchor that days count from; default: the first declared of pre_io, pre_rt, surgery, treatment")
                    ->check(CLI::IsMember({"pre_io", "pre_rt", "surgery", "treatment"}));
                limit_to(app.add_option("--hge-per-ng", arguments->setting.hge_per_ng,
                                        "Haploid genome equivalents in one ng of DNA"),
                         NumberBounds{1, 10'000})
                    ->capture_default_str();
                app.add_flag("--no-smoothing", arguments->no_smoothing,
                             "Leave out the smoothed series, which is secondary and takes most of the time");
                add_output(app, arguments->output, "Prefix: PREFIX.samples.tsv, .pairs.tsv, .variants.tsv, .vcf.gz with its index, .json, .lesions.tsv and .clonotypes.tsv where asked for", "PREFIX");
                app.add_option("detections", arguments->detections,
                               "Detection results (JSON) of the patient's plasma samples; none where all failed")->type_name("FILE")
                    ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
                return [arguments] { return track(*arguments); };
            }};
}

}  // namespace tidemark
