// Each threshold and error rate reaches the step that it names. Expected numbers are the formulas written out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "support/consensus_case.hpp"

namespace tidemark::test {
namespace {

constexpr std::size_t bases_cell = 9;
constexpr std::size_t qualities_cell = 10;

/// `count` templates of one UMI that is no duplex: one strand. The first `other` of them show another base at `places`.
ConsensusCase::Lines family(ConsensusCase const& call, int count, std::vector<std::int64_t> const& places = {}, int other = 1,
                            char quality = '?') {
    ConsensusCase::Lines all;
    for (int number = 0; number < count; ++number) {
        std::map<std::int64_t, char> shown;
        for (auto const place : number < other ? places : std::vector<std::int64_t>{}) {
            shown[place] = call.bases[static_cast<std::size_t>(place)] == 'A' ? 'C' : 'A';
        }
        auto const pair = call.pair({.name = "t" + std::to_string(number), .umi = "ACGTCA", .quality = quality, .shown = shown});
        all.insert(all.end(), pair.begin(), pair.end());
    }
    return all;
}

/// Phred of two errors of which either spoils the base, unless the second undoes the first (one of three ways).
double either(double one, double other) {
    auto const p = std::pow(10, -one / 10);
    auto const q = std::pow(10, -other / 10);
    return -10 * std::log10(p * (1 - q) + (1 - p) * q + p * q * 2 / 3);
}

std::set<int> qualities(ConsensusCase const& call) {
    std::set<int> found;
    for (auto const& record : call.records()) {
        for (char const letter : record[qualities_cell]) {
            found.insert(letter - 33);
        }
    }
    return found;
}

std::int64_t count_n(ConsensusCase const& call) {
    std::int64_t found = 0;
    for (auto const& record : call.records()) {
        found += std::ranges::count(record[bases_cell], 'N');
    }
    return found;
}

}  // namespace

TEST(ConsensusOptions, the_error_before_the_UMI_bounds_every_quality) {
    ConsensusCase const call;
    auto const bam = call.bam("deep", {family(call, 12)});
    for (int const phred : {20, 30}) {
        ASSERT_EQ(call.run(bam, {"--error-rate-pre-umi", std::to_string(phred)}).exit_code, 0);
        EXPECT_EQ(qualities(call), std::set<int>{phred}) << "twelve reads leave nothing but the error before the UMI";
    }
}

TEST(ConsensusOptions, the_larger_of_the_two_errors_is_in_the_quality_of_a_single_read) {
    ConsensusCase const call;
    auto const bam = call.bam("one", {family(call, 1)});
    for (int const phred : {15, 20, 25}) {
        ASSERT_EQ(call.run(bam, {"--error-rate-post-umi", std::to_string(phred)}).exit_code, 0);
        auto const expected = static_cast<int>(std::floor(either(30, phred)));
        EXPECT_EQ(qualities(call), std::set<int>{expected}) << phred;
    }
}

TEST(ConsensusOptions, bases_below_the_floor_of_the_input_take_no_part) {
    ConsensusCase const call;
    auto const bam = call.bam("low", {family(call, 3)});   // Q30
    ASSERT_EQ(call.run(bam, {"--min-input-base-quality", "30"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    auto words = call.with_losses();
    words.insert(words.end(), {"--min-input-base-quality", "31"});
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.records().size(), 0U);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"no_usable_base", 6}}));
}

TEST(ConsensusOptions, consensus_bases_below_either_floor_are_N) {
    ConsensusCase const call;
    // One read of Q30 gives Q29 or less: 60 bases of either mate.
    auto const bam = call.bam("one", {family(call, 1)});
    auto const quality = std::to_string(static_cast<int>(std::floor(either(30, 40))));
    auto const above = std::to_string(static_cast<int>(std::floor(either(30, 40))) + 1);
    for (auto const* const option : {"--min-consensus-base-quality", "--min-base-quality"}) {
        ASSERT_EQ(call.run(bam, {option, quality}).exit_code, 0);
        EXPECT_EQ(count_n(call), 0) << option;
        ASSERT_EQ(call.run(bam, {option, above}).exit_code, 0);
        EXPECT_TRUE(call.records().empty() || count_n(call) == 120) << option << " left " << count_n(call) << " N";
    }
}

TEST(ConsensusOptions, a_molecule_whose_reads_disagree_too_often_is_dropped) {
    ConsensusCase const call;
    // One of four templates is wrong at three places of read 1: 3 of 240 bases there, 1.25 %.
    auto const bam = call.bam("noisy", {family(call, 4, {1005, 1010, 1015})});
    auto words = call.with_losses();
    words.insert(words.end(), {"--max-read-error-rate", "0.013"});
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    words.back() = "0.012";
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.records().size(), 0U);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"filtered_errors", 8}}));
}

TEST(ConsensusOptions, a_molecule_below_the_mean_quality_is_dropped) {
    ConsensusCase const call;
    auto const bam = call.bam("one", {family(call, 1)});
    auto const quality = static_cast<int>(std::floor(either(30, 40)));
    auto words = call.with_losses();
    words.insert(words.end(), {"--min-mean-base-quality", std::to_string(quality)});
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    words.back() = std::to_string(quality + 1);
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"filtered_quality", 2}}));
}

TEST(ConsensusOptions, where_strands_must_agree_the_stronger_one_does_not_win) {
    ConsensusCase const call;
    std::int64_t const place = 1010;
    char const other = call.bases[static_cast<std::size_t>(place)] == 'A' ? 'C' : 'A';
    ConsensusCase::Lines lines;
    for (int number = 0; number < 4; ++number) {
        bool const forward = number < 3;
        auto const pair = call.pair({.name = "t" + std::to_string(number), .umi = forward ? "ACGTC-TTAGC" : "TTAGC-ACGTC",
                                     .read_one_forward = forward,
                                     .shown = forward ? std::map<std::int64_t, char>{} : std::map<std::int64_t, char>{{place, other}}});
        lines.insert(lines.end(), pair.begin(), pair.end());
    }
    auto const bam = call.bam("strands", {lines});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    EXPECT_EQ(count_n(call), 0);
    ASSERT_EQ(call.run(bam, {"--require-strand-agreement"}).exit_code, 0);
    EXPECT_EQ(count_n(call), 1);
    EXPECT_EQ(call.records().at(0)[bases_cell][10], 'N');
}

TEST(ConsensusOptions, reads_below_the_mapping_quality_take_no_part) {
    ConsensusCase const call;
    auto const bam = call.bam("mapped", {family(call, 2)});   // mapping quality 60
    ASSERT_EQ(call.run(bam, {"--min-mapq", "60"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    auto words = call.with_losses();
    words.insert(words.end(), {"--min-mapq", "61"});
    ASSERT_EQ(call.run(bam, words).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"mapping_quality_low", 4}}));
}

}  // namespace tidemark::test
