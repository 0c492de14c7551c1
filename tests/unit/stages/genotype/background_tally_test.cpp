#include "stages/genotype/background_tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/stages/genotype/plan_builder.hpp"

namespace tidemark::test {
namespace {

std::string const& contig = plain_contig();
Variant const locus = snv_at(contig, 200);
MoleculeGroup const forward{EvidenceClass::collapsed, MoleculeStrand::forward};

CountParameters collapsed() {
    CountParameters parameters;
    parameters.declared = DeclaredEvidence::deduplicated;
    return parameters;
}

/// Single-end molecules over the same hundred bases, the first `errors` of them with the next base at `place`.
std::vector<ReadText> molecules(int count, int errors, std::int64_t place) {
    std::vector<ReadText> reads;
    for (int number = 0; number < count; ++number) {
        ReadText read{.name = "m" + std::to_string(number), .position = 150, .bases = contig.substr(150, 100)};
        if (number < errors) {
            read.bases[static_cast<std::size_t>(place - 150)] = snv_at(contig, place).alt[0];
        }
        reads.push_back(read);
    }
    return reads;
}

bool is_substitution(ContextRow const& row) { return row.substitution.find('>') != std::string::npos; }

std::int64_t errors_in(SampleEvidence const& evidence) {
    std::int64_t errors = 0;
    for (auto const& row : evidence.contexts) {
        errors += is_substitution(row) ? row.errors : 0;
    }
    return errors;
}

/// Every context row's molecules divided over its three substitutions: the covered molecule-bases.
std::int64_t covered_in(SampleEvidence const& evidence) {
    std::int64_t covered = 0;
    for (auto const& row : evidence.contexts) {
        covered += is_substitution(row) ? row.molecules : 0;
    }
    return covered / 3;
}

TEST(BackgroundTally, covered_bases_are_what_a_plain_count_says_without_the_tracked_place) {
    auto const evidence = count_reads(plan_on(contig, {locus}), molecules(30, 1, 180), collapsed());
    EXPECT_EQ(covered_in(evidence), 30 * 99);
    EXPECT_EQ(errors_in(evidence), 1);
    ASSERT_EQ(evidence.mismatches.size(), 1U);
    EXPECT_EQ(evidence.mismatches[0], (MismatchRow{snv_at(contig, 180), forward, 30, 1, false}));
    ASSERT_EQ(evidence.depths.size(), 2U) << "two runs, the tracked place between them";
    EXPECT_EQ(evidence.depths[0], (DepthRun{"chr1", Position{150}, Position{200}, forward, 30}));
    EXPECT_EQ(evidence.depths[1], (DepthRun{"chr1", Position{201}, Position{250}, forward, 30}));
}

TEST(BackgroundTally, the_context_is_that_of_the_reference_round_the_error) {
    auto const evidence = count_reads(plan_on(contig, {locus}), molecules(30, 1, 180), collapsed());
    auto const found = std::ranges::find_if(evidence.contexts, [](ContextRow const& row) {
        return row.errors == 1;
    });
    ASSERT_NE(found, evidence.contexts.end());
    EXPECT_EQ(found->context, contig.substr(179, 3));
    EXPECT_EQ(found->substitution, std::string{contig[180]} + ">" + snv_at(contig, 180).alt);
    std::int64_t opportunities = 0;
    for (std::size_t place = 150; place < 250; ++place) {
        opportunities += place != 200 && contig.substr(place - 1, 3) == found->context ? 30 : 0;
    }
    EXPECT_EQ(found->molecules, opportunities);
}

TEST(BackgroundTally, a_polymorphic_place_is_listed_but_no_error) {
    auto const below = count_reads(plan_on(contig, {locus}), molecules(41, 2, 180), collapsed());
    EXPECT_EQ(errors_in(below), 2) << "2 of 41 is below 0.05";
    auto const at = count_reads(plan_on(contig, {locus}), molecules(40, 2, 180), collapsed());
    EXPECT_EQ(errors_in(at), 0);
    EXPECT_EQ(covered_in(at), 40 * 98);
    ASSERT_EQ(at.mismatches.size(), 1U);
    EXPECT_TRUE(at.mismatches[0].polymorphic);
    auto const shallow = count_reads(plan_on(contig, {locus}), molecules(19, 1, 180), collapsed());
    EXPECT_EQ(errors_in(shallow), 1) << "below depth 20 nothing is called polymorphic";
}

TEST(BackgroundTally, a_listed_site_is_never_an_error) {
    auto const evidence =
        count_reads(plan_on(contig, {locus}, {}, {snv_at(contig, 180)}), molecules(100, 1, 180), collapsed());
    EXPECT_EQ(errors_in(evidence), 0);
    ASSERT_EQ(evidence.mismatches.size(), 1U);
    EXPECT_TRUE(evidence.mismatches[0].polymorphic);
}

TEST(BackgroundTally, targets_bound_the_background_and_need_no_locus_near) {
    Region const target{"chr1", Interval{Position{160}, Position{170}}};
    auto const evidence = count_reads(plan_on(contig, {snv_at(contig, 390)}, {target}), molecules(30, 1, 180), collapsed());
    EXPECT_EQ(covered_in(evidence), 30 * 10);
    EXPECT_TRUE(evidence.mismatches.empty());
}

TEST(BackgroundTally, unreadable_bases_and_disagreeing_mates_are_no_opportunity) {
    auto reads = pair_over(contig, "p", 150, 100);
    reads[0].bases[30] = snv_at(contig, 180).alt[0];
    auto single = ReadText{.name = "s", .position = 150, .bases = contig.substr(150, 100)};
    single.low = std::string(100, 'I');
    single.low[31] = '!';
    reads.push_back(single);
    auto const evidence = count_reads(plan_on(contig, {locus}), reads, collapsed());
    EXPECT_EQ(covered_in(evidence), 2 * 99 - 2);
    EXPECT_EQ(errors_in(evidence), 0);
}

TEST(BackgroundTally, indels_and_adjacent_mismatches_are_events_per_covered_base) {
    auto reads = molecules(60, 0, 180);
    reads[0].cigar = "50M2D50M";
    reads[0].bases = contig.substr(150, 50) + contig.substr(202, 50);
    reads[1].cigar = "20M1I79M";
    reads[1].bases = contig.substr(150, 20) + "A" + contig.substr(170, 79);
    reads[2].bases[60] = snv_at(contig, 210).alt[0];
    reads[2].bases[61] = snv_at(contig, 211).alt[0];
    auto const evidence = count_reads(plan_on(contig, {snv_at(contig, 170)}), reads, collapsed());
    std::map<std::string, std::int64_t> events;
    for (auto const& row : evidence.contexts) {
        if (!is_substitution(row)) {
            events[row.substitution] += row.errors;
        }
    }
    EXPECT_EQ(events, (std::map<std::string, std::int64_t>{{"ins", 1}, {"del", 1}, {"mnv", 1}}));
}

TEST(BackgroundTally, a_repeat_counts_its_indels_and_its_molecules_once) {
    // Seven T behind place 199 of a contig without repeats; one of sixty molecules lacks a T, in the middle of the run as some
    // aligners put it.
    auto text = contig;
    text.replace(199, 9, "GTTTTTTTG");
    auto reads = molecules(60, 0, 180);
    for (auto& read : reads) {
        read.bases = text.substr(150, 100);
    }
    reads[0].cigar = "53M1D47M";
    reads[0].bases = text.substr(150, 53) + text.substr(204, 47);
    auto const evidence = count_reads(plan_on(text, {snv_at(text, 170)}), reads, collapsed());
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> deletions;
    for (auto const& row : evidence.contexts) {
        if (row.substitution == "del") {
            deletions[row.context] = {row.errors, row.molecules};
        }
    }
    EXPECT_EQ(deletions["1x7"], (std::pair<std::int64_t, std::int64_t>{1, 60}));
    EXPECT_EQ(deletions["1x1"].first, 0);
    EXPECT_GT(deletions["1x1"].second, 60 * 60);
}

TEST(BackgroundTally, long_targets_are_the_same_over_tile_borders) {
    std::string long_contig;
    while (long_contig.size() < 40'000) {
        long_contig += plain_contig();
    }
    Region const all{"chr1", Interval{Position{0}, Position{40'000}}};
    std::vector<ReadText> reads;
    for (std::int64_t begin = longest_tile - 60; begin < longest_tile; begin += 20) {
        reads.push_back({.name = "b" + std::to_string(begin), .position = begin,
                         .bases = long_contig.substr(static_cast<std::size_t>(begin), 100)});
    }
    auto const evidence = count_reads(plan_on(long_contig, {snv_at(long_contig, 39'000)}, {all}), reads, collapsed());
    std::int64_t covered = 0;
    for (auto const& run : evidence.depths) {
        covered += (run.end - run.begin) * run.depth;
    }
    EXPECT_EQ(covered, 300);
    EXPECT_EQ(covered_in(evidence), 300);
}

}  // namespace
}  // namespace tidemark::test
