#include "stages/consensus/witness.hpp"

#include <limits>
#include <utility>

namespace tidemark {
namespace {

constexpr auto leftmost = std::numeric_limits<std::int64_t>::min();
constexpr auto rightmost = std::numeric_limits<std::int64_t>::max();

/// Cuts mates that face each other at each other's 5' end.
void cut_overhang(Witness& witness, ReferenceBases reference, std::vector<IndelEvent>& events) {
    auto const& reads = witness.reads;
    if (reads[0] == nullptr || reads[1] == nullptr || reads[0]->contig != reads[1]->contig ||
        reads[0]->reverse() == reads[1]->reverse()) {
        return;
    }
    std::size_t const right = reads[0]->reverse() ? 0 : 1, left = 1 - right;
    auto const begin = witness.parts[left].unclipped_begin, end = witness.parts[right].unclipped_end;
    bool const overhangs = witness.parts[left].end > end || witness.parts[right].begin < begin;
    if (begin >= end || !overhangs) {
        return;
    }
    events.resize(static_cast<std::size_t>(std::min(witness.parts[0].first_event, witness.parts[1].first_event)));
    witness.parts[left] = aligned_part(*reads[left], leftmost, end, reference, events);
    witness.parts[right] = aligned_part(*reads[right], begin, rightmost, reference, events);
}

}  // namespace

void make_witness(FamilyFragment const& fragment, std::uint8_t strand, ReferenceBases reference,
                  std::vector<IndelEvent>& events, ConsensusLosses& losses, Witness& witness) {
    witness.strand = strand;
    witness.reads = {};
    std::array reads{&fragment.read_one, &fragment.read_two};
    if (strand == 1 && fragment.read_one.paired()) {
        std::swap(reads[0], reads[1]);
    }
    for (std::size_t role = 0; role < 2; ++role) {
        if (!reads[role]->present()) {
            continue;
        }
        witness.parts[role] = aligned_part(*reads[role], leftmost, rightmost, reference, events);
        if (!witness.parts[role].sound) {
            ++losses.alignment;
        } else if (!reads[role]->has_qualities()) {
            ++losses.quality;
        } else {
            witness.reads[role] = reads[role];
        }
    }
    cut_overhang(witness, reference, events);
    for (std::size_t role = 0; role < 2; ++role) {
        if (witness.reads[role] != nullptr && witness.parts[role].base_count == 0) {
            ++losses.clipping;
            witness.reads[role] = nullptr;
        }
    }
}

bool strands_agree(std::span<Witness const> witnesses) {
    std::array<FamilyRead const*, 2> first{};
    for (auto const& witness : witnesses) {
        for (std::size_t role = 0; role < 2; ++role) {
            auto const* read = witness.reads[role];
            if (read == nullptr) {
                continue;
            }
            first[role] = first[role] == nullptr ? read : first[role];
            if (read->contig != first[role]->contig || read->reverse() != first[role]->reverse()) {
                return false;
            }
        }
    }
    return first[0] == nullptr || first[1] == nullptr || first[0]->contig != first[1]->contig ||
           first[0]->reverse() != first[1]->reverse();
}

}  // namespace tidemark
