#include <algorithm>

#include "stages/simulate/align.hpp"

namespace tidemark {
namespace {

void push(std::vector<CigarOperation>& cigar, CigarKind kind, std::int32_t length) {
    if (!cigar.empty() && cigar.back().kind == kind) {
        cigar.back().length += length;
    } else {
        cigar.push_back({kind, length});
    }
}

/// Operations of a mate whose first and last bases are aligned ones.
std::vector<CigarOperation> operations(std::vector<std::int32_t> const& offsets) {
    std::vector<CigarOperation> cigar;
    std::int32_t expected = offsets.front();
    for (auto const offset : offsets) {
        if (offset < 0) {
            push(cigar, CigarKind::insertion, 1);
            continue;
        }
        if (offset > expected) {
            push(cigar, CigarKind::deletion, offset - expected);
        }
        push(cigar, CigarKind::match, 1);
        expected = offset + 1;
    }
    return cigar;
}

/// How many aligned bases must stand behind a gap for it to be opened.
std::int32_t needed(CigarOperation gap) { return 2 + gap.length; }

/// Whether the `count` last bases fit the reference from `from` on.
bool fits(std::string const& bases, std::size_t first, std::size_t count, Position from, AssayRegion const& region) {
    for (std::size_t base = 0; base < count; ++base) {
        if (bases[first + base] != region.sequence.at(from + static_cast<std::int64_t>(base))) {
            return false;
        }
    }
    return true;
}

bool is_gap(CigarKind kind) { return kind == CigarKind::insertion || kind == CigarKind::deletion; }

/// Replaces the gap nearest to the right end, where the bases behind it are too few.
void mend_right_end(std::string const& bases, Position begin, AssayRegion const& region,
                    std::vector<CigarOperation>& cigar) {
    while (cigar.size() >= 3 && is_gap(cigar[cigar.size() - 2].kind) &&
           cigar.back().length < needed(cigar[cigar.size() - 2])) {
        auto const gap = cigar[cigar.size() - 2];
        std::int32_t const loose = cigar.back().length + (gap.kind == CigarKind::insertion ? gap.length : 0);
        cigar.pop_back();
        cigar.pop_back();
        std::int64_t aligned = 0;
        for (auto const& operation : cigar) {
            aligned += uses_reference(operation.kind) ? operation.length : 0;
        }
        bool const ungapped = fits(bases, bases.size() - static_cast<std::size_t>(loose),
                                   static_cast<std::size_t>(loose), begin + aligned, region);
        push(cigar, ungapped ? CigarKind::match : CigarKind::soft_clip, loose);
        if (!ungapped) {
            return;
        }
    }
}

/// The same at the left end; returns by how much the first aligned base moves.
std::int64_t mend_left_end(std::string const& bases, Position begin, AssayRegion const& region,
                           std::vector<CigarOperation>& cigar) {
    std::int64_t moved = 0;
    while (cigar.size() >= 3 && is_gap(cigar[1].kind) && cigar[0].length < needed(cigar[1])) {
        auto const gap = cigar[1];
        std::int32_t const loose = cigar[0].length + (gap.kind == CigarKind::insertion ? gap.length : 0);
        std::int64_t const next = moved + cigar[0].length + (gap.kind == CigarKind::deletion ? gap.length : 0);
        bool const ungapped = fits(bases, 0, static_cast<std::size_t>(loose), begin + (next - loose), region);
        cigar.erase(cigar.begin(), cigar.begin() + 2);
        if (!ungapped) {
            cigar.insert(cigar.begin(), {CigarKind::soft_clip, loose});
            return next;
        }
        cigar.front().length += loose;
        moved = next - loose;
    }
    return moved;
}

void clip_front(std::vector<CigarOperation>& cigar, std::int32_t count) {
    if (count > 0 && cigar.front().kind == CigarKind::soft_clip) {
        cigar.front().length += count;
    } else if (count > 0) {
        cigar.insert(cigar.begin(), {CigarKind::soft_clip, count});
    }
}

void push_clip(std::vector<CigarOperation>& cigar, std::int32_t count) {
    if (count > 0) {
        push(cigar, CigarKind::soft_clip, count);
    }
}

}  // namespace

Placement place_mate(ShownMate const& mate, Position begin, AssayRegion const& region) {
    auto const& offsets = mate.offsets;
    // Inserted bases at the very end of a read have nothing behind them: clipped.
    auto const first = static_cast<std::size_t>(
        std::ranges::find_if(offsets, [](std::int32_t offset) { return offset >= 0; }) - offsets.begin());
    std::size_t last = offsets.size();
    while (last > first && offsets[last - 1] < 0) {
        --last;
    }
    std::vector<std::int32_t> const inner{offsets.begin() + static_cast<std::ptrdiff_t>(first),
                                          offsets.begin() + static_cast<std::ptrdiff_t>(last)};
    Placement placement{begin + inner.front(), operations(inner)};
    auto const bases = mate.bases.substr(first, last - first);
    if (placement.cigar.size() > 1) {
        auto const start = placement.position;
        mend_right_end(bases, start, region, placement.cigar);
        placement.position = start + mend_left_end(bases, start, region, placement.cigar);
    }
    clip_front(placement.cigar, static_cast<std::int32_t>(first));
    push_clip(placement.cigar, static_cast<std::int32_t>(offsets.size() - last));
    return placement;
}

}  // namespace tidemark
