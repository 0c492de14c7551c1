// Groups that are not looked at: which templates need no look at their reads.
#include "stages/group/template_window.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1, reverse = 0x10, mate_reverse = 0x20, read_one = 0x40, read_two = 0x80;

struct PairText {
    ReadText forward{.flags = paired | mate_reverse | read_one, .position = 100, .mate_contig = 0, .bases = "ACGTACGT"};
    ReadText backward{.flags = paired | reverse | read_two, .position = 120, .mate_contig = 0, .bases = "ACGTACGT"};
};

/// Whether the pair is surely readable where places from `looked_at_from` on are looked at.
bool is_surely_readable(PairText pair, std::int64_t looked_at_from = 1000) {
    pair.forward.mate_position = pair.backward.position;
    pair.backward.mate_position = pair.forward.position;
    std::vector<bool> answers;
    TemplateWindow window{{}, [&](TemplateEnds const&, std::span<Template const> templates) {
        answers.push_back(templates.front().surely_readable);
    }};
    window.look_at({[&](TemplateEnds const& ends) { return ends.upper >= looked_at_from; }, 10});
    for (auto const& text : {pair.forward, pair.backward}) {
        BuiltRead const built{text};
        window.announce(built.read());
        window.add(built.read(), {});
    }
    window.finish();
    EXPECT_EQ(answers.size(), 1U);
    return answers.at(0);
}

}  // namespace

TEST(TemplateWindowInterest, a_pair_with_good_ends_is_surely_readable_unless_it_is_looked_at) {
    EXPECT_TRUE(is_surely_readable({}));
    EXPECT_TRUE(is_surely_readable({}, 128));
    EXPECT_FALSE(is_surely_readable({}, 127)) << "the last base lies at 127";
}

TEST(TemplateWindowInterest, an_unreadable_or_poor_end_leaves_it_open) {
    for (auto const* const bases : {"NCGTACGT", "RCGTACGT"}) {
        PairText pair;
        pair.forward.bases = bases;
        EXPECT_FALSE(is_surely_readable(pair)) << bases;
    }
    PairText poor;
    poor.forward.low = "!";
    EXPECT_FALSE(is_surely_readable(poor));
    poor = {};
    poor.backward.low = "       !";
    EXPECT_FALSE(is_surely_readable(poor)) << "the 5' end of a reverse read is its last base";
    poor.backward.low = "!";
    EXPECT_TRUE(is_surely_readable(poor));
}

TEST(TemplateWindowInterest, clips_and_indels_leave_it_open) {
    for (auto const* const cigar : {"1S7M", "7M1S", "4M1I3M", "4M1D4M"}) {
        PairText pair;
        pair.forward.cigar = cigar;
        EXPECT_FALSE(is_surely_readable(pair)) << cigar;
    }
}

TEST(TemplateWindowInterest, a_mate_that_covers_the_end_must_agree) {
    PairText pair;
    pair.backward.position = 100;   // both cover all of 100 to 107
    EXPECT_TRUE(is_surely_readable(pair));
    pair.backward.bases = "CCGTACGT";
    EXPECT_FALSE(is_surely_readable(pair)) << "at the forward read's end";
    pair.backward.bases = "ACGTACGA";
    EXPECT_FALSE(is_surely_readable(pair)) << "at the reverse read's end";
    pair.backward.bases = "ATTTATTT";
    EXPECT_TRUE(is_surely_readable(pair)) << "between the ends they may differ";
}

}  // namespace tidemark::test
