// consensus: aligned raw reads with UMIs, or reads with molecule ids, to one consensus a molecule in reference space.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "app/command.hpp"
#include "app/molecule_checks.hpp"
#include "app/molecule_options.hpp"
#include "app/molecule_pass.hpp"
#include "app/misuse.hpp"
#include "app/record_failure.hpp"
#include "app/shared_options.hpp"
#include "io/hts/alignment_writer.hpp"
#include "io/hts/reference.hpp"
#include "stages/consensus/unaligned_form.hpp"

namespace tidemark {
namespace {

struct ConsensusCall {
    MoleculeFiles files;
    UmiOptions umi;
    GroupOptions group;
    ConsensusOptions consensus;
    std::string evidence;
    bool unaligned = false;
    FailureRecording recording;
};

void call_molecules(ConsensusCall const& call) {
    auto setting = molecule_setting(call.umi, call.group, call.consensus);
    auto& families = setting.families;
    setting.describe_difference = !call.unaligned;
    setting.order = call.unaligned ? MoleculeOrder::by_molecule : MoleculeOrder::by_coordinate;
    families.labels.by_molecule_id = call.evidence == "grouped";
    MoleculePass pass{call.files, families, call.unaligned ? ReadOrder::unaligned : ReadOrder::coordinate, "consensus"};
    if (call.files.input != "-") {
        auto const first = first_reads(call.files.source(), families.labels);
        refuse_consensus(first.with_consensus_tags, first.looked_at, pass.file().name);
        settle(families, first, call.evidence.empty() && !call.umi.asked() && call.group.strategy.empty());
    }
    UnalignedForm unaligned;
    ReferenceChecksums checksums{call.files.reference};
    auto const run = pass.run({call.files.source(), call.files.reference, &checksums}, setting, [&](Read const& read) {
        pass.writer().write(call.unaligned ? unaligned(read) : read);
    });
    pass.finish(run.tally, run.grouping);
}

/// Every output of a sample whose file failed: no record, no family, and a summary that says why.
void write_failed(ConsensusCall const& call, std::string const& failure) {
    auto const& files = call.files;
    auto const sample = files.sample.empty() ? std::filesystem::path{files.input}.stem().string() : files.sample;
    MoleculeTables tables{files.outputs};
    AlignmentWriter writer{files.outputs.records,
                           {.contigs = Reference{files.reference}.contigs(),
                            .sample = sample,
                            .library = {},
                            .program_version = TIDEMARK_VERSION,
                            .command_line = "tidemark consensus",
                            .level = files.compression}};
    tables.fill(sample, FamilySetting{}, MoleculeTally{}, failure);
    JointOutput outputs;
    writer.close(outputs);
    tables.add_to(outputs);
    outputs.commit();
}

int run(ConsensusCall const& call) {
    if (call.recording.wanted && (call.unaligned || call.files.outputs.records == "-")) {
        misuse("record_failure", "--record-failure needs an aligned BAM as output",
               "a failure after the first record could not be taken back", "give -o a file, and leave --unaligned out");
    }
    if (auto const failure = failure_of(call.recording, call.files.reference, [&] { call_molecules(call); }); !failure.empty()) {
        write_failed(call, failure);
    }
    return 0;
}

}  // namespace

Command consensus_command() {
    return {"consensus", "Calls one consensus for each molecule of aligned raw reads, in reference space",
            [](CLI::App& app) {
                auto call = std::make_shared<ConsensusCall>();
                add_reference(app, call->files.reference)->required();
                add_umi_options(app, call->umi);
                app.add_option("--evidence", call->evidence,
                               "raw: molecules by UMI; grouped: by molecule id (MI) [by the first reads]")
                    ->check(CLI::IsMember({"raw", "grouped"}));
                add_group_options(app, call->group,
                                  "reads and molecules may take while they wait, on each thread that reads a piece of the file");
                add_consensus_options(app, call->consensus);
                limit_to(app.add_option("--min-base-quality", call->consensus.min_base_quality, "Consensus bases below it are N"), WholeBounds{0, 93});
                app.add_flag("--per-base-tags", call->consensus.per_base_tags,
                             "Depths and errors of every base as tags (fgbio's cd ce ad ae …)");
                app.add_flag("--unaligned", call->unaligned, "Unaligned BAM, for those who align again");
                add_record_failure(app, call->recording);
                add_made_by(app, call->recording);
                add_molecule_files(app, call->files, "Consensus BAM, indexed; - is standard output");
                return [call] { return run(*call); };
            }};
}

}  // namespace tidemark
