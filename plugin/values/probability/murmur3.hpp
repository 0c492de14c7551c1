// Murmur3 (32 bit) over the characters of a text, each taken as two bytes: what programs on the Java machine, fgbio among
// them, draw reads by. Not for integrity.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidemark {

/// Source: Austin Appleby's MurmurHash3_x86_32 over the UTF-16 (little endian) form of `text`, which is ASCII.
[[nodiscard]] constexpr std::uint32_t murmur3_of_characters(std::string_view text, std::uint32_t seed) {
    auto const scramble = [](std::uint32_t part) { return std::rotl(part * 0xcc9e2d51U, 15) * 0x1b873593U; };
    auto const character = [&](std::size_t place) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[place])); };
    auto hash = seed;
    for (std::size_t place = 1; place < text.size(); place += 2) {
        hash = std::rotl(hash ^ scramble(character(place - 1) | character(place) << 16U), 13) * 5U + 0xe6546b64U;
    }
    if (text.size() % 2 == 1) {
        hash ^= scramble(character(text.size() - 1));
    }
    hash ^= static_cast<std::uint32_t>(2 * text.size());
    hash = (hash ^ hash >> 16U) * 0x85ebca6bU;
    hash = (hash ^ hash >> 13U) * 0xc2b2ae35U;
    return hash ^ hash >> 16U;
}

}  // namespace tidemark
