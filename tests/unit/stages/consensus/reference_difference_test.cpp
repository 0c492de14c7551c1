// NM and MD against the definition written out slowly: every aligned pair of bases as two lines of text.
#include "stages/consensus/reference_difference.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

struct Difference {
    std::int64_t distance = 0;
    std::string md;
    bool operator==(Difference const&) const = default;
};

std::ostream& operator<<(std::ostream& out, Difference const& each) { return out << each.distance << ' ' << each.md; }

Difference fast(ReadText const& text, std::string const& reference, std::int64_t begin = 0) {
    BuiltRead const built{text};
    Difference found;
    found.distance = reference_difference(built.read(), {begin, reference}, found.md);
    return found;
}

/// Lays read over reference, '-' in gaps, then reads the columns.
Difference slow(ReadText const& text, std::string const& reference) {
    std::string above, below;   // read, reference
    auto place = static_cast<std::size_t>(text.position);
    std::size_t base = 0, length = 0;
    for (char const letter : text.cigar) {
        if (letter >= '0' && letter <= '9') {
            length = 10 * length + static_cast<std::size_t>(letter - '0');
            continue;
        }
        bool const of_read = std::string{"MIS=X"}.find(letter) != std::string::npos;
        bool const of_reference = std::string{"MD=X"}.find(letter) != std::string::npos;
        if (letter != 'S' && letter != 'H') {
            above += of_read ? text.bases.substr(base, length) : std::string(length, '-');
            below += of_reference ? reference.substr(place, length) : std::string(length, '-');
        }
        base += of_read ? length : 0;
        place += of_reference ? length : 0;
        length = 0;
    }
    Difference told;
    int matches = 0;
    bool in_deletion = false;
    for (std::size_t column = 0; column < above.size(); ++column) {
        if (below[column] == '-') {
            ++told.distance;
            continue;
        }
        bool const deleted = above[column] == '-';
        bool const same = above[column] == below[column] && below[column] != 'N';
        if (same) {
            ++matches;
        } else {
            told.md += (in_deletion && deleted ? "" : std::to_string(matches) + (deleted ? "^" : "")) + below[column];
            matches = 0;
            ++told.distance;
        }
        in_deletion = deleted;
    }
    told.md += std::to_string(matches);
    return told;
}

}  // namespace

TEST(ReferenceDifference, examples_of_the_SAM_tags_page) {
    // 10 matches, A in the reference, 5 matches, AC deleted, 6 matches: MD 10A5^AC6.
    std::string const reference = "GGGGGGGGGGATTTTTACCCCCCC";
    EXPECT_EQ(fast({.cigar = "16M2D6M", .bases = "GGGGGGGGGGCTTTTTCCCCCC"}, reference), (Difference{3, "10A5^AC6"}));
    EXPECT_EQ(fast({.bases = "GGGG"}, reference), (Difference{0, "4"}));
    EXPECT_EQ(fast({.position = 8, .bases = "TGT"}, reference), (Difference{2, "0G1A0"}));
    // A mismatch right behind a deletion is told apart by a 0.
    EXPECT_EQ(fast({.position = 14, .cigar = "2M2D2M", .bases = "TTTC"}, reference), (Difference{3, "2^AC0C1"}));
}

TEST(ReferenceDifference, clips_say_nothing_and_insertions_count_in_the_distance_only) {
    EXPECT_EQ(fast({.position = 2, .cigar = "3S2M2I2M1S", .bases = "TTTGGTTGGT"}, "GGGGGGGG"), (Difference{2, "4"}));
}

TEST(ReferenceDifference, N_is_a_mismatch_in_the_read_and_in_the_reference) {
    EXPECT_EQ(fast({.bases = "GNG"}, "GGG"), (Difference{1, "1G1"}));
    EXPECT_EQ(fast({.bases = "GGG"}, "GNG"), (Difference{1, "1N1"}));
    EXPECT_EQ(fast({.bases = "GNG"}, "GNG"), (Difference{1, "1N1"}));
}

TEST(ReferenceDifference, a_stretch_that_begins_elsewhere_and_one_that_ends_early) {
    EXPECT_EQ(fast({.position = 102, .bases = "GGG"}, "GGAGGG", 100), (Difference{1, "0A2"}));
    EXPECT_EQ(fast({.position = 104, .bases = "GGG"}, "GGAGGG", 100), (Difference{1, "2N0"}));
}

TEST(ReferenceDifference, random_alignments_agree_with_the_slow_way) {
    std::mt19937 random{20261128};
    auto const pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int round = 0; round < 2000; ++round) {
        std::string reference;
        for (int base = 0; base < 120; ++base) {
            reference += "ACGTACGTACGTACGTN"[pick(17)];
        }
        ReadText text{.position = pick(10)};
        auto place = static_cast<std::size_t>(text.position);
        auto const add = [&](char kind, int length) {
            text.cigar += std::to_string(length) + kind;
            for (int base = 0; base < length; ++base) {
                if (kind == 'M') {
                    text.bases += pick(6) == 0 ? "ACGTN"[pick(5)] : reference[place];
                } else if (kind != 'D') {
                    text.bases += "ACGT"[pick(4)];
                }
                place += kind == 'M' || kind == 'D' ? 1 : 0;
            }
        };
        if (pick(2) == 0) {
            add('S', 1 + pick(4));
        }
        add('M', 1 + pick(20));
        for (int gaps = pick(4); gaps > 0; --gaps) {
            add(pick(2) == 0 ? 'I' : 'D', 1 + pick(5));
            add('M', 1 + pick(15));
        }
        ASSERT_EQ(fast(text, reference), slow(text, reference)) << text.cigar << ' ' << text.bases << '\n' << reference;
    }
}

}  // namespace tidemark::test
