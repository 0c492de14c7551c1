#include "stages/consensus/reference_difference.hpp"

#include <array>
#include <cstring>
#include <string_view>

namespace tidemark {
namespace {

constexpr std::string_view letters = "=ACMGRSVTWYHKDBN";

/// The two letters of each packed byte.
constexpr auto letter_pairs = [] {
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t byte = 0; byte < pairs.size(); ++byte) {
        pairs[byte] = {letters[byte >> 4U], letters[byte & 0xfU]};
    }
    return pairs;
}();

bool is_equal(Read const& read, std::int32_t base, char there) {
    char const here = letters[read.base_code(base)];
    return here == there && here != 'N';
}

/// Whether the eight bases from an even one on are those of the reference, N not among them.
bool are_eight_equal(Read const& read, std::int32_t base, char const* reference) {
    constexpr std::uint64_t low = 0x0101010101010101ULL, high = 0x8080808080808080ULL;
    std::array<std::array<char, 2>, 4> pairs{};
    for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
        pairs[pair] = letter_pairs[read.packed_bases[static_cast<std::size_t>(base) / 2 + pair]];
    }
    std::uint64_t here = 0, there = 0;
    std::memcpy(&here, pairs.data(), 8);
    std::memcpy(&there, reference, 8);
    auto const unlike_n = here ^ (low * 'N');
    return here == there && ((unlike_n - low) & ~unlike_n & high) == 0;
}

/// How many of `count` bases are those of the reference before the first that is not.
std::int32_t equal_bases(Read const& read, std::int32_t base, std::int32_t count, ReferenceBases reference,
                         std::int64_t place) {
    auto const offset = place - reference.begin;
    auto const known = static_cast<std::int64_t>(reference.bases.size()) - offset;
    std::int32_t equal = 0;
    if (base % 2 != 0 && count > 0) {
        if (!is_equal(read, base, reference.at(place))) {
            return 0;
        }
        ++equal;
    }
    if (offset >= 0) {
        while (equal + 8 <= count && equal + 8 <= known &&
               are_eight_equal(read, base + equal, reference.bases.data() + offset + equal)) {
            equal += 8;
        }
    }
    while (equal < count && is_equal(read, base + equal, reference.at(place + equal))) {
        ++equal;
    }
    return equal;
}

}  // namespace

std::int64_t reference_difference(Read const& read, ReferenceBases reference, std::string& md) {
    md.clear();
    std::int64_t distance = 0, matched = 0;
    auto place = read.position;
    std::int32_t base = 0;
    for (std::int32_t index = 0; index < read.operation_count; ++index) {
        auto const [kind, length] = read.operation(index);
        if (aligns_bases(kind)) {
            for (std::int32_t step = 0; step < length; ++step) {
                auto const equal = equal_bases(read, base + step, length - step, reference, place + step);
                matched += equal;
                step += equal;
                if (step < length) {
                    md += std::to_string(matched) + reference.at(place + step);
                    matched = 0;
                    ++distance;
                }
            }
        } else if (kind == CigarKind::deletion) {
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
