// group: aligned raw reads with UMIs to the same reads with molecule ids, for metrics and for other consensus callers.
#include <CLI/CLI.hpp>

#include <memory>
#include <stdexcept>

#include "app/command.hpp"
#include "app/grouped_reads.hpp"
#include "app/molecule_options.hpp"
#include "app/molecule_pass.hpp"
#include "app/shared_options.hpp"

namespace tidemark {
namespace {

struct GroupCall {
    MoleculeFiles files;
    UmiOptions umi;
    GroupOptions group;
};

int run(GroupCall const& call) {
    auto setting = family_setting(call.umi, call.group);
    setting.window.kept = KeptPart::whole;
    MoleculePass pass{call.files, setting, ReadOrder::query, "group"};
    GroupedReads grouped{setting.max_bytes, [&](Read const& read) { pass.writer().write(read); }};
    FamilyStream stream{setting, [&](FamilyStream::Found const& found) { grouped.add(found); }};
    pass.feed(stream);
    grouped.finish();
    auto& tally = stream.tally();
    auto& counts = tally.counts;
    counts.lost(GroupLoss::mate_missing) += grouped.mates_missing();
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::called)] = grouped.reads();
    counts.families[static_cast<std::size_t>(ConsensusOutcome::called)] = grouped.molecules();
    counts.templates_of_families[static_cast<std::size_t>(ConsensusOutcome::called)] = tally.family_sizes.templates();
    counts.duplex = tally.strand_sizes.two_strand_families();
    auto const& sizes = tally.family_sizes.count_of();
    counts.single_read = sizes.contains(1) ? sizes.at(1) : 0;
    if (!counts.conserved()) {
        throw std::logic_error{"reads given are not reads written plus reads left out"};
    }
    pass.finish(tally, stream.grouping());
    return 0;
}

}  // namespace

Command group_command() {
    return {"group", "Writes molecule ids into aligned raw reads, for metrics and for other consensus callers",
            [](CLI::App& app) {
                auto call = std::make_shared<GroupCall>();
                add_reference(app, call->files.reference);
                add_umi_options(app, call->umi);
                add_group_options(app, call->group, "reads may take while they wait, and those with mates far apart once more");
                add_molecule_files(app, call->files, "BAM, reads of one molecule together; - is standard output");
                return [call] { return run(*call); };
            }};
}

}  // namespace tidemark
