#include "stages/genotype/match_indel.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "stages/genotype/haplotype_score.hpp"

namespace tidemark {
namespace {

/// An event, clip or mismatch this near to a locus sends the read to alignment.
constexpr std::int64_t near = 5;
/// Bases of the read round the locus that are aligned.
constexpr std::int64_t stretch_flank = 50;
/// A haplotype is believed only where the stretch fits it: one mismatch, and one more for every twenty bases. Adapter
/// and chimera behind a clip fit nothing, and which haplotype they fit less badly says nothing.
constexpr int mismatch_cost = match_score - mismatch_score;
constexpr std::size_t bases_per_mismatch = 20;
/// An allele that the aligner did not write needs at least two bases that only it explains: one could be an error.
constexpr int least_lead = 2 * mismatch_cost;

constexpr std::string_view code_letters{"=ACMGRSVTWYHKDBN"};

/// An event as a variant would be written: left-aligned, without the anchor base.
struct Signature {
    std::int64_t anchor = 0;
    std::int64_t deleted = 0;
    std::string inserted;
    bool operator==(Signature const&) const = default;
};

void left_align(Signature& event, ReferenceSlice const& reference) {
    auto const at = [&](std::int64_t place) { return reference.at(Position{place}); };
    while (event.anchor > reference.begin.value) {
        char const last = event.inserted.empty() ? at(event.anchor + event.deleted) : event.inserted.back();
        if (last == 'N' || at(event.anchor) != last) {
            return;
        }
        if (!event.inserted.empty()) {
            event.inserted.pop_back();
            event.inserted.insert(event.inserted.begin(), last);
        }
        --event.anchor;
    }
}

std::optional<Signature> signature_of(Variant const& variant) {
    if (variant.kind() != VariantKind::insertion && variant.kind() != VariantKind::deletion) {
        return std::nullopt;
    }
    return Signature{variant.position.value, static_cast<std::int64_t>(variant.ref.size()) - 1, variant.alt.substr(1)};
}

/// What a read has at one place.
struct Surroundings {
    std::vector<Signature> events;    ///< near the place, left-aligned
    bool event_unreadable = false;    ///< an inserted base is below the floor
    bool clipped = false;             ///< a soft clip starts near the place
    bool mismatched = false;          ///< readable mismatches near the place
};

/// One read at one place.
class ReadAtPlace {
public:
    ReadAtPlace(Read const& read, ReadSketch const& sketch, IndelPlace const& place, int floor)
        : read_{read}, sketch_{sketch}, place_{place}, floor_{floor}, clips_{soft_clips(read)} {}

    [[nodiscard]] bool reaches() const {
        return sketch_.begin - clips_.leading < place_.window.end().value &&
               sketch_.end + clips_.trailing > place_.window.begin().value;
    }
    [[nodiscard]] bool spans(Interval const& window) const {
        return sketch_.begin <= window.begin().value && window.end().value <= sketch_.end;
    }
    /// The same with soft-clipped bases counted as if they went on along the reference.
    [[nodiscard]] bool spans_with_clips(Interval const& window) const {
        return sketch_.begin - clips_.leading <= window.begin().value &&
               window.end().value <= sketch_.end + clips_.trailing;
    }
    /// Whether both anchor bases can be read.
    [[nodiscard]] bool anchors_readable(Interval const& window) const {
        return std::ranges::none_of(sketch_.differences, [&](Difference const& difference) {
            return difference.shown == shown_unreadable &&
                   (difference.position == window.begin().value || difference.position == window.end().value - 1);
        });
    }
    [[nodiscard]] Surroundings look() const;
    /// Bases round the place, clipped ones included; N where they are below the floor.
    [[nodiscard]] std::string stretch() const;

private:
    [[nodiscard]] std::int64_t begin_near() const { return place_.window.begin().value - near; }
    [[nodiscard]] std::int64_t end_near() const { return place_.window.end().value + near; }
    [[nodiscard]] std::string bases(std::int64_t first, std::int64_t last) const;
    /// Number of the read's base at or behind a reference place; beyond the alignment, counted on through the clips.
    [[nodiscard]] std::int64_t offset_of(std::int64_t place) const;

    Read const& read_;
    ReadSketch const& sketch_;
    IndelPlace const& place_;
    int floor_;
    SoftClips clips_;
};

Surroundings ReadAtPlace::look() const {
    Surroundings found;
    auto const is_near = [&](std::int64_t begin, std::int64_t end) { return begin <= end_near() && end >= begin_near(); };
    std::int64_t place = read_.position;
    std::int64_t offset = 0;
    for (std::int32_t index = 0; index < read_.operation_count; ++index) {
        auto const [kind, length] = read_.operation(index);
        if (kind == CigarKind::insertion && is_near(place - 1, place)) {
            found.events.push_back({place - 1, 0, bases(offset, offset + length)});
            for (auto base = offset; base < offset + length; ++base) {
                found.event_unreadable |= read_.qualities[base] < floor_;
            }
        } else if (kind == CigarKind::deletion && is_near(place - 1, place + length)) {
            found.events.push_back({place - 1, length, {}});
        } else if (kind == CigarKind::soft_clip) {
            found.clipped |= is_near(place, place);
        }
        place += uses_reference(kind) ? length : 0;
        offset += uses_read(kind) ? length : 0;
    }
    for (auto& event : found.events) {
        left_align(event, place_.reference);
    }
    found.mismatched = std::ranges::any_of(sketch_.differences, [&](Difference const& difference) {
        return difference.shown < shown_unreadable && is_near(difference.position, difference.position);
    });
    return found;
}

std::string ReadAtPlace::bases(std::int64_t first, std::int64_t last) const {
    std::string text;
    for (auto offset = first; offset < last; ++offset) {
        text += code_letters[read_.base_code(static_cast<std::int32_t>(offset))];
    }
    return text;
}

std::int64_t ReadAtPlace::offset_of(std::int64_t wanted) const {
    if (wanted < sketch_.begin) {
        return std::max<std::int64_t>(0, clips_.leading - (sketch_.begin - wanted));
    }
    std::int64_t place = read_.position;
    std::int64_t offset = 0;
    for (std::int32_t index = 0; index < read_.operation_count; ++index) {
        auto const [kind, length] = read_.operation(index);
        if (kind == CigarKind::soft_clip && place > read_.position) {
            break;
        }
        if (uses_reference(kind) && wanted < place + length) {
            return offset + (uses_read(kind) ? wanted - place : 0);
        }
        place += uses_reference(kind) ? length : 0;
        offset += uses_read(kind) ? length : 0;
    }
    return std::min<std::int64_t>(read_.length, offset + (wanted - sketch_.end));
}

std::string ReadAtPlace::stretch() const {
    // Both flanks are counted in places of the reference: bases that the aligner wrote as inserted come along beside them;
    // where it clipped instead, inserted bases stand for as many of the flank.
    auto const first = offset_of(place_.window.begin().value - stretch_flank);
    auto const last = offset_of(place_.window.end().value + stretch_flank);
    auto text = bases(first, std::max(first, last));
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (read_.qualities[first + static_cast<std::int64_t>(index)] < floor_) {
            text[index] = 'N';
        }
    }
    return text;
}

}  // namespace

struct IndelMatcher::State {
    CountingPlan const* plan;
    int floor;
    /// By place: the reference first, then its alleles.
    std::vector<std::vector<AlignableBases>> haplotypes;

    void match_place(std::size_t number, ReadAtPlace const& read, Few<LocusObservation, 0>& seen) const;
    void align(std::size_t number, ReadAtPlace const& read, bool has_event, Few<LocusObservation, 0>& seen) const;
};

IndelMatcher::IndelMatcher(CountingPlan const& plan, int minimum_base_quality)
    : state_{std::make_unique<State>(State{&plan, minimum_base_quality, {}})} {
    for (auto const& place : plan.indels) {
        auto& haplotypes = state_->haplotypes.emplace_back();
        haplotypes.emplace_back(place.reference.bases);
        for (auto const& allele : place.alleles) {
            haplotypes.emplace_back(allele.haplotype);
        }
    }
}

IndelMatcher::IndelMatcher(IndelMatcher&&) noexcept = default;
IndelMatcher& IndelMatcher::operator=(IndelMatcher&&) noexcept = default;
IndelMatcher::~IndelMatcher() = default;

void IndelMatcher::State::match_place(std::size_t number, ReadAtPlace const& read,
                                      Few<LocusObservation, 0>& seen) const {
    auto const& place = plan->indels[number];
    auto const around = read.look();
    std::optional<std::size_t> written;   // the allele that the aligner wrote
    if (around.events.size() == 1 && !around.clipped) {
        for (std::size_t index = 0; index < place.alleles.size(); ++index) {
            if (signature_of(place.alleles[index].variant) == around.events.front() &&
                read.spans(place.alleles[index].window)) {
                written = index;
            }
        }
    }
    if (!written && (around.clipped || around.mismatched || !around.events.empty())) {
        align(number, read, !around.events.empty(), seen);
        return;
    }
    for (std::size_t index = 0; index < place.alleles.size(); ++index) {
        auto const& [locus, variant, window, haplotype] = place.alleles[index];
        if (!read.spans(window)) {
            continue;
        }
        auto const observation = around.event_unreadable || !read.anchors_readable(window) ? Observation::unreadable
                                 : !written                                               ? Observation::reference
                                 : *written == index                                      ? Observation::alternative
                                                                                          : Observation::other;
        seen.push_back({locus, observation, false});
    }
}

void IndelMatcher::State::align(std::size_t number, ReadAtPlace const& read, bool has_event,
                                Few<LocusObservation, 0>& seen) const {
    auto const& place = plan->indels[number];
    auto const text = read.stretch();
    if (text.empty() || text.size() > place.reference.bases.size()) {
        return;
    }
    AlignableBases const stretch{text};
    std::vector<int> scores;
    for (auto const& haplotype : haplotypes[number]) {
        // An allele that fits worse than the reference is neither best nor tied: how much worse is not asked.
        scores.push_back(scores.empty() ? haplotype_score(haplotype, stretch)
                                        : haplotype_score(haplotype, stretch, scores.front() - 1));
    }
    auto const best = static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
    auto const lead_over = [&](std::size_t other) { return scores[best] - scores[other]; };
    // The best haplotype must explain the place without a gap of its own there; otherwise this is a third allele.
    auto const& best_window = best == 0 ? place.window : place.alleles[best - 1].window;
    auto const grown = best == 0 ? 0
                                 : static_cast<std::int64_t>(place.alleles[best - 1].variant.alt.size()) -
                                       static_cast<std::int64_t>(place.alleles[best - 1].variant.ref.size());
    bool const third = has_gap(haplotypes[number][best], stretch, best_window.begin() - place.reference.begin,
                               best_window.end() - place.reference.begin + grown);
    auto const readable = static_cast<int>(text.size() - static_cast<std::size_t>(std::ranges::count(text, 'N')));
    bool const fits = readable * match_score - scores[best] <=
                      mismatch_cost * static_cast<int>(1 + text.size() / bases_per_mismatch);
    // An allele against the reference: a lead of one base could be an error.
    bool const believed = third ? has_event : fits && (best == 0 || lead_over(0) >= least_lead);
    if (!believed) {
        return;
    }
    bool const tied = std::ranges::count(scores, scores[best]) > 1;
    for (std::size_t index = 0; index < place.alleles.size(); ++index) {
        auto const own = index + 1;
        bool const wins = !third && best == own;
        bool const undecided = wins ? tied : !third && lead_over(own) == 0;
        if (undecided || (!wins && !read.spans_with_clips(place.alleles[index].window))) {
            continue;
        }
        auto const observation = wins                  ? Observation::alternative
                                 : !third && best == 0 ? Observation::reference
                                                       : Observation::other;
        seen.push_back({place.alleles[index].locus, observation, false});
    }
}

void IndelMatcher::match(Read const& read, std::int32_t contig, ReadSketch& sketch) const {
    auto const& share = state_->plan->contigs[static_cast<std::size_t>(contig)].indels;
    if (share.first == share.last) {
        return;
    }
    auto const first = state_->plan->indels.begin() + static_cast<std::ptrdiff_t>(share.first);
    auto const last = state_->plan->indels.begin() + static_cast<std::ptrdiff_t>(share.last);
    auto const clips = soft_clips(read);
    auto place = std::partition_point(first, last, [&](IndelPlace const& each) {
        return each.window.end().value <= sketch.begin - clips.leading;
    });
    for (; place != last && place->window.begin().value < sketch.end + clips.trailing; ++place) {
        ReadAtPlace const at_place{read, sketch, *place, state_->floor};
        if (at_place.reaches()) {
            state_->match_place(static_cast<std::size_t>(place - state_->plan->indels.begin()), at_place, sketch.indels);
        }
    }
    std::ranges::sort(sketch.indels, {}, &LocusObservation::locus);
}

}  // namespace tidemark
