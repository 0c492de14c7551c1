#include "stages/consensus/witness.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace tidemark {
namespace {

constexpr auto leftmost = std::numeric_limits<std::int64_t>::min();
constexpr auto rightmost = std::numeric_limits<std::int64_t>::max();

/// Cuts mates that face each other at each other's 5' end.
void cut_overhang(WitnessShape& shape, ReferenceBases reference, std::vector<IndelEvent>& events) {
    auto const& reads = shape.reads;
    if (reads[0] == nullptr || reads[1] == nullptr || reads[0]->contig != reads[1]->contig ||
        reads[0]->reverse() == reads[1]->reverse()) {
        return;
    }
    std::size_t const right = reads[0]->reverse() ? 0 : 1, left = 1 - right;
    auto const begin = shape.parts[left].unclipped_begin, end = shape.parts[right].unclipped_end;
    bool const overhangs = shape.parts[left].end > end || shape.parts[right].begin < begin;
    if (begin >= end || !overhangs) {
        return;
    }
    events.resize(static_cast<std::size_t>(std::min(shape.parts[0].first_event, shape.parts[1].first_event)));
    shape.parts[left] = aligned_part(*reads[left], leftmost, end, reference, events);
    shape.parts[right] = aligned_part(*reads[right], begin, rightmost, reference, events);
}

/// One operation, so that nothing but place and length can differ.
bool same_alignment(FamilyRead const& one, FamilyRead const& two) {
    constexpr std::uint16_t shaping = 0x1 | 0x10;
    return one.position == two.position && one.length == two.length && one.operation_count == 1 &&
           two.operation_count == 1 && one.contig == two.contig && (one.flags & shaping) == (two.flags & shaping) &&
           std::memcmp(one.operations, two.operations, 4) == 0 && two.has_qualities();
}

}  // namespace

void Witnesses::clear() {
    witnesses_.clear();
    shapes_.clear();
    events_.clear();
}

bool Witnesses::joins_last(std::array<FamilyRead const*, 2> const& reads) const {
    if (shapes_.empty() || !shapes_.back().shared) {
        return false;
    }
    auto const& last = shapes_.back().reads;
    for (std::size_t role = 0; role < 2; ++role) {
        bool const present = reads[role]->present();
        if (present != (last[role] != nullptr) || (present && !same_alignment(*last[role], *reads[role]))) {
            return false;
        }
    }
    return true;
}

void Witnesses::add(FamilyFragment const& fragment, std::uint8_t strand, ReferenceBases reference,
                    ConsensusLosses& losses) {
    std::array reads{&fragment.read_one, &fragment.read_two};
    if (strand == 1 && fragment.read_one.paired()) {
        std::swap(reads[0], reads[1]);
    }
    if (joins_last(reads)) {
        ++shapes_.back().templates;
        witnesses_.push_back({{reads[0]->present() ? reads[0] : nullptr, reads[1]->present() ? reads[1] : nullptr},
                              static_cast<std::int32_t>(shapes_.size() - 1),
                              strand});
        return;
    }
    WitnessShape shape;
    shape.templates = 1;
    shape.shared = true;
    for (std::size_t role = 0; role < 2; ++role) {
        if (!reads[role]->present()) {
            continue;
        }
        shape.parts[role] = aligned_part(*reads[role], leftmost, rightmost, reference, events_);
        if (!shape.parts[role].sound) {
            ++losses.alignment;
            shape.shared = false;
        } else if (!reads[role]->has_qualities()) {
            ++losses.quality;
            shape.shared = false;
        } else {
            shape.reads[role] = reads[role];
        }
    }
    cut_overhang(shape, reference, events_);
    for (std::size_t role = 0; role < 2; ++role) {
        if (shape.reads[role] != nullptr && shape.parts[role].base_count == 0) {
            ++losses.clipping;
            shape.reads[role] = nullptr;
            shape.shared = false;
        }
    }
    if (shape.reads[0] != nullptr || shape.reads[1] != nullptr) {
        witnesses_.push_back({shape.reads, static_cast<std::int32_t>(shapes_.size()), strand});
        shapes_.push_back(shape);
    }
}

bool strands_agree(std::span<WitnessShape const> shapes) {
    std::array<FamilyRead const*, 2> first{};
    for (auto const& shape : shapes) {
        for (std::size_t role = 0; role < 2; ++role) {
            auto const* read = shape.reads[role];
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
