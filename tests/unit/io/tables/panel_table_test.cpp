#include "io/tables/panel_table.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string const head = "contig\tposition\tref\talt";

/// Message of the refusal of a panel text, with the exit code in front.
std::string refusal(std::string const& text) {
    Scratch const scratch;
    try {
        static_cast<void>(read_panel(scratch.write("panel.tsv", text)));
    } catch (FailureError const& error) {
        return std::to_string(error.exit_code()) + " " + error.failure().rule + " " + error.what();
    }
    return "read";
}

/// One row of one more column.
std::string refusal_of(std::string const& column, std::string const& cell) {
    return refusal(head + "\t" + column + "\nchr1\t7\tA\tC\t" + cell + "\n");
}

Panel example() {
    Panel panel{.patient = "P1", .reference_hash = "r", .hash = {}, .failure = {}, .entries = {}};
    PanelEntry full;
    full.variant = {"chr2", Position{6}, "A", "AC"};
    full.lesions = {"liver", "lung"};
    full.trunk = true;
    full.multiplicity = 1.5;
    full.total_copies = 3;
    full.normal_copies = 2;
    full.ccf = 0.1;
    full.clone = "c1";
    full.tumor_vaf = 1.0 / 3;
    full.phase_group = "chr2:7:A>AC";
    PanelEntry aside;
    aside.variant = {"chr1", Position{99}, "T", "<DEL>"};
    aside.state = LocusState::set_aside;
    aside.reason = "unsupported:symbolic_alt";
    panel.entries = {full, aside};
    panel.hash = panel_hash(panel.entries);
    return panel;
}

}  // namespace

TEST(PanelTable, names_line_and_column_of_every_cell_that_is_no_sane_number) {
    for (auto const* const cell : {"1,5", "nan", "inf", "-1", "0", "two", "1.5x"}) {
        EXPECT_EQ(refusal_of("multiplicity", cell).substr(0, 13), "3 bad_number ") << cell;
    }
    auto const message = refusal(head + "\tccf\ttumor_vaf\nchr1\t7\tA\tC\t1.3\t0.5\nchr1\t9\tA\tC\t0.5\t50\n");
    EXPECT_NE(message.find("panel.tsv line 2 column ccf"), std::string::npos) << message;
    EXPECT_NE(message.find("panel.tsv line 3 column tumor_vaf"), std::string::npos) << message;
    EXPECT_EQ(refusal_of("total_copies", "-2").substr(0, 13), "3 bad_number ");
    EXPECT_EQ(refusal_of("normal_copies", "0").substr(0, 13), "3 bad_number ");
    EXPECT_EQ(refusal_of("ccf", "-0.1").substr(0, 13), "3 bad_number ");
}

TEST(PanelTable, more_mutated_than_total_copies_are_refused) {
    EXPECT_EQ(refusal(head + "\tmultiplicity\ttotal_copies\nchr1\t7\tA\tC\t3\t2\n").substr(0, 13), "3 bad_number ");
}

TEST(PanelTable, a_bad_position_allele_state_flag_or_lesion_is_refused) {
    EXPECT_EQ(refusal(head + "\nchr1\t0\tA\tC\n").substr(0, 14), "3 bad_position");
    EXPECT_EQ(refusal(head + "\nchr1\t7.5\tA\tC\n").substr(0, 14), "3 bad_position");
    EXPECT_EQ(refusal(head + "\nchr1\t7\tA\t-\n").substr(0, 12), "3 bad_allele");
    EXPECT_EQ(refusal(head + "\nchr1\t7\tA\t<DEL>\n").substr(0, 12), "3 bad_allele");
    EXPECT_EQ(refusal(head + "\nchr1\t7\tA\ta\n").substr(0, 16), "3 ref_equals_alt");
    EXPECT_EQ(refusal(head + "\n\t7\tA\tC\n").substr(0, 12), "3 empty_cell");
    EXPECT_EQ(refusal_of("state", "maybe").substr(0, 11), "3 bad_state");
    EXPECT_EQ(refusal_of("state", "set_aside").substr(0, 16), "3 missing_reason");
    EXPECT_EQ(refusal_of("trunk", "yes").substr(0, 10), "3 bad_flag");
    EXPECT_EQ(refusal_of("lesion", "liver;;lung").substr(0, 12), "3 bad_lesion");
}

TEST(PanelTable, an_unknown_a_repeated_and_a_missing_column_are_refused) {
    EXPECT_EQ(refusal_of("weight", "1").substr(0, 16), "3 unknown_column");
    EXPECT_EQ(refusal_of("alt", "C").substr(0, 18), "3 duplicate_column");
    EXPECT_EQ(refusal("contig\tposition\tref\nchr1\t7\tA\n").substr(0, 16), "3 missing_column");
    EXPECT_EQ(refusal_of("x_note", "mine"), "read");
}

TEST(PanelTable, another_version_and_another_kind_of_table_are_told_apart) {
    EXPECT_EQ(refusal("#schema=tidemark.panel/2\n" + head + "\n").substr(0, 16), "4 unknown_schema");
    EXPECT_EQ(refusal("#schema=tidemark.evidence/1\n" + head + "\n").substr(0, 13), "3 not_a_panel");
}

TEST(PanelTable, an_edited_row_of_a_frozen_panel_is_a_contradiction) {
    Scratch const scratch;
    write_panel(scratch / "panel.tsv", example());
    auto text = read_file(scratch / "panel.tsv");
    auto const place = text.find("\t7\tA\tAC");
    ASSERT_NE(place, std::string::npos);
    text.replace(place, 2, "\t8");
    EXPECT_EQ(refusal(text).substr(0, 20), "4 panel_hash_differs");
}

TEST(PanelTable, an_allele_twice_is_one_row_where_all_agrees_and_a_contradiction_where_not) {
    Scratch const scratch;
    auto const row = std::string{"chr1\t7\tA\tC\t0.5\n"};
    EXPECT_EQ(read_panel(scratch.write("p.tsv", head + "\tccf\n" + row + row)).entries.size(), 1U);
    EXPECT_EQ(refusal(head + "\tccf\n" + row + "chr1\t7\tA\tC\t0.6\n").substr(0, 19), "4 duplicate_variant");
}

TEST(PanelTable, reads_back_what_it_wrote) {
    Scratch const scratch;
    write_panel(scratch / "panel.tsv", example());
    EXPECT_EQ(read_panel(scratch / "panel.tsv"), example());
}

TEST(PanelTable, keeps_the_reason_of_a_failed_panel_on_one_line) {
    Scratch const scratch;
    auto failed = Panel{};
    failed.failure = "ref_differs: REF differs\nat two loci";
    failed.hash = panel_hash({});
    write_panel(scratch / "panel.tsv", failed);
    EXPECT_EQ(read_panel(scratch / "panel.tsv").failure, "ref_differs: REF differs at two loci");
}

TEST(PanelTable, a_hand_made_panel_needs_four_columns_and_no_facts) {
    Scratch const scratch;
    auto const panel =
        read_panel(scratch.write("p.csv", "contig,position,ref,alt\nchr2,9,a,c\nchr1,7,A,AC\nchr2,3,A,C\n"));
    ASSERT_EQ(panel.entries.size(), 3U);
    EXPECT_EQ(panel.tracked_count(), 3U);
    EXPECT_EQ(to_text(panel.entries[0].variant), "chr2:3:A>C") << "contigs in order of appearance, then positions";
    EXPECT_EQ(to_text(panel.entries[1].variant), "chr2:9:A>C") << "alleles in upper case";
    EXPECT_EQ(to_text(panel.entries[2].variant), "chr1:7:A>AC");
    EXPECT_EQ(panel.hash, panel_hash(panel.entries));
}

TEST(PanelTable, a_ccf_just_above_one_becomes_one_and_says_so) {
    Scratch const scratch;
    auto const panel = read_panel(scratch.write("p.tsv", head + "\tccf\nchr1\t7\tA\tC\t1.05\n"));
    EXPECT_EQ(panel.entries.at(0).ccf, 1.0);
    EXPECT_EQ(panel.entries.at(0).reason, "ccf_clamped");
}

TEST(PanelTable, copy_states_are_a_column_only_where_a_locus_has_several) {
    auto panel = example();
    Scratch const scratch;
    auto const plain = scratch / "plain.tsv";
    write_panel(plain, panel);
    EXPECT_EQ(read_file(plain).find("copy_states"), std::string::npos);
    auto const before = panel.hash;
    panel.entries[0].copy_states = {{1, 3, 0.8}, {2, 3, 0.2}};
    panel.hash = panel_hash(panel.entries);
    EXPECT_NE(panel.hash, before);
    auto const path = scratch / "states.tsv";
    write_panel(path, panel);
    EXPECT_NE(read_file(path).find("\t1:3:0.8;2:3:0.2\n"), std::string::npos) << read_file(path);
    auto read = read_panel(path);
    std::ranges::sort(read.entries, {}, &PanelEntry::state);
    EXPECT_EQ(read.entries[0].copy_states, panel.entries[0].copy_states);
    EXPECT_EQ(read.hash, panel.hash);
}

TEST(PanelTable, copy_states_that_cannot_be_meant_are_refused) {
    for (auto const* const cell : {"1", "1:3", "1:3:0.5", "4:3:1", "0:3:1", "1:3:0.5;2:3:0.6", "1:3:x", "1:3:1;", ";1:3:1"}) {
        EXPECT_EQ(refusal_of("copy_states", cell).substr(0, 17), "3 bad_copy_states") << cell;
    }
    EXPECT_EQ(refusal_of("copy_states", "1:3:0.5;2:3:0.5"), "read");
}

}  // namespace tidemark::test
