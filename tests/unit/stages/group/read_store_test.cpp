// Copies that outlive the reader's buffer, in memory that is used again.
#include "stages/group/read_store.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

ReadText text_of(int number, std::size_t length) {
    return {.name = "r" + std::to_string(number), .position = number, .cigar = "1S" + std::to_string(length - 1) + "M",
            .bases = std::string(length, "ACGT"[number % 4]), .low = number % 2 == 0 ? "!" : "",
            .tags = tag("XX", number)};
}

void expect_equal(Read const& kept, Read const& original, bool whole) {
    EXPECT_EQ(kept.position, original.position);
    ASSERT_EQ(kept.length, original.length);
    ASSERT_EQ(kept.operation_count, original.operation_count);
    for (std::int32_t operation = 0; operation < kept.operation_count; ++operation) {
        EXPECT_EQ(kept.operation(operation).kind, original.operation(operation).kind);
        EXPECT_EQ(kept.operation(operation).length, original.operation(operation).length);
    }
    for (std::int32_t base = 0; base < kept.length; ++base) {
        ASSERT_EQ(kept.base_code(base), original.base_code(base));
        ASSERT_EQ(kept.qualities[base], original.qualities[base]);
    }
    EXPECT_EQ(kept.name, whole ? original.name : "");
    EXPECT_EQ(std::vector(kept.tags.begin(), kept.tags.end()),
              whole ? std::vector(original.tags.begin(), original.tags.end()) : std::vector<std::uint8_t>{});
}

}  // namespace

TEST(ReadStore, a_copy_is_the_read_after_its_source_is_gone_with_name_and_tags_only_where_asked_for) {
    for (auto const part : {KeptPart::bases, KeptPart::whole}) {
        ReadStore store{part};
        std::vector<ReadStore::Slot> slots;
        for (int number = 0; number < 200; ++number) {
            BuiltRead const built{text_of(number, 101)};
            slots.push_back(store.keep(built.read()));
        }
        for (int number = 0; number < 200; ++number) {
            BuiltRead const built{text_of(number, 101)};
            expect_equal(slots[static_cast<std::size_t>(number)]->read, built.read(), part == KeptPart::whole);
        }
    }
}

TEST(ReadStore, a_read_without_bases_cigar_name_and_tags_can_be_kept) {
    ReadStore store{KeptPart::whole};
    Read const nothing;
    auto const slot = store.keep(nothing);
    EXPECT_EQ(slot->read.length, 0);
    EXPECT_TRUE(slot->read.name.empty());
    store.release(slot);
}

TEST(ReadStore, memory_is_what_waits_at_one_time_whatever_the_length_of_the_file) {
    ReadStore store{KeptPart::whole};
    std::deque<ReadStore::Slot> waiting;
    std::size_t early = 0;
    for (int number = 0; number < 100'000; ++number) {
        BuiltRead const built{text_of(number, 150)};
        waiting.push_back(store.keep(built.read()));
        if (waiting.size() > 1000) {
            store.release(waiting.front());
            waiting.pop_front();
        }
        early = number == 20'000 ? store.capacity() : early;
    }
    // 1,000 reads of about 250 bytes fill less than two chunks of 256 KiB.
    EXPECT_EQ(store.capacity(), early);
    EXPECT_LE(early, 3U << 18U);
}

TEST(ReadStore, a_read_larger_than_a_chunk_gives_its_memory_back) {
    ReadStore store{KeptPart::bases};
    BuiltRead const small{text_of(1, 150)};
    BuiltRead const huge{text_of(2, 1'000'000)};
    auto const first = store.keep(small.read());
    auto const usual = store.capacity();
    auto const second = store.keep(huge.read());
    EXPECT_GT(store.capacity(), usual + 1'000'000);
    expect_equal(second->read, huge.read(), false);
    auto const third = store.keep(small.read());
    store.release(second);
    EXPECT_LE(store.capacity(), usual + (1U << 18U));
    expect_equal(first->read, small.read(), false);
    expect_equal(third->read, small.read(), false);
}

}  // namespace tidemark::test
