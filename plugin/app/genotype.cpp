// genotype: molecules of one or more alignment files at a panel's loci, and each sample's own background.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <regex>
#include <set>

#include "app/command.hpp"
#include "app/genotype_panel.hpp"
#include "app/genotype_sample.hpp"
#include "app/misuse.hpp"
#include "app/molecule_checks.hpp"
#include "app/molecule_options.hpp"
#include "app/output_ending.hpp"
#include "app/record_failure.hpp"
#include "app/shared_options.hpp"
#include "app/side_by_side.hpp"
#include "io/files/output_file.hpp"
#include "io/files/pending_folder.hpp"
#include "io/hts/variant_writer.hpp"
#include "io/tables/evidence_table.hpp"
#include "io/tables/targets.hpp"
#include "stages/genotype/counting_plan.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct GenotypeOptions {
    std::string reference;
    std::vector<std::string> panels;
    std::string targets;
    std::string common_sites;
    std::string evidence;
    UmiOptions umi;
    GroupOptions group;
    ConsensusOptions consensus;
    std::string family_size_from_name;
    std::string sample;
    std::string rg_sample;
    std::optional<std::int64_t> records;
    int minimum_mapping_quality = 20;
    int minimum_base_quality = 20;
    bool trust_cram = false;
    bool allow_missing_eof = false;
    std::string access = "auto";
    std::string bcf;
    std::string summary;
    FailureRecording recording;
    int threads = 1;
    std::string output;
    std::vector<std::string> files;
};

CountParameters parameters_of(GenotypeOptions const& options) {
    CountParameters parameters;
    parameters.minimum_mapping_quality = options.minimum_mapping_quality;
    parameters.minimum_base_quality = options.minimum_base_quality;
    parameters.declared = *declared_evidence_from_text(options.evidence);
    try {
        if (std::regex{options.family_size_from_name, std::regex::ECMAScript}.mark_count() == 0 &&
            !options.family_size_from_name.empty()) {
            misuse("pattern", fmt::format("--family-size-from-name \"{}\" has no group", options.family_size_from_name), {},
                   "put it in parentheses");
        }
    } catch (std::regex_error const& error) {
        misuse("pattern", fmt::format("--family-size-from-name \"{}\" is no ECMAScript pattern", options.family_size_from_name),
               error.what(), {});
    }
    if (!options.family_size_from_name.empty()) {
        parameters.family_size_in_name.emplace(options.family_size_from_name);
    }
    return parameters;
}

/// How reads become molecules before they are counted; nothing where they are molecules already or are told apart by
/// position. What was declared decides, then an option that says where the UMI is, then the tags of the first reads.
std::optional<MoleculeSetting> raw_setting(GenotypeOptions const& options, DeclaredEvidence declared,
                                           AlignmentSource const& source) {
    auto setting = molecule_setting(options.umi, options.group, options.consensus);
    bool const told = declared == DeclaredEvidence::raw || declared == DeclaredEvidence::grouped;
    if (!options.umi.umi.empty() || declared == DeclaredEvidence::consensus || declared == DeclaredEvidence::deduplicated) {
        return std::nullopt;
    }
    setting.families.labels.by_molecule_id = declared == DeclaredEvidence::grouped;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(source.path, ignored)) {
        return told || options.umi.asked() ? std::optional{setting} : std::nullopt;
    }
    auto const first = first_reads(source, setting.families.labels);
    if (told) {
        refuse_consensus(first.with_consensus_tags, first.looked_at, source.path.filename().string());
    } else if (!options.umi.asked() && (2 * first.with_umi <= first.looked_at || first.with_consensus_tags > 0)) {
        return std::nullopt;
    }
    settle(setting.families, first,
           declared == DeclaredEvidence::unknown && !options.umi.asked() && options.group.strategy.empty());
    return setting;
}

/// Where results go: one file, or a folder with a file for each sample. Many results appear together or not at all.
class Results {
public:
    explicit Results(GenotypeOptions const& options) : options_{options} {
        std::filesystem::path const output{options.output};
        folder_ = options.files.size() > 1 || options.output.ends_with('/') || std::filesystem::is_directory(output);
        if (!folder_) {
            refuse_unknown_ending("--output", options.output, {".tsv", ".tsv.gz"});
        } else if (!options.summary.empty()) {
            misuse("summary_of_many", "--summary names one file, the output is a folder", {}, "leave --summary out");
        }
        claim();
    }
    void write(SampleEvidence const& evidence) {
        auto const name = evidence.facts.sample + ".evidence";
        if (!folder_) {
            write_single(evidence);
            return;
        }
        if (!samples_.insert(evidence.facts.sample).second) {
            throw ContradictionError{{.rule = "duplicate_sample",
                                      .what = fmt::format("two files are of sample {}", evidence.facts.sample),
                                      .where = evidence.facts.sample,
                                      .why = "one result would overwrite the other",
                                      .remedy = "merge the files, or count them into different folders"}};
        }
        write_evidence(pending_->path() / (name + ".tsv.gz"), evidence);
        last_ = name + ".json";
        write_text_file(pending_->path() / last_, evidence_summary_json(evidence));
    }

    void finish() {
        if (pending_) {
            pending_->commit(last_);
        }
        for (auto* const file : {&summary_, &table_}) {
            if (*file) {
                (*file)->commit();
            }
        }
    }

private:
    /// Before hours of counting: an output that cannot be written, or that another run writes, ends the call at once.
    void claim() {
        if (folder_) {
            pending_.emplace(options_.output, "genotype");
            return;
        }
        if (options_.output != "-") {
            table_.emplace(options_.output);
        }
        if (auto const summary = summary_path(); !summary.empty() && summary != "-") {
            summary_.emplace(summary);
        }
    }

    void write_single(SampleEvidence const& evidence) {
        if (table_) {
            write_evidence(*table_, evidence);
        } else {
            write_evidence("-", evidence);
        }
        if (summary_) {
            write_pending(*summary_, evidence_summary_json(evidence));
        } else if (options_.summary == "-") {
            write_text_file("-", evidence_summary_json(evidence));
        }
    }

    [[nodiscard]] std::string summary_path() const {
        std::filesystem::path const output{options_.output};
        if (!options_.summary.empty() || options_.output == "-" || is_special_output(output) ||
            output.parent_path() == "/dev") {
            return options_.summary;
        }
        std::string_view stem = options_.output;
        for (std::string_view const ending : {".gz", ".tsv"}) {
            stem = stem.ends_with(ending) ? stem.substr(0, stem.size() - ending.size()) : stem;
        }
        return std::string{stem} + ".json";
    }

    GenotypeOptions const& options_;
    bool folder_ = false;
    std::optional<PendingFolder> pending_;
    std::optional<PendingPath> table_;
    std::optional<PendingPath> summary_;
    std::string last_;
    std::set<std::string> samples_;
};

void warn(std::vector<std::string> const& warnings) {
    for (auto const& warning : warnings) {
        std::cerr << "tidemark: warning: " << warning << '\n';
    }
}

/// Nothing is counted at a panel that could not be made, nor in a file that failed, but the sample's row goes on with the
/// reason.
SampleEvidence uncounted(GenotypeOptions const& options, std::string const& file, std::string verdict) {
    SampleEvidence evidence;
    evidence.facts.sample = options.sample.empty() ? std::filesystem::path{file}.stem().string() : options.sample;
    evidence.facts.evidence = options.evidence;
    evidence.facts.verdict = std::move(verdict);
    evidence.facts.integrity = "unverified";
    return evidence;
}

std::vector<SampleEvidence> count_all(GenotypeOptions const& options, CountParameters const& parameters,
                                      CountingPlan const& plan) {
    ReferenceChecksums checksums{options.reference};
    auto const files = options.files.size();
    auto const side = std::min<std::size_t>(files, static_cast<std::size_t>(options.threads));
    std::vector<CountedFile> counted(files);
    side_by_side(files, options.threads, [&](std::size_t number) {
        SampleRequest request;
        request.source = {options.files[number], options.reference, options.allow_missing_eof, options.trust_cram,
                          std::max(1, options.threads / static_cast<int>(side))};
        request.access = options.access == "index"    ? Access::index
                         : options.access == "stream" ? Access::stream
                                                      : Access::automatic;
        request.sample = options.sample;
        request.rg_sample = options.rg_sample;
        request.records = options.records;
        auto failure = failure_of(options.recording, options.reference, [&] {
            request.raw = raw_setting(options, parameters.declared, request.source);
            counted[number] = count_file(request, plan, parameters, checksums);
        });
        if (!failure.empty()) {
            counted[number] = {.evidence = uncounted(options, options.files[number], "input_failed"), .warnings = {}};
            counted[number].evidence.facts.failure = std::move(failure);
        }
    });
    std::vector<SampleEvidence> evidence;
    for (auto& each : counted) {
        warn(each.warnings);
        evidence.push_back(std::move(each.evidence));
    }
    return evidence;
}

int run(GenotypeOptions const& options) {
    auto const parameters = parameters_of(options);
    if (options.files.size() > 1 && !options.sample.empty()) {
        misuse("sample_of_many", "--sample names one sample, several files were given", {}, "leave --sample out");
    }
    if (options.files.size() > 1 && options.records) {
        misuse("sample_of_many", "--records is the number of one file, several were given", {}, "leave --records out");
    }
    if (options.files.size() > 1 && !options.recording.made_by.empty()) {
        misuse("sample_of_many", "--made-by speaks of one file, several were given", {}, "leave --made-by out");
    }
    if (!options.bcf.empty()) {
        refuse_unknown_ending("--bcf", options.bcf, {".bcf", ".vcf", ".vcf.gz"});
    }
    Results results{options};
    Reference const reference{options.reference};
    auto const panel = read_panels(options.panels, reference);
    warn(panel.warnings);

    std::vector<SampleEvidence> all;
    if (!panel.failure.empty()) {
        warn({fmt::format("panel_failed: {}", panel.failure)});
        for (auto const& file : options.files) {
            all.push_back(uncounted(options, file, "panel_failed"));
        }
    } else {
        PlanInput input{reference.contigs(), panel.loci, {}, {}};
        if (!options.targets.empty()) {
            input.targets = read_targets(options.targets, reference.contigs());
        }
        if (!options.common_sites.empty()) {
            input.common_sites = read_common_sites(options.common_sites, reference);
        }
        auto const plan =
            make_counting_plan(std::move(input), [&](std::string const& contig, Interval const& interval) {
                return reference.slice(contig, interval);
            });
        all = count_all(options, parameters, plan);
    }
    for (auto& evidence : all) {
        evidence.facts.panel_hash = panel.hash;
        evidence.facts.reference_hash = reference.identity();
        results.write(evidence);
    }
    if (!options.bcf.empty()) {
        write_evidence_variants(options.bcf, reference.contigs(), all);
    }
    results.finish();
    return 0;
}

void add_reading_options(CLI::App& app, GenotypeOptions& options) {
    app.add_option("--evidence", options.evidence, "What the reads are; without it their tags decide")
        ->check(CLI::IsMember({"raw", "grouped", "consensus", "deduplicated"}));
    add_umi_options(app, options.umi);
    add_group_options(app, options.group,
                      "raw reads and their molecules may take while they wait, on each thread that reads a piece of the file");
    add_consensus_options(app, options.consensus);
    app.add_option("--family-size-from-name", options.family_size_from_name,
                   "Pattern whose group 1 is the family size in the read name");
    app.add_option("--sample", options.sample, "Name written into the table; default: the file's one SM, else its stem");
    app.add_option("--rg-sample", options.rg_sample, "Count only reads of this SM");
    limit_to(app.add_option("--records", options.records, "Records that the file is known to have; another number is refused"),
             WholeBounds{});
    limit_to(app.add_option("--min-mapping-quality", options.minimum_mapping_quality, "Reads below it are left out"),
             WholeBounds{0, 255})
        ->capture_default_str();
    limit_to(app.add_option("--min-base-quality", options.minimum_base_quality, "Bases below it are unreadable"),
             WholeBounds{0, 93})
        ->capture_default_str();
    app.add_flag("--trust-cram", options.trust_cram, "Read CRAM although the htslib in use lacks security fixes");
    app.add_flag("--allow-missing-eof", options.allow_missing_eof, "Read a BAM without end-of-file mark");
    app.add_option("--access", options.access, "How records are reached")
        ->check(CLI::IsMember({"auto", "stream", "index"}))
        ->capture_default_str();
}

}  // namespace

Command genotype_command() {
    return {"genotype", "Counts molecules at tracked variants, and the sample's own background", [](CLI::App& app) {
                auto options = std::make_shared<GenotypeOptions>();
                add_reference(app, options->reference)->required();
                app.add_option("--panel", options->panels, "Panel table, VCF or BCF; may be given several times")->type_name("FILE")
                    ->required()
                    ->take_all()
                    ->allow_extra_args(false);
                app.add_option("--targets", options->targets, "BED of captured regions: where background is counted")->type_name("FILE");
                app.add_option("--common-sites", options->common_sites, "VCF or BCF of common variants: never errors")->type_name("FILE");
                add_reading_options(app, *options);
                app.add_option("--bcf", options->bcf, "Also the loci as BCF (or .vcf, .vcf.gz), a column for each sample")->type_name("FILE");
                app.add_option("--summary", options->summary, "Losses and totals as JSON")->type_name("FILE");
                add_record_failure(app, options->recording);
                add_made_by(app, options->recording);
                add_threads(app, options->threads);
                add_output(app, options->output, "Evidence table; with several files a folder of them");
                app.add_option("files", options->files, "BAM or CRAM, sorted by coordinate; - is standard input")->type_name("FILE")
                    ->required()
                    ->take_all();
                return [options] { return run(*options); };
            }};
}

}  // namespace tidemark
