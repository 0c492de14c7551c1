// Reads in, position groups out: templates whose two ends lie at the same places of the genome, found while the stream
// passes by in coordinate order. Nothing is sorted and no mate tag is needed; memory is what lies inside one insert length.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/group/index_table.hpp"
#include "stages/group/read_store.hpp"
#include "stages/group/stream_piece.hpp"
#include "stages/group/template_ends.hpp"
#include "stages/group/template_label.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// One template of a group. Reads stay valid while the group is handed over.
struct Template {
    Read const* first = nullptr;    ///< read 1, or the only read
    Read const* second = nullptr;   ///< read 2, or none
    TemplateLabel const* label = nullptr;
    std::uint64_t name = 0;         ///< its hash
    bool first_is_lower = true;     ///< read 1 has the lower 5' end
    bool one_of_far_pair = false;   ///< the mate is in a group of its own
    /// The group is not looked at (WindowInterest), and either mate is aligned in one block and shows, as its 5' base, a
    /// base of sure_quality that the other does not contradict. The reads are best left alone then: they are not fetched.
    bool surely_readable = false;
};

/// Which groups are looked at. Those of the others may be told by their ends.
struct WindowInterest {
    std::function<bool(TemplateEnds const&)> looks_at;   ///< asked for pairs that face each other
    std::uint8_t sure_quality = 0;
};

struct WindowParameters {
    std::int64_t max_insert = 1000;    ///< pairs whose ends are further apart are grouped one end at a time
    KeptPart kept = KeptPart::bases;
};

/// Reads the window could not use, each counted once.
struct WindowLosses {
    std::int64_t mate_missing = 0;       ///< the mate should have come and did not
    std::int64_t mate_left_out = 0;      ///< the mate was left out for a reason of its own
    std::int64_t duplicate_record = 0;   ///< the same read of the same pair once more
};

/// Templates by what their mates say of the molecule: its UMI, or the molecule id where the file tells it.
struct MateLabels {
    std::int64_t of_one_mate = 0;   ///< only one of them says anything; it speaks for both
    std::int64_t differing = 0;     ///< read 1 speaks
};

class TemplateWindow {
public:
    /// Called with every complete group: by the place where it is complete, then by its ends.
    using Done = std::function<void(TemplateEnds const&, std::span<Template const>)>;

    /// Of a stream in pieces only the groups of `piece` are handed over and only its losses are counted.
    TemplateWindow(WindowParameters parameters, Done done, StreamPiece const& piece = {});

    /// From here on, by this interest; without one all groups are looked at.
    void look_at(WindowInterest interest) { interest_ = std::move(interest); }
    /// The next read that will be given, if any: what is known of its mate is fetched meanwhile.
    void announce(Read const& read) {
        announced_ = name_hash(read.name);
        names_.fetch(*announced_);
    }
    /// A usable read, in coordinate order. `mate_cigar` (MC) is looked at where the mate is far away only.
    void add(Read const& read, TemplateLabel const& label, std::string_view mate_cigar = {}) {
        take(read, &label, mate_cigar);
    }
    /// A primary read that is left out: its mate, which waits or comes later, is left out with it.
    void leave_out(Read const& read) { take(read, nullptr, {}); }
    /// Everything that is open is handed over: end of the stream.
    void finish();

    /// No group handed over later on this contig has a read that starts before this place.
    [[nodiscard]] std::int64_t settled() const { return position_ - std::max(parameters_.max_insert, longest_span_); }
    [[nodiscard]] WindowLosses const& losses() const { return losses_; }
    [[nodiscard]] MateLabels const& mate_labels() const { return mate_labels_; }
    /// Bytes held for reads, for what is known of each and for each template of the open groups.
    [[nodiscard]] std::size_t capacity() const {
        return store_.capacity() + waiting_.capacity() * sizeof(Waiting) + members_ * sizeof(Member);
    }
    /// Whether something of the piece is open: a group, or a read whose mate may come. Looks at all that is held.
    [[nodiscard]] bool owes() const;
    /// Whether the cuts of the piece tear nothing apart, as far as was seen.
    [[nodiscard]] CutFit const& fit() const { return fit_; }

private:
    using Index = IndexTable::Index;
    static constexpr Index none = IndexTable::none;
    static constexpr std::uint64_t ring_size = 4096;
    /// A leading clip may put a 5' place that many bases before the alignment; longer ones start a group of their own.
    static constexpr std::int64_t clip_slack = StreamCut::clip_slack;

    struct Waiting {
        std::uint64_t name = 0;
        std::int64_t mate_position = 0;
        std::int64_t place = 0;       ///< 5' place
        std::int64_t start = 0;       ///< first aligned base
        std::int64_t end = 0;         ///< behind the last one
        ReadStore::Slot slot = ReadStore::none;   ///< none: left out, waits only to take its mate along
        TemplateLabel label;
        bool reverse = false;
        bool read_one = true;
        std::uint8_t end_code = 0;    ///< sure_end_code
        Index next = none;            ///< in the ring
    };
    struct Member {
        std::array<ReadStore::Slot, 2> reads{ReadStore::none, ReadStore::none};
        TemplateLabel label;
        std::uint64_t name = 0;
        bool first_is_lower = true;
        bool surely_readable = false;
    };
    struct Group {
        TemplateEnds ends;
        bool looked_at = true;
        std::int64_t due = 0;
        std::vector<Member> members;
        Index next = none;            ///< in the ring
    };

    void take(Read const& read, TemplateLabel const* label, std::string_view mate_cigar);
    void pass(std::int64_t position);
    void step(std::uint64_t place, std::int64_t position);
    void take_one_end(Read const& read, TemplateLabel const& label, std::int64_t place);
    void take_far_end(Read const& read, TemplateLabel const& label, std::int64_t place, std::string_view mate_cigar);
    void join(Waiting const& waiting, Read const& read, TemplateLabel const& label, std::int64_t place);
    void wait(Read const& read, TemplateLabel const* label, std::int64_t place, std::uint64_t name);
    void put(TemplateEnds const& ends, Member const& member, std::int64_t due, std::int64_t start);
    void hand_over(std::vector<Index>& due);
    void hand_over(Group& group);
    void fetch_ahead();
    [[nodiscard]] std::uint8_t sure_end_code(Read const& read) const;
    [[nodiscard]] bool is_surely_readable(Waiting const& waiting, Read const& read, std::int64_t place) const;
    void drop_repeats(std::vector<Member>& members);
    void drop(Index waiting);
    [[nodiscard]] bool across_end(Waiting const& waiting, Read const& read) const;
    void check_cuts(Group const& group, std::int64_t due, std::int64_t start);
    [[nodiscard]] std::size_t find_name(std::uint64_t name) const;
    [[nodiscard]] std::size_t find_group(TemplateEnds const& ends) const;

    WindowParameters parameters_;
    Done done_;
    std::optional<WindowInterest> interest_;
    ReadStore store_;
    StreamPiece piece_;
    CutFit fit_;
    WindowLosses losses_;
    MateLabels mate_labels_;
    std::int32_t contig_ = -1;
    std::int64_t position_ = 0;
    std::int64_t longest_span_ = 0;      ///< from a group's first aligned base to the place where it is complete

    std::vector<Waiting> waiting_;
    std::vector<Index> free_waiting_;
    IndexTable names_;
    std::optional<std::uint64_t> announced_;   ///< hash of that read's name
    Index fetching_ = none;              ///< group whose reads are fetched ahead,
    std::size_t fetched_ = 0;            ///< and how many of its members are
    std::vector<Group> groups_;
    std::size_t members_ = 0;            ///< of all groups
    std::vector<Index> free_groups_;
    IndexTable by_ends_;
    std::array<Index, ring_size> waiting_ring_{};   ///< by the place after which the mate is missing
    std::array<Index, ring_size> group_ring_{};     ///< by the place after which a group is complete
    std::vector<Index> due_;             ///< buffer
    std::vector<Template> templates_;    ///< buffer
    std::vector<std::pair<std::uint64_t, Index>> member_names_;   ///< buffer
};

}  // namespace tidemark
