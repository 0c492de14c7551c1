// `check`: sheets against their rules, files against their sheet. Whole, or in the three steps that an engine runs
// side by side: --sheet-only, --sample ID for each sample, --merge.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "app/check_files.hpp"
#include "app/command.hpp"
#include "app/misuse.hpp"
#include "app/pseudonymize.hpp"
#include "app/response_definition_files.hpp"
#include "app/shared_options.hpp"
#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/outcome_sheet.hpp"
#include "io/tables/sheet_table.hpp"
#include "stages/check/name_rules.hpp"
#include "stages/check/outcome_sheet_rules.hpp"
#include "stages/check/resolve_days.hpp"
#include "stages/check/series_rules.hpp"
#include "stages/check/sheet_rules.hpp"
#include "stages/check/tumor_source_rules.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct CheckOptions {
    std::string samples;
    std::string reference;
    std::string events;
    std::string patients;
    std::string lesions;
    std::string lesion_map;
    std::string clonotypes;
    std::string neoantigens;
    std::string outcomes;
    std::vector<std::string> definitions;
    std::string base;
    std::string output;
    std::string key;
    std::string sample;
    std::string alignment;
    std::vector<std::string> fastq;
    std::vector<std::string> merge;
    std::string read_group_sample;
    bool sheet_only = false;
    bool deep = false;
    bool allow_missing_eof = false;
    bool trust_cram = false;
    int threads = 1;
};

std::string base_name(std::string const& path) { return std::filesystem::path{path}.filename().string(); }

void say_warnings(Findings const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity == Severity::warning) {
            std::cerr << fmt::format("tidemark: warning: {}: {} [{}]\n", place_of(finding), finding.message, finding.rule);
        }
    }
}

void append(Findings& findings, Findings more) {
    findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

SheetSet read_sheets(CheckOptions const& options, Findings& findings) {
    SheetSet sheets;
    auto const read = [&](std::string const& path, std::string& name, auto reader, auto& rows) {
        if (!path.empty()) {
            name = base_name(path);
            rows = reader(path, findings);
        }
    };
    read(options.samples, sheets.names.samples, read_samples, sheets.samples);
    read(options.events, sheets.names.events, read_events, sheets.events);
    read(options.patients, sheets.names.patients, read_patients, sheets.patients);
    read(options.lesions, sheets.names.lesions, read_lesions, sheets.lesions);
    read(options.lesion_map, sheets.names.lesion_map, read_lesion_map, sheets.lesion_map);
    read(options.clonotypes, sheets.names.clonotypes, read_clonotypes, sheets.clonotypes);
    read(options.neoantigens, sheets.names.neoantigens, read_neoantigens, sheets.neoantigens);
    read(options.outcomes, sheets.names.outcomes, read_outcomes, sheets.outcomes);
    return sheets;
}

/// All faults of all sheets in one go; returns the rows with days instead of dates.
std::vector<SampleRow> check_sheets(CheckOptions const& options) {
    Findings findings;
    auto sheets = read_sheets(options, findings);
    auto resolved = resolve_days(sheets, std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    sheets.samples = std::move(resolved.samples);
    append(findings, std::move(resolved.findings));
    append(findings, check_sample_rows(sheets));
    append(findings, check_tumor_sources(sheets));
    append(findings, check_events(sheets));
    append(findings, check_draws(sheets));
    append(findings, check_names_between_sheets(sheets));
    append(findings, check_outcomes(sheets, findings));
    append(findings, definition_faults(options.definitions));
    std::ranges::stable_sort(findings, {}, [](Finding const& finding) { return std::tie(finding.file, finding.line); });
    say_warnings(findings);
    refuse_findings(findings);
    return sheets.samples;
}

FileCheckSetting file_setting(CheckOptions const& options) {
    return {.base = options.base.empty() ? std::filesystem::path{options.samples}.parent_path()
                                         : std::filesystem::path{options.base},
            .reference = options.reference,
            .sheet = base_name(options.samples),
            .depth = options.deep ? FileDepth::every_record : FileDepth::ends_only,
            .trust_cram = options.trust_cram,
            .threads = 1,
            .rules = {.allow_missing_eof = options.allow_missing_eof,
                      .read_group_sample = options.read_group_sample,
                      .contigs = {}}};
}

/// Same content under two ids ends the run before a table is written.
int write_all_verdicts(CheckOptions const& options, std::vector<SampleVerdict> const& verdicts,
                       std::vector<SampleRow> const& rows) {
    refuse_findings(check_same_content(verdicts, rows, base_name(options.samples)));
    write_verdicts(std::filesystem::path{options.output} / "verdicts.tsv", verdicts);
    return 0;
}

int run_whole(CheckOptions const& options) {
    auto const rows = check_sheets(options);
    auto const judgements = judge_samples(samples_of(rows), options.threads, file_setting(options));
    std::vector<SampleVerdict> verdicts;
    for (auto const& judgement : judgements) {
        say_warnings(judgement.warnings);
        verdicts.push_back(judgement.verdict);
    }
    refuse_findings(check_same_content(verdicts, rows, base_name(options.samples)));
    write_samples(std::filesystem::path{options.output} / "samples.csv", rows);
    return write_all_verdicts(options, verdicts, rows);
}

int run_sheet_only(CheckOptions const& options) {
    write_samples(std::filesystem::path{options.output} / "samples.csv", check_sheets(options));
    return 0;
}

/// An original that its pseudonyms replaced could not be had back.
void refuse_overwriting(CheckOptions const& options) {
    for (auto const* const name : {"samples.csv", "events.csv", "patients.csv", "lesions.csv", "lesion_map.csv", "clonotypes.csv",
                                   "neoantigens.csv", "outcomes.csv"}) {
        for (auto const* const input : {&options.samples, &options.events, &options.patients, &options.lesions, &options.lesion_map,
                                        &options.clonotypes, &options.neoantigens, &options.outcomes, &options.key}) {
            std::error_code ignored;
            if (!input->empty() && std::filesystem::equivalent(std::filesystem::path{options.output} / name, *input, ignored)) {
                misuse("usage", fmt::format("{} would be written over an input", name), "--output is the folder of the original",
                       "give another folder");
            }
        }
    }
}

/// The sheets again under keyed hashes of their ids: what a run is then started with. No list of pairs is written.
int run_pseudonymize(CheckOptions const& options) {
    refuse_overwriting(options);
    auto const key = read_key(options.key);
    auto const rows = check_sheets(options);
    std::filesystem::path const folder = options.output;
    std::vector<PseudonymSheet> sheets;
    if (!options.events.empty()) {
        Findings findings;
        std::vector<int> days;
        for (auto const& event : read_events(options.events, findings)) {
            days.push_back(event.day);
        }
        sheets.push_back({options.events, "events.csv", days});
    }
    for (auto const& [path, name] : {std::pair{options.patients, "patients.csv"}, std::pair{options.lesions, "lesions.csv"},
                                     std::pair{options.lesion_map, "lesion_map.csv"}, std::pair{options.neoantigens, "neoantigens.csv"},
                                     std::pair{options.outcomes, "outcomes.csv"}}) {
        if (!path.empty()) {
            sheets.push_back({path, name});
        }
    }
    for (auto const& sheet : sheets) {
        write_text_file(folder / sheet.name, pseudonymous_sheet(sheet, key));
    }
    if (!options.clonotypes.empty()) {
        Findings findings;
        write_text_file(folder / "clonotypes.csv", pseudonymous_clonotypes(read_clonotypes(options.clonotypes, findings), key));
    }
    write_samples(folder / "samples.csv", with_pseudonyms(rows, key));
    return 0;
}

/// Cell rules only: the rules between rows ran once, with --sheet-only.
std::vector<SampleRow> read_valid_samples(CheckOptions const& options) {
    Findings findings;
    auto rows = read_samples(options.samples, findings);
    refuse_findings(findings);
    return rows;
}

/// The sample with staged copies of its FASTQ files in place of the sheet's paths.
SampleRows with_fastq(SampleRows sample, std::vector<std::string> const& files) {
    if (files.empty()) {
        return sample;
    }
    std::size_t count = 0;
    for (auto const& row : sample.rows) {
        count += row.fastq.size();
    }
    if (count != files.size()) {
        misuse("usage", fmt::format("{} FASTQ files for a sample that has {} in the sheet", files.size(), count), {},
               "give one for each path, in the sheet's order");
    }
    auto file = files.begin();
    for (auto& row : sample.rows) {
        for (auto& path : row.fastq) {
            path = std::filesystem::absolute(*file++);
        }
    }
    return sample;
}

int run_sample(CheckOptions const& options) {
    auto const samples = samples_of(read_valid_samples(options));
    auto const found = std::ranges::find(samples, options.sample, [](auto const& sample) { return sample.first().sample; });
    if (found == samples.end()) {
        throw ContradictionError{{.rule = "unknown_sample",
                                  .what = fmt::format("sample {} is not in the sheet", options.sample),
                                  .where = base_name(options.samples),
                                  .why = {},
                                  .remedy = "give an id of its column sample"}};
    }
    if (!options.alignment.empty() && !found->first().fastq.empty()) {
        misuse("usage", "--alignment stands for a bam or cram, and this sample has FASTQ files", {}, "leave it out");
    }
    auto setting = file_setting(options);
    setting.threads = options.threads;
    ReferenceChecksums reference{setting.reference};
    auto const rows = with_fastq(*found, options.fastq);
    auto const judgement = judge_sample(rows, options.alignment, reference, setting);
    say_warnings(judgement.warnings);
    std::vector const verdicts{judgement.verdict};
    write_verdicts(std::filesystem::path{options.output} / (options.sample + ".verdict.tsv"), verdicts);
    return 0;
}

int run_merge(CheckOptions const& options) {
    auto const rows = read_valid_samples(options);
    std::map<std::string, std::vector<SampleVerdict>> found;
    for (auto const& path : options.merge) {
        for (auto& verdict : read_verdicts(path)) {
            auto const id = verdict.sample;
            found[id].push_back(std::move(verdict));
        }
    }
    std::vector<SampleVerdict> verdicts;
    for (auto const& sample : samples_of(rows)) {
        auto const& id = sample.first().sample;
        if (found[id].size() != 1) {
            throw ContradictionError{{.rule = "verdict_count",
                                      .what = fmt::format("sample {} has {} verdicts", id, found[id].size()),
                                      .where = base_name(options.samples),
                                      .why = "each sample of the sheet has exactly one",
                                      .remedy = fmt::format("run: tidemark check --sample {}", id)}};
        }
        verdicts.push_back(found[id].front());
    }
    if (verdicts.size() != found.size()) {
        throw ContradictionError{{.rule = "unknown_sample",
                                  .what = "a verdict belongs to no sample of the sheet",
                                  .where = base_name(options.samples),
                                  .why = {},
                                  .remedy = "give the sheet that the verdicts were made with"}};
    }
    return write_all_verdicts(options, verdicts, rows);
}

int run_check(CheckOptions const& options) {
    int const modes = (options.sheet_only ? 1 : 0) + (options.sample.empty() ? 0 : 1) + (options.merge.empty() ? 0 : 1);
    if (modes > 1) {
        misuse("usage", "--sheet-only, --sample and --merge are three different steps", {}, "give one of them");
    }
    if ((!options.alignment.empty() || !options.fastq.empty()) && options.sample.empty()) {
        misuse("usage", "--alignment and --fastq go with --sample", {}, "name the sample");
    }
    if (!options.key.empty()) {
        if (modes > 0) {
            misuse("usage", "--pseudonymize writes sheets and looks at no file", {}, "give it without another step");
        }
        return run_pseudonymize(options);
    }
    if (options.sheet_only) {
        return run_sheet_only(options);
    }
    if (!options.merge.empty()) {
        return run_merge(options);
    }
    if (options.reference.empty()) {
        misuse("usage", "no reference was given", {}, "give the indexed FASTA with --reference");
    }
    return options.sample.empty() ? run_whole(options) : run_sample(options);
}

void add_options(CLI::App& app, CheckOptions& options) {
    app.add_option("--samples", options.samples, "Sample sheet, CSV or TSV")->type_name("FILE")->required();
    add_reference(app, options.reference);
    app.add_option("--events", options.events, "Events sheet")->type_name("FILE");
    app.add_option("--patients", options.patients, "Patients sheet")->type_name("FILE");
    app.add_option("--lesions", options.lesions, "Lesions sheet")->type_name("FILE");
    app.add_option("--lesion-map", options.lesion_map, "Sheet of variants by lesion")->type_name("FILE");
    app.add_option("--clonotypes", options.clonotypes, "T-cell clones, counts: our sheet or an AIRR rearrangement table")->type_name("FILE");
    app.add_option("--neoantigens", options.neoantigens, "Neoantigen tags of variants")->type_name("FILE");
    app.add_option("--outcomes", options.outcomes, "Outcomes of patients made elsewhere, as report reads them")->type_name("FILE");
    app.add_option("--definitions", options.definitions, "Response definitions of your own (JSON), as track and report read them, repeatable")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--base", options.base, "Folder that paths of the sheet are relative to; default: the sheet's own")->type_name("FOLDER");
    add_output(app, options.output, "Folder for samples.csv and verdicts.tsv", "FOLDER");
    app.add_flag("--sheet-only", options.sheet_only, "Only check the sheets and write samples.csv");
    app.add_option("--pseudonymize", options.key,
                   "Write the sheets with keyed hashes for the ids of patients and samples, and nothing else; FILE holds the key")
        ->type_name("FILE");
    app.add_option("--sample", options.sample, "Only check the file of this sample and write ID.verdict.tsv");
    app.add_option("--alignment", options.alignment, "With --sample: the file to look at instead of the sheet's path")->type_name("FILE");
    app.add_option("--fastq", options.fastq, "With --sample: its FASTQ files instead of the sheet's paths, in the sheet's order")->type_name("FILE");
    app.add_option("--merge", options.merge, "Join these ID.verdict.tsv to verdicts.tsv in the order of the sheet")->type_name("FILE")
        ->expected(1, -1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("--deep", options.deep, "Read every record of every file: checksums of all blocks, order, counts");
    app.add_flag("--allow-missing-eof", options.allow_missing_eof, "Accept files without end-of-file mark");
    app.add_flag("--trust-cram", options.trust_cram, "Read CRAM with an htslib that lacks the fixes for hostile files");
    app.add_option("--rg-sample", options.read_group_sample, "Use the read groups of this sample (SM)");
    add_threads(app, options.threads);
}

}  // namespace

Command check_command() {
    return {"check", "Validates the sheets and every sample's file, before anything is counted", [](CLI::App& app) {
                auto const options = std::make_shared<CheckOptions>();
                add_options(app, *options);
                return [options] { return run_check(*options); };
            }};
}

}  // namespace tidemark
