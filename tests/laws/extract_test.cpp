// Structures say themselves again; nothing of a read is lost or doubled; mates overlap as the slow formula says.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <set>

#include "stages/extract/extract_template.hpp"
#include "support/fastq_text.hpp"

namespace tidemark::test {
namespace {

ReadStructure any_structure(bool with_bases) {
    auto const kind = rc::gen::element(SegmentKind::bases, SegmentKind::umi, SegmentKind::sample_barcode,
                                       SegmentKind::cell_barcode, SegmentKind::skip);
    auto const count = *rc::gen::inRange<std::size_t>(1, 6);
    std::vector<ReadSegment> segments;
    for (std::size_t index = 0; index < count; ++index) {
        segments.push_back({*kind, *rc::gen::inRange<std::size_t>(1, 12)});
    }
    if (with_bases) {
        segments[*rc::gen::inRange<std::size_t>(0, count)].kind = SegmentKind::bases;
    }
    if (*rc::gen::inRange(0, 4) > 0) {
        segments[*rc::gen::inRange<std::size_t>(0, count)].length = 0;
    }
    return ReadStructure{segments};
}

std::string any_bases(std::size_t count, std::string const& letters = "ACGTN") {
    return *rc::gen::container<std::string>(count, rc::gen::elementOf(letters));
}

/// Qualities that name the place of their base, so that a piece can be found again.
std::string places(std::size_t count) {
    std::string text;
    for (std::size_t place = 0; place < count; ++place) {
        text += static_cast<char>('!' + place);
    }
    return text;
}

/// METHOD of mate_overlap.hpp, base by base.
std::optional<std::size_t> slow_read_through(std::string const& one, std::string const& two, OverlapParameters const& parameters) {
    std::optional<std::size_t> best;
    long best_score = 0;
    for (std::size_t fragment = 1; fragment <= one.size() + two.size(); ++fragment) {
        long known = 0;
        long mismatches = 0;
        for (std::size_t place = 0; place < std::min(one.size(), fragment); ++place) {
            auto const facing = fragment - 1 - place;
            if (facing >= two.size() || one[place] == 'N' || two[facing] == 'N') {
                continue;
            }
            ++known;
            mismatches += other_strand(std::string(1, two[facing]))[0] == one[place] ? 0 : 1;
        }
        bool const fits = known >= static_cast<long>(parameters.minimum_overlap) && mismatches * 10 <= known;
        auto const score = known - 4 * mismatches;
        if (fits && (!best || score >= best_score)) {
            best = fragment;
            best_score = score;
        }
    }
    return best && *best < std::max(one.size(), two.size()) ? best : std::nullopt;
}

}  // namespace

TEST(ExtractLaws, a_structure_written_and_read_is_the_same) {
    EXPECT_TRUE(rc::check([] {
        auto const structure = any_structure(false);
        auto const again = read_structure_from_text(to_text(structure));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == structure);
    }));
}

TEST(ExtractLaws, the_segments_of_a_read_touch_and_do_not_overlap) {
    EXPECT_TRUE(rc::check([] {
        auto const structure = any_structure(false);
        auto const length = structure.shortest() + *rc::gen::inRange<std::size_t>(0, 40);
        std::size_t next = 0;
        bool open = false;
        for (std::size_t index = 0; index < structure.segments().size(); ++index) {
            auto const place = structure.place(index, length);
            RC_ASSERT(place.first == next);
            RC_ASSERT(place.length > 0U);
            next += place.length;
            open = open || structure.segments()[index].length == 0;
        }
        RC_ASSERT((open ? next == length : next <= length));
    }));
}

TEST(ExtractLaws, bases_barcodes_and_what_is_skipped_make_up_the_read) {
    EXPECT_TRUE(rc::check([] {
        auto const structure = any_structure(true);
        auto const length = structure.shortest() + *rc::gen::inRange<std::size_t>(0, 30);
        RC_PRE(length < 90U);
        auto const bases = any_bases(length);
        auto const qualities = places(length);
        FastqRecord record;
        record.name = "a";
        record.bases = bases;
        record.qualities = qualities;
        ExtractParameters parameters;
        parameters.structures = {structure};
        TemplateExtractor extractor{parameters};
        RC_ASSERT(!extractor.extract(std::span{&record, 1}));
        auto const& made = extractor.extracted();
        std::set<char> seen;
        auto const check_piece = [&](std::string_view piece_bases, std::string_view piece_qualities) {
            RC_ASSERT(piece_bases.size() == piece_qualities.size());
            for (std::size_t index = 0; index < piece_bases.size(); ++index) {
                if (piece_bases[index] == '-') {
                    RC_ASSERT(piece_qualities[index] == ' ');
                    continue;
                }
                RC_ASSERT(seen.insert(piece_qualities[index]).second);
                RC_ASSERT(bases[static_cast<std::size_t>(piece_qualities[index] - '!')] == piece_bases[index]);
            }
        };
        check_piece(made.reads()[0].bases, made.reads()[0].qualities);
        check_piece(made.umi.bases, made.umi.qualities);
        check_piece(made.sample_barcode.bases, made.sample_barcode.qualities);
        check_piece(made.cell_barcode.bases, made.cell_barcode.qualities);
        auto const& counts = extractor.counts();
        RC_ASSERT(static_cast<std::int64_t>(seen.size()) + counts.bases_skipped == static_cast<std::int64_t>(length));
        RC_ASSERT(counts.conserved());
    }));
}

TEST(ExtractLaws, mates_overlap_as_the_slow_formula_says) {
    MateOverlap overlap{{}};
    EXPECT_TRUE(rc::check([&overlap] {
        // Two letters and short units make chance fits and ties; mutations and N touch every bound.
        auto const letters = *rc::gen::element<std::string>("ACGT", "AT", "AC", "ACGTN");
        auto fragment = any_bases(*rc::gen::inRange<std::size_t>(1, 110), letters);
        auto one = fragment + any_bases(110, letters);
        auto two = other_strand(fragment) + any_bases(110, letters);
        one.resize(*rc::gen::inRange<std::size_t>(1, 101));
        two.resize(*rc::gen::inRange<std::size_t>(1, 101));
        auto const changes = *rc::gen::inRange(0, 12);
        for (int change = 0; change < changes; ++change) {
            one[*rc::gen::inRange<std::size_t>(0, one.size())] = *rc::gen::element('A', 'C', 'G', 'T', 'N');
        }
        RC_ASSERT(overlap.read_through_length(one, two) == slow_read_through(one, two, {}));
    }));
}

}  // namespace tidemark::test
