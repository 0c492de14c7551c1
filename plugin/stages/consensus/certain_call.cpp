#include "stages/consensus/certain_call.hpp"

#include <algorithm>

#include "stages/consensus/base_column.hpp"

namespace tidemark {
namespace {

/// Bases looked at from the 5' end on: nearly always the first one is good.
constexpr std::int32_t most_tried = 4;

bool is_one_block(Read const& read) {
    return read.length > 0 && read.one_block() == read.length && read.has_qualities();
}

/// One-hot code of the base at a reference position; 0 where the read has none there.
std::uint8_t code_at(Read const& read, std::int64_t position) {
    auto const index = position - read.position;
    if (index < 0 || index >= read.length) {
        return 0;
    }
    return read.base_code(static_cast<std::int32_t>(index));
}

/// Whether the read's base at its own position is one base of that quality after mates were merged. Different bases and
/// ambiguity codes of the mate may leave N: not known.
bool is_usable(Read const& read, Read const& mate, std::int64_t position, std::int32_t min_quality) {
    auto const own = code_at(read, position), other = code_at(mate, position);
    auto const quality = std::min<std::int32_t>(read.qualities[position - read.position], highest_quality);
    return is_one_base(own) && (other == 0 || other == own) && quality >= min_quality;
}

}  // namespace

CertainCall::CertainCall(ConsensusParameters const& parameters, std::optional<FilterThresholds> const& thresholds)
    : min_reads_{parameters.min_reads},
      min_quality_{std::max(parameters.min_input_quality, no_call_quality)},
      possible_{!thresholds && parameters.arithmetic == ConsensusArithmetic::tidemark} {}

bool CertainCall::suffice(std::size_t ab, std::size_t ba, bool two_strands) const {
    auto const [fewer, more] = std::minmax(ab, ba);
    auto const reaches = [](std::size_t templates, std::int32_t least) {
        return least <= 0 || templates >= static_cast<std::size_t>(least);
    };
    // With more than one read asked for, a read ends where fewer cover: that takes columns.
    return possible_ && ab + ba > 0 &&
           (two_strands ? reaches(ab + ba, min_reads_.total) && reaches(more, min_reads_.better_strand) &&
                              reaches(fewer, min_reads_.worse_strand)
                        : min_reads_.total <= 1);
}

bool CertainCall::shows_both(Read const& forward, Read const& reverse, std::int64_t begin, std::int64_t end) const {
    if (forward.reverse() || !reverse.reverse() || !forward.paired() || !reverse.paired() || !is_one_block(forward) ||
        !is_one_block(reverse) || forward.position != begin || reverse.position + reverse.length != end ||
        begin >= end || forward.contig != reverse.contig) {
        return false;
    }
    auto const forward_tried = std::min<std::int64_t>({most_tried, forward.length, end - begin});
    auto const reverse_tried = std::min<std::int64_t>({most_tried, reverse.length, end - begin});
    bool forward_shows = false, reverse_shows = false;
    for (std::int64_t base = 0; base < forward_tried && !forward_shows; ++base) {
        forward_shows = is_usable(forward, reverse, begin + base, min_quality_);
    }
    for (std::int64_t base = 1; base <= reverse_tried && !reverse_shows; ++base) {
        reverse_shows = is_usable(reverse, forward, end - base, min_quality_);
    }
    return forward_shows && reverse_shows;
}

}  // namespace tidemark
