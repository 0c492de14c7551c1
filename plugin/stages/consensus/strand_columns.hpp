// What the reads of one strand say, column by column.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace tidemark {

/// A column whose reads differ, or that was not called although reads cover it: how often each base (A, C, G, T) occurs.
struct ContestedColumn {
    std::int32_t column = 0;
    std::array<std::uint32_t, 4> counts{};
};

/// Columns a role (read 1 or read 2 of the molecule) covers; empty where begin == end.
struct ColumnExtent {
    std::int32_t begin = 0, end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
};

struct StrandColumns {
    std::int32_t width = 0;
    std::int32_t witnesses = 0;                      ///< templates that show at least one base
    std::array<ColumnExtent, 2> extents;             ///< by role
    std::vector<std::uint8_t> codes, qualities;      ///< one-hot, 0: N
    std::vector<std::uint32_t> depth, errors;
    std::vector<ContestedColumn> contested;          ///< ascending

    /// How many reads show this base in a column.
    [[nodiscard]] std::uint32_t count_of(std::int32_t column, std::uint8_t code) const;
    void resize(std::int32_t columns);
};

}  // namespace tidemark
