#include "stages/select/freeze_panel.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

ContigTable const contigs{{{"chr2", 1000, ""}, {"chr1", 1000, ""}}};

SelectKnowledge lesions(std::vector<std::string> const& names) {
    SelectKnowledge knowledge;
    for (auto const& name : names) {
        knowledge.tissues.push_back({name, {}, std::nullopt});
    }
    return knowledge;
}

PanelEntry only(LocusCandidate const& candidate, SelectKnowledge const& knowledge,
                SelectParameters const& parameters = {}) {
    return freeze_panel(std::vector{candidate}, knowledge, parameters, contigs).entries.at(0);
}

SelectKnowledge with_white_cells(std::int64_t alt, std::int64_t depth) {
    SampleEvidence sample;
    sample.loci.push_back({snv(7), {}, {}, 1e-6});
    sample.loci[0].counts.depth = depth;
    sample.loci[0].counts.alt = alt;
    auto knowledge = lesions({""});
    knowledge.white_cells.emplace(std::vector{sample}, BackgroundModel{});
    return knowledge;
}

}  // namespace

TEST(Exclusion, an_unsupported_allele_is_set_aside_with_its_code_before_anything_else) {
    auto candidate = locus(snv(7, "<DEL>"), {seen(0, std::nullopt, {"germline"})});
    candidate.unsupported = "symbolic_alt";
    EXPECT_EQ(only(candidate, lesions({""})).reason, "unsupported:symbolic_alt");
    candidate.unsupported = "indel_too_long";
    auto const entry = only(candidate, lesions({""}));
    EXPECT_EQ(entry.reason, "indel_too_long");
    EXPECT_EQ(entry.state, LocusState::set_aside);
}

TEST(Exclusion, a_record_that_did_not_pass_names_its_filters_in_order) {
    auto const candidate = locus(snv(7), {seen(0, std::nullopt, {"weak", "germline"})});
    EXPECT_EQ(only(candidate, lesions({""})).reason, "filter_not_pass:germline,weak");
    EXPECT_EQ(only(candidate, lesions({""}), {.filtered = FilteredRecords::included, .white_cells = {}}).state,
              LocusState::tracked);
}

TEST(Exclusion, a_pass_in_one_file_is_enough_and_only_its_lesion_counts) {
    auto const candidate = locus(snv(7), {seen(0, std::nullopt, {"weak"}), seen(1)});
    auto const entry = only(candidate, lesions({"liver", "lung"}));
    EXPECT_EQ(entry.state, LocusState::tracked);
    EXPECT_EQ(entry.lesions, (std::vector<std::string>{"lung"}));
    EXPECT_EQ(entry.trunk, false);
}

TEST(Exclusion, a_listed_common_variant_is_set_aside_by_allele) {
    auto knowledge = lesions({""});
    knowledge.common = {snv(7)};
    EXPECT_EQ(only(locus(snv(7)), knowledge).reason, "common_snp");
    EXPECT_EQ(only(locus(snv(7, "G")), knowledge).reason, "");
}

TEST(FreezePanel, white_cells_set_aside_or_leave_a_note) {
    EXPECT_EQ(only(locus(snv(7)), with_white_cells(500, 1000)).reason, "germline");
    EXPECT_EQ(only(locus(snv(7)), with_white_cells(250, 1000)).reason, "origin_unknown");
    EXPECT_EQ(only(locus(snv(7)), with_white_cells(30, 1000)).reason, "ch");
    EXPECT_EQ(only(locus(snv(7)), with_white_cells(30, 1000)).state, LocusState::set_aside);
    EXPECT_EQ(only(locus(snv(7)), with_white_cells(0, 1000)).reason, "");
    auto const unresolved = only(locus(snv(7)), with_white_cells(0, 20));
    // 1 - 0.025^(1/20): the Clopper-Pearson limit of none of twenty.
    EXPECT_EQ(unresolved.reason, "white_cells_unresolved:0.168");
    EXPECT_EQ(unresolved.state, LocusState::tracked);
    EXPECT_EQ(only(locus(snv(9)), with_white_cells(0, 1000)).reason, "white_cells_unresolved:1") << "not counted there";
}

TEST(FreezePanel, trunk_needs_all_of_two_or_more_named_lesions) {
    auto const both = locus(snv(7), {seen(0), seen(1)});
    EXPECT_EQ(only(both, lesions({"liver", "lung"})).trunk, true);
    EXPECT_EQ(only(locus(snv(7), {seen(1)}), lesions({"liver", "lung"})).trunk, false);
    EXPECT_EQ(only(both, lesions({"liver", "liver"})).trunk, std::nullopt) << "two callers of one lesion";
    EXPECT_EQ(only(both, lesions({"", ""})).trunk, std::nullopt);
}

TEST(FreezePanel, a_subclone_in_all_lesions_is_no_trunk) {
    auto one = seen(0);
    auto two = seen(1);
    one.clone = two.clone = "B";
    one.ccf = 0.2;
    two.ccf = 0.4;
    EXPECT_EQ(only(locus(snv(7), {one, two}), lesions({"liver", "lung"})).trunk, false);
    EXPECT_EQ(only(locus(snv(7), {one, two}), lesions({"", ""})).trunk, std::nullopt) << "no lesion is named";
    one.ccf = two.ccf = 0.7;
    EXPECT_EQ(only(locus(snv(7), {one, two}), lesions({"liver", "lung"})).trunk, true);
    one.ccf = two.ccf = std::nullopt;
    EXPECT_EQ(only(locus(snv(7), {one, two}), lesions({"liver", "lung"})).trunk, true) << "nothing is stated";
}

TEST(FreezePanel, the_vaf_is_the_mean_of_the_files_that_have_one) {
    EXPECT_DOUBLE_EQ(
        only(locus(snv(7), {seen(0, 0.1), seen(1, 0.4), seen(2)}), lesions({"", "", ""})).tumor_vaf.value(), 0.25);
    EXPECT_EQ(only(locus(snv(7)), lesions({""})).tumor_vaf, std::nullopt);
}

TEST(FreezePanel, entries_stand_in_the_order_of_the_references_contigs) {
    auto const second = locus({"chr2", Position{900}, "A", "C"});
    auto const panel = freeze_panel(std::vector{locus(snv(7)), locus(snv(10)), second}, lesions({""}), {}, contigs);
    EXPECT_EQ(to_text(panel.entries[0].variant), "chr2:901:A>C");
    EXPECT_EQ(to_text(panel.entries[1].variant), "chr1:7:A>C");
    EXPECT_EQ(to_text(panel.entries[2].variant), "chr1:10:A>C");
    EXPECT_EQ(panel.hash, panel_hash(panel.entries));
}

TEST(FreezePanel, what_is_set_aside_is_in_no_phase_group) {
    auto filtered = phased("a");
    filtered.filters = {"weak"};
    auto const panel = freeze_panel(
        std::vector{locus(snv(7), {filtered}), locus(snv(9), {phased("a")}), locus(snv(11), {phased("a")})},
        lesions({""}), {}, contigs);
    EXPECT_EQ(panel.entries[0].phase_group, "");
    EXPECT_EQ(panel.entries[1].phase_group, "chr1:9:A>C");
    EXPECT_EQ(panel.entries[2].phase_group, "chr1:9:A>C");
}

TEST(FreezePanel, a_clone_is_named_where_the_files_agree_and_its_ccf_is_their_mean) {
    auto one = seen(0);
    one.clone = "B";
    one.ccf = 0.4;
    auto two = seen(1);
    auto const agreed = only(locus(snv(7), {one, two}), lesions({"L1", "L2"}));
    EXPECT_EQ(agreed.clone, "B");
    EXPECT_DOUBLE_EQ(*agreed.ccf, 0.4);
    two.clone = "B";
    two.ccf = 0.8;
    EXPECT_NEAR(*only(locus(snv(7), {one, two}), lesions({"L1", "L2"})).ccf, 0.6, 1e-12);
    two.clone = "C";
    auto const disagreed = only(locus(snv(7), {one, two}), lesions({"L1", "L2"}));
    EXPECT_EQ(disagreed.clone, "");
    EXPECT_FALSE(disagreed.ccf);
}

}  // namespace tidemark::test
