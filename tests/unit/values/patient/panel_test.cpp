#include "values/patient/panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidemark {
namespace {

PanelEntry entry(std::int64_t one_based, std::string alt) {
    PanelEntry entry;
    entry.variant = {"chr1", Position::from_one_based(one_based), "A", std::move(alt)};
    return entry;
}

}  // namespace

TEST(PanelHash, is_that_of_the_canonical_rows_in_text_order) {
    // printf 'chr1\t7\tA\tC\t\t\t\t\t\t\t\t\t\ttracked\t\n' | sha256sum
    EXPECT_EQ(panel_hash({entry(7, "C")}), "183d57fd02604a79e8f697dab9a3d00a9b1dfcfee3a9708a36be7609b0f1401e");
}

TEST(PanelHash, does_not_see_the_order_of_entries) {
    std::vector<PanelEntry> entries{entry(7, "C"), entry(9, "G"), entry(100, "T")};
    auto const hash = panel_hash(entries);
    while (std::ranges::next_permutation(entries, {}, &PanelEntry::variant).found) {
        EXPECT_EQ(panel_hash(entries), hash);
    }
}

TEST(PanelHash, sees_every_field) {
    auto const hash = panel_hash({entry(7, "C")});
    auto const differs = [&](auto const& change) {
        auto changed = entry(7, "C");
        change(changed);
        return panel_hash({changed}) != hash;
    };
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.variant.contig = "chr2"; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.lesions = {"liver"}; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.trunk = false; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.multiplicity = 2; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.total_copies = 2; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.normal_copies = 2; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.ccf = 0.5; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.clone = "1"; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.tumor_vaf = 0.5; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.phase_group = "g"; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.state = LocusState::set_aside; }));
    EXPECT_TRUE(differs([](PanelEntry& changed) { changed.reason = "ch"; }));
}

TEST(Panel, counts_its_tracked_loci) {
    Panel panel;
    panel.entries = {entry(7, "C"), entry(9, "G")};
    panel.entries[1].state = LocusState::set_aside;
    EXPECT_EQ(panel.tracked_count(), 1U);
}

}  // namespace tidemark
