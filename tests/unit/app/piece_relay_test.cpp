#include "app/piece_relay.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <stdexcept>
#include <string>

namespace tidemark::test {
namespace {

using Items = std::vector<std::size_t>;

/// A piece makes `items` numbers; they go to `all` at once when it is due and wait until then, each as so many bytes.
struct Line {
    std::size_t pieces;
    int threads;
    std::size_t ahead = 1000;
    std::size_t most_waiting = 1000;
    std::size_t items = 20;
    std::size_t slow_piece = 1000;
    Items all = {};
    std::atomic<std::size_t> waiting{0};
    std::atomic<std::size_t> most_seen{0};
    std::atomic<std::size_t> worked{0};

    /// `then(number)` is the piece that is due after `number`.
    template <typename Then>
    void run(Then const& then) {
        PieceRelay<Items> relay{pieces, ahead, most_waiting};
        auto const make_worker = [&] {
            return [&](std::size_t number) {
                Items held;
                bool has_begun = false;
                for (std::size_t item = 0; item < items; ++item) {
                    if (number == slow_piece) {
                        std::this_thread::sleep_for(std::chrono::microseconds{300});
                    }
                    if (!has_begun && relay.is_due(number)) {
                        has_begun = true;
                        take(held);
                        relay.let_go(number);
                    }
                    if (has_begun) {
                        all.push_back(number * items + item);
                        continue;
                    }
                    relay.hold(number, 1);
                    held.push_back(number * items + item);
                    auto const now = ++waiting;
                    for (auto seen = most_seen.load(); seen < now && !most_seen.compare_exchange_weak(seen, now);) {
                    }
                }
                ++worked;
                return held;
            };
        };
        run_relay(relay, threads, make_worker, [&](std::size_t number, Items held) {
            take(held);
            return then(number);
        });
    }
    void run() {
        run([](std::size_t number) { return number + 1; });
    }

private:
    void take(Items& held) {
        all.insert(all.end(), held.begin(), held.end());
        waiting -= held.size();
        held.clear();
    }
};

Items numbers(std::size_t count) {
    Items expected(count);
    std::iota(expected.begin(), expected.end(), std::size_t{0});
    return expected;
}

}  // namespace

TEST(PieceRelay, items_come_in_the_order_of_the_pieces_whatever_the_thread_count) {
    for (int const threads : {0, 1, 2, 3, 8, 100}) {
        Line line{.pieces = 60, .threads = threads, .slow_piece = 4};
        line.run();
        EXPECT_EQ(line.all, numbers(60 * 20)) << threads;
    }
    Line none{.pieces = 0, .threads = 4};
    none.run();
    EXPECT_EQ(none.all, Items{});
}

TEST(PieceRelay, no_more_waits_than_was_stated_and_a_piece_that_is_due_never_waits) {
    for (std::size_t const most : {0U, 1U, 7U, 50U}) {
        for (int const threads : {2, 8}) {
            Line line{.pieces = 40, .threads = threads, .most_waiting = most, .slow_piece = 3};
            line.run();
            EXPECT_EQ(line.all, numbers(40 * 20)) << most << " " << threads;
            // One more: a piece that comes to be due while it asks is not kept waiting.
            EXPECT_LE(line.most_seen, most + 1) << threads;
            EXPECT_EQ(line.waiting, 0U);
        }
    }
}

TEST(PieceRelay, with_room_others_work_ahead_of_a_slow_piece) {
    Line line{.pieces = 20, .threads = 3, .slow_piece = 0};
    line.run();
    EXPECT_EQ(line.all, numbers(400));
    EXPECT_GT(line.most_seen, 40U) << "what two pieces and more make";
}

TEST(PieceRelay, numbers_are_given_out_so_far_ahead_only) {
    PieceRelay<int> relay{10, 3, 100};
    for (std::size_t number = 0; number < 3; ++number) {
        EXPECT_EQ(relay.next(), number);
    }
    std::atomic<bool> is_given{false};
    std::jthread const other{[&] {
        EXPECT_EQ(relay.next(), 3U);
        is_given = true;
    }};
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    EXPECT_FALSE(is_given);
    auto take = [](std::size_t number, int) { return number + 1; };
    relay.end(1, 0, {}, take);
    EXPECT_TRUE(relay.is_due(0));
    relay.end(0, 0, {}, take);
    EXPECT_TRUE(relay.is_due(2));
}

TEST(PieceRelay, pieces_that_were_made_as_part_of_another_are_abandoned_and_not_begun) {
    for (int const threads : {1, 2, 8}) {
        Line line{.pieces = 400, .threads = threads, .ahead = 16, .most_waiting = 30, .slow_piece = 10};
        // Piece 10 stands for all up to 299.
        line.run([](std::size_t number) { return number == 10 ? 300 : number + 1; });
        auto expected = numbers(11 * 20);
        for (std::size_t number = 300 * 20; number < 400 * 20; ++number) {
            expected.push_back(number);
        }
        EXPECT_EQ(line.all, expected) << threads;
        EXPECT_LE(line.worked, 11U + 100U + 16U) << threads;
    }
}

TEST(PieceRelay, the_failure_of_the_lowest_number_is_thrown_and_what_lies_before_was_taken) {
    for (int const threads : {1, 2, 8}) {
        PieceRelay<int> relay{40, 8, 100};
        std::size_t taken = 0;
        std::string message;
        try {
            run_relay(
                relay, threads,
                [] {
                    return [](std::size_t number) {
                        if (number == 9) {
                            std::this_thread::sleep_for(std::chrono::milliseconds{5});
                        }
                        if (number >= 9) {
                            throw std::runtime_error{std::to_string(number)};
                        }
                        return 0;
                    };
                },
                [&](std::size_t number, int) {
                    ++taken;
                    return number + 1;
                });
        } catch (std::runtime_error const& error) {
            message = error.what();
        }
        EXPECT_EQ(message, "9") << threads;
        EXPECT_EQ(taken, 9U) << threads;
    }
}

TEST(PieceRelay, a_failure_while_taking_ends_everything_and_wakes_whoever_waits) {
    std::atomic<int> worked{0};
    PieceRelay<int> relay{1000, 8, 0};
    EXPECT_THROW(run_relay(
                     relay, 4,
                     [&] {
                         return [&](std::size_t number) {
                             ++worked;
                             relay.hold(number, 5);
                             return 0;
                         };
                     },
                     [](std::size_t number, int) {
                         if (number == 3) {
                             throw std::logic_error{"full"};
                         }
                         return number + 1;
                     }),
                 std::logic_error);
    EXPECT_LT(worked, 30);
}

}  // namespace tidemark::test
