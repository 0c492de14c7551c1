// A UMI as a number: two bits a base, so that comparing, hashing and counting mismatches take a few instructions.
// Up to 64 bases in up to four parts joined by '-' (two parts are the halves of a duplex UMI; one of them may be empty).
// A UMI holds A, C, G and T only: text with N is an answer of its own, because such templates are left out and counted.
#pragma once
#include <array>
#include <bit>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "values/failure/result.hpp"

namespace tidemark {

/// Why a text is no UMI that can be grouped.
enum class UmiFault : std::uint8_t { empty, has_n, not_a_base, too_long, too_many_parts };
inline constexpr std::size_t umi_fault_count = 5;

/// Lengths of the parts: all there is to know of a UMI but its bases. UMIs of different shape are never compared.
struct UmiShape {
    std::array<std::uint8_t, 4> lengths{};
    std::uint8_t parts = 1;
    bool operator==(UmiShape const&) const = default;
};

class Umi {
public:
    static constexpr int max_length = 64;
    static constexpr int max_parts = 4;

    constexpr Umi() = default;

    /// "ACGT", "acgt", "ACG-TTC", "ACGT-", "-ACGT". Lower case is read as upper case. Joined by '-' only: whoever reads
    /// UMIs from names that use '+' (bcl-convert) exchanges it before.
    [[nodiscard]] static Result<Umi, UmiFault> from_text(std::string_view text);

    [[nodiscard]] std::string to_text() const;

    [[nodiscard]] constexpr int length() const { return static_cast<int>(form_ >> length_place); }
    [[nodiscard]] constexpr int parts() const { return static_cast<int>(form_ & 0xff) + 1; }
    [[nodiscard]] constexpr int part_length(int part) const {
        return static_cast<int>((form_ >> part_place(part)) & 0xff);
    }
    [[nodiscard]] constexpr bool has_two_halves() const { return parts() == 2; }
    [[nodiscard]] constexpr UmiShape shape() const;
    [[nodiscard]] constexpr bool has_shape_of(Umi const& other) const { return form_ == other.form_; }

    /// The bases as one number of 128 bits, first base highest, right-aligned: for equal lengths its order is that of
    /// the text.
    [[nodiscard]] constexpr std::uint64_t high_bits() const { return high_; }
    [[nodiscard]] constexpr std::uint64_t low_bits() const { return low_; }
    /// Code 0 to 3 of a base; `place` counts from the last base.
    [[nodiscard]] constexpr std::uint64_t code_at(int place) const {
        return ((place < 32 ? low_ : high_) >> (2 * (place & 31))) & 3;
    }

    /// Equal for UMIs of one shape, different otherwise.
    [[nodiscard]] constexpr std::uint64_t form_bits() const { return form_; }

    /// The UMI with one base exchanged: `place` counts from the last base, `change` 1, 2 or 3 is XORed to its code. All
    /// 3 x length neighbours at one mismatch are reached so.
    [[nodiscard]] constexpr Umi neighbour(int place, std::uint64_t change) const {
        Umi other = *this;
        (place < 32 ? other.low_ : other.high_) ^= change << (2 * (place & 31));
        return other;
    }

    /// B-A of A-B; a UMI that has not two halves stays as it is.
    [[nodiscard]] constexpr Umi swapped() const;

    bool operator==(Umi const&) const = default;
    /// By length, then bases, then the lengths of the parts.
    [[nodiscard]] constexpr std::strong_ordering operator<=>(Umi const& other) const {
        if (auto const order = length() <=> other.length(); order != 0) {
            return order;
        }
        if (auto const order = high_ <=> other.high_; order != 0) {
            return order;
        }
        if (auto const order = low_ <=> other.low_; order != 0) {
            return order;
        }
        return form_ <=> other.form_;
    }

private:
    static constexpr int length_place = 40;
    static constexpr int part_place(int part) { return 8 * (4 - part); }

    constexpr void append(int part, std::uint64_t code) {
        high_ = (high_ << 2) | (low_ >> 62);
        low_ = (low_ << 2) | code;
        form_ += (std::uint64_t{1} << length_place) + (std::uint64_t{1} << part_place(part));
    }
    constexpr void add_part() { ++form_; }

    std::uint64_t high_ = 0;
    std::uint64_t low_ = 0;
    std::uint64_t form_ = 0;   ///< bytes from the lowest: parts - 1, lengths of parts 4, 3, 2, 1, length
};

/// One bit (the lower of the pair) for every base in which two numbers of 32 packed bases differ.
[[nodiscard]] constexpr std::uint64_t differing_bases(std::uint64_t left, std::uint64_t right) {
    auto const difference = left ^ right;
    return (difference | (difference >> 1)) & 0x5555555555555555ULL;
}

/// Bases in which two UMIs of one shape differ.
[[nodiscard]] constexpr int mismatches(Umi const& left, Umi const& right) {
    assert(left.has_shape_of(right));
    return std::popcount(differing_bases(left.high_bits(), right.high_bits())) +
           std::popcount(differing_bases(left.low_bits(), right.low_bits()));
}

/// Whether two UMIs have one shape and differ in at most `edits` bases. Taking bits away one by one is faster than
/// counting them all on processors without a counting instruction, which the program must serve too.
[[nodiscard]] constexpr bool is_within(Umi const& left, Umi const& right, int edits) {
    if (!left.has_shape_of(right)) {
        return false;
    }
    auto low = differing_bases(left.low_bits(), right.low_bits());
    auto high = differing_bases(left.high_bits(), right.high_bits());
    for (; edits > 0 && (low | high) != 0; --edits) {
        if (low != 0) {
            low &= low - 1;
        } else {
            high &= high - 1;
        }
    }
    return (low | high) == 0;
}

/// The lower of A-B and B-A; other UMIs as they are. For halves whose ends on the genome are not known; where they are,
/// the half of the lower end goes first (stages/group/group_templates.hpp).
[[nodiscard]] constexpr Umi lexical_orientation(Umi const& umi);

constexpr UmiShape Umi::shape() const {
    UmiShape shape{.lengths = {}, .parts = static_cast<std::uint8_t>(parts())};
    for (int part = 0; part < max_parts; ++part) {
        shape.lengths[static_cast<std::size_t>(part)] = static_cast<std::uint8_t>(part_length(part));
    }
    return shape;
}

constexpr Umi Umi::swapped() const {
    if (!has_two_halves()) {
        return *this;
    }
    int const first = part_length(0);
    int const second = part_length(1);
    Umi other;
    if (length() <= 32) {
        // Shifting a word by all of its bits is undefined; where one half is empty the bases stay as they are.
        other.low_ = first == 0 || second == 0
                         ? low_
                         : (low_ & ((std::uint64_t{1} << (2 * second)) - 1)) << (2 * first) | low_ >> (2 * second);
        other.form_ = (form_ & ~((std::uint64_t{0xff} << part_place(0)) | (std::uint64_t{0xff} << part_place(1)))) |
                      static_cast<std::uint64_t>(second) << part_place(0) |
                      static_cast<std::uint64_t>(first) << part_place(1);
        return other;
    }
    other.add_part();
    for (int place = second; place > 0; --place) {
        other.append(0, code_at(place - 1));
    }
    for (int place = length(); place > second; --place) {
        other.append(1, code_at(place - 1));
    }
    return other;
}

constexpr Umi lexical_orientation(Umi const& umi) {
    auto const other = umi.swapped();
    return other < umi ? other : umi;
}

/// What is wrong with the text and, where there is one, the limit.
[[nodiscard]] std::string_view explain(UmiFault fault);

/// 64 mixed bits of a UMI, the same on every machine.
[[nodiscard]] constexpr std::uint64_t umi_hash(Umi const& umi) {
    auto hash = umi.low_bits() * 0x9e3779b97f4a7c15ULL;
    hash ^= (umi.high_bits() + umi.form_bits() + (hash >> 32)) * 0xd6e8feb86659fd93ULL;
    return hash ^ (hash >> 29);
}

}  // namespace tidemark

template <>
struct std::hash<tidemark::Umi> {
    std::size_t operator()(tidemark::Umi const& umi) const noexcept { return tidemark::umi_hash(umi); }
};
