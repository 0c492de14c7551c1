// The neighbourhood by which errors are told apart: a reference base with one neighbour on each side.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "values/genome/variant.hpp"

namespace tidemark {

/// The four bases in the order that their numbers 0..3 mean everywhere.
inline constexpr std::string_view plain_bases{"ACGT"};

/// 0..3 for A, C, G, T; nothing for every other character.
[[nodiscard]] constexpr std::optional<std::size_t> base_number(char base) {
    auto const number = plain_bases.find(base);
    return number == std::string_view::npos ? std::nullopt : std::optional{number};
}

inline constexpr std::size_t trinucleotide_count = 64;

/// 0..63 in alphabetical order (AAA = 0, TTT = 63); nothing where one of the three is no plain base.
[[nodiscard]] constexpr std::optional<std::size_t> trinucleotide_number(char before, char base, char after) {
    auto const first = base_number(before);
    auto const middle = base_number(base);
    auto const last = base_number(after);
    if (!first || !middle || !last) {
        return std::nullopt;
    }
    return *first * 16 + *middle * 4 + *last;
}

/// "AAA" for 0 … "TTT" for 63.
[[nodiscard]] std::string trinucleotide_text(std::size_t number);

/// The three reference bases round `position`, forward strand; empty where one is unknown or outside the slice.
[[nodiscard]] std::string trinucleotide_at(ReferenceSlice const& reference, Position position);

/// "C>T".
[[nodiscard]] std::string substitution_text(char ref, char alt);

}  // namespace tidemark
