#include "stages/consensus/reference_difference.hpp"

#include <string_view>

namespace tidemark {

std::int64_t reference_difference(Read const& read, ReferenceBases reference, std::string& md) {
    constexpr std::string_view letters = "=ACMGRSVTWYHKDBN";
    md.clear();
    std::int64_t distance = 0, matched = 0;
    auto place = read.position;
    std::int32_t base = 0;
    for (std::int32_t index = 0; index < read.operation_count; ++index) {
        auto const [kind, length] = read.operation(index);
        if (aligns_bases(kind)) {
            for (std::int32_t step = 0; step < length; ++step, ++place, ++base) {
                char const there = reference.at(place);
                if (char const here = letters[read.base_code(base)]; here == there && here != 'N') {
                    ++matched;
                } else {
                    md += std::to_string(matched) + there;
                    matched = 0;
                    ++distance;
                }
            }
            continue;
        }
        if (kind == CigarKind::deletion) {
            md += std::to_string(matched) + '^';
            for (std::int32_t step = 0; step < length; ++step) {
                md += reference.at(place + step);
            }
            matched = 0;
            distance += length;
        } else if (kind == CigarKind::insertion) {
            distance += length;
        }
        place += uses_reference(kind) ? length : 0;
        base += uses_read(kind) ? length : 0;
    }
    md += std::to_string(matched);
    return distance;
}

}  // namespace tidemark
