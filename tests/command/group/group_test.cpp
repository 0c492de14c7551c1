// Known families, and how they are written down.
#include <gtest/gtest.h>

#include <algorithm>

#include "group_case.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Lines = GroupCase::Lines;
using Words = std::vector<std::string>;

/// `count` single-end templates of one UMI at one place, called by the UMI and a number.
Lines seen(GroupCase const& call, std::string const& umi, int count) {
    Lines lines;
    for (int number = 0; number < count; ++number) {
        lines.push_back(call.single(umi + std::to_string(number), 700, "\tRX:Z:" + umi));
    }
    return lines;
}

/// Families by UMIs: "AAAAA+AAAAC" for a molecule that holds templates of both.
std::set<std::string> families(GroupCase const& call) {
    std::set<std::string> families;
    for (auto const& names : call.molecules()) {
        std::set<std::string> umis;
        for (auto const& name : names) {
            umis.insert(name.substr(0, 5));
        }
        std::string family;
        for (auto const& umi : umis) {
            family += (family.empty() ? "" : "+") + umi;
        }
        families.insert(family);
    }
    return families;
}

/// One pair with its lower end on chr1 and its upper end on chr2, or the same way round seen from the other strand.
Lines far_pair(GroupCase const& call, std::string const& name, bool strand_a, std::string const& umi) {
    auto const on_one = call.single(name, 300, "\tRX:Z:" + umi);
    auto const on_two = call.single(name, 500, "\tRX:Z:" + umi);
    auto const mated = [](std::string text, int flags, std::string const& contig, std::string const& mate) {
        auto cells = cells_of(text, '\t');
        cells[1] = std::to_string(flags);
        cells[2] = contig;
        cells[6] = mate.substr(0, 4);
        cells[7] = mate.substr(5);
        text.clear();
        for (auto const& cell : cells) {
            text += (text.empty() ? "" : "\t") + cell;
        }
        return text;
    };
    int const first = 0x40, second = 0x80;
    return {GroupCase::line(300, mated(on_one.text, 0x1 | 0x20 | (strand_a ? first : second), "chr1", "chr2:501")),
            GroupCase::line(500, mated(on_two.text, 0x1 | 0x10 | (strand_a ? second : first), "chr2", "chr1:301"), 1)};
}

}  // namespace

TEST(Group, identity_joins_what_is_equal) {
    GroupCase const call;
    auto const bam = call.bam("raw", {seen(call, "AAAAA", 4), seen(call, "AAAAC", 1), call.pair({.name = "p1"}), call.pair({.name = "p2"}),
                                      call.pair({.name = "p3", .umi = "acgtc-ttagc"}), call.pair({.name = "p4", .umi = "ACGTC-TTAGG"}),
                                      call.pair({.name = "p5", .end = 1201})});
    ASSERT_EQ(call.group(bam, {"--strategy", "identity"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"AAAAA0", "AAAAA1", "AAAAA2", "AAAAA3"}, {"AAAAC0"}, {"p1", "p2", "p3"}, {"p4"}, {"p5"}}));
    for (auto const& [name, id] : call.ids()) {
        EXPECT_EQ(id.find('/'), std::string::npos) << name << ": identity tells no strands";
    }
}

TEST(Group, the_count_rules_differ_at_even_parents) {
    GroupCase const call;
    // Largest child that 2, 4 and 10 templates take in: adjacency 2, 3, 6, directional 1, 2, 5 (docs/methods/group.md).
    for (auto const& [parent, adjacency, directional] : {std::tuple{2, 2, 1}, {4, 3, 2}, {10, 6, 5}}) {
        for (int child = 1; child <= parent; ++child) {
            auto const bam = call.bam("raw", {seen(call, "AAAAA", parent), seen(call, "AAAAC", child), seen(call, "GGTTT", 1)});
            std::set<std::string> const joined{"AAAAA+AAAAC", "GGTTT"}, apart{"AAAAA", "AAAAC", "GGTTT"};
            ASSERT_EQ(call.group(bam, {"--strategy", "adjacency"}).exit_code, 0);
            EXPECT_EQ(families(call), child <= adjacency ? joined : apart) << parent << " " << child;
            ASSERT_EQ(call.group(bam, {"--strategy", "directional"}).exit_code, 0);
            EXPECT_EQ(families(call), child <= directional ? joined : apart) << parent << " " << child;
            ASSERT_EQ(call.group(bam, {"--strategy", "edit"}).exit_code, 0);
            EXPECT_EQ(families(call), joined);
            ASSERT_EQ(call.group(bam).exit_code, 0);
            EXPECT_EQ(families(call), child <= adjacency ? joined : apart) << "adjacency is what one UMI gets by default";
        }
    }
}

TEST(Group, paired_joins_both_strands_and_names_them) {
    GroupCase const call;
    // The same halves in one direction are another molecule: x.
    auto const bam = call.bam("raw", {call.duplex(2, {.name = "d"}), call.pair({.name = "x", .umi = "TTAGC-ACGTC"}),
                                      call.pair({.name = "d.error", .umi = "ACGTC-TTAGG"})});
    for (auto const& words : {Words{}, Words{"--strategy", "paired"}}) {
        ASSERT_EQ(call.group(bam, words).exit_code, 0);
        EXPECT_EQ(call.molecules(), (Partition{{"d.a0", "d.a1", "d.b0", "d.b1", "d.error"}, {"x"}}));
        for (auto const& [name, id] : call.ids()) {
            EXPECT_TRUE(id.ends_with(name.starts_with("d.b") ? "/B" : "/A")) << name << " " << id;
        }
    }
    ASSERT_EQ(call.group(bam, {"--strategy", "paired", "--edits", "0"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"d.a0", "d.a1", "d.b0", "d.b1"}, {"d.error"}, {"x"}}));
}

TEST(Group, without_UMI_the_place_is_the_molecule) {
    GroupCase const call;
    auto const bam = call.bam("raw", {call.pair({.name = "a"}), call.pair({.name = "b", .umi = "GGGGG-GGGGG"}),
                                      call.pair({.name = "c", .end = 1201})});
    ASSERT_EQ(call.group(bam, {"--umi", "none"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"a", "b"}, {"c"}}));
}

TEST(Group, a_read_keeps_every_byte_but_its_old_molecule_id) {
    GroupCase const call;
    std::string const before = "\txa:A:!\txc:i:-7\txs:i:70000\txf:f:0.5\tXZ:Z:a b:c\txh:H:1AE3\txb:B:s,-1,0,300\txq:B:f,0.25,3\tMC:Z:60M";
    auto const bam = call.bam("raw", {call.pair({.name = "none", .tags = before}),
                                      call.pair({.name = "text", .leading_clip = 5, .tags = "\tMI:Z:99/B" + before}),
                                      call.pair({.name = "number", .quality = '!', .tags = before + "\tMI:i:7\tOX:Z:x", .flags = 0x400})});
    ASSERT_EQ(call.group(bam).exit_code, 0);
    std::multiset<GroupCase::Cells> expected;
    for (auto line : {call.pair({.name = "none", .tags = before}), call.pair({.name = "text", .leading_clip = 5, .tags = before}),
                      call.pair({.name = "number", .quality = '!', .tags = before + "\tOX:Z:x", .flags = 0x400})}) {
        for (auto const& read : line) {
            expected.insert(cells_of(read.text, '\t'));
        }
    }
    std::multiset<GroupCase::Cells> found;
    for (auto record : call.records()) {
        EXPECT_TRUE(record.back().starts_with("MI:Z:0/A")) << record.back();
        record.pop_back();
        found.insert(record);
    }
    EXPECT_EQ(found, expected);
    auto const header = alignments_as_text(call.output());
    EXPECT_NE(header.find("SO:unsorted\tGO:query"), std::string::npos) << header;
    EXPECT_NE(header.find("@RG\tID:1\tSM:s1"), std::string::npos);
}

TEST(Group, mates_on_two_contigs_are_one_template_of_one_molecule_at_the_end) {
    GroupCase const call;
    auto const bam = call.bam("raw", {far_pair(call, "f1", true, "ACGTC-TTAGC"), far_pair(call, "f2", true, "ACGTC-TTAGC"),
                                      far_pair(call, "f3", false, "TTAGC-ACGTC"), far_pair(call, "other", true, "GGGGG-CCCCC"),
                                      call.duplex(1, {.name = "near", .start = 3000, .end = 3200})});
    ASSERT_EQ(call.group(bam, call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"f1", "f2", "f3"}, {"other"}, {"near.a0", "near.b0"}}));
    auto const ids = call.ids();
    EXPECT_EQ(ids.at("near.a0"), "0/A");
    EXPECT_TRUE(ids.at("f1").ends_with("/A") && ids.at("f2").ends_with("/A") && ids.at("f3").ends_with("/B"));
    std::vector<std::string> names;
    for (auto const& record : call.records()) {
        names.push_back(record[0] + (std::stoi(record[1]) & 0x40 ? "/1" : "/2"));
    }
    ASSERT_EQ(names.size(), 12U);
    EXPECT_EQ(names[3], "near.b0/2");
    for (std::size_t place = 0; place < names.size(); place += 2) {
        EXPECT_EQ(names[place], names[place].substr(0, names[place].size() - 2) + "/1");
        EXPECT_EQ(names[place + 1], names[place].substr(0, names[place].size() - 2) + "/2");
    }
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"called", 12}}));
}

TEST(Group, mates_beyond_the_insert_are_held_and_within_it_are_not) {
    GroupCase const call;
    auto const bam = call.bam("raw", {call.pair({.name = "wide", .start = 100, .end = 1400}), call.pair({.name = "wide2", .start = 100, .end = 1400}),
                                      call.pair({.name = "near", .start = 3000, .end = 3200})});
    ASSERT_EQ(call.group(bam).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"wide", "wide2"}, {"near"}}));
    EXPECT_EQ(call.records().front().front(), "near");
    ASSERT_EQ(call.group(bam, {"--max-insert", "1500"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"wide", "wide2"}, {"near"}}));
    EXPECT_EQ(call.records().back().front(), "near");
}

TEST(Group, a_far_mate_that_never_comes_is_counted_with_its_read_left_out) {
    GroupCase const call;
    auto lines = far_pair(call, "f1", true, "ACGTC-TTAGC");
    lines.pop_back();
    ASSERT_EQ(call.group(call.bam("raw", {lines, call.duplex(1)}), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"mate_missing", 1}, {"called", 4}}));
}

TEST(Group, every_read_is_written_or_counted_under_its_reason) {
    GroupCase const call;
    auto const secondary = call.single("s", 1000, "\tRX:Z:ACGTC-TTAGC", 0x100);
    auto const supplementary = call.single("d.a0", 1000, "\tRX:Z:ACGTC-TTAGC", 0x801 | 0x40);
    auto const failed = call.single("q", 1000, "\tRX:Z:ACGTC-TTAGC", 0x200);
    auto low = call.single("low", 1000, "\tRX:Z:ACGTC-TTAGC");
    low.text = replaced(low.text, "\t60\t60M", "\t0\t60M");
    auto lonely = call.pair({.name = "lonely"});
    lonely.pop_back();
    auto const bam = call.bam("raw", {call.duplex(3, {.name = "d"}), {secondary}, {supplementary}, {failed}, {low}, lonely,
                                      call.pair({.name = "n", .umi = "ACGTN-TTAGC"}), call.pair({.name = "u", .umi = "AC1TC-TTAGC"})});
    auto words = call.with_losses();
    words.insert(words.end(), {"--summary", call.scratch / "out/s.json"});
    ASSERT_EQ(call.group(bam, words).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"secondary", 1}, {"supplementary", 1}, {"qc_fail", 1}, {"mapping_quality_low", 1},
                                                                  {"mate_missing", 1}, {"umi_has_n", 2}, {"umi_unfit", 2}, {"called", 12}}));
    EXPECT_EQ(call.records().size(), 12U);
    auto const summary = nlohmann::json::parse(read_file(call.scratch / "out/s.json"));
    EXPECT_EQ(summary["totals"]["reads_seen"], 12 + 9);
    EXPECT_EQ(summary["totals"]["molecules"], 1);
    EXPECT_EQ(summary["totals"]["molecules_duplex"], 1);
    EXPECT_EQ(summary["totals"]["molecules_single_template"], 0);
}

}  // namespace tidemark::test
