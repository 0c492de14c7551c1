// What alleles show of the place of an insertion or deletion: never less than the reference would say.
#include "values/genome/indel_shift.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tidemark {
namespace {

Variant at(std::int64_t one_based, std::string ref, std::string alt, std::string contig = "c") {
    return {std::move(contig), Position::from_one_based(one_based), std::move(ref), std::move(alt)};
}

}  // namespace

TEST(IndelShift, a_deletion_farther_right_in_its_run_may_be_the_same) {
    // GAAAAT: the run begins at 2.
    EXPECT_TRUE(may_be_one_indel(at(1, "GA", "G"), at(4, "AA", "A")));
    EXPECT_TRUE(may_be_one_indel(at(4, "AA", "A"), at(1, "GA", "G"))) << "whichever is the panel's";
    EXPECT_FALSE(may_be_one_indel(at(1, "GA", "G"), at(1, "GA", "G")));
}

TEST(IndelShift, units_turn_with_the_distance) {
    // GCACACAT
    EXPECT_TRUE(may_be_one_indel(at(1, "G", "GCA"), at(2, "C", "CAC")));
    EXPECT_TRUE(may_be_one_indel(at(1, "G", "GCA"), at(3, "A", "ACA")));
    EXPECT_FALSE(may_be_one_indel(at(1, "G", "GCA"), at(2, "C", "CCA"))) << "its last base is not the one before it";
    EXPECT_FALSE(may_be_one_indel(at(1, "G", "GCA"), at(3, "C", "CAC"))) << "one base on, CA is AC; two on, CA again";
}

TEST(IndelShift, one_that_stands_leftmost_is_another_event) {
    EXPECT_FALSE(may_be_one_indel(at(1, "GA", "G"), at(20, "TA", "T")));
    EXPECT_TRUE(may_be_one_indel(at(1, "AA", "A"), at(20, "AA", "A")));
}

TEST(IndelShift, other_kinds_lengths_contigs_and_far_places_are_other_events) {
    auto const tracked = at(1, "GA", "G");
    for (auto const& other : {at(4, "A", "AA"), at(4, "AAA", "A"), at(4, "AA", "A", "d"), at(4, "A", "C"), at(4, "AA", "CC"),
                              at(4, "AA", "CCC"), at(502, "AA", "A")}) {
        EXPECT_FALSE(may_be_one_indel(tracked, other)) << to_text(other);
    }
    EXPECT_TRUE(may_be_one_indel(tracked, at(501, "AA", "A")));
    EXPECT_FALSE(may_be_one_indel(at(1, "A", "C"), at(2, "A", "C")));
}

TEST(IndelShift, every_pair_that_changes_a_sequence_in_the_same_way_passes) {
    std::mt19937 random{20261129};
    int same = 0;
    for (int round = 0; round < 400; ++round) {
        std::string bases;
        for (int index = 0; index < 14; ++index) {
            bases += "AC"[random() % 2];
        }
        std::string const inserted = std::string{"AC"}.substr(random() % 2, 1) + (random() % 2 == 0 ? "" : "A");
        // Every place of a deletion of one or two bases and of this insertion.
        std::vector<std::pair<Variant, std::string>> events;
        for (std::size_t anchor = 0; anchor + 3 < bases.size(); ++anchor) {
            for (std::size_t const length : {1, 2}) {
                auto changed = bases;
                events.emplace_back(at(static_cast<std::int64_t>(anchor) + 1, bases.substr(anchor, 1 + length), bases.substr(anchor, 1)),
                                    changed.erase(anchor + 1, length));
            }
            for (std::size_t turn = 0; turn < inserted.size(); ++turn) {
                auto const unit = inserted.substr(turn) + inserted.substr(0, turn);
                auto changed = bases;
                events.emplace_back(at(static_cast<std::int64_t>(anchor) + 1, bases.substr(anchor, 1), bases.substr(anchor, 1) + unit),
                                    changed.insert(anchor + 1, unit));
            }
        }
        for (auto const& [one, one_result] : events) {
            for (auto const& [other, other_result] : events) {
                if (one != other && one_result == other_result) {
                    ++same;
                    EXPECT_TRUE(may_be_one_indel(one, other)) << bases << " " << to_text(one) << " " << to_text(other);
                }
            }
        }
    }
    EXPECT_GT(same, 5000);
}

}  // namespace tidemark
