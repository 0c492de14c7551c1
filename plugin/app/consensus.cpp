// consensus: aligned raw reads with UMIs, or reads with molecule ids, to one consensus a molecule in reference space.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>

#include "app/command.hpp"
#include "app/consensus_outputs.hpp"
#include "app/molecule_options.hpp"
#include "app/molecule_stream.hpp"
#include "app/sample_name.hpp"
#include "app/shared_options.hpp"
#include "io/hts/alignment_reader.hpp"
#include "io/hts/read_writer.hpp"
#include "stages/consensus/unaligned_form.hpp"

namespace tidemark {
namespace {

struct ConsensusCall {
    std::string reference;
    UmiOptions umi;
    GroupOptions group;
    ConsensusOptions consensus;
    std::string evidence;
    std::string metrics;
    std::string families;
    std::string losses;
    std::string summary;
    std::string rg_sample;
    std::string sample;
    bool unaligned = false;
    bool trust_cram = false;
    bool allow_missing_eof = false;
    int compression = 1;
    int threads = 1;
    std::string output;
    std::string file;
};

/// Molecule ids are used where they were asked for, or where nearly all of the first reads carry one and nothing was said.
bool uses_molecule_ids(ConsensusCall const& call, FirstReads const& first) {
    if (!call.evidence.empty()) {
        return call.evidence == "grouped";
    }
    return !call.umi.asked() && call.group.strategy.empty() && first.looked_at > 0 &&
           first.with_molecule_id == first.looked_at;
}

int run(ConsensusCall const& call) {
    MoleculeSetting setting;
    fill_labels(call.umi, setting.families.labels);
    setting.families.labels.minimum_mapping_quality = call.group.minimum_mapping_quality;
    setting.families.grouping = grouping_of(call.group, call.umi);
    setting.consensus = consensus_parameters(call.consensus);
    setting.filter = filter_thresholds(call.consensus);
    setting.families.window.max_insert = call.group.max_insert;
    setting.describe_difference = !call.unaligned;
    setting.order = call.unaligned ? MoleculeOrder::by_molecule : MoleculeOrder::by_coordinate;
    AlignmentSource const source{call.file, call.reference, call.allow_missing_eof, call.trust_cram, call.threads};
    setting.families.observe_umis = !call.metrics.empty();
    ConsensusOutputs outputs{{call.output, call.metrics, call.families, call.losses, call.summary}};

    if (call.file != "-") {
        auto const first = first_reads(source, setting.families.labels);
        refuse_consensus(first, std::filesystem::path{call.file}.filename().string());
        setting.families.labels.by_molecule_id = uses_molecule_ids(call, first);
        if (!setting.families.grouping) {
            setting.families.grouping = first.default_grouping;
        }
    } else {
        setting.families.labels.by_molecule_id = call.evidence == "grouped";
    }

    AlignmentReader reader{source};
    auto const& file = reader.file();
    fill_from_file(setting.families.labels, file, call.rg_sample);
    std::vector<std::string> warnings;
    auto const sample = sample_name(file, call.sample, call.rg_sample, warnings);
    ReadWriter writer{call.output, file,
                      {.order = call.unaligned ? ReadOrder::unaligned : ReadOrder::coordinate,
                       .program_version = TIDEMARK_VERSION,
                       .command_line = "tidemark consensus",
                       .level = call.compression,
                       .compressing_threads = call.threads - 1}};
    UnalignedForm unaligned;
    MoleculeStream stream{setting, file, call.reference,
                          [&](Read const& read) { writer.write(call.unaligned ? unaligned(read) : read); }};
    while (auto const* const read = reader.next()) {
        stream.add(*read);
    }
    stream.finish();
    static_cast<void>(reader.agrees_with_index());
    setting.families.grouping = stream.grouping();
    auto const of_molecules = judge_molecules(stream.tally(), setting.families, file.name);
    warnings.insert(warnings.end(), of_molecules.begin(), of_molecules.end());
    for (auto const& warning : warnings) {
        std::cerr << "tidemark: warning: " << warning << '\n';
    }
    outputs.fill(sample, setting.families, stream.tally());
    writer.close();
    outputs.commit();
    return 0;
}

}  // namespace

Command consensus_command() {
    return {"consensus", "Calls one consensus for each molecule of aligned raw reads, in reference space",
            [](CLI::App& app) {
                auto call = std::make_shared<ConsensusCall>();
                add_reference(app, call->reference)->required();
                add_umi_options(app, call->umi);
                app.add_option("--evidence", call->evidence,
                               "raw: molecules by UMI; grouped: by molecule id (MI) [by the first reads]")
                    ->check(CLI::IsMember({"raw", "grouped"}));
                add_group_options(app, call->group);
                add_consensus_options(app, call->consensus);
                limit_to(app.add_option("--min-base-quality", call->consensus.min_base_quality, "Consensus bases below it are N"), WholeBounds{0, 93});
                app.add_flag("--per-base-tags", call->consensus.per_base_tags,
                             "Depths and errors of every base as tags (fgbio's cd ce ad ae …)");
                app.add_option("--sample", call->sample, "Name in the tables [SM of the read groups, else the file's stem]");
                app.add_option("--rg-sample", call->rg_sample, "Which SM to read where the file holds several");
                app.add_option("--metrics", call->metrics, "Prefix of family metrics in fgbio's layout");
                app.add_option("--families", call->families, "Table of families by templates of either strand");
                app.add_option("--losses", call->losses, "Table of where the reads went");
                app.add_option("--summary", call->summary, "The same and the settings as JSON");
                app.add_flag("--unaligned", call->unaligned, "Unaligned BAM, for those who align again");
                app.add_flag("--trust-cram", call->trust_cram, "Read CRAM with an htslib that lacks fixes for hostile files");
                app.add_flag("--allow-missing-eof", call->allow_missing_eof, "Read a BAM without its end-of-file mark");
                limit_to(app.add_option("--compression-level", call->compression, "0 to 9"), WholeBounds{0, 9})->capture_default_str();
                add_threads(app, call->threads);
                add_output(app, call->output, "Consensus BAM, indexed; - is standard output");
                app.add_option("file", call->file, "Coordinate-sorted BAM or CRAM; - is standard input")->required();
                return [call] { return run(*call); };
            }};
}

}  // namespace tidemark
