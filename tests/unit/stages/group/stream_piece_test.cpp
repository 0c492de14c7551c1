// A window over pieces of a stream gives what one window gives, or says that the cut does not fit.
#include "stages/group/stream_piece.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "stages/group/template_window.hpp"
#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1, unmapped_mate = 0x8, reverse = 0x10, mate_reverse = 0x20, read_one = 0x40, read_two = 0x80;

struct GivenRead {
    ReadText text;
    bool left_out = false;
    std::shared_ptr<BuiltRead const> built = {};
};

struct Seen {
    std::vector<std::string> groups;   ///< with all that belongs to it, in the order in which they were handed over
    WindowLosses losses;
    CutFit fit;
};

std::string described(TemplateEnds const& ends, std::span<Template const> templates) {
    auto text = std::to_string(ends.contig) + ":" + std::to_string(ends.lower) + "-" + std::to_string(ends.upper) + " " +
                std::to_string(ends.kind);
    for (auto const& each : templates) {
        for (auto const* const read : {each.first, each.second}) {
            text += read == nullptr ? " -" : " " + std::string{read->name} + "@" + std::to_string(read->position);
        }
    }
    return text;
}

/// As whoever cuts a stream must read it: from the cut on, to where nothing is open behind the next.
Seen run_piece(std::vector<GivenRead> const& reads, StreamPiece const& piece) {
    Seen seen;
    TemplateWindow window{{.max_insert = 1000, .kept = KeptPart::whole},
                          [&](TemplateEnds const& ends, std::span<Template const> templates) {
                              seen.groups.push_back(described(ends, templates));
                          },
                          piece};
    std::int64_t last = -1;
    for (auto const& [text, left_out, built] : reads) {
        if (!piece.begin.before_reads_of(text.contig, text.position)) {
            continue;
        }
        if (contig_order(text.contig) > contig_order(piece.end.contig)) {
            break;
        }
        if (text.contig == piece.end.contig && text.position >= piece.end.may_end && text.position != last &&
            (piece.end.reads_from == StreamCut::contig_start || !window.owes())) {
            break;
        }
        last = text.position;
        if (left_out) {
            window.leave_out(built->read());
        } else {
            window.add(built->read(), {});
        }
    }
    window.finish();
    seen.losses = window.losses();
    seen.fit = window.fit();
    return seen;
}

/// How unusual the reads are, each in a thousand.
struct Oddness {
    unsigned int shared_name = 0;
    unsigned int long_clip = 0;
    unsigned int long_span = 0;
    unsigned int other = 20;   ///< mate missing or left out, far, alone, at one place, repeated, wrong mate position
};

std::vector<GivenRead> random_reads(unsigned int seed, Oddness const& odd) {
    std::mt19937 random{seed};
    auto const happens = [&](unsigned int in_thousand) { return random() % 1000 < in_thousand; };
    std::vector<GivenRead> reads;
    for (int number = 0; number < 2'000; ++number) {
        auto const name = "t" + std::to_string(happens(odd.shared_name) ? random() % 40 : 100 + static_cast<unsigned int>(number));
        auto const contig = static_cast<std::int32_t>(random() % 8 == 0 ? 1 : 0);
        auto const start = static_cast<std::int64_t>(random() % 20'000);
        auto const insert = static_cast<std::int64_t>(happens(odd.other) ? 50 + random() % 3'000 : 60 + random() % 300);
        auto const make = [&](bool is_forward) {
            GivenRead made{.text = {.name = name, .contig = contig, .bases = std::string(60, 'A')}};
            auto& text = made.text;
            auto const clip = happens(odd.long_clip) ? 200 + static_cast<int>(random() % 2'000) : happens(100) ? 1 + static_cast<int>(random() % 50) : 0;
            auto const skip = happens(odd.long_span) ? std::to_string(100 + random() % 1'500) + "N10M" : std::string{};
            text.bases = std::string(static_cast<std::size_t>(clip + 50 + (skip.empty() ? 0 : 10)), 'A');
            auto const soft = clip == 0 ? std::string{} : std::to_string(clip) + "S";
            text.cigar = is_forward ? soft + "50M" + skip : "50M" + skip + soft;
            text.position = is_forward ? start + clip : std::max<std::int64_t>(start + insert - 50 - clip, 0);
            text.flags = is_forward ? 0 : reverse;
            made.left_out = happens(odd.other);
            return made;
        };
        auto one = make(true);
        if (happens(odd.other)) {   // alone
            one.text.flags = static_cast<std::uint16_t>(random() % 2 == 0 ? 0 : reverse | paired | unmapped_mate | read_two);
            reads.push_back(one);
            continue;
        }
        auto two = make(random() % 50 == 0);
        if (happens(odd.other)) {
            two.text.position = one.text.position;
        }
        bool const is_swapped = random() % 2 == 0;
        one.text.flags = static_cast<std::uint16_t>(one.text.flags | paired | (is_swapped ? read_two : read_one) |
                                                    ((two.text.flags & reverse) != 0 ? mate_reverse : 0));
        two.text.flags = static_cast<std::uint16_t>(two.text.flags | paired | (is_swapped ? read_one : read_two));
        one.text.mate_contig = two.text.mate_contig = contig;
        one.text.mate_position = two.text.position + (happens(odd.other / 4) ? 30 : 0);
        two.text.mate_position = one.text.position;
        if (!happens(odd.other)) {
            reads.push_back(one);
        }
        if (!happens(odd.other)) {
            reads.push_back(two);
        }
        if (happens(odd.other)) {
            reads.push_back(random() % 2 == 0 ? one : two);
        }
    }
    std::ranges::stable_sort(reads, {}, [](GivenRead const& read) { return std::pair{read.text.contig, read.text.position}; });
    for (auto& read : reads) {
        read.built = std::make_shared<BuiltRead const>(read.text);
    }
    return reads;
}

struct Comparison {
    int fitting = 0;
    int unfit = 0;
};

/// One cut at a time: what is on both sides together, where both say that it fits.
Comparison compare(std::vector<GivenRead> const& reads, std::string const& what) {
    auto const whole = run_piece(reads, {});
    auto sorted = whole.groups;
    std::ranges::sort(sorted);
    Comparison result;
    std::vector<StreamCut> cuts{StreamCut::before_contig(1), StreamCut::before_contig(-1)};
    for (std::int64_t position = 1'500; position < 20'000; position += 2'711) {
        cuts.push_back(StreamCut::inside(0, position, 1000));
    }
    for (auto const& cut : cuts) {
        StreamPiece before, after;
        before.end = after.begin = cut;
        auto const left = run_piece(reads, before);
        auto const right = run_piece(reads, after);
        if (!left.fit.end || !right.fit.begin) {
            EXPECT_NE(cut.reads_from, StreamCut::contig_start);
            ++result.unfit;
            continue;
        }
        ++result.fitting;
        auto together = left.groups;
        together.insert(together.end(), right.groups.begin(), right.groups.end());
        std::ranges::sort(together);
        EXPECT_TRUE(together == sorted) << what << " cut at " << cut.reads_from;
        EXPECT_EQ(left.losses.mate_missing + right.losses.mate_missing, whole.losses.mate_missing) << what << " " << cut.reads_from;
        EXPECT_EQ(left.losses.mate_left_out + right.losses.mate_left_out, whole.losses.mate_left_out) << what << " " << cut.reads_from;
        EXPECT_EQ(left.losses.duplicate_record + right.losses.duplicate_record, whole.losses.duplicate_record) << what;
        // Each side in the order of the whole.
        for (auto const* const side : {&left.groups, &right.groups}) {
            auto place = whole.groups.begin();
            for (auto const& group : *side) {
                place = std::find(place, whole.groups.end(), group);
                EXPECT_NE(place, whole.groups.end()) << what << " order at " << cut.reads_from;
                if (place == whole.groups.end()) {
                    break;
                }
                ++place;
            }
        }
    }
    return result;
}

}  // namespace

TEST(StreamPiece, reads_and_groups_belong_to_one_piece_each) {
    auto const cut = StreamCut::inside(3, 16'384, 1000);
    StreamPiece before, after;
    before.end = after.begin = cut;
    for (auto const& [contig, position] : {std::pair{0, 99'999L}, {3, 0L}, {3, 16'383L}, {3, 16'384L}, {3, 20'000L}, {4, 0L}, {-1, -1L}}) {
        EXPECT_NE(before.is_home(contig, position), after.is_home(contig, position)) << contig << ":" << position;
        EXPECT_NE(before.owns(contig, position), after.owns(contig, position)) << contig << ":" << position;
        EXPECT_TRUE(StreamPiece{}.is_home(contig, position) && StreamPiece{}.owns(contig, position));
    }
    EXPECT_TRUE(before.is_home(3, 16'383));
    EXPECT_TRUE(after.is_home(3, 16'384));
    EXPECT_TRUE(after.is_home(-1, -1));
    EXPECT_TRUE(before.owns(3, 16'384 + 511));
    EXPECT_TRUE(after.owns(3, 16'384 + 512));
}

TEST(StreamPiece, ordinary_reads_fit_every_cut_and_give_what_one_window_gives) {
    for (unsigned int seed = 1; seed <= 6; ++seed) {
        auto const result = compare(random_reads(seed, {}), "seed " + std::to_string(seed));
        EXPECT_EQ(result.fitting, 9) << seed;
        EXPECT_EQ(result.unfit, 0) << seed;
    }
}

TEST(StreamPiece, where_names_are_shared_a_cut_gives_the_same_or_does_not_fit) {
    Comparison all;
    for (unsigned int seed = 1; seed <= 12; ++seed) {
        auto const result = compare(random_reads(seed, {.shared_name = seed * 80}), "names, seed " + std::to_string(seed));
        all.fitting += result.fitting;
        all.unfit += result.unfit;
    }
    EXPECT_GT(all.fitting, 30);
    EXPECT_GT(all.unfit, 5);
}

TEST(StreamPiece, where_clips_and_alignments_are_long_a_cut_gives_the_same_or_does_not_fit) {
    Comparison all;
    for (unsigned int seed = 1; seed <= 12; ++seed) {
        auto const result = compare(random_reads(seed, {.long_clip = seed / 3, .long_span = seed / 2, .other = 40}),
                                    "long, seed " + std::to_string(seed));
        all.fitting += result.fitting;
        all.unfit += result.unfit;
    }
    EXPECT_GT(all.fitting, 30);
    EXPECT_GT(all.unfit, 5);
}

}  // namespace tidemark::test
