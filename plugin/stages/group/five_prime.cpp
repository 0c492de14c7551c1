#include "stages/group/five_prime.hpp"

namespace tidemark {

std::int64_t five_prime(Read const& read) {
    auto const clips = soft_clips(read);
    return read.reverse() ? aligned_end(read) + clips.trailing - 1 : read.position - clips.leading;
}

std::int64_t mate_five_prime(Read const& read, std::string_view cigar) {
    std::int64_t leading = 0, covered = 0, trailing = 0, length = 0;
    bool aligned = false;
    for (char const letter : cigar) {
        if (letter >= '0' && letter <= '9') {
            length = 10 * length + (letter - '0');
            continue;
        }
        if (letter == 'S') {
            (aligned ? trailing : leading) += length;
        } else if (letter != 'H') {
            aligned = true;
            covered += letter == 'I' || letter == 'P' ? 0 : length;
        }
        length = 0;
    }
    return read.mate_reverse() && aligned ? read.mate_position + covered + trailing - 1 : read.mate_position - leading;
}

std::uint8_t sure_end_code(Read const& read, std::uint8_t quality) {
    if (read.length == 0 || read.one_block() != read.length || !read.has_qualities()) {
        return 0;
    }
    auto const base = read.reverse() ? read.length - 1 : 0;
    auto const code = read.base_code(base);
    return read.qualities[base] >= quality && (code & (code - 1)) == 0 ? code : std::uint8_t{0};
}

}  // namespace tidemark
