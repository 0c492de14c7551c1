// What clustering takes and gives.
#pragma once
#include <cstdint>
#include <span>

#include "values/molecule/umi.hpp"

namespace tidemark {

struct UmiCount {
    Umi umi;
    std::uint32_t templates = 1;
    bool operator==(UmiCount const&) const = default;
};

/// Families are numbered from 0 by their roots: count descending, then sequence. Views into the memory of whoever
/// clustered, valid until its next call.
struct UmiFamilies {
    std::span<std::uint32_t const> family;   ///< of each UMI, in the order of input
    std::span<std::uint32_t const> roots;    ///< of each family: place of its root in the input
};

}  // namespace tidemark
