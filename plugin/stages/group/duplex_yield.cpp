#include "stages/group/duplex_yield.hpp"

#include <cstdint>
#include <numeric>

namespace tidemark {

DuplexYield::Counts DuplexYield::up_to_level(std::span<Template const> templates, std::span<std::uint32_t const> strand) {
    Counts counts{};
    for (auto const number : strand) {
        ++counts[templates[number].label->yield_level];
    }
    std::partial_sum(counts.begin(), counts.end(), counts.begin());
    return counts;
}

void DuplexYield::add_position(std::span<Template const> templates, std::span<PositionFamily const> families) {
    Counts at_position{};
    for (auto const& family : families) {
        auto const a = up_to_level(templates, family.a());
        auto const b = up_to_level(templates, family.b());
        for (std::size_t level = 0; level < yield_levels; ++level) {
            if (a[level] + b[level] > 0) {
                levels_[level].add_family(a[level], b[level]);
                at_position[level] += a[level] + b[level];
            }
        }
    }
    for (std::size_t level = 0; level < yield_levels; ++level) {
        if (at_position[level] > 0) {
            levels_[level].add_position(at_position[level]);
        }
    }
}

DuplexYield& DuplexYield::operator+=(DuplexYield const& other) {
    for (std::size_t level = 0; level < yield_levels; ++level) {
        levels_[level] += other.levels_[level];
    }
    return *this;
}

std::vector<DuplexYieldRow> DuplexYield::rows(DuplexThresholds thresholds) const {
    std::vector<DuplexYieldRow> rows;
    for (std::size_t level = 0; level < yield_levels; ++level) {
        rows.push_back(levels_[level].yield_row(static_cast<double>(level + 1) / yield_levels, thresholds));
    }
    return rows;
}

}  // namespace tidemark
