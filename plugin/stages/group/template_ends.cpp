#include "stages/group/template_ends.hpp"

namespace tidemark {

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

}  // namespace tidemark
