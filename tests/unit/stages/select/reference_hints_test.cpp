#include "stages/select/reference_hints.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

RefCheck check(std::size_t checked, std::vector<std::pair<bool, bool>> const& right_and_left) {
    RefCheck made{.checked = checked, .mismatches = {}};
    for (auto const& [right, left] : right_and_left) {
        made.mismatches.push_back({snv(7), "G", right, left});
    }
    return made;
}

bool says(std::string const& hint, char const* words) {
    return hint.find(words) != std::string::npos;
}

}  // namespace

TEST(RefMismatchHint, all_agreeing_one_base_on_looks_0_based) {
    EXPECT_TRUE(says(ref_mismatch_hint(check(4, {{true, false}, {true, true}, {true, false}}), {}, {}), "0-based"));
}

TEST(RefMismatchHint, all_agreeing_one_base_before_looks_shifted_twice) {
    EXPECT_TRUE(says(ref_mismatch_hint(check(4, {{false, true}, {false, true}}), {}, {}), "1-based already"));
}

TEST(RefMismatchHint, one_chance_agreement_among_good_loci_is_no_shift) {
    EXPECT_FALSE(says(ref_mismatch_hint(check(50, {{true, false}}), {}, {}), "0-based"));
}

TEST(RefMismatchHint, other_lengths_name_both_builds) {
    ContigTable const hg19{{{"chr14", 107349540, ""}}};
    ContigTable const hg38{{{"chr14", 107043718, ""}}};
    EXPECT_TRUE(says(ref_mismatch_hint(check(50, {{false, false}}), hg19, hg38),
                     "looks like hg19 and the reference like hg38"));
}

TEST(OtherContigName, is_the_name_with_or_without_chr_where_the_reference_has_it) {
    ContigTable const table{{{"chr1", 10, ""}, {"2", 10, ""}}};
    EXPECT_EQ(other_contig_name("1", table), "chr1");
    EXPECT_EQ(other_contig_name("chr2", table), "2");
    EXPECT_EQ(other_contig_name("chr3", table), "");
}

}  // namespace tidemark::test
