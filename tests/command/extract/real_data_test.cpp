// Public data with known UMI counts; skipped where the folders are not beside the checkout.
#include <gtest/gtest.h>

#include <map>

#include "command/extract/extract_case.hpp"

namespace tidemark::test {
namespace {

/// Templates by UMI.
std::map<std::string, int> umi_counts(ExtractCase const& extract) {
    std::map<std::string, int> counts;
    for (auto const& columns : extract.records()) {
        if (columns[1] == "141") {
            continue;
        }
        for (auto const& column : columns) {
            if (column.starts_with("RX:Z:")) {
                ++counts[column.substr(5)];
            }
        }
    }
    return counts;
}

int with_at_least(std::map<std::string, int> const& counts, int reads) {
    int number = 0;
    for (auto const& [umi, count] : counts) {
        number += count >= reads ? 1 : 0;
    }
    return number;
}

}  // namespace

class ExtractRealData : public testing::Test {
protected:
    void need(std::string const& folder) {
        if (!std::filesystem::exists(shared_data(folder))) {
            GTEST_SKIP() << "the folder " << folder << " is not there";
        }
    }
    [[nodiscard]] static std::string file(std::string const& name) { return shared_data(name).string(); }
    ExtractCase extract;
};

TEST_F(ExtractRealData, simsenseq_has_562_UMIs_277_of_them_with_three_reads) {
    need("simsenseq_pik3ca");
    if (IsSkipped()) {
        return;
    }
    ASSERT_EQ(extract.run({file("simsenseq_pik3ca/test_R1.fastq.gz")}, {"--read-structure", "12M16S+T"}).exit_code, 0);
    auto const counts = umi_counts(extract);
    EXPECT_EQ(counts.size(), 562U);
    EXPECT_EQ(with_at_least(counts, 3), 277);
    EXPECT_EQ(with_at_least(counts, 14), 1);
    EXPECT_EQ(with_at_least(counts, 15), 0);
    EXPECT_EQ(extract.summary()["totals"]["reads_in"], 1938);
}

TEST_F(ExtractRealData, mageri_has_261_UMIs_in_its_headers_the_largest_of_12924_pairs) {
    need("mageri_spike_umi");
    if (IsSkipped()) {
        return;
    }
    ASSERT_EQ(extract.run({file("mageri_spike_umi/R1.fastq.gz"), file("mageri_spike_umi/R2.fastq.gz")},
                          {"--umi-pattern", "UMI:([ACGTN]+):"}).exit_code, 0);
    std::map<std::string, int> published;
    std::istringstream lines{read_file(shared_data("mageri_spike_umi/umi_counts.derived.tsv"))};
    std::string umi;
    std::string count;
    for (lines >> umi >> count; lines >> umi >> count;) {
        published[umi] = std::stoi(count);
    }
    ASSERT_EQ(published.size(), 261U);
    EXPECT_EQ(umi_counts(extract), published);
}

TEST_F(ExtractRealData, mageri_cut_by_place_differs_in_the_three_reads_whose_UMI_is_shifted) {
    need("mageri_spike_umi");
    if (IsSkipped()) {
        return;
    }
    ASSERT_EQ(extract.run({file("mageri_spike_umi/R1.fastq.gz"), file("mageri_spike_umi/R2.fastq.gz")},
                          {"--read-structure", "14M+T +T"}).exit_code, 0);
    auto const counts = umi_counts(extract);
    EXPECT_EQ(counts.size(), 263U);
    EXPECT_EQ(counts.at("TTATAAAGCCACTG"), 12924);
    EXPECT_EQ(with_at_least(counts, 5), 14);
}

TEST_F(ExtractRealData, kennedy_reads_carry_the_tag_of_their_designed_family) {
    need("kennedy_duplex_synthetic");
    if (IsSkipped()) {
        return;
    }
    ASSERT_EQ(extract.run({file("kennedy_duplex_synthetic/testSeq1.fastq.gz"), file("kennedy_duplex_synthetic/testSeq2.fastq.gz")},
                          {"--read-structure", "8M1S+T 8M1S+T"}).exit_code, 0);
    for (auto const& columns : extract.records()) {
        ASSERT_EQ(columns[9].size(), 141U);
    }
    EXPECT_EQ(extract.summary()["totals"]["reads_in"], 7796);
    EXPECT_EQ(extract.summary()["totals"]["bases_trimmed"], 0);
    // Upstream counts reads of pairs: its 826 families are 413 of pairs, its 412 duplexes 206 with the halves swapped.
    auto const counts = umi_counts(extract);
    EXPECT_EQ(with_at_least(counts, 3), 413);
    int with_partner = 0;
    for (auto const& [umi, pairs] : counts) {
        with_partner += counts.contains(umi.substr(9) + "-" + umi.substr(0, 8)) ? 1 : 0;
    }
    EXPECT_EQ(with_partner, 412) << "both strands of 206";
}

TEST_F(ExtractRealData, consensuscruncher_adapters_are_trimmed_where_the_other_end_says_so) {
    need("consensuscruncher_umi");
    if (IsSkipped()) {
        return;
    }
    for (auto const& [library, trimmed] : {std::pair{"56", 551}, std::pair{"58", 623}}) {
        auto const stem = file(std::string{"consensuscruncher_umi/LargeMid_"} + library + "_L005_R");
        ASSERT_EQ(extract.run({stem + "1.fastq.gz", stem + "2.fastq.gz"}, {"--read-structure", "2M1S+T 2M1S+T"}).exit_code, 0);
        auto const summary = extract.summary();
        EXPECT_EQ(summary["totals"]["templates_out"], 10000);
        EXPECT_EQ(summary["totals"]["templates_trimmed"], trimmed) << library;
        EXPECT_EQ(summary["totals"]["bases_umi"], 40000);
    }
}

}  // namespace tidemark::test
