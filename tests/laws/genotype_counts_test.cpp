// Counting against a slow plain count of the same reads, and that order within a position never shows.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "unit/stages/genotype/plan_builder.hpp"

namespace tidemark::test {
namespace {

std::string const& contig = plain_contig();

/// Random pairs and single reads over the contig, with errors, unreadable bases and missing mates.
std::vector<ReadText> random_reads() {
    std::vector<ReadText> reads;
    auto const molecules = *rc::gen::inRange(1, 25);
    for (int number = 0; number < molecules; ++number) {
        auto const begin = *rc::gen::inRange<std::int64_t>(100, 250);
        auto const length = *rc::gen::inRange<std::int64_t>(30, 120);
        auto pair = pair_over(contig, "m" + std::to_string(number), begin, length);
        auto const cut = *rc::gen::inRange<std::int64_t>(0, length - 20);
        pair[1].position += cut;
        pair[1].bases = pair[1].bases.substr(static_cast<std::size_t>(cut));
        pair[0].mate_position = pair[1].position;
        auto const kept = *rc::gen::inRange(0, 6);
        for (int which = 0; which < 2; ++which) {
            auto& read = pair[static_cast<std::size_t>(which)];
            read.low = std::string(read.bases.size(), 'I');
            for (auto const place : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 300))) {
                if (place < read.bases.size()) {
                    read.bases[place] = "ACGTN"[*rc::gen::inRange(0, 5)];
                } else if (place - read.bases.size() < read.bases.size()) {
                    read.low[place - read.bases.size()] = '!';
                }
            }
            if (kept != which) {
                reads.push_back(read);
            }
        }
    }
    return reads;
}

struct PlainCounts {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    std::int64_t unreadable = 0;
    std::int64_t disagreement = 0;
    bool operator==(PlainCounts const&) const = default;
};

/// For every name, the set of readable bases at the place: none, one or two different ones.
PlainCounts plain_counts(std::vector<ReadText> const& reads, Variant const& snv) {
    std::map<std::string, std::set<char>> shown;
    for (auto const& read : reads) {
        auto const offset = snv.position.value - read.position;
        if (offset < 0 || offset >= static_cast<std::int64_t>(read.bases.size())) {
            continue;
        }
        auto const index = static_cast<std::size_t>(offset);
        auto& bases = shown[read.name];
        if (read.bases[index] != 'N' && read.low[index] != '!') {
            bases.insert(read.bases[index]);
        }
    }
    PlainCounts counts;
    for (auto const& [name, bases] : shown) {
        counts.unreadable += bases.empty() ? 1 : 0;
        counts.disagreement += bases.size() > 1 ? 1 : 0;
        counts.depth += bases.size() == 1 ? 1 : 0;
        counts.alt += bases.size() == 1 && *bases.begin() == snv.alt[0] ? 1 : 0;
    }
    return counts;
}

CountParameters collapsed() {
    CountParameters parameters;
    parameters.declared = DeclaredEvidence::deduplicated;
    return parameters;
}

TEST(GenotypeLaws, molecules_at_a_locus_are_what_a_plain_count_by_name_says) {
    std::vector<Variant> const loci{snv_at(contig, 150), snv_at(contig, 201), snv_at(contig, 202)};
    auto const plan = plan_on(contig, loci);
    EXPECT_TRUE(rc::check([&] {
        auto const reads = random_reads();
        auto const evidence = count_reads(plan, reads, collapsed());
        for (auto const& locus : loci) {
            auto const counts = counts_at(evidence, locus);
            PlainCounts const got{counts.depth, counts.alt, counts.unreadable, counts.mate_disagreement};
            RC_ASSERT(got == plain_counts(reads, locus));
        }
    }));
}

TEST(GenotypeLaws, mismatch_rows_are_what_a_plain_count_by_name_says) {
    Region const target{"chr1", Interval{Position{100}, Position{370}}};
    auto const plan = plan_on(contig, {snv_at(contig, 399)}, {target});
    EXPECT_TRUE(rc::check([&] {
        auto const reads = random_reads();
        auto const evidence = count_reads(plan, reads, collapsed());
        std::map<Variant, std::int64_t> got;
        std::map<std::int64_t, std::int64_t> depth;
        for (auto const& row : evidence.mismatches) {
            got[row.variant] += row.alt;
        }
        for (auto const& run : evidence.depths) {
            for (auto place = run.begin.value; place < run.end.value; ++place) {
                depth[place] += run.depth;
            }
        }
        for (std::int64_t place = 100; place < 370; ++place) {
            for (char const base : {'A', 'C', 'G', 'T'}) {
                Variant const snv{"chr1", Position{place}, contig.substr(static_cast<std::size_t>(place), 1),
                                  std::string(1, base)};
                auto const plain = plain_counts(reads, snv);
                RC_ASSERT(depth[place] == plain.depth);
                RC_ASSERT((snv.ref == snv.alt ? 0 : got[snv]) == (snv.ref == snv.alt ? 0 : plain.alt));
            }
        }
    }));
}

TEST(GenotypeLaws, order_within_a_position_never_shows) {
    auto const plan = plan_on(contig, {snv_at(contig, 150), snv_at(contig, 201)});
    EXPECT_TRUE(rc::check([&] {
        auto const reads = random_reads();
        auto backwards = reads;
        std::ranges::reverse(backwards);
        RC_ASSERT(count_reads(plan, reads) == count_reads(plan, backwards));
        RC_ASSERT(count_reads(plan, reads, collapsed()) == count_reads(plan, backwards, collapsed()));
    }));
}

TEST(GenotypeLaws, swapping_which_mate_is_read_1_changes_only_the_strand) {
    auto const locus = snv_at(contig, 201);
    auto const plan = plan_on(contig, {locus});
    EXPECT_TRUE(rc::check([&] {
        auto const reads = random_reads();
        auto swapped = reads;
        for (auto& read : swapped) {
            read.flags = static_cast<std::uint16_t>(read.flags ^ 0xc0);
        }
        auto const before = counts_at(count_reads(plan, reads, collapsed()), locus);
        auto const after = counts_at(count_reads(plan, swapped, collapsed()), locus);
        RC_ASSERT(before.depth == after.depth);
        RC_ASSERT(before.alt == after.alt);
        RC_ASSERT(before.mate_disagreement == after.mate_disagreement);
    }));
}

}  // namespace
}  // namespace tidemark::test
