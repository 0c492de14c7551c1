// extract: raw reads to reads with their UMI in a tag, adapters trimmed, everything left out counted.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

#include "app/command.hpp"
#include "app/extract_inputs.hpp"
#include "app/misuse.hpp"
#include "app/shared_options.hpp"
#include "io/fastq/fastq_templates.hpp"
#include "io/fastq/fastq_writer.hpp"
#include "io/files/output_file.hpp"
#include "io/hts/unaligned_writer.hpp"
#include "io/tables/extract_summary.hpp"
#include "stages/extract/extract_template.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

std::string summary_path(ExtractOptions const& options) {
    if (!options.summary.empty() || options.output == "-" || is_special_output(options.output)) {
        return options.summary;
    }
    std::string_view stem = options.output;
    for (std::string_view const ending : {".gz", ".bam", ".fastq", ".fq"}) {
        stem = stem.ends_with(ending) ? stem.substr(0, stem.size() - ending.size()) : stem;
    }
    return std::string{stem} + ".extract.json";
}

[[noreturn]] void refuse_unfit(LeftOut const& left_out, FastqRecord const& record, std::string const& file,
                               ReadStructure const& structure) {
    bool const short_read = left_out.loss == ExtractLoss::too_short;
    throw InputError{
        {.rule = std::string{to_text(left_out.loss)},
         .what = short_read ? fmt::format("record {} of {} has {} bases, its read structure {} needs {}", record.number, file,
                                          record.bases.size(), to_text(structure), structure.shortest())
                            : fmt::format("record {} of {} has no UMI where it is said to be: {}", record.number, file, record.name),
         .where = fmt::format("{} record {}", file, record.number),
         .why = short_read ? "the structure is not that of these reads, or they were trimmed before"
                           : "without its UMI a read belongs to no molecule",
         .remedy = "correct the option, or leave such reads out and count them: --unfit leave-out"}};
}

/// Every template through the extractor to the writer.
template <typename Writer>
void stream(FastqTemplates& templates, TemplateExtractor& extractor, Writer& writer, ExtractOptions const& options,
            std::vector<ReadStructure> const& structures) {
    for (auto records = templates.next(); !records.empty(); records = templates.next()) {
        auto const left_out = extractor.extract(records);
        if (!left_out) {
            writer.write(extractor.extracted());
        } else if (options.unfit == "stop" &&
                   (left_out->loss == ExtractLoss::too_short || left_out->loss == ExtractLoss::umi_missing)) {
            refuse_unfit(*left_out, records[left_out->file], templates.name(left_out->file), structures[left_out->file]);
        }
    }
    if (!extractor.counts().conserved()) {
        throw std::logic_error{"reads or bases were lost without a reason"};
    }
}

std::string summary_text(ExtractOptions const& options, TemplateExtractor const& extractor,
                         std::vector<ReadStructure> const& structures, std::string const& failure) {
    ExtractFacts facts;
    facts.sample = options.sample;
    for (auto const& structure : structures) {
        facts.read_structure += (facts.read_structure.empty() ? "" : " ") + to_text(structure);
    }
    facts.umi_source = umi_source(options);
    facts.umi_tag = options.umi_tag;
    facts.listed_umis = extractor.listed_umis();
    facts.trim = options.trim;
    facts.failure = failure;
    return extract_summary_json(facts, extractor.counts());
}

/// Reads and their summary; `fill` gives the writer what is to be written.
template <typename Fill>
void write_results(ExtractOptions const& options, TemplateExtractor const& extractor,
                   std::vector<ReadStructure> const& structures, std::string const& failure, Fill const& fill) {
    auto const threads = share_threads(options, structures.size());
    auto const path = summary_path(options);
    std::optional<PendingPath> summary;
    if (!path.empty() && path != "-") {
        summary.emplace(path);
    }
    // Filled before the reads get their name, named after them: neither stands alone.
    auto const write_all = [&](auto writer) {
        fill(writer);
        if (summary) {
            write_pending(*summary, summary_text(options, extractor, structures, failure));
        }
        writer.close();
    };
    if (writes_fastq(options)) {
        write_all(FastqWriter{options.output, {.umi_tag = options.umi_tag, .compressing_threads = threads.compressing}});
    } else {
        write_all(UnalignedWriter{options.output,
                                  {.umi_tag = options.umi_tag,
                                   .read_group = options.read_group,
                                   .sample = options.sample,
                                   .library = options.library,
                                   .program_version = TIDEMARK_VERSION,
                                   .command_line = command_line_of(options),
                                   .compressing_threads = threads.compressing}});
    }
    if (summary) {
        summary->commit();
    } else if (path == "-") {
        write_text_file(path, summary_text(options, extractor, structures, failure));
    }
}

void extract_all(ExtractOptions const& options, ExtractParameters const& parameters) {
    auto const& structures = parameters.structures;
    TemplateExtractor extractor{parameters};
    FastqTemplates templates{
        {.files = options.files,
         .files_per_lane = structures.size(),
         .read_ahead_threads = static_cast<std::size_t>(share_threads(options, structures.size()).reading)}};
    write_results(options, extractor, structures, {},
                  [&](auto& writer) { stream(templates, extractor, writer, options, structures); });
    for (auto const& warning : templates.warnings()) {
        std::cerr << "tidemark: warning: " << warning << '\n';
    }
}

int run(ExtractOptions const& options) {
    if (options.recording.wanted && options.output == "-") {
        misuse("record_failure", "--record-failure needs a file as output",
               "a failure after the first read could not be taken back", "give -o a file");
    }
    auto const parameters = extract_parameters(options);
    if (auto const failure = failure_of(options.recording, {}, [&] { extract_all(options, parameters); }); !failure.empty()) {
        write_results(options, TemplateExtractor{parameters}, parameters.structures, failure, [](auto&) {});
    }
    return 0;
}

void add_umi_options(CLI::App& app, ExtractOptions& options) {
    app.add_option("--read-structure", options.read_structure,
                   "One word for each file of a lane, as in \"3M2S+T 3M2S+T\"; default all template");
    app.add_option("--umi-from-name", options.umi_from_name, "Separator before the UMI in the read name: : or _ or any other");
    app.add_option("--umi-pattern", options.umi_pattern,
                   "ECMAScript pattern in the header line; group 1 the UMI or its first half, group 2 the second");
    app.add_option("--umi", options.umi, "none: there is no UMI")->check(CLI::IsMember({"none"}));
    app.add_option("--umi-tag", options.umi_tag, "Tag to write the UMI to")->capture_default_str();
    app.add_option("--umi-whitelist", options.umi_whitelist, "The kit's UMIs, one a line: each half is put back to the nearest")->type_name("FILE");
    limit_to(app.add_option("--umi-max-mismatches", options.correction.maximum_mismatches, "Farthest listed UMI"),
             WholeBounds{0, 32})
        ->capture_default_str();
    limit_to(app.add_option("--umi-min-distance", options.correction.minimum_distance, "Mismatches that the next best has more"),
             WholeBounds{1, 32})
        ->capture_default_str();
    app.add_option("--unlisted-umi", options.unlisted_umi, "Templates whose UMI is near none: leave-out or keep")
        ->check(CLI::IsMember({"leave-out", "keep"}))
        ->capture_default_str();
    app.add_option("--unfit", options.unfit, "At a read too short for its structure or without UMI: stop or leave-out")
        ->check(CLI::IsMember({"stop", "leave-out"}))
        ->capture_default_str();
}

void add_trim_options(CLI::App& app, ExtractOptions& options) {
    app.add_option("--trim", options.trim, "Adapters of fragments shorter than the read: overlap (of the mates) or none")
        ->check(CLI::IsMember({"overlap", "none"}))
        ->capture_default_str();
    limit_to(app.add_option("--trim-min-overlap", options.overlap.minimum_overlap, "Fewest bases that must face each other"),
             WholeBounds{10, 1000})
        ->capture_default_str();
    limit_to(app.add_option("--trim-mismatch-rate", options.overlap.mismatch_rate, "Share of them that may differ"),
             NumberBounds{0, 0.3})
        ->capture_default_str();
}

}  // namespace

Command extract_command() {
    return {"extract", "Takes UMIs off raw reads: FASTQ to unaligned BAM, or to FASTQ that an aligner carries on",
            [](CLI::App& app) {
                auto options = std::make_shared<ExtractOptions>();
                add_umi_options(app, *options);
                add_trim_options(app, *options);
                app.add_option("--sample", options->sample, "SM of the read group");
                app.add_option("--library", options->library, "LB of the read group");
                app.add_option("--read-group", options->read_group, "ID of the read group")->capture_default_str();
                app.add_option("-O,--output-format", options->format, "bam or fastq; default by the output's ending; standard output: bam")
                    ->check(CLI::IsMember({"bam", "fastq"}));
                app.add_option("--summary", options->summary, "Losses and totals as JSON")->type_name("FILE");
                add_record_failure(app, options->recording);
                add_threads(app, options->threads);
                add_output(app, options->output, "Unaligned BAM or FASTQ; - is standard output");
                app.add_option("files", options->files, "FASTQ, plain, gzip or bgzip, lane by lane; - is standard input")->type_name("FILE")
                    ->required()
                    ->take_all();
                return [options] { return run(*options); };
            }};
}

}  // namespace tidemark
