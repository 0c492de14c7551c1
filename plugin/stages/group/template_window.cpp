#include "stages/group/template_window.hpp"

#include <cstdlib>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// `size` bytes from there will be looked at soon.
void fetch(void const* begin, std::size_t size) {
    constexpr std::size_t line = 64;
    for (std::size_t place = 0; place < size; place += line) {
        __builtin_prefetch(static_cast<std::byte const*>(begin) + place);
    }
}

/// An entry that is not in use, a new one where all are.
template <typename Entry>
std::uint32_t free_entry(std::vector<Entry>& entries, std::vector<std::uint32_t>& unused) {
    if (unused.empty()) {
        entries.emplace_back();
        return static_cast<std::uint32_t>(entries.size() - 1);
    }
    auto const index = unused.back();
    unused.pop_back();
    return index;
}

}  // namespace

TemplateWindow::TemplateWindow(WindowParameters parameters, Done done, StreamPiece const& piece)
    : parameters_{parameters}, done_{std::move(done)}, store_{parameters.kept}, piece_{piece} {
    waiting_ring_.fill(none);
    group_ring_.fill(none);
}

std::size_t TemplateWindow::find_name(std::uint64_t name) const {
    return names_.find(name, [](Index) { return true; });   // a name is its hash
}

std::size_t TemplateWindow::find_group(TemplateEnds const& ends) const {
    return by_ends_.find(ends_hash(ends), [&](Index index) { return groups_[index].ends == ends; });
}

/// One-hot code of the base at the 5' end; 0 where the read is not in one block or the base is not of sure_quality.
std::uint8_t TemplateWindow::sure_end_code(Read const& read) const {
    if (!interest_ || read.length == 0 || read.one_block() != read.length || !read.has_qualities()) {
        return 0;
    }
    auto const base = read.reverse() ? read.length - 1 : 0;
    auto const code = read.base_code(base);
    return read.qualities[base] >= interest_->sure_quality && (code & (code - 1)) == 0 ? code : std::uint8_t{0};
}

bool TemplateWindow::is_surely_readable(Waiting const& waiting, Read const& read, std::int64_t place) const {
    auto const own_code = waiting.end_code == 0 ? std::uint8_t{0} : sure_end_code(read);
    if (own_code == 0) {
        return false;
    }
    auto const of_waiting = waiting.place - read.position;   // in this read
    if (of_waiting >= 0 && of_waiting < read.length &&
        read.base_code(static_cast<std::int32_t>(of_waiting)) != waiting.end_code) {
        return false;
    }
    return place < waiting.start || place >= waiting.end ||
           waiting.slot->read.base_code(static_cast<std::int32_t>(place - waiting.start)) == own_code;
}

void TemplateWindow::take(Read const& read, TemplateLabel const* label, std::string_view mate_cigar) {
    auto const announced = std::exchange(announced_, std::nullopt);
    if (read.contig != contig_) {
        finish();
        contig_ = read.contig;
        position_ = longest_span_ = 0;
    }
    pass(read.position);
    fetch_ahead();
    auto const place = five_prime(read);
    if (label != nullptr && place < piece_.begin.ends_from && read.contig == piece_.begin.contig &&
        read.position > piece_.begin.ends_from + clip_slack) {
        fit_.begin = false;   // its group is another piece's, which has ended
    }
    bool const has_mate = read.paired() && !read.mate_unmapped();
    bool const far = has_mate && (read.mate_contig != read.contig ||
                                  std::llabs(read.mate_position - read.position) > parameters_.max_insert);
    if (!has_mate || far) {
        if (label != nullptr && far) {
            take_far_end(read, *label, place, mate_cigar);
        } else if (label != nullptr) {
            take_one_end(read, *label, place);
        }
        return;
    }
    auto const name = announced ? *announced : name_hash(read.name);
    auto const at = find_name(name);
    if (names_[at] == none) {
        if (read.mate_position < read.position) {
            // The mate's piece knows whether it came.
            losses_.mate_missing += label != nullptr && piece_.is_home(read.contig, read.mate_position) ? 1 : 0;
        } else {
            wait(read, label, place, name);
        }
        return;
    }
    auto const index = names_[at];
    auto& waiting = waiting_[index];
    bool const is_repeat = waiting.read_one == !read.read_two();
    // The next piece does not know what waits: it must be right in taking such a read for one whose mate lies before the cut.
    if (across_end(waiting, read) && (is_repeat || read.mate_position >= piece_.end.reads_from)) {
        fit_.end = false;
    }
    bool const counts = piece_.is_home(contig_, waiting.start);
    if (is_repeat) {
        losses_.duplicate_record += label != nullptr && counts ? 1 : 0;
        return;
    }
    if (label != nullptr && waiting.slot != ReadStore::none) {
        join(waiting, read, *label, place);
    } else {
        losses_.mate_left_out += counts ? (label != nullptr ? 1 : 0) + (waiting.slot != ReadStore::none ? 1 : 0) : 0;
        if (waiting.slot != ReadStore::none) {
            store_.release(waiting.slot);
        }
    }
    names_.forget(at);
    waiting.name = 0;   // the ring gives the entry back when it comes by
    waiting.slot = ReadStore::none;
    waiting.mate_position = -1;
}

void TemplateWindow::wait(Read const& read, TemplateLabel const* label, std::int64_t place, std::uint64_t name) {
    auto const index = free_entry(waiting_, free_waiting_);
    auto& waiting = waiting_[index];
    waiting = {.name = name,
               .mate_position = read.mate_position,
               .place = place,
               .start = read.position,
               .end = aligned_end(read),
               .slot = label != nullptr ? store_.keep(read) : ReadStore::none,
               .label = label != nullptr ? *label : TemplateLabel{},
               .reverse = read.reverse(),
               .read_one = !read.read_two(),
               .end_code = label != nullptr ? sure_end_code(read) : std::uint8_t{0},
               .next = none};
    names_.insert(waiting.name, index);
    auto& head = waiting_ring_[static_cast<std::uint64_t>(read.mate_position) % ring_size];
    waiting.next = std::exchange(head, index);
}

void TemplateWindow::take_one_end(Read const& read, TemplateLabel const& label, std::int64_t place) {
    bool const is_second = read.paired() && read.read_two();
    TemplateEnds ends{.contig = read.contig, .far_contig = -1, .lower = place, .upper = -1,
                      .kind = directions(read.reverse(), false), .partition = label.partition};
    ends.kind = static_cast<std::uint8_t>(ends.kind | TemplateEnds::alone | (is_second ? TemplateEnds::read_two_only : 0));
    Member member{.reads = {ReadStore::none, ReadStore::none}, .label = label, .name = name_hash(read.name),
                  .first_is_lower = true, .surely_readable = false};
    member.reads[is_second ? 1 : 0] = store_.keep(read);
    put(ends, member, place + (read.reverse() ? 0 : clip_slack), read.position);
}

/// Both ends are grouped apart but by both places, so a molecule is the same on either side.
void TemplateWindow::take_far_end(Read const& read, TemplateLabel const& label, std::int64_t place,
                                  std::string_view mate_cigar) {
    auto const mate_place = mate_five_prime(read, mate_cigar);
    TemplateEnds ends{.contig = read.contig, .far_contig = read.mate_contig, .lower = place, .upper = mate_place,
                      .kind = directions(read.reverse(), read.mate_reverse()), .partition = label.partition};
    ends.kind = static_cast<std::uint8_t>(ends.kind | TemplateEnds::far);
    bool const is_lower = std::tuple{read.contig, place, read.reverse()} <=
                          std::tuple{read.mate_contig, mate_place, read.mate_reverse()};
    Member member{.reads = {ReadStore::none, ReadStore::none}, .label = label, .name = name_hash(read.name),
                  .first_is_lower = is_lower != read.read_two(), .surely_readable = false};
    member.reads[read.read_two() ? 1 : 0] = store_.keep(read);
    put(ends, member, place + (read.reverse() ? 0 : clip_slack), read.position);
}

void TemplateWindow::join(Waiting const& waiting, Read const& read, TemplateLabel const& label, std::int64_t place) {
    // Equal places: the forward read is the lower end.
    bool const waiting_is_lower = std::pair{waiting.place, waiting.reverse} <= std::pair{place, read.reverse()};
    auto const [lower, lower_reverse, upper, upper_reverse] =
        waiting_is_lower ? std::tuple{waiting.place, waiting.reverse, place, read.reverse()}
                         : std::tuple{place, read.reverse(), waiting.place, waiting.reverse};
    // Read 1 speaks for the template; where only its mate has a UMI, the mate.
    auto const& of_first = waiting.read_one ? waiting.label : label;
    auto const& of_second = waiting.read_one ? label : waiting.label;
    auto const& spokesman = of_first.umi_fault && !of_second.umi_fault ? of_second : of_first;
    if (piece_.is_home(contig_, waiting.start)) {
        bool const one_only = of_first.umi_fault.has_value() != of_second.umi_fault.has_value();
        bool const both = !of_first.umi_fault && !of_second.umi_fault;
        bool const differ = of_first.molecule != of_second.molecule || of_first.strand != of_second.strand ||
                            (of_first.molecule == 0 && of_first.umi != of_second.umi);
        mate_labels_.of_one_mate += one_only ? 1 : 0;
        mate_labels_.differing += both && differ ? 1 : 0;
    }
    TemplateEnds const ends{.contig = read.contig, .far_contig = -1, .lower = lower, .upper = upper,
                            .kind = directions(lower_reverse, upper_reverse), .partition = spokesman.partition};
    auto const slot = store_.keep(read);
    Member const member{.reads = waiting.read_one ? std::array{waiting.slot, slot} : std::array{slot, waiting.slot},
                        .label = spokesman,
                        .name = waiting.name,
                        .first_is_lower = waiting.read_one == waiting_is_lower,
                        .surely_readable = is_surely_readable(waiting, read, place)};
    put(ends, member,
        std::max(lower + (lower_reverse ? 0 : clip_slack), upper + (upper_reverse ? 0 : clip_slack)), waiting.start);
}

void TemplateWindow::put(TemplateEnds const& ends, Member const& member, std::int64_t due, std::int64_t start) {
    auto index = by_ends_[find_group(ends)];
    if (index == none) {
        index = free_entry(groups_, free_groups_);
        auto& made = groups_[index];
        made.ends = ends;
        made.looked_at = !interest_ || ends.kind != TemplateEnds::upper_reverse || interest_->looks_at(ends);
        made.due = std::max(due, position_);
        by_ends_.insert(ends_hash(ends), index);
        auto& head = group_ring_[static_cast<std::uint64_t>(made.due) % ring_size];
        made.next = std::exchange(head, index);
    }
    auto& group = groups_[index];
    check_cuts(group, due, start);
    longest_span_ = std::max(longest_span_, group.due - start);
    group.members.push_back(member);
    ++members_;
}

void TemplateWindow::drop(Index index) {
    auto& waiting = waiting_[index];
    if (waiting.mate_position >= 0) {   // nobody came
        names_.forget(find_name(waiting.name));
        if (waiting.slot != ReadStore::none) {
            losses_.mate_missing += piece_.is_home(contig_, waiting.start) ? 1 : 0;
            store_.release(waiting.slot);
        }
        waiting.mate_position = -1;
    }
    free_waiting_.push_back(index);
}

/// One place of the rings is left behind; entries that belong to a later round stay.
void TemplateWindow::step(std::uint64_t place, std::int64_t position) {
    auto const bucket = place % ring_size;
    for (auto index = std::exchange(waiting_ring_[bucket], none); index != none;) {
        auto const next = waiting_[index].next;
        if (waiting_[index].mate_position < position) {
            drop(index);
        } else {
            waiting_[index].next = std::exchange(waiting_ring_[bucket], index);
        }
        index = next;
    }
    for (auto index = std::exchange(group_ring_[bucket], none); index != none;) {
        auto const next = groups_[index].next;
        if (groups_[index].due < position) {
            due_.push_back(index);
        } else {
            groups_[index].next = std::exchange(group_ring_[bucket], index);
        }
        index = next;
    }
    if (!due_.empty()) {
        hand_over(due_);
    }
}

void TemplateWindow::pass(std::int64_t position) {
    if (position_ == position) {
        return;
    }
    auto steps = std::uint64_t{0};
    for (; position_ < position && steps < ring_size; ++position_, ++steps) {
        step(static_cast<std::uint64_t>(position_), position);
    }
    position_ = position;
    fetching_ = group_ring_[static_cast<std::uint64_t>(position) % ring_size];
    fetched_ = 0;
}

void TemplateWindow::finish() {
    fetching_ = none;
    constexpr auto beyond = std::int64_t{1} << 62;
    for (std::uint64_t steps = 0; steps < ring_size; ++steps) {
        step(static_cast<std::uint64_t>(position_) + steps, beyond);
    }
}

/// The first of the records under one name stays.
void TemplateWindow::drop_repeats(std::vector<Member>& members) {
    member_names_.clear();
    for (Index number = 0; number < members.size(); ++number) {
        member_names_.emplace_back(members[number].name, number);
    }
    std::ranges::sort(member_names_);
    auto const same_name = [](auto const& left, auto const& right) { return left.first == right.first; };
    if (std::ranges::adjacent_find(member_names_, same_name) == member_names_.end()) {
        return;
    }
    for (std::size_t place = 1; place < member_names_.size(); ++place) {
        if (same_name(member_names_[place - 1], member_names_[place])) {
            auto& reads = members[member_names_[place].second].reads;
            store_.release(reads[0] != ReadStore::none ? reads[0] : reads[1]);
            reads.fill(ReadStore::none);
            ++losses_.duplicate_record;
        }
    }
    std::erase_if(members, [](Member const& member) { return member.reads == std::array{ReadStore::none, ReadStore::none}; });
}

void TemplateWindow::hand_over(std::vector<Index>& due) {
    std::ranges::sort(due, [&](Index left, Index right) {
        auto const& one = groups_[left];
        auto const& other = groups_[right];
        return std::tie(one.due, one.ends) < std::tie(other.due, other.ends);
    });
    for (auto const index : due) {
        auto& group = groups_[index];
        hand_over(group);
        by_ends_.forget(find_group(group.ends));
        group.members.clear();
        free_groups_.push_back(index);
    }
    due.clear();
}

/// Brings the reads of one more template into the cache, of the groups that are complete at the next place. All of them at
/// once would be more than the processor keeps in mind.
void TemplateWindow::fetch_ahead() {
    constexpr std::size_t most_bytes = 384;   // a read of 150 bases
    if (fetching_ == none) {
        return;
    }
    auto const& group = groups_[fetching_];
    if (fetched_ >= group.members.size()) {
        fetching_ = group.next;
        fetched_ = 0;
        return;
    }
    auto const& member = group.members[fetched_++];
    if (member.surely_readable && !group.looked_at) {
        return;
    }
    for (auto const slot : member.reads) {
        fetch(slot, slot == ReadStore::none ? 0 : most_bytes);
    }
}

void TemplateWindow::hand_over(Group& group) {
    bool const is_ours = piece_.owns(group.ends.contig, group.ends.lower);
    bool const is_far = (group.ends.kind & TemplateEnds::far) != 0;
    members_ -= group.members.size();
    if (is_ours && (is_far || (group.ends.kind & TemplateEnds::alone) != 0)) {
        drop_repeats(group.members);
    }
    templates_.clear();
    for (auto const& member : group.members) {
        auto const read = [&](std::size_t number) {
            auto const slot = member.reads[number];
            return slot == ReadStore::none ? nullptr : &slot->read;
        };
        templates_.push_back({.first = read(0), .second = read(1), .label = &member.label, .name = member.name,
                              .first_is_lower = member.first_is_lower, .one_of_far_pair = is_far,
                              .surely_readable = member.surely_readable && !group.looked_at});
        if (templates_.back().first == nullptr) {
            std::swap(templates_.back().first, templates_.back().second);
        }
    }
    if (is_ours) {
        done_(group.ends, templates_);
    }
    for (auto const& member : group.members) {
        for (auto const slot : member.reads) {
            if (slot != ReadStore::none) {
                store_.release(slot);
            }
        }
    }
}

}  // namespace tidemark
