#include "stages/genotype/merge_mates.hpp"

#include <algorithm>
#include <optional>

#include "stages/genotype/match_bases.hpp"

namespace tidemark {
namespace {

void add_block(std::vector<Block>& blocks, Block const& block) {
    if (!blocks.empty() && block.begin <= blocks.back().end) {
        blocks.back().end = std::max(blocks.back().end, block.end);
    } else {
        blocks.push_back(block);
    }
}

void join_blocks(ReadSketch const& first, ReadSketch const& second, std::vector<Block>& blocks) {
    auto one = first.blocks.begin();
    auto other = second.blocks.begin();
    while (one != first.blocks.end() || other != second.blocks.end()) {
        bool const take_one =
            other == second.blocks.end() || (one != first.blocks.end() && one->begin <= other->begin);
        add_block(blocks, take_one ? *one++ : *other++);
    }
}

/// A difference that only one mate has; the other one may cover the place and show the reference.
void add_lone(Difference const& difference, ReadSketch const& other, std::vector<Difference>& differences) {
    if (!other.covers(difference.position)) {
        differences.push_back(difference);
    } else if (difference.shown != shown_unreadable) {
        differences.push_back({difference.position, shown_disagreement});
    }
}

void join_differences(ReadSketch const& first, ReadSketch const& second, std::vector<Difference>& differences) {
    auto one = first.differences.begin();
    auto other = second.differences.begin();
    auto const one_end = first.differences.end();
    auto const other_end = second.differences.end();
    while (one != one_end || other != other_end) {
        if (other == other_end || (one != one_end && one->position < other->position)) {
            add_lone(*one++, second, differences);
        } else if (one == one_end || other->position < one->position) {
            add_lone(*other++, first, differences);
        } else {
            auto const shown = one->shown == other->shown             ? one->shown
                               : one->shown == shown_unreadable   ? other->shown
                               : other->shown == shown_unreadable ? one->shown
                                                                  : shown_disagreement;
            differences.push_back({one->position, shown});
            ++one;
            ++other;
        }
    }
}

/// Whether a mate shows the bases on both sides of an event: then it must have the event too.
bool sees_place_of(ReadSketch const& mate, ShownIndelEvent const& event) {
    return mate.begin <= event.position && event.position + 1 + std::max<std::int64_t>(-event.length, 0) < mate.end;
}

bool has_event(ReadSketch const& mate, ShownIndelEvent const& event) {
    return std::ranges::find(mate.events, event) != mate.events.end();
}

void join_events(ReadSketch const& first, ReadSketch const& second, Molecule& molecule) {
    for (auto const& event : first.events) {
        if (!sees_place_of(second, event) || has_event(second, event)) {
            molecule.events.push_back(event);
        }
    }
    for (auto const& event : second.events) {
        if (!sees_place_of(first, event)) {
            molecule.events.push_back(event);
        }
    }
    std::ranges::sort(molecule.events, {}, &ShownIndelEvent::position);
}

/// Bases that one mate shows and the other one has deleted are no bases of the molecule.
void refute_deleted(ReadSketch const& deleting, ReadSketch const& mate, std::vector<Difference>& differences) {
    for (auto const& event : deleting.events) {
        if (event.length >= 0 || has_event(mate, event)) {
            continue;
        }
        for (auto position = event.position + 1; position <= event.position - event.length; ++position) {
            if (!mate.covers(position)) {
                continue;
            }
            auto const found = std::ranges::lower_bound(differences, position, {}, &Difference::position);
            if (found != differences.end() && found->position == position) {
                found->shown = shown_disagreement;
            } else {
                differences.insert(found, {position, shown_disagreement});
            }
        }
    }
}

LocusObservation const* at(ReadSketch const* sketch, std::size_t locus) {
    if (sketch == nullptr) {
        return nullptr;
    }
    auto const found = std::ranges::find(sketch->indels, locus, &LocusObservation::locus);
    return found == sketch->indels.end() ? nullptr : &*found;
}

std::optional<LocusObservation> join_indel(std::size_t locus, ReadSketch const& first, ReadSketch const* second) {
    auto const* const one = at(&first, locus);
    auto const* const other = at(second, locus);
    if (one == nullptr || other == nullptr) {
        return one != nullptr ? std::optional{*one} : other != nullptr ? std::optional{*other} : std::nullopt;
    }
    if (one->observation == Observation::unreadable || other->observation == Observation::unreadable) {
        return one->observation == Observation::unreadable ? *other : *one;
    }
    if (one->observation != other->observation) {
        return LocusObservation{locus, Observation::mate_disagreement, false};
    }
    return LocusObservation{locus, one->observation, true};
}

void observe_indels(ReadSketch const& first, ReadSketch const* second, std::vector<LocusObservation>& observations) {
    auto const bases = static_cast<std::ptrdiff_t>(observations.size());
    for (auto const& seen : first.indels) {
        observations.push_back(*join_indel(seen.locus, first, second));
    }
    if (second != nullptr) {
        for (auto const& seen : second->indels) {
            if (at(&first, seen.locus) == nullptr) {
                observations.push_back(seen);
            }
        }
    }
    if (observations.begin() + bases != observations.end()) {
        std::ranges::sort(observations, {}, &LocusObservation::locus);
    }
}

void observe_loci(CountingPlan const& plan, std::int32_t contig, ReadSketch const& first, ReadSketch const* second,
                  std::vector<LocusObservation>& observations) {
    auto const& planned = plan.contigs[static_cast<std::size_t>(contig)];
    auto const begin = second == nullptr ? first.begin : std::min(first.begin, second->begin);
    auto const end = second == nullptr ? first.end : std::max(first.end, second->end);
    auto const last = plan.loci.begin() + static_cast<std::ptrdiff_t>(planned.loci.last);
    auto locus = std::partition_point(
        plan.loci.begin() + static_cast<std::ptrdiff_t>(planned.loci.first), last, [&](TrackedLocus const& each) {
            return each.window.begin().value < begin - planned.longest_window;
        });
    for (; locus != last && locus->window.begin().value < end; ++locus) {
        auto const number = static_cast<std::size_t>(locus - plan.loci.begin());
        if (auto const seen = locus->by_haplotype ? std::nullopt : match_bases(*locus, number, first, second)) {
            observations.push_back(*seen);
        }
    }
    // Soft-clipped bases reach loci outside the aligned stretch, so indels come from what the reads already found.
    observe_indels(first, second, observations);
}

}  // namespace

void Molecule::clear() {
    blocks.clear();
    differences.clear();
    events.clear();
    observations.clear();
}

void merge_mates(CountingPlan const& plan, std::int32_t contig, ReadSketch const& first, ReadSketch const* second,
                 Molecule& molecule) {
    molecule.clear();
    if (second == nullptr) {
        molecule.blocks.assign(first.blocks.begin(), first.blocks.end());
        molecule.differences.assign(first.differences.begin(), first.differences.end());
        molecule.events.assign(first.events.begin(), first.events.end());
    } else {
        join_blocks(first, *second, molecule.blocks);
        join_differences(first, *second, molecule.differences);
        join_events(first, *second, molecule);
        refute_deleted(first, *second, molecule.differences);
        refute_deleted(*second, first, molecule.differences);
    }
    observe_loci(plan, contig, first, second, molecule.observations);
}

}  // namespace tidemark
