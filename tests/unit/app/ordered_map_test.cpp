#include "app/ordered_map.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <string>

namespace tidemark::test {
namespace {

std::vector<std::size_t> squares(std::size_t count, int threads) {
    std::vector<std::size_t> taken;
    ordered_map(
        count, threads, [] { return [](std::size_t number) {
            // Later numbers are ready earlier.
            std::this_thread::sleep_for(std::chrono::microseconds{number % 3 == 0 ? 900 : 50});
            return number * number;
        }; },
        [&](std::size_t number, std::size_t square) {
            EXPECT_EQ(number, taken.size());
            taken.push_back(square);
        });
    return taken;
}

}  // namespace

TEST(OrderedMap, results_are_taken_in_order_whatever_the_thread_count) {
    std::vector<std::size_t> expected;
    for (std::size_t number = 0; number < 60; ++number) {
        expected.push_back(number * number);
    }
    for (int const threads : {0, 1, 2, 3, 8, 100}) {
        EXPECT_EQ(squares(60, threads), expected) << threads;
    }
    EXPECT_EQ(squares(0, 4), std::vector<std::size_t>{});
}

TEST(OrderedMap, the_failure_of_the_lowest_number_is_thrown_and_what_lies_before_was_taken) {
    for (int const threads : {1, 2, 8}) {
        std::size_t taken = 0;
        std::string message;
        try {
            ordered_map(
                40, threads,
                [] { return [](std::size_t number) {
                    if (number == 9) {
                        std::this_thread::sleep_for(std::chrono::milliseconds{5});
                    }
                    if (number >= 9) {
                        throw std::runtime_error{std::to_string(number)};
                    }
                    return number;
                }; },
                [&](std::size_t, std::size_t) { ++taken; });
        } catch (std::runtime_error const& error) {
            message = error.what();
        }
        EXPECT_EQ(message, "9") << threads;
        EXPECT_EQ(taken, 9U) << threads;
    }
}

TEST(OrderedMap, a_failure_while_taking_ends_everything) {
    std::atomic<int> worked{0};
    EXPECT_THROW(ordered_map(
                     1000, 4, [&] { return [&](std::size_t number) { ++worked; return number; }; },
                     [](std::size_t number, std::size_t) {
                         if (number == 3) {
                             throw std::logic_error{"full"};
                         }
                     }),
                 std::logic_error);
    EXPECT_LT(worked, 20);
}

TEST(OrderedMap, few_results_wait_at_one_time) {
    std::atomic<int> alive{0};
    std::atomic<int> most{0};
    struct Counted {
        std::atomic<int>* alive;
        Counted(std::atomic<int>& all, std::atomic<int>& highest) : alive{&all} {
            auto const now = ++all;
            for (int seen = highest; seen < now && !highest.compare_exchange_weak(seen, now);) {
            }
        }
        Counted(Counted&& other) noexcept : alive{std::exchange(other.alive, nullptr)} {}
        Counted& operator=(Counted&&) = delete;
        ~Counted() { if (alive != nullptr) { --*alive; } }
    };
    constexpr int threads = 3;
    ordered_map(
        200, threads, [&] { return [&](std::size_t number) {
            if (number == 50) {
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            }
            return Counted{alive, most};
        }; },
        [](std::size_t, Counted) {});
    EXPECT_LE(most, threads);
    EXPECT_EQ(alive, 0);
}

}  // namespace tidemark::test
