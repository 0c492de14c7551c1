// How many molecules, and how many with both strands, a part of the reads would have given: is it worth sequencing deeper?
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "stages/group/family_sizes.hpp"
#include "stages/group/position_families.hpp"
#include "stages/group/yield_level.hpp"

namespace tidemark {

class DuplexYield {
public:
    /// The families of one position, as PositionFamilies splits it; the labels have their levels (LabelRules::yield_levels).
    void add_position(std::span<Template const> templates, std::span<PositionFamily const> families);
    DuplexYield& operator+=(DuplexYield const& other);

    /// One row for each level, ascending; read pairs count templates that are in a family.
    [[nodiscard]] std::vector<DuplexYieldRow> rows(DuplexThresholds thresholds) const;

private:
    using Counts = std::array<std::int64_t, yield_levels>;
    [[nodiscard]] static Counts up_to_level(std::span<Template const> templates, std::span<std::uint32_t const> strand);

    std::array<DuplexSizes, yield_levels> levels_;
};

}  // namespace tidemark
