// group: aligned raw reads with UMIs to the same reads with molecule ids, for metrics and for other consensus callers.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

#include "app/command.hpp"
#include "app/consensus_outputs.hpp"
#include "app/grouped_reads.hpp"
#include "app/molecule_options.hpp"
#include "app/sample_name.hpp"
#include "app/shared_options.hpp"
#include "io/hts/alignment_reader.hpp"
#include "io/hts/read_writer.hpp"

namespace tidemark {
namespace {

struct GroupCall {
    std::string reference;
    UmiOptions umi;
    GroupOptions group;
    std::string metrics;
    std::string families;
    std::string losses;
    std::string summary;
    std::string sample;
    std::string rg_sample;
    bool trust_cram = false;
    bool allow_missing_eof = false;
    int compression = 1;
    int threads = 1;
    std::string output;
    std::string file;
};

int run(GroupCall const& call) {
    FamilySetting setting;
    fill_labels(call.umi, setting.labels);
    setting.labels.minimum_mapping_quality = call.group.minimum_mapping_quality;
    setting.grouping = grouping_of(call.group, call.umi);
    setting.window = {.max_insert = call.group.max_insert, .kept = KeptPart::whole};
    setting.observe_umis = !call.metrics.empty();
    AlignmentSource const source{call.file, call.reference, call.allow_missing_eof, call.trust_cram, call.threads};
    ConsensusOutputs outputs{{call.output, call.metrics, call.families, call.losses, call.summary}};

    AlignmentReader reader{source};
    auto const& file = reader.file();
    fill_from_file(setting.labels, file, call.rg_sample);
    std::vector<std::string> warnings;
    auto const sample = sample_name(file, call.sample, call.rg_sample, warnings);
    ReadWriter writer{call.output, file,
                      {.order = ReadOrder::query,
                       .program_version = TIDEMARK_VERSION,
                       .command_line = "tidemark group",
                       .level = call.compression,
                       .compressing_threads = call.threads - 1}};
    GroupedReads grouped{[&](Read const& read) { writer.write(read); }};
    FamilyStream stream{setting, [&](FamilyStream::Found const& found) { grouped.add(found); }};
    while (auto const* const read = reader.next()) {
        stream.add(*read);
    }
    stream.finish();
    grouped.finish();
    static_cast<void>(reader.agrees_with_index());
    auto& counts = stream.tally().counts;
    counts.lost(GroupLoss::mate_missing) += grouped.mates_missing();
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::called)] = grouped.reads();
    counts.families[static_cast<std::size_t>(ConsensusOutcome::called)] = grouped.molecules();
    counts.duplex = stream.tally().strand_sizes.two_strand_families();
    auto const& sizes = stream.tally().family_sizes.count_of();
    counts.single_read = sizes.contains(1) ? sizes.at(1) : 0;
    if (!counts.conserved()) {
        throw std::logic_error{"reads given are not reads written plus reads left out"};
    }
    setting.grouping = stream.grouping();
    auto const of_molecules = judge_molecules(stream.tally(), setting, file.name);
    warnings.insert(warnings.end(), of_molecules.begin(), of_molecules.end());
    for (auto const& warning : warnings) {
        std::cerr << "tidemark: warning: " << warning << '\n';
    }
    outputs.fill(sample, setting, stream.tally());
    writer.close();
    outputs.commit();
    return 0;
}

}  // namespace

Command group_command() {
    return {"group", "Writes molecule ids into aligned raw reads, for metrics and for other consensus callers",
            [](CLI::App& app) {
                auto call = std::make_shared<GroupCall>();
                add_reference(app, call->reference);
                add_umi_options(app, call->umi);
                add_group_options(app, call->group);
                app.add_option("--sample", call->sample, "Name in the tables [SM of the read groups, else the file's stem]");
                app.add_option("--rg-sample", call->rg_sample, "Which SM to read where the file holds several");
                app.add_option("--metrics", call->metrics, "Prefix of family metrics in fgbio's layout");
                app.add_option("--families", call->families, "Table of families by templates of either strand");
                app.add_option("--losses", call->losses, "Table of where the reads went");
                app.add_option("--summary", call->summary, "The same and the settings as JSON");
                app.add_flag("--trust-cram", call->trust_cram, "Read CRAM with an htslib that lacks fixes for hostile files");
                app.add_flag("--allow-missing-eof", call->allow_missing_eof, "Read a BAM without its end-of-file mark");
                limit_to(app.add_option("--compression-level", call->compression, "0 to 9"), WholeBounds{0, 9})->capture_default_str();
                add_threads(app, call->threads);
                add_output(app, call->output, "BAM, reads of one molecule together; - is standard output");
                app.add_option("file", call->file, "Coordinate-sorted BAM or CRAM; - is standard input")->required();
                return [call] { return run(*call); };
            }};
}

}  // namespace tidemark
