#include "stages/group/index_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace tidemark::test {

TEST(IndexTable, holds_what_a_map_holds_whatever_came_and_went) {
    IndexTable table;
    std::map<std::uint64_t, IndexTable::Index> expected;
    std::mt19937_64 random{7};
    auto const any = [](IndexTable::Index) { return true; };
    for (IndexTable::Index step = 0; step < 60'000; ++step) {
        // Few homes for many values: long runs, and runs round the end of the table.
        auto const hash = random() % 2'000 * 1'021;
        auto const slot = table.find(hash, any);
        if (auto const found = expected.find(hash); found != expected.end()) {
            ASSERT_EQ(table[slot], found->second);
            table.forget(slot);
            expected.erase(found);
        } else {
            ASSERT_EQ(table[slot], IndexTable::none);
            table.insert(hash, step);
            expected.emplace(hash, step);
        }
    }
    for (auto const& [hash, index] : expected) {
        EXPECT_EQ(table[table.find(hash, any)], index);
    }
}

TEST(IndexTable, values_of_one_hash_are_told_apart_by_the_question) {
    IndexTable table;
    for (IndexTable::Index index = 0; index < 5; ++index) {
        table.insert(42, index);
    }
    auto const find = [&](IndexTable::Index wanted) { return table.find(42, [&](IndexTable::Index index) { return index == wanted; }); };
    table.forget(find(1));
    EXPECT_EQ(table[find(1)], IndexTable::none);
    for (IndexTable::Index const index : {0U, 2U, 3U, 4U}) {
        EXPECT_EQ(table[find(index)], index);
    }
}

}  // namespace tidemark::test
