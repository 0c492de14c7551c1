#include "stages/genotype/position_groups.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tidemark {
namespace {

/// A later copy may start this far behind its 5' end: leading soft clips, at most one read of cfDNA length.
constexpr std::int64_t clip_slack = 320;
/// Votes are summed up whenever this many single entries have gathered.
constexpr std::size_t first_compaction = 256;

/// Sums neighbours that `same` calls equal; the list is sorted.
template <typename Entry, typename Same, typename Add>
void sum_equal(std::vector<Entry>& entries, Same const& same, Add const& add) {
    std::size_t kept = 0;
    for (std::size_t index = 1; index < entries.size(); ++index) {
        if (same(entries[kept], entries[index])) {
            add(entries[kept], entries[index]);
        } else {
            entries[++kept] = entries[index];
        }
    }
    entries.resize(entries.empty() ? 0 : kept + 1);
}

template <std::size_t Size>
void add_arrays(std::array<std::int32_t, Size>& sums, std::array<std::int32_t, Size> const& more) {
    for (std::size_t index = 0; index < Size; ++index) {
        sums[index] += more[index];
    }
}

}  // namespace

void MoleculeVotes::clear() {
    copies_ = 0;
    fragment_length_ = 0;
    compact_at_ = first_compaction;
    steps_.clear();
    differences_.clear();
    events_.clear();
    loci_.clear();
}

void MoleculeVotes::add(Molecule const& copy, std::int32_t fragment_length) {
    ++copies_;
    fragment_length_ = std::max(fragment_length_, fragment_length);
    for (auto const& block : copy.blocks) {
        steps_.push_back({block.begin, 1});
        steps_.push_back({block.end, -1});
    }
    for (auto const& difference : copy.differences) {
        differences_.push_back({difference.position, {}});
        differences_.back().shown[difference.shown] = 1;
    }
    for (auto const& event : copy.events) {
        events_.push_back({event, 1});
    }
    for (auto const& [locus, observation, agreed] : copy.observations) {
        loci_.push_back({locus, {}, {}});
        loci_.back().observations[static_cast<std::size_t>(observation)] = 1;
        loci_.back().agreed[static_cast<std::size_t>(observation)] = agreed ? 1 : 0;
    }
    if (steps_.size() + differences_.size() + events_.size() + loci_.size() > compact_at_) {
        compact();
        compact_at_ = std::max(first_compaction,
                               2 * (steps_.size() + differences_.size() + events_.size() + loci_.size()));
    }
}

void MoleculeVotes::compact() {
    std::ranges::sort(steps_, {}, &Step::position);
    sum_equal(
        steps_, [](Step const& one, Step const& other) { return one.position == other.position; },
        [](Step& sum, Step const& more) { sum.change += more.change; });
    std::ranges::sort(differences_, {}, &DifferenceVotes::position);
    sum_equal(
        differences_,
        [](DifferenceVotes const& one, DifferenceVotes const& other) { return one.position == other.position; },
        [](DifferenceVotes& sum, DifferenceVotes const& more) { add_arrays(sum.shown, more.shown); });
    std::ranges::sort(events_, {}, [](EventVotes const& votes) {
        return std::tuple{votes.event.position, votes.event.length, votes.event.bases};
    });
    sum_equal(
        events_, [](EventVotes const& one, EventVotes const& other) { return one.event == other.event; },
        [](EventVotes& sum, EventVotes const& more) { sum.copies += more.copies; });
    std::ranges::sort(loci_, {}, &LocusVotes::locus);
    sum_equal(
        loci_, [](LocusVotes const& one, LocusVotes const& other) { return one.locus == other.locus; },
        [](LocusVotes& sum, LocusVotes const& more) {
            add_arrays(sum.observations, more.observations);
            add_arrays(sum.agreed, more.agreed);
        });
}

std::int32_t MoleculeVotes::cover_at(std::int64_t position) const {
    std::int32_t cover = 0;
    for (auto const& step : steps_) {
        if (step.position > position) {
            break;
        }
        cover += step.change;
    }
    return cover;
}

void MoleculeVotes::decide_blocks(Molecule& molecule) const {
    std::int32_t cover = 0;
    for (auto const& step : steps_) {
        bool const was_covered = cover > 0;
        cover += step.change;
        if (!was_covered && cover > 0) {
            molecule.blocks.push_back({step.position, step.position});
        } else if (was_covered && cover == 0) {
            molecule.blocks.back().end = step.position;
        }
    }
}

void MoleculeVotes::decide_differences(Molecule& molecule) const {
    auto step = steps_.begin();
    std::int32_t cover = 0;
    for (auto const& [position, shown] : differences_) {
        while (step != steps_.end() && step->position <= position) {
            cover += (step++)->change;
        }
        auto const reference = cover - std::accumulate(shown.begin(), shown.end(), 0);
        auto const votes = reference + std::accumulate(shown.begin(), shown.begin() + 4, 0);
        if (2 * reference > votes) {
            continue;
        }
        auto const winner = std::ranges::find_if(shown.begin(), shown.begin() + 4,
                                                 [&](std::int32_t count) { return 2 * count > votes; });
        molecule.differences.push_back({position, static_cast<Shown>(winner - shown.begin())});
    }
}

void MoleculeVotes::decide_events(Molecule& molecule) const {
    for (auto const& [event, copies] : events_) {
        // Copies that cover the bases on both sides without the event vote against it.
        auto const behind = event.position + 1 + std::max<std::int64_t>(-event.length, 0);
        auto const able = std::max(copies, std::min(cover_at(event.position), cover_at(behind)));
        if (2 * copies > able) {
            molecule.events.push_back(event);
        }
    }
}

void MoleculeVotes::decide_loci(Molecule& molecule) const {
    for (auto const& [locus, observations, agreed] : loci_) {
        auto const votes = observations[0] + observations[1] + observations[2];
        LocusObservation decided{locus, Observation::unreadable, false};
        for (std::size_t choice = 0; choice < 3; ++choice) {
            if (2 * observations[choice] > votes) {
                decided.observation = static_cast<Observation>(choice);
                decided.mates_agreed = agreed[choice] > 0;
            }
        }
        if (votes == 0 && observations[static_cast<std::size_t>(Observation::mate_disagreement)] > 0) {
            decided.observation = Observation::mate_disagreement;
        }
        molecule.observations.push_back(decided);
    }
}

void MoleculeVotes::decide(Molecule& molecule) {
    compact();
    molecule.clear();
    decide_blocks(molecule);
    decide_differences(molecule);
    decide_events(molecule);
    decide_loci(molecule);
}

std::size_t PositionGroups::HashEnds::operator()(MoleculeEnds const& ends) const {
    auto hash = static_cast<std::uint64_t>(ends.near_end) * 0x9e3779b97f4a7c15ULL;
    hash = (hash ^ (hash >> 32U) ^ static_cast<std::uint64_t>(ends.far_end)) * 0xff51afd7ed558ccdULL;
    hash = (hash ^ (hash >> 32U) ^ ends.kind) * 0xc4ceb9fe1a85ec53ULL;
    return hash ^ (hash >> 29U);
}

void PositionGroups::add(MoleculeEnds const& ends, MoleculeTraits const& traits, Molecule const& molecule) {
    auto const [found, is_new] = by_ends_.try_emplace(ends, 0);
    if (is_new) {
        if (free_.empty()) {
            found->second = static_cast<std::uint32_t>(groups_.size());
            groups_.emplace_back();
        } else {
            found->second = free_.back();
            free_.pop_back();
        }
        auto& group = groups_[found->second];
        group.ends = ends;
        group.number = traits.group;
        group.votes.clear();
        by_last_end_[std::max(ends.near_end, ends.far_end)].push_back(found->second);
    }
    groups_[found->second].votes.add(molecule, traits.fragment_length);
}

void PositionGroups::close(std::vector<std::uint32_t> const& groups, Closed const& closed) {
    for (auto const number : groups) {
        auto& group = groups_[number];
        group.votes.decide(molecule_);
        closed({group.number, group.votes.fragment_length(), group.votes.copies()}, molecule_);
        by_ends_.erase(group.ends);
        free_.push_back(number);
    }
}

void PositionGroups::advance(std::int64_t position, Closed const& closed) {
    while (!by_last_end_.empty() && by_last_end_.begin()->first + clip_slack < position) {
        close(by_last_end_.begin()->second, closed);
        by_last_end_.erase(by_last_end_.begin());
    }
}

void PositionGroups::leave(Closed const& closed) {
    for (auto const& [end, groups] : by_last_end_) {
        close(groups, closed);
    }
    by_last_end_.clear();
}

}  // namespace tidemark
