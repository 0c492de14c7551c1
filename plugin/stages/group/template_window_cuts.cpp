// What a window that sees one piece of a stream knows of its two cuts (stream_piece.hpp).
#include <algorithm>

#include "stages/group/template_window.hpp"

namespace tidemark {

bool TemplateWindow::across_end(Waiting const& waiting, Read const& read) const {
    return contig_ == piece_.end.contig && waiting.start < piece_.end.reads_from && read.position >= piece_.end.reads_from;
}

/// The promises of stream_piece.hpp, looked at with every template: `due` is where its group should be complete, `start` its
/// first aligned base.
void TemplateWindow::check_cuts(Group const& group, std::int64_t due, std::int64_t start) {
    auto const& [begin, end] = piece_;
    auto const lower = group.ends.lower;
    if (contig_ == end.contig && start < end.reads_from && (lower >= end.ends_from || group.due >= end.settled_from)) {
        fit_.end = false;   // the next piece should have this group, and lacks the read
    }
    // A second group of the same ends, late by a long clip: the numbers of its molecules go on only where no other group came
    // between, and there this piece must know of all.
    bool const is_late = due < position_;
    if (contig_ == end.contig && is_late && lower < end.ends_from && position_ >= end.ends_from) {
        fit_.end = false;
    }
    if (contig_ == begin.contig && (is_late ? lower < begin.settled_from
                                            : lower < begin.ends_from && group.due >= begin.settled_from)) {
        fit_.begin = false;
    }
}

bool TemplateWindow::owes() const {
    auto const is_ours = [&](Group const& group) {
        return !group.members.empty() && piece_.owns(group.ends.contig, group.ends.lower);
    };
    auto const may_be_ours = [&](Waiting const& waiting) {
        return waiting.mate_position >= 0 &&
               (piece_.is_home(contig_, waiting.start) || !piece_.end.before_ends_of(contig_, waiting.place));
    };
    return std::ranges::any_of(groups_, is_ours) || std::ranges::any_of(waiting_, may_be_ours);
}

}  // namespace tidemark
