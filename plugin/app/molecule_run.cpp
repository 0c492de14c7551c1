#include "app/molecule_run.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/molecule_shards.hpp"
#include "app/piece_relay.hpp"
#include "app/shard_joiner.hpp"

namespace tidemark {
namespace {

/// Records that may wait for the piece that is due, for each thread beside the one that works on it. Chosen by the peak of two
/// threads on 8.0 M reads, 5,700 deep, which was to stay below 100 MB: 89 MB with it, 96 to 97 with 32 MB.
constexpr std::size_t waiting_bytes = 24U << 20U;

[[nodiscard]] MoleculeRun conserved(MoleculeRun run) {
    if (!run.tally.counts.conserved()) {
        throw std::logic_error{"reads given are not reads of families plus reads left out"};
    }
    return run;
}

/// Without a grouping the first UMI of the stream decides, which only one piece sees.
[[nodiscard]] bool may_be_cut(MoleculeInput const& input, MoleculeSetting const& setting) {
    return input.source.threads > 1 && setting.order == MoleculeOrder::by_coordinate &&
           (setting.families.grouping || setting.families.labels.by_molecule_id);
}

}  // namespace

MoleculeRun run_in_one_pass(AlignmentReader& reader, MoleculeInput const& input, MoleculeSetting const& setting,
                            std::function<void(Read const&)> const& sink) {
    ReferenceStretch reference{input.reference, reader.file().contigs, *input.checksums};
    MoleculeStream stream{setting, reader.file(), reference, sink};
    stream.look_at(input.interest);
    while (auto const* const read = reader.next()) {
        stream.add(*read);
    }
    stream.finish();
    return conserved({stream.tally(), stream.grouping()});
}

MoleculeRun run_molecules(AlignmentReader& reader, MoleculeInput const& input, MoleculeSetting const& setting,
                          std::function<void(Read const&)> const& sink) {
    auto const plan = may_be_cut(input, setting) ? plan_shards(reader.windows(), setting.families.window.max_insert) : ShardPlan{};
    if (plan.pieces() < 2) {
        return run_in_one_pass(reader, input, setting, sink);
    }
    auto own = input;
    auto const threads = std::min(plan.pieces(), static_cast<std::size_t>(own.source.threads));
    own.source.threads = 1;
    auto const make_worker = [&] { return ShardWorker{plan, own, setting}; };
    RecordBlocks blocks;
    PieceRelay<Shard> relay{plan.pieces(), 4 * threads, (threads - 1) * waiting_bytes};
    ShardJoiner joiner{plan, make_worker, sink};
    run_relay(
        relay, static_cast<int>(threads),
        [&] {
            return [&, worker = make_worker()](std::size_t number) mutable {
                ShardOutlet outlet{relay, joiner, blocks, number};
                return outlet.rest(worker.run(
                    number, number + 1, [&](Read const& record) { outlet.add(record); }, [&] { outlet.reach_cut(); }));
            };
        },
        [&](std::size_t number, Shard shard) { return joiner.end(number, std::move(shard)); });
    joiner.finish();
    auto const& counts = joiner.counts();
    reader.take_counts(counts.placed, counts.unplaced);
    return conserved({counts.tally, setting.families.labels.by_molecule_id ? std::nullopt : setting.families.grouping});
}

}  // namespace tidemark
