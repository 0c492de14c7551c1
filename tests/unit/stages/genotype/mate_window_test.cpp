#include "stages/genotype/mate_window.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tidemark::test {
namespace {

MateWindow::Slot keep(MateWindow& window, std::uint64_t name, std::int64_t last_place) {
    auto const slot = window.take();
    window[slot].name = name;
    static_cast<void>(window.keep(slot, last_place));
    return slot;
}

TEST(MateWindow, a_read_is_found_until_the_stream_is_past_its_last_place) {
    MateWindow window;
    std::vector<std::uint64_t> left;
    auto const note = [&](WaitingRead& read) { left.push_back(read.name); };
    window.advance(100, note);
    keep(window, 7, 150);
    window.advance(150, note);
    EXPECT_NE(window.find(7), MateWindow::none);
    window.advance(151, note);
    EXPECT_EQ(window.find(7), MateWindow::none);
    EXPECT_EQ(left, std::vector<std::uint64_t>{7});
}

TEST(MateWindow, a_jump_longer_than_the_ring_leaves_everything_behind_once) {
    MateWindow window;
    std::multiset<std::uint64_t> left;
    auto const note = [&](WaitingRead& read) { left.insert(read.name); };
    window.advance(10, note);
    for (std::uint64_t name = 1; name <= 100; ++name) {
        keep(window, name, static_cast<std::int64_t>(10 + name * 37));
    }
    window.advance(1'000'000, note);
    EXPECT_EQ(left.size(), 100U);
    EXPECT_EQ(std::set<std::uint64_t>(left.begin(), left.end()).size(), 100U);
}

TEST(MateWindow, names_of_one_home_place_are_told_apart_while_others_go) {
    MateWindow window;
    auto const ignore = [](WaitingRead&) {};
    window.advance(1, ignore);
    constexpr std::uint64_t stride = 1ULL << 40U;   // the same low bits: one home place in the table
    for (std::uint64_t number = 0; number < 40; ++number) {
        keep(window, 5 + number * stride, static_cast<std::int64_t>(2 + number));
    }
    window.advance(22, ignore);
    for (std::uint64_t number = 0; number < 40; ++number) {
        EXPECT_EQ(window.find(5 + number * stride) == MateWindow::none, 2 + number < 22) << number;
    }
}

TEST(MateWindow, the_name_of_a_counted_read_stays_known_and_its_slot_is_free) {
    MateWindow window;
    int left = 0;
    auto const count = [&](WaitingRead&) { ++left; };
    window.advance(100, count);
    auto const slot = keep(window, 7, 150);
    auto const known = window.find(7);
    EXPECT_EQ(window.waiting(known), slot);
    window.settle(known);
    EXPECT_EQ(window.find(7), known);
    EXPECT_EQ(window.waiting(known), MateWindow::none);
    EXPECT_EQ(window.take(), slot);
    window.advance(151, count);
    EXPECT_EQ(window.find(7), MateWindow::none);
    EXPECT_EQ(left, 0);
}

TEST(MateWindow, slots_are_used_again) {
    MateWindow window;
    auto const ignore = [](WaitingRead&) {};
    std::set<MateWindow::Slot> slots;
    for (std::int64_t place = 0; place < 10'000; ++place) {
        window.advance(place, ignore);
        slots.insert(keep(window, static_cast<std::uint64_t>(place), place + 3));
    }
    EXPECT_LE(slots.size(), 8U);
}

}  // namespace
}  // namespace tidemark::test
