#include "stages/consensus/column_axis.hpp"

#include <algorithm>
#include <limits>

namespace tidemark {
namespace {

void append(std::vector<std::uint32_t>& cigar, CigarKind kind, std::int64_t length) {
    if (length > 0) {
        cigar.push_back(static_cast<std::uint32_t>(length) << 4U | static_cast<std::uint32_t>(kind));
    }
}

}  // namespace

std::int32_t ColumnAxis::column_of(std::int64_t position) const {
    auto column = position - origin;
    for (auto const& event : events) {
        if (event.position > position) {
            break;
        }
        column += event.kind == CigarKind::insertion
                      ? event.length
                      : -std::min<std::int64_t>(event.length, position - event.position);
    }
    return static_cast<std::int32_t>(column);
}

std::int32_t ColumnAxis::first_column(AlignedPart const& part, bool reverse) const {
    return reverse ? column_of(part.end - 1) + 1 - part.base_count : column_of(part.begin);
}

AxisAlignment write_cigar(ColumnAxis const& axis, std::int32_t begin, std::int32_t end,
                          std::vector<std::uint32_t>& cigar) {
    cigar.clear();
    AxisAlignment alignment;
    std::int64_t column = begin;                      // next column to write
    std::int64_t drift = 0;                           // reference position = origin + column - drift
    IndelEvent const* waiting = nullptr;              // a deletion waits for a column behind it
    auto const aligned_to = [&](std::int64_t stop) {
        stop = std::min<std::int64_t>(stop, end);
        if (stop <= column) {
            return;
        }
        if (!alignment.aligned) {
            alignment = {axis.origin + column - drift, true};
        } else if (waiting != nullptr) {
            append(cigar, waiting->kind, waiting->length);
        }
        waiting = nullptr;
        append(cigar, CigarKind::match, stop - column);
        column = stop;
    };
    for (auto const& event : axis.events) {
        auto const at = event.position - axis.origin + drift;
        aligned_to(at);
        if (event.kind == CigarKind::insertion) {
            auto const stop = std::min<std::int64_t>(at + event.length, end);
            if (stop > column && at <= column) {
                bool const inner = alignment.aligned && stop < end;
                append(cigar, inner ? CigarKind::insertion : CigarKind::soft_clip, stop - column);
                column = stop;
            }
            drift += event.length;
        } else {
            waiting = alignment.aligned ? &event : nullptr;
            drift -= event.length;
        }
    }
    aligned_to(std::numeric_limits<std::int64_t>::max());
    return alignment;
}

}  // namespace tidemark
