#include "stages/consensus/indel_signature.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <tuple>

namespace tidemark {
namespace {

constexpr std::string_view letters{"=ACMGRSVTWYHKDBN"};

CigarOperation operation_of(FamilyRead const& read, std::int32_t index) {
    std::uint32_t word = 0;
    std::memcpy(&word, read.operations + 4 * static_cast<std::ptrdiff_t>(index), 4);
    return {static_cast<CigarKind>(word & 0xf), static_cast<std::int32_t>(word >> 4)};
}

char base_of(FamilyRead const& read, std::int32_t index) {
    auto const pair = read.packed_bases[index / 2];
    return letters[index % 2 == 0 ? pair >> 4 : pair & 0xf];
}

/// Shifts an event left, down to `lowest`, and says how far it could move right. `base` is the first inserted base in
/// the read.
void settle(IndelEvent& event, FamilyRead const& read, std::int32_t base, std::int64_t lowest, ReferenceBases reference) {
    auto const length = event.length;
    auto const changed = [&](std::int64_t offset, std::int64_t shift) {
        // Base `offset` of the inserted or deleted piece once it stands `shift` bases further left (right if negative).
        return event.kind == CigarKind::insertion
                   ? base_of(read, base + static_cast<std::int32_t>(((offset - shift) % length + length) % length))
                   : reference.at(event.position + offset);
    };
    std::int64_t shift = 0;
    while (event.position > lowest) {
        auto before = reference.at(event.position - 1);
        if (before == 'N' && event.kind == CigarKind::insertion && base > shift) {
            before = base_of(read, base - 1 - static_cast<std::int32_t>(shift));
        }
        if (before == 'N' || changed(length - 1, shift) != before) {
            break;
        }
        --event.position;
        ++shift;
    }
    for (event.reach = 0; event.reach < 1000; ++event.reach) {
        auto const after = reference.at(event.end() + event.reach);
        if (after == 'N' || changed(event.reach % length, event.kind == CigarKind::insertion ? shift : 0) != after) {
            break;
        }
    }
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29U;
}

/// Reads with the same events.
struct Candidate {
    std::span<IndelEvent const> events;
    std::array<std::int32_t, 2> own_reads{};   ///< that show exactly these, by strand
    std::int32_t reads = 0;                    ///< that are compatible
    std::int64_t qualities = 0;
    std::uint64_t hash = 0;

    [[nodiscard]] std::int32_t all_own() const { return own_reads[0] + own_reads[1]; }
};

/// A family of 100,000 reads can show thousands of signatures, nearly all once: those with fewest reads of their own
/// cannot win against the first ones and are not tried.
constexpr std::size_t most_candidates = 32;

std::int64_t quality_sum(SignatureVote const& vote) {
    std::int64_t sum = 0;
    for (std::int32_t base = 0; base < vote.part->base_count; ++base) {
        sum += vote.read->qualities[vote.part->first_base + base];
    }
    return sum;
}

/// The signatures that occur, those with most reads first; equal numbers in the order of their events.
std::vector<Candidate> candidates_of(std::span<SignatureVote const> votes, std::vector<IndelEvent> const& events) {
    std::vector<SignatureVote> sorted(votes.begin(), votes.end());
    auto const own = [&](SignatureVote const& vote) { return vote.part->events(events); };
    std::sort(sorted.begin(), sorted.end(), [&](SignatureVote const& left, SignatureVote const& right) {
        auto const first = own(left), second = own(right);
        return std::lexicographical_compare(first.begin(), first.end(), second.begin(), second.end());
    });
    std::vector<Candidate> candidates;
    for (auto const& vote : sorted) {
        if (candidates.empty() || !std::ranges::equal(candidates.back().events, own(vote))) {
            candidates.emplace_back().events = own(vote);
        }
        ++candidates.back().own_reads[vote.strand];
    }
    std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::all_own);
    return candidates;
}

}  // namespace

AlignedPart aligned_part(FamilyRead const& read, std::int64_t from, std::int64_t to, ReferenceBases reference,
                         std::vector<IndelEvent>& events) {
    AlignedPart part;
    part.first_event = static_cast<std::int32_t>(events.size());
    part.unclipped_begin = read.position;
    if (auto const [kind, length] = read.operation_count == 1 ? operation_of(read, 0) : CigarOperation{};
        aligns_bases(kind) && length > 0) {
        // One block: nearly every read.
        auto const end = read.position + length;
        part.begin = std::max(read.position, from);
        part.end = std::min(end, to);
        part.unclipped_end = end;
        part.first_base = static_cast<std::int32_t>(part.begin - read.position);
        part.base_count = static_cast<std::int32_t>(std::max<std::int64_t>(part.end - part.begin, 0));
        part.sound = length == read.length;
        return part;
    }
    std::int64_t place = read.position;
    std::int32_t base = 0, end_base = 0;
    std::size_t kept = events.size();   // events behind this are not yet closed by an aligned base
    bool aligned_yet = false;
    for (std::int32_t index = 0; index < read.operation_count; ++index) {
        auto const [kind, length] = operation_of(read, index);
        if (aligns_bases(kind) && length > 0) {
            aligned_yet = true;
            auto const begin = std::max(place, from), end = std::min(place + length, to);
            if (begin < end) {
                if (end_base == 0) {
                    part.begin = begin;
                    part.first_base = base + static_cast<std::int32_t>(begin - place);
                }
                part.end = end;
                end_base = base + static_cast<std::int32_t>(end - place);
                kept = events.size();
            }
        } else if ((kind == CigarKind::insertion || kind == CigarKind::deletion || kind == CigarKind::skip) &&
                   length > 0 && end_base > 0) {
            auto const lowest = events.size() > static_cast<std::size_t>(part.first_event)
                                    ? events.back().end() + 1
                                    : part.begin + 1;
            events.push_back({place, kind, length, 0});
            settle(events.back(), read, base, lowest, reference);
        } else if (kind == CigarKind::soft_clip) {
            (aligned_yet ? part.unclipped_end : part.unclipped_begin) -= length;
        }
        place += uses_reference(kind) ? length : 0;
        base += uses_read(kind) ? length : 0;
    }
    events.resize(kept);
    part.unclipped_end = place - part.unclipped_end;
    part.sound = base == read.length && read.length > 0 && aligned_yet;
    part.base_count = end_base > 0 ? end_base - part.first_base : 0;
    part.event_count = static_cast<std::int32_t>(kept) - part.first_event;
    return part;
}

bool is_compatible(AlignedPart const& part, std::span<IndelEvent const> own, std::span<IndelEvent const> molecule) {
    std::size_t matched = 0;
    for (auto const& event : molecule) {
        if (matched < own.size() && own[matched] == event) {
            ++matched;
        } else if (part.begin < event.position && event.end() + event.reach < part.end) {
            return false;
        }
    }
    return matched == own.size();
}

SignatureChoice choose_signature(std::span<SignatureVote const> votes, std::vector<IndelEvent> const& events) {
    if (events.empty() || votes.empty()) {
        return {};
    }
    auto candidates = candidates_of(votes, events);
    auto const tried = std::span{candidates}.first(std::min(candidates.size(), most_candidates));
    std::int64_t place = votes.front().part->begin;
    for (auto const& vote : votes) {
        place = std::min(place, vote.part->begin);
    }
    for (auto& candidate : tried) {
        candidate.hash = mixed(0, static_cast<std::uint64_t>(place));
        for (auto const& event : candidate.events) {
            candidate.hash = mixed(mixed(candidate.hash, static_cast<std::uint64_t>(event.position)),
                                   static_cast<std::uint64_t>(event.gain()));
        }
        for (auto const& vote : votes) {
            if (is_compatible(*vote.part, vote.part->events(events), candidate.events)) {
                ++candidate.reads;
                candidate.qualities += quality_sum(vote);
            }
        }
    }
    auto const called = std::ranges::max_element(tried, {}, [](Candidate const& each) {
        return std::tuple{each.reads, each.qualities, each.hash};
    });
    SignatureChoice choice;
    choice.called = called->events;
    // Candidates stand by their own reads, then by events: the first with reads that contradict the call is the strongest
    // minority.
    std::int32_t strongest = 0;
    for (auto const& candidate : candidates) {
        if (candidate.all_own() <= strongest) {
            break;
        }
        std::array<std::int32_t, 2> reads{};
        for (auto const& vote : votes) {
            auto const own = vote.part->events(events);
            if (std::ranges::equal(own, candidate.events) && !is_compatible(*vote.part, own, called->events)) {
                ++reads[vote.strand];
            }
        }
        if (reads[0] + reads[1] > strongest) {
            strongest = reads[0] + reads[1];
            choice.minority = candidate.events;
            choice.minority_reads = reads;
        }
    }
    return choice;
}

}  // namespace tidemark
