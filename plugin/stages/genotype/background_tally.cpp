#include "stages/genotype/background_tally.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>

namespace tidemark {
namespace {

constexpr std::array<std::string_view, 3> event_names{"ins", "del", "mnv"};
constexpr std::size_t insertion_event = 0;
constexpr std::size_t deletion_event = 1;
constexpr std::size_t mnv_event = 2;

std::size_t offset_in(Tile const& tile, std::int64_t position) {
    return static_cast<std::size_t>(position - tile.begin);
}

}  // namespace

BackgroundTally::BackgroundTally(CountingPlan const& plan, BackgroundParameters parameters)
    : plan_{&plan}, parameters_{parameters}, open_(plan.tiles.size()) {}

std::size_t BackgroundTally::tile_at(Share const& tiles, std::int64_t position) const {
    auto const first = plan_->tiles.begin() + static_cast<std::ptrdiff_t>(tiles.first);
    auto const last = plan_->tiles.begin() + static_cast<std::ptrdiff_t>(tiles.last);
    auto const found = std::partition_point(first, last, [&](Tile const& tile) { return tile.end <= position; });
    return static_cast<std::size_t>(found - plan_->tiles.begin());
}

BackgroundTally::Counts& BackgroundTally::counts(std::size_t tile, std::size_t group) {
    if (open_[tile] == nullptr) {
        open_[tile] = std::make_unique<OpenTile>();
    }
    auto& counts = open_[tile]->groups[group];
    if (counts == nullptr) {
        counts = std::make_unique<Counts>();
        counts->depth_steps.resize(plan_->tiles[tile].uses.size() + 1);
        counts->shown.resize(plan_->tiles[tile].uses.size());
    }
    return *counts;
}

void BackgroundTally::add(std::size_t group, std::int32_t contig, Molecule const& molecule) {
    auto const& tiles = plan_->contigs[static_cast<std::size_t>(contig)].tiles;
    for (auto const& block : molecule.blocks) {
        add_block(group, tiles, block);
    }
    add_differences(group, tiles, molecule);
    add_events(group, tiles, molecule);
}

void BackgroundTally::add_block(std::size_t group, Share const& tiles, Block const& block) {
    for (auto number = tile_at(tiles, block.begin); number < tiles.last; ++number) {
        auto const& tile = plan_->tiles[number];
        if (tile.begin >= block.end) {
            break;
        }
        auto& steps = counts(number, group).depth_steps;
        ++steps[offset_in(tile, std::max(block.begin, tile.begin))];
        --steps[offset_in(tile, std::min(block.end, tile.end))];
    }
}

void BackgroundTally::add_differences(std::size_t group, Share const& tiles, Molecule const& molecule) {
    if (molecule.differences.empty()) {
        return;
    }
    auto number = tile_at(tiles, molecule.differences.front().position);
    std::int64_t run_begin = -2;
    std::int64_t run_end = -2;   // a run of adjacent readable mismatches [run_begin, run_end)
    auto const close_run = [&] {
        if (run_end - run_begin > 1) {
            count_event(group, tiles, run_begin, mnv_event);
        }
    };
    for (auto const& [position, shown] : molecule.differences) {
        while (plan_->tiles[number].end <= position) {
            ++number;
        }
        auto const offset = offset_in(plan_->tiles[number], position);
        auto& tally = counts(number, group);
        if (shown < plain_bases.size()) {
            ++tally.shown[offset][shown];
            if (position != run_end) {
                close_run();
                run_begin = position;
            }
            run_end = position + 1;
        } else {
            --tally.depth_steps[offset];
            ++tally.depth_steps[offset + 1];
        }
    }
    close_run();
}

void BackgroundTally::add_events(std::size_t group, Share const& tiles, Molecule const& molecule) {
    for (auto const& event : molecule.events) {
        count_event(group, tiles, event.position, event.length > 0 ? insertion_event : deletion_event);
    }
}

void BackgroundTally::count_event(std::size_t group, Share const& tiles, std::int64_t position, std::size_t kind) {
    auto const number = tile_at(tiles, position);
    if (number >= tiles.last || plan_->tiles[number].begin > position) {
        return;
    }
    std::ignore = counts(number, group);
    ++open_[number]->events[position - plan_->tiles[number].begin][group][kind];
}

void BackgroundTally::pass(std::int32_t contig, std::int64_t position) {
    while (first_open_ < open_.size()) {
        auto const& tile = plan_->tiles[first_open_];
        if (tile.contig > contig || (tile.contig == contig && tile.end > position)) {
            break;
        }
        close(first_open_++);
    }
}

void BackgroundTally::finish() {
    while (first_open_ < open_.size()) {
        close(first_open_++);
    }
}

void BackgroundTally::close(std::size_t number) {
    if (open_[number] == nullptr) {
        return;
    }
    auto const open = std::move(open_[number]);
    auto const& tile = plan_->tiles[number];
    std::array<std::int64_t, group_count> depth{};
    for (std::size_t offset = 0; offset < tile.uses.size(); ++offset) {
        for (std::size_t group = 0; group < group_count; ++group) {
            depth[group] += open->groups[group] == nullptr ? 0 : open->groups[group]->depth_steps[offset];
        }
        if (tile.uses[offset] != PlaceUse::none) {
            close_place(tile, *open, offset, depth);
        }
    }
    close_runs(tile, *open);
}

void BackgroundTally::close_place(Tile const& tile, OpenTile const& open, std::size_t offset,
                                  std::array<std::int64_t, group_count> const& depth) {
    auto const reference = base_number(tile.bases[offset + 1]);
    auto const context = trinucleotide_number(tile.bases[offset], tile.bases[offset + 1], tile.bases[offset + 2]);
    auto const events = open.events.find(static_cast<std::int64_t>(offset));
    auto const repeat = tile.repeats[offset];
    std::int64_t all = 0;
    std::int64_t different = 0;
    for (std::size_t group = 0; group < group_count; ++group) {
        if (open.groups[group] == nullptr) {
            continue;
        }
        all += depth[group];
        for (auto const molecules : open.groups[group]->shown[offset]) {
            different += molecules;
        }
        if (events != open.events.end()) {
            different += events->second[group][insertion_event] + events->second[group][deletion_event];
        }
    }
    bool const polymorphic =
        tile.uses[offset] == PlaceUse::listed ||
        (all >= parameters_.polymorphic_depth &&
         static_cast<double>(different) >= parameters_.polymorphic_share * static_cast<double>(all));
    for (std::size_t group = 0; group < group_count && !polymorphic; ++group) {
        if (open.groups[group] == nullptr) {
            continue;
        }
        auto& sums = sums_[group];
        sums.covered += depth[group];
        sums.places[repeat.repeat_class] += repeat.begins ? depth[group] : 0;
        if (events != open.events.end()) {
            auto const& here = events->second[group];
            sums.mnvs += here[mnv_event];
            sums.indels[repeat.repeat_class][insertion_event] += here[insertion_event];
            sums.indels[repeat.repeat_class][deletion_event] += here[deletion_event];
        }
        if (context) {
            sums.molecules[*context] += depth[group];
            for (std::size_t alt = 0; alt < plain_bases.size(); ++alt) {
                sums.errors[*context][alt] += open.groups[group]->shown[offset][alt];
            }
        }
    }
    if (different == 0) {
        return;
    }
    for (std::size_t alt = 0; alt < plain_bases.size(); ++alt) {
        for (std::size_t group = 0; group < group_count; ++group) {
            if (open.groups[group] == nullptr || open.groups[group]->shown[offset][alt] == 0) {
                continue;
            }
            mismatches_.push_back({{plan_->contigs[static_cast<std::size_t>(tile.contig)].name,
                                    Position{tile.begin + static_cast<std::int64_t>(offset)},
                                    std::string(1, plain_bases[*reference]), std::string(1, plain_bases[alt])},
                                   molecule_groups[group],
                                   depth[group],
                                   open.groups[group]->shown[offset][alt],
                                   polymorphic});
        }
    }
}

/// Runs of equal depth by group. A run ends at its tile's border.
void BackgroundTally::close_runs(Tile const& tile, OpenTile const& open) {
    runs_.clear();
    for (std::size_t group = 0; group < group_count; ++group) {
        if (open.groups[group] == nullptr) {
            continue;
        }
        std::int64_t depth = 0;
        Run run{0, 0, static_cast<std::uint32_t>(group), 0};
        for (std::size_t offset = 0; offset < tile.uses.size(); ++offset) {
            depth += open.groups[group]->depth_steps[offset];
            auto const here = tile.uses[offset] == PlaceUse::none ? 0 : depth;
            if (here != run.depth) {
                if (run.depth > 0) {
                    runs_.push_back(run);
                }
                run.begin = static_cast<std::uint32_t>(offset);
                run.depth = here;
            }
            run.end = static_cast<std::uint32_t>(offset) + 1;
        }
        if (run.depth > 0) {
            runs_.push_back(run);
        }
    }
    std::ranges::sort(runs_);
    auto const& contig = plan_->contigs[static_cast<std::size_t>(tile.contig)].name;
    for (auto const& run : runs_) {
        depths_.push_back({contig, Position{tile.begin + run.begin}, Position{tile.begin + run.end},
                           molecule_groups[run.group], run.depth});
    }
}

void BackgroundTally::append(BackgroundTally&& later) {
    for (std::size_t group = 0; group < group_count; ++group) {
        auto& sums = sums_[group];
        auto const& more = later.sums_[group];
        sums.covered += more.covered;
        sums.mnvs += more.mnvs;
        for (std::size_t repeat = 0; repeat < repeat_class_count; ++repeat) {
            sums.places[repeat] += more.places[repeat];
            sums.indels[repeat][insertion_event] += more.indels[repeat][insertion_event];
            sums.indels[repeat][deletion_event] += more.indels[repeat][deletion_event];
        }
        for (std::size_t context = 0; context < trinucleotide_count; ++context) {
            sums.molecules[context] += more.molecules[context];
            for (std::size_t alt = 0; alt < plain_bases.size(); ++alt) {
                sums.errors[context][alt] += more.errors[context][alt];
            }
        }
    }
    std::ranges::move(later.mismatches_, std::back_inserter(mismatches_));
    std::ranges::move(later.depths_, std::back_inserter(depths_));
}

std::vector<ContextRow> BackgroundTally::contexts() const {
    std::vector<ContextRow> rows;
    for (std::size_t group = 0; group < group_count; ++group) {
        auto const& sums = sums_[group];
        if (sums.covered == 0) {
            continue;
        }
        rows.push_back({molecule_groups[group], {}, std::string{event_names[mnv_event]}, sums.covered, sums.mnvs});
        for (std::size_t repeat = 0; repeat < repeat_class_count; ++repeat) {
            for (std::size_t const kind : {insertion_event, deletion_event}) {
                // Where a repeat begins outside what is looked at, its events have no molecules beside them.
                if (sums.places[repeat] > 0) {
                    rows.push_back({molecule_groups[group], repeat_class_text(repeat), std::string{event_names[kind]},
                                    sums.places[repeat], std::min(sums.indels[repeat][kind], sums.places[repeat])});
                }
            }
        }
        for (std::size_t context = 0; context < trinucleotide_count; ++context) {
            auto const text = trinucleotide_text(context);
            for (std::size_t alt = 0; alt < plain_bases.size() && sums.molecules[context] > 0; ++alt) {
                if (plain_bases[alt] != text[1]) {
                    rows.push_back({molecule_groups[group], text, substitution_text(text[1], plain_bases[alt]),
                                    sums.molecules[context], sums.errors[context][alt]});
                }
            }
        }
    }
    std::ranges::sort(rows, {}, [](ContextRow const& row) {
        return std::tuple<std::string_view, std::string_view, MoleculeGroup>{row.context, row.substitution, row.group};
    });
    return rows;
}

}  // namespace tidemark
