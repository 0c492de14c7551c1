#include "app/record_pack.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/read_builder.hpp"

namespace tidemark::test {

TEST(RecordPack, records_come_back_whole_and_in_order) {
    std::vector<BuiltRead> built;
    built.reserve(6'000);
    for (int number = 0; number < 6'000; ++number) {
        auto const size = static_cast<std::size_t>(number % 400);
        built.emplace_back(ReadText{.name = "r" + std::to_string(number),
                                    .flags = static_cast<std::uint16_t>(number),
                                    .contig = number / 5'000,
                                    .position = number * 7,
                                    .mapping_quality = static_cast<std::uint8_t>(number % 61),
                                    .mate_contig = -1,
                                    .mate_position = number - 3,
                                    .template_length = -number,
                                    .bases = std::string(size, "ACGT"[number % 4]),
                                    .tags = number % 3 == 0 ? std::vector<std::uint8_t>{} : tag("NM", number)});
    }
    RecordBlocks blocks;
    RecordPack pack{blocks};
    for (auto const& each : built) {
        pack.add(each.read());
    }
    std::size_t number = 0;
    pack.give_all([&](Read const& found) {
        auto const given = built.at(number++).read();
        EXPECT_EQ(found.name, given.name);
        EXPECT_EQ(std::tuple(found.contig, found.position, found.mate_contig, found.mate_position, found.template_length),
                  std::tuple(given.contig, given.position, given.mate_contig, given.mate_position, given.template_length));
        EXPECT_EQ(std::tuple(found.flags, found.mapping_quality, found.length, found.operation_count),
                  std::tuple(given.flags, given.mapping_quality, given.length, given.operation_count));
        auto const same = [](std::uint8_t const* left, std::uint8_t const* right, std::size_t size) {
            return std::vector(left, left + size) == std::vector(right, right + size);
        };
        EXPECT_TRUE(same(found.operations, given.operations, 4 * static_cast<std::size_t>(given.operation_count)));
        EXPECT_TRUE(same(found.packed_bases, given.packed_bases, static_cast<std::size_t>(given.length + 1) / 2));
        EXPECT_TRUE(same(found.qualities, given.qualities, static_cast<std::size_t>(given.length)));
        EXPECT_TRUE(std::ranges::equal(found.tags, given.tags));
    });
    EXPECT_EQ(number, built.size());
    EXPECT_EQ(pack.capacity(), 0U);
    pack.give_all([](Read const&) { ADD_FAILURE() << "given twice"; });
}

TEST(RecordPack, its_blocks_are_used_again_and_counted) {
    BuiltRead const built{ReadText{.name = "r", .bases = std::string(150, 'A')}};
    BuiltRead const huge{ReadText{.name = "h", .bases = std::string(2'000'000, 'A')}};
    RecordBlocks blocks;
    auto const block = [&] {
        auto taken = blocks.take(100);
        auto const* const place = taken.data();
        blocks.give_back(std::move(taken));
        return place;
    };
    auto const* const first = block();
    for (int round = 0; round < 3; ++round) {
        RecordPack pack{blocks};
        pack.add(built.read());
        EXPECT_EQ(pack.capacity(), RecordBlocks::usual_size);
        auto moved = std::move(pack);
        moved.add(huge.read());
        EXPECT_GT(moved.capacity(), RecordBlocks::usual_size + 2'900'000);
    }
    EXPECT_EQ(block(), first);
}

}  // namespace tidemark::test
