#include "values/probability/murmur3.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tidemark::test {
namespace {

/// The published algorithm byte by byte, over bytes as they are.
std::uint32_t plain_murmur3(std::string const& bytes, std::uint32_t seed) {
    auto const turn = [](std::uint32_t value, int by) { return (value << by) | (value >> (32 - by)); };
    auto const mixed = [&](std::uint32_t part) { return turn(part * 0xcc9e2d51U, 15) * 0x1b873593U; };
    std::uint32_t hash = seed;
    std::uint32_t part = 0;
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        part |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[place])) << (8 * (place % 4));
        if (place % 4 == 3) {
            hash = turn(hash ^ mixed(part), 13) * 5 + 0xe6546b64U;
            part = 0;
        }
    }
    if (bytes.size() % 4 != 0) {
        hash ^= mixed(part);
    }
    hash ^= static_cast<std::uint32_t>(bytes.size());
    hash ^= hash >> 16;
    hash *= 0x85ebca6bU;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35U;
    return hash ^ (hash >> 16);
}

}  // namespace

TEST(Murmur3, the_plain_form_gives_the_published_numbers) {
    EXPECT_EQ(plain_murmur3("", 0), 0U);
    EXPECT_EQ(plain_murmur3("", 1), 0x514E28B7U);
    EXPECT_EQ(plain_murmur3("\x21\x43\x65\x87", 0), 0xF55B516BU);
    EXPECT_EQ(plain_murmur3("\x21\x43\x65", 0), 0x7E4A8634U);
    EXPECT_EQ(plain_murmur3("\x21", 0), 0x72661CF4U);
    EXPECT_EQ(plain_murmur3("Hello, world!", 1234), 0xFAF6CDB3U);
}

TEST(Murmur3, each_character_is_two_bytes) {
    std::string text;
    for (auto const letter : std::string{"A00123:45:HXXXX:1:1101:1000:2000 x"}) {
        std::string wide;
        for (auto const each : text) {
            wide += {each, '\0'};
        }
        EXPECT_EQ(murmur3_of_characters(text, 42), plain_murmur3(wide, 42)) << text;
        text += letter;
    }
}

}  // namespace tidemark::test
