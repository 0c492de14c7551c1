// Places on a contig. Everything inside the program is 0-based; 1-based numbers exist in region text, VCF and tables.
#pragma once
#include <compare>
#include <cstdint>
#include <stdexcept>

namespace tidemark {

/// 0-based position on a contig.
struct Position {
    std::int64_t value = 0;
    auto operator<=>(Position const&) const = default;

    /// The only place where a 1-based number becomes a position.
    [[nodiscard]] static constexpr Position from_one_based(std::int64_t number) { return Position{number - 1}; }
    [[nodiscard]] constexpr std::int64_t one_based() const { return value + 1; }
};

[[nodiscard]] constexpr Position operator+(Position position, std::int64_t offset) {
    return Position{position.value + offset};
}
[[nodiscard]] constexpr std::int64_t operator-(Position left, Position right) { return left.value - right.value; }

/// Half-open stretch [begin, end) of a contig; checked at birth.
class Interval {
public:
    constexpr Interval(Position begin, Position end) : begin_{begin}, end_{end} {
        if (end < begin || begin.value < 0) {
            throw std::logic_error{"an interval must have 0 <= begin <= end"};
        }
    }
    [[nodiscard]] static constexpr Interval from_one_based_closed(std::int64_t first, std::int64_t last) {
        return Interval{Position{first - 1}, Position{last}};
    }
    [[nodiscard]] constexpr Position begin() const { return begin_; }
    [[nodiscard]] constexpr Position end() const { return end_; }
    [[nodiscard]] constexpr std::int64_t length() const { return end_ - begin_; }
    [[nodiscard]] constexpr bool contains(Position position) const { return begin_ <= position && position < end_; }
    [[nodiscard]] constexpr bool overlaps(Interval const& other) const {
        return begin_ < other.end_ && other.begin_ < end_;
    }
    auto operator<=>(Interval const&) const = default;

private:
    Position begin_;
    Position end_;
};

}  // namespace tidemark
