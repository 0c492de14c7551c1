// An insertion, deletion or skip of an alignment: what makes two copies of one molecule differ in length.
#pragma once
#include <cstdint>
#include <tuple>

#include "values/molecule/read.hpp"

namespace tidemark {

struct IndelEvent {
    std::int64_t position = 0;                ///< 0-based: first deleted base, or the base behind the insertion
    CigarKind kind = CigarKind::deletion;     ///< insertion, deletion or skip
    std::int32_t length = 0;
    std::int32_t reach = 0;                   ///< how far the same change could also stand to the right (repeats)

    /// First reference base behind the event.
    [[nodiscard]] std::int64_t end() const { return kind == CigarKind::insertion ? position : position + length; }
    /// What the event adds to the length of the molecule.
    [[nodiscard]] std::int32_t gain() const { return kind == CigarKind::insertion ? length : -length; }
    [[nodiscard]] bool operator==(IndelEvent const& other) const {
        return position == other.position && kind == other.kind && length == other.length;
    }
    [[nodiscard]] bool operator<(IndelEvent const& other) const {
        return std::tie(position, kind, length) < std::tie(other.position, other.kind, other.length);
    }
};

}  // namespace tidemark
