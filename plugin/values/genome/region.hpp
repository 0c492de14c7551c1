// A stretch of a named contig, as a line of a BED file names one.
#pragma once
#include <compare>
#include <string>

#include "values/genome/position.hpp"

namespace tidemark {

struct Region {
    std::string contig;
    Interval interval{Position{0}, Position{0}};
    auto operator<=>(Region const&) const = default;
};

}  // namespace tidemark
