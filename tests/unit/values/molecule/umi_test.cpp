#include "values/molecule/umi.hpp"

#include <gtest/gtest.h>

#include <unordered_set>
#include <vector>

#include "values/molecule/duplex_strand.hpp"

namespace tidemark {
namespace {

Umi umi(std::string_view text) {
    auto const parsed = Umi::from_text(text);
    EXPECT_TRUE(parsed) << text;
    return *parsed;
}

UmiFault fault(std::string_view text) {
    auto const parsed = Umi::from_text(text);
    EXPECT_FALSE(parsed) << text;
    return parsed.reason();
}

TEST(Umi, longer_than_64_bases_is_refused_and_the_limit_is_named) {
    EXPECT_EQ(fault(std::string(65, 'A')), UmiFault::too_long);
    EXPECT_EQ(fault(std::string(32, 'A') + "-" + std::string(33, 'C')), UmiFault::too_long);
    EXPECT_NE(explain(UmiFault::too_long).find("64"), std::string_view::npos);
}

TEST(Umi, text_that_is_no_umi_says_why) {
    EXPECT_EQ(fault(""), UmiFault::empty);
    EXPECT_EQ(fault("-"), UmiFault::empty);
    EXPECT_EQ(fault("ACNT"), UmiFault::has_n);
    EXPECT_EQ(fault("acgn-acgt"), UmiFault::has_n);
    EXPECT_EQ(fault("AC+GT"), UmiFault::not_a_base);
    EXPECT_EQ(fault("ACN GT"), UmiFault::not_a_base);
    EXPECT_EQ(fault("A-C-G-T-A"), UmiFault::too_many_parts);
    for (auto const each : {UmiFault::empty, UmiFault::has_n, UmiFault::not_a_base, UmiFault::too_many_parts}) {
        EXPECT_FALSE(explain(each).empty());
    }
}

TEST(Umi, text_comes_back_in_upper_case_with_its_parts) {
    std::vector<std::string> const texts{"A",    "ACGT",    "ACG-TTC", "ACGT-", "-ACGT", "AC-GTA-T", "A-C-G-T",
                                         std::string(64, 'G'), std::string(32, 'T') + "-" + std::string(32, 'C'),
                                         std::string(33, 'C') + "-" + std::string(7, 'G')};
    for (auto const& text : texts) {
        EXPECT_EQ(umi(text).to_text(), text);
    }
    EXPECT_EQ(umi("acgtTGCA-acg").to_text(), "ACGTTGCA-ACG");
    EXPECT_EQ(umi("AC-GTA").shape(), (UmiShape{.lengths = {2, 3, 0, 0}, .parts = 2}));
    EXPECT_EQ(umi("ACGTA").shape(), (UmiShape{.lengths = {5, 0, 0, 0}, .parts = 1}));
    EXPECT_EQ(umi("AC-GTA").length(), 5);
    EXPECT_TRUE(umi("-ACGT").has_two_halves());
    EXPECT_FALSE(umi("ACGT").has_two_halves());
}

TEST(Umi, order_is_length_then_bases_and_parts_tell_equal_bases_apart) {
    std::vector<std::string> const ascending{"T",  "AA", "AC", "TT", "AAA", "TTT", std::string(33, 'A'),
                                             "C" + std::string(32, 'A'), "T" + std::string(32, 'A')};
    for (std::size_t left = 0; left < ascending.size(); ++left) {
        for (std::size_t right = 0; right < ascending.size(); ++right) {
            EXPECT_EQ(umi(ascending[left]) <=> umi(ascending[right]), left <=> right);
        }
    }
    EXPECT_NE(umi("AC-GT"), umi("ACGT"));
    EXPECT_NE(umi("AC-GT"), umi("A-CGT"));
    EXPECT_NE(umi("ACGT-"), umi("-ACGT"));
    EXPECT_EQ(umi("acgt"), umi("ACGT"));
}

TEST(Umi, mismatches_are_counted_base_by_base) {
    EXPECT_EQ(mismatches(umi("ACGT"), umi("ACGT")), 0);
    EXPECT_EQ(mismatches(umi("ACGT"), umi("TGCA")), 4);
    EXPECT_EQ(mismatches(umi("AAAA-CCCC"), umi("AATA-CCGC")), 2);
    EXPECT_EQ(mismatches(umi(std::string(64, 'A')), umi(std::string(64, 'T'))), 64);
    EXPECT_EQ(mismatches(umi("A" + std::string(40, 'C')), umi("G" + std::string(40, 'C'))), 1);
}

TEST(Umi, within_compares_equal_shapes_only) {
    EXPECT_TRUE(is_within(umi("ACGT"), umi("ACGT"), 0));
    EXPECT_FALSE(is_within(umi("ACGT"), umi("ACGA"), 0));
    EXPECT_TRUE(is_within(umi("ACGT"), umi("ACGA"), 1));
    EXPECT_FALSE(is_within(umi("ACGT"), umi("TCGA"), 1));
    EXPECT_TRUE(is_within(umi("T" + std::string(40, 'C')), umi("A" + std::string(39, 'C') + "A"), 2));
    EXPECT_FALSE(is_within(umi("T" + std::string(40, 'C')), umi("A" + std::string(39, 'C') + "A"), 1));
    EXPECT_FALSE(is_within(umi("ACGT"), umi("ACG"), 9));
    EXPECT_FALSE(is_within(umi("AC-GT"), umi("ACGT"), 9));
}

TEST(Umi, halves_change_places) {
    EXPECT_EQ(umi("AC-GTT").swapped(), umi("GTT-AC"));
    EXPECT_EQ(umi("ACGT-").swapped(), umi("-ACGT"));
    EXPECT_EQ(umi(std::string(30, 'A') + "-" + std::string(34, 'G')).swapped(),
              umi(std::string(34, 'G') + "-" + std::string(30, 'A')));
    EXPECT_EQ(umi(std::string(32, 'A') + "-").swapped(), umi("-" + std::string(32, 'A')));
    EXPECT_EQ(umi("-" + std::string(32, 'C')).swapped(), umi(std::string(32, 'C') + "-"));
    EXPECT_EQ(umi("G" + std::string(15, 'T') + "-" + std::string(15, 'C') + "A").swapped(),
              umi(std::string(15, 'C') + "A-G" + std::string(15, 'T')));
    EXPECT_EQ(umi("G-" + std::string(32, 'C')).swapped(), umi(std::string(32, 'C') + "-G"));
    EXPECT_EQ(umi("ACGT").swapped(), umi("ACGT"));
    EXPECT_EQ(lexical_orientation(umi("GG-AA")), umi("AA-GG"));
    EXPECT_EQ(lexical_orientation(umi("AA-GG")), umi("AA-GG"));
    EXPECT_EQ(lexical_orientation(umi("AA-A")), lexical_orientation(umi("A-AA")));
}

TEST(Umi, all_neighbours_are_reached_once) {
    auto const centre = umi("ACG-" + std::string(31, 'T'));
    std::unordered_set<Umi> seen{centre};
    for (int place = 0; place < centre.length(); ++place) {
        for (std::uint64_t change = 1; change <= 3; ++change) {
            EXPECT_EQ(mismatches(centre, centre.neighbour(place, change)), 1);
            EXPECT_TRUE(seen.insert(centre.neighbour(place, change)).second);
        }
    }
    EXPECT_EQ(seen.size(), 1U + 3 * 34);
}

TEST(DuplexStrand, suffixes_are_those_of_fgbio) {
    EXPECT_EQ(molecule_suffix(DuplexStrand::none), "");
    EXPECT_EQ(molecule_suffix(DuplexStrand::a), "/A");
    EXPECT_EQ(molecule_suffix(DuplexStrand::b), "/B");
    EXPECT_EQ(opposite(DuplexStrand::a), DuplexStrand::b);
    EXPECT_EQ(opposite(DuplexStrand::none), DuplexStrand::none);
}

}  // namespace
}  // namespace tidemark
