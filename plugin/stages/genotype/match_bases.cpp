#include "stages/genotype/match_bases.hpp"

#include <algorithm>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

enum class Sight : std::uint8_t { uncovered, unreadable, disagreement, deleted, base };

struct Seen {
    Sight sight = Sight::uncovered;
    char base = 'N';
    bool agreed = false;
};

Seen look(ReadSketch const& sketch, std::int64_t position, char reference) {
    if (position < sketch.begin || position >= sketch.end) {
        return {};
    }
    if (!sketch.covers(position)) {
        bool const deleted = std::ranges::any_of(sketch.events, [&](ShownIndelEvent const& event) {
            return event.length < 0 && event.position < position && position <= event.position - event.length;
        });
        return deleted ? Seen{Sight::deleted} : Seen{};
    }
    auto const found = std::ranges::lower_bound(sketch.differences, position, {}, &Difference::position);
    if (found == sketch.differences.end() || found->position != position) {
        return {Sight::base, reference};
    }
    return found->shown < plain_bases.size() ? Seen{Sight::base, plain_bases[found->shown]} : Seen{Sight::unreadable};
}

Seen joined(Seen const& first, Seen const& second) {
    if (first.sight == Sight::uncovered) {
        return second;
    }
    if (second.sight == Sight::uncovered || second.sight == Sight::unreadable) {
        return first;
    }
    if (first.sight == Sight::unreadable) {
        return second;
    }
    if (first.sight != second.sight || first.base != second.base) {
        return {Sight::disagreement};
    }
    return {first.sight, first.base, true};
}

}  // namespace

std::optional<LocusObservation> match_bases(TrackedLocus const& locus, std::size_t number, ReadSketch const& first,
                                            ReadSketch const* second) {
    auto const& [contig, position, ref, alt] = locus.variant;
    bool all_reference = true;
    bool all_alternative = true;
    bool unreadable = false;
    bool disagreement = false;
    bool agreed = true;
    for (std::size_t offset = 0; offset < ref.size(); ++offset) {
        auto const place = position.value + static_cast<std::int64_t>(offset);
        auto const seen = joined(look(first, place, ref[offset]),
                                 second == nullptr ? Seen{} : look(*second, place, ref[offset]));
        if (seen.sight == Sight::uncovered) {
            return std::nullopt;
        }
        unreadable |= seen.sight == Sight::unreadable;
        disagreement |= seen.sight == Sight::disagreement;
        agreed &= seen.agreed;
        all_reference &= seen.sight == Sight::base && seen.base == ref[offset];
        all_alternative &= seen.sight == Sight::base && seen.base == alt[offset];
    }
    if (disagreement || unreadable) {
        return LocusObservation{number, disagreement ? Observation::mate_disagreement : Observation::unreadable, false};
    }
    auto const observation = all_alternative ? Observation::alternative
                             : all_reference ? Observation::reference
                                             : Observation::other;
    return LocusObservation{number, observation, agreed};
}

}  // namespace tidemark
