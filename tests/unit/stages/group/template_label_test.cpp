// What a read says of its molecule, and every reason for which it says nothing.
#include "stages/group/template_label.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

/// Contigs of 100,000 and 200 bases; two read groups of one library, one of another.
LabelRules rules() {
    LabelRules made;
    made.contig_lengths = {100'000, 200};
    made.read_groups = {{"lane1", 0, true}, {"lane2", 0, true}, {"other", 1, true}};
    return made;
}

ReadText sound() { return {.position = 100, .bases = "ACGTACGT", .tags = tag("RX", std::string{"ACG"})}; }

std::string loss_of(ReadText const& text, LabelRules const& by = rules()) {
    BuiltRead const built{text};
    auto const labelled = Labeller{by}(built.read());
    return labelled ? std::string{"none"} : std::string{to_text(labelled.reason())};
}

TemplateLabel label_of(ReadText const& text, LabelRules const& by = rules()) {
    BuiltRead const built{text};
    auto const labelled = Labeller{by}(built.read());
    if (!labelled) {
        throw std::invalid_argument{"left out: " + std::string{to_text(labelled.reason())}};
    }
    return labelled->label;
}

TemplateLabel with_tags(std::vector<std::vector<std::uint8_t>> const& tags, LabelRules const& by = rules()) {
    auto text = sound();
    text.tags = joined(tags);
    return label_of(text, by);
}

std::string loss_with(std::function<void(ReadText&)> const& change, LabelRules const& by = rules()) {
    auto text = sound();
    change(text);
    return loss_of(text, by);
}

}  // namespace

TEST(TemplateLabel, each_reason_for_leaving_a_read_out_has_its_name) {
    EXPECT_EQ(loss_of(sound()), "none");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x100; }), "secondary");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x800; }), "supplementary");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x4; }), "unmapped");
    EXPECT_EQ(loss_with([](ReadText& read) { read.contig = -1; }), "unmapped");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x200; }), "qc_fail");
    EXPECT_EQ(loss_with([](ReadText& read) { read.mapping_quality = 0; }), "mapping_quality_low");
    EXPECT_EQ(loss_with([](ReadText& read) { read.cigar = "9M"; }), "malformed");
    EXPECT_EQ(loss_with([](ReadText& read) { read.position = -1; }), "malformed");
    EXPECT_EQ(loss_with([](ReadText& read) { read.contig = 1; read.position = 193; }), "malformed");
    EXPECT_EQ(loss_with([](ReadText& read) { read.cigar = "4M" + std::to_string(longest_alignment - 7) + "D4M"; }), "alignment_too_long");
    EXPECT_EQ(loss_with([](ReadText& read) { read.tags = {'R', 'X', 'Z', 'A'}; }), "malformed");
}

TEST(TemplateLabel, the_last_base_of_a_contig_and_the_longest_alignment_are_still_sound) {
    EXPECT_EQ(loss_with([](ReadText& read) { read.contig = 1; read.position = 192; }), "none");
    EXPECT_EQ(loss_with([](ReadText& read) { read.cigar = "4M" + std::to_string(longest_alignment - 8) + "D4M"; }), "none");
}

TEST(TemplateLabel, the_first_reason_in_the_order_of_the_names_counts) {
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x100 | 0x800 | 0x4 | 0x200; }), "secondary");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x800 | 0x4 | 0x200; }), "supplementary");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x4 | 0x200; read.mapping_quality = 0; }), "unmapped");
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x200; read.mapping_quality = 0; }), "qc_fail");
    EXPECT_EQ(loss_with([](ReadText& read) { read.mapping_quality = 0; read.cigar = "9M"; }), "mapping_quality_low");
}

TEST(TemplateLabel, the_duplicate_flag_means_nothing_because_a_family_is_made_of_duplicates) {
    EXPECT_EQ(loss_with([](ReadText& read) { read.flags = 0x400; }), "none");
}

TEST(TemplateLabel, the_mapping_quality_asked_for_is_the_lowest_that_passes) {
    auto strict = rules();
    strict.minimum_mapping_quality = 20;
    EXPECT_EQ(loss_with([](ReadText& read) { read.mapping_quality = 19; }, strict), "mapping_quality_low");
    EXPECT_EQ(loss_with([](ReadText& read) { read.mapping_quality = 20; }, strict), "none");
}

TEST(TemplateLabel, reads_of_a_read_group_that_is_not_wanted_are_left_out_and_those_of_none_stay) {
    auto by = rules();
    by.read_groups[1].wanted = false;
    EXPECT_EQ(loss_with([](ReadText& read) { read.tags = tag("RG", std::string{"lane2"}); }, by), "other_read_group");
    EXPECT_EQ(loss_with([](ReadText& read) { read.tags = tag("RG", std::string{"lane1"}); }, by), "none");
    EXPECT_EQ(with_tags({tag("RG", std::string{"unheard"})}, by).read_group, 3U);
    EXPECT_EQ(with_tags({tag("RG", std::string{"other"})}, by).read_group, 2U);
}

TEST(TemplateLabel, what_is_wrong_with_a_UMI_stays_with_the_label_because_the_mate_may_have_a_sound_one) {
    EXPECT_EQ(with_tags({tag("RX", std::string{"ACG-TTA"})}).umi.to_text(), "ACG-TTA");
    EXPECT_FALSE(with_tags({tag("RX", std::string{"acg"})}).umi_fault);
    EXPECT_EQ(with_tags({}).umi_fault, UmiFault::empty);
    EXPECT_EQ(with_tags({tag("RX", std::string{"ACN"})}).umi_fault, UmiFault::has_n);
    EXPECT_EQ(with_tags({tag("RX", std::string{"AC.T"})}).umi_fault, UmiFault::not_a_base);
    EXPECT_FALSE(with_tags({tag("RX", std::string(64, 'A'))}).umi_fault);
    EXPECT_EQ(with_tags({tag("RX", std::string(65, 'A'))}).umi_fault, UmiFault::too_long);
    EXPECT_EQ(with_tags({tag("RX", std::string{"A-C-G-T-A"})}).umi_fault, UmiFault::too_many_parts);
}

TEST(TemplateLabel, the_UMI_is_read_where_it_is_said_to_be) {
    auto text = sound();
    text.name = "M1:5:FC:1:1101:2044:77:GGA+CCT";
    auto by = rules();
    by.umi = UmiPlace::name;
    by.separator = ":";
    EXPECT_EQ(label_of(text, by).umi.to_text(), "GGA-CCT");
    by.umi = UmiPlace::pattern;
    by.pattern.emplace(":([ACGT]+)\\+([ACGT]+)$");
    EXPECT_EQ(label_of(text, by).umi.to_text(), "GGA-CCT");
    by.umi = UmiPlace::none;
    EXPECT_EQ(label_of(text, by).umi, Umi{});
    EXPECT_FALSE(label_of(text, by).umi_fault);
    by = rules();
    by.umi_tag = "RB";
    EXPECT_EQ(label_of(text, by).umi_fault, UmiFault::empty) << "RX is not what was asked for";
    text.tags = joined({text.tags, tag("RB", std::string{"TTT"})});
    EXPECT_EQ(label_of(text, by).umi.to_text(), "TTT");
}

TEST(TemplateLabel, a_molecule_id_gives_molecule_and_strand_whatever_the_UMI_is) {
    auto by = rules();
    by.by_molecule_id = true;
    auto const forward = with_tags({tag("MI", std::string{"12/A"}), tag("RX", std::string{"ANN"})}, by);
    auto const backward = with_tags({tag("MI", std::string{"12/B"})}, by);
    auto const plain = with_tags({tag("MI", std::string{"12"})}, by);
    auto const other = with_tags({tag("MI", std::string{"13/A"})}, by);
    EXPECT_EQ(forward.strand, DuplexStrand::a);
    EXPECT_EQ(backward.strand, DuplexStrand::b);
    EXPECT_EQ(plain.strand, DuplexStrand::none);
    EXPECT_EQ(forward.molecule, backward.molecule);
    EXPECT_EQ(forward.molecule, plain.molecule);
    EXPECT_NE(forward.molecule, other.molecule);
    EXPECT_FALSE(forward.umi_fault);
    EXPECT_EQ(with_tags({tag("RX", std::string{"ACG"})}, by).umi_fault, UmiFault::empty) << "no molecule id";
    EXPECT_EQ(with_tags({tag("MI", std::string{"/A"})}, by).umi_fault, UmiFault::empty) << "no molecule before the strand";
}

TEST(TemplateLabel, libraries_and_cells_are_partitions_and_lanes_of_one_library_are_not) {
    auto const partition = [](std::string const& group, std::string const& cell = {}) {
        return cell.empty() ? with_tags({tag("RG", group)}).partition
                            : with_tags({tag("RG", group), tag("CB", cell)}).partition;
    };
    EXPECT_EQ(partition("lane1"), partition("lane2"));
    EXPECT_NE(partition("lane1"), partition("other"));
    EXPECT_EQ(partition("lane1", "AAAC"), partition("lane2", "AAAC"));
    EXPECT_NE(partition("lane1", "AAAC"), partition("lane1", "AAAG"));
    EXPECT_NE(partition("lane1", "AAAC"), partition("other", "AAAC"));
    EXPECT_NE(partition("lane1", "AAAC"), partition("lane1"));
}

TEST(TemplateLabel, reads_of_a_consensus_caller_are_told) {
    auto const is_consensus = [](std::vector<std::uint8_t> const& tags) {
        auto text = sound();
        text.tags = tags;
        BuiltRead const built{text};
        auto const by = rules();
        return Labeller{by}(built.read())->is_consensus;
    };
    EXPECT_TRUE(is_consensus(tag("cD", 3)));
    EXPECT_TRUE(is_consensus(tag("FR", 3)));
    EXPECT_FALSE(is_consensus(tag("MI", std::string{"3/A"})));
}

TEST(TemplateLabel, the_mates_cigar_is_handed_on) {
    auto text = sound();
    text.tags = tag("MC", std::string{"5S3M"});
    BuiltRead const built{text};
    auto const by = rules();
    EXPECT_EQ(Labeller{by}(built.read())->mate_cigar, "5S3M");
}

}  // namespace tidemark::test
