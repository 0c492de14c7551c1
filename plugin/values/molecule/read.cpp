#include "values/molecule/read.hpp"

#include <cstdlib>
#include <limits>

namespace tidemark {

std::int64_t covered_by_operations(Read const& read) {
    std::int64_t covered = 0;
    for (std::int32_t index = 0; index < read.operation_count; ++index) {
        auto const [kind, length] = read.operation(index);
        covered += uses_reference(kind) ? length : 0;
    }
    return covered;
}

bool operations_are_sound(Read const& read) {
    std::int64_t bases = 0;
    std::int64_t aligned = 0;
    for (std::int32_t index = 0; index < read.operation_count; ++index) {
        auto const [kind, length] = read.operation(index);
        if (kind > CigarKind::different) {
            return false;
        }
        bases += uses_read(kind) ? length : 0;
        aligned += aligns_bases(kind) ? length : 0;
    }
    return read.length > 0 && bases == read.length && aligned > 0;
}

SoftClips clips_of_operations(Read const& read) {
    SoftClips clips;
    std::int32_t first = 0;
    std::int32_t last = read.operation_count - 1;
    while (first <= last && read.operation(first).kind == CigarKind::hard_clip) {
        ++first;
    }
    while (last >= first && read.operation(last).kind == CigarKind::hard_clip) {
        --last;
    }
    if (first <= last && read.operation(first).kind == CigarKind::soft_clip) {
        clips.leading = read.operation(first).length;
    }
    if (last > first && read.operation(last).kind == CigarKind::soft_clip) {
        clips.trailing = read.operation(last).length;
    }
    return clips;
}

std::uint64_t name_hash(std::string_view name) {
    constexpr std::uint64_t factor = 0x9fb21c651e98df25ULL;
    auto hash = (name.size() + 1) * factor;
    auto const mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32U;
    };
    std::size_t start = 0;
    for (; start + 8 <= name.size(); start += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data() + start, 8);
        mix(word);
    }
    std::uint64_t rest = 0;
    if (start < name.size()) {
        std::memcpy(&rest, name.data() + start, name.size() - start);
    }
    mix(rest);
    hash *= factor;
    return hash ^ (hash >> 29U);
}

std::int32_t fragment_length(Read const& read) {
    if (!read.paired() || read.mate_unmapped() || read.mate_contig != read.contig) {
        return 0;
    }
    auto const length = std::llabs(read.template_length);
    return length > std::numeric_limits<std::int32_t>::max() ? 0 : static_cast<std::int32_t>(length);
}

std::optional<bool> read_one_forward(Read const& read) {
    if (!read.paired() || !read.read_two()) {
        return !read.reverse();
    }
    if (read.mate_unmapped()) {
        return std::nullopt;
    }
    return !read.mate_reverse();
}

}  // namespace tidemark
