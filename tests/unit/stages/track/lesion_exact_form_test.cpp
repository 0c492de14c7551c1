// High tumor fractions with copies that differ: lesions, compartments and the trunk against the plain formula, numerators and copies summed
// over lesions and then divided. Counts are what that formula expects, so that estimates must be the truth.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::int64_t depth = 400'000;
std::array<std::string, 3> const names{"I", "N1", "N2"};

/// Copies in each lesion's cells, at every locus, and mutated ones, at loci whose variant it holds.
struct Copies {
    std::array<double, 3> total{2, 4, 3};
    std::array<double, 3> mutated{1, 2, 1};
};

/// Six loci of the trunk, then four private to each lesion.
bool holds_locus(int index, std::size_t lesion) { return index < 6 || static_cast<std::size_t>((index - 6) / 4) == lesion; }

double plain_vaf(int index, std::array<double, 3> const& shed, Copies const& copies) {
    double mutated = 0;
    double all = 2 * (1 - shed[0] - shed[1] - shed[2]);
    for (std::size_t lesion = 0; lesion < 3; ++lesion) {
        mutated += holds_locus(index, lesion) ? shed[lesion] * copies.mutated[lesion] : 0;
        all += shed[lesion] * copies.total[lesion];
    }
    return mutated / all;
}

Timeline timeline_of(std::array<double, 3> const& before, std::array<double, 3> const& after, Copies const& copies = {}) {
    Panel panel;
    panel.patient = "P1";
    panel.hash = "panel";
    std::vector<LesionMapRow> map;
    for (int index = 0; index < 18; ++index) {
        PanelEntry entry;
        entry.variant = lesion_variant(index);
        entry.trunk = index < 6;
        entry.normal_copies = 2;
        panel.entries.push_back(entry);
        for (std::size_t lesion = 0; lesion < 3; ++lesion) {
            auto& row = map.emplace_back();
            row.line = map.size() + 1;
            row.patient = "P1";
            row.variant = entry.variant;
            row.lesion = names[lesion];
            row.ccf = holds_locus(index, lesion) ? 1 : 0;
            row.multiplicity = copies.mutated[lesion];
            row.total_copies = copies.total[lesion];
            row.absence_power = *row.ccf > 0 ? std::nullopt : std::optional{0.99};
        }
    }
    std::vector<LesionRow> lesions;
    for (auto const& name : names) {
        lesions.push_back({.line = lesions.size() + 2, .patient = "P1", .lesion = name,
                           .compartment = name == "I" ? Compartment::irradiated : Compartment::nonirradiated, .biopsied = true, .extra = {}});
    }
    std::vector<NamedDetection> detections;
    for (auto const& shed : {before, after}) {
        DetectionResult result;
        result.sample = "d" + std::to_string(detections.size());
        result.use = "monitoring";
        result.status = SampleStatus::detected;
        result.panel_hash = "panel";
        result.tumor_fraction_cell = shed[0] + shed[1] + shed[2];
        for (int index = 0; index < 18; ++index) {
            result.variants.push_back(locus(index + 1, std::llround(static_cast<double>(depth) * plain_vaf(index, shed, copies)), depth));
        }
        detections.push_back({"d.json", result});
    }
    LesionPatientCase const sheet{};
    auto const rows = lesion_sheet(sheet);
    Findings findings;
    auto timeline = make_timeline({.join = {.patient = "P1", .samples = rows, .verdicts = {}, .detections = detections},
                                   .events = sheet.events,
                                   .patients = {},
                                   .lesions = {.asked = true, .panel = &panel, .lesions = lesions, .map = map, .tissue = {}, .segments = {}}},
                                  {}, findings);
    EXPECT_TRUE(findings.empty()) << (findings.empty() ? "" : findings.front().message);
    return timeline;
}

void expect_truth(std::array<double, 3> const& before, std::array<double, 3> const& after) {
    auto const timeline = timeline_of(before, after);
    auto const& compared = timeline.lesions.value().comparisons.at(0);
    EXPECT_EQ(compared.form, "exact");
    ASSERT_TRUE(compared.trunk.value && compared.abscopal.value);
    EXPECT_NEAR(compared.trunk.value->value, std::log2((after[0] + after[1] + after[2]) / (before[0] + before[1] + before[2])), 0.01);
    EXPECT_NEAR(compared.abscopal.value->value, std::log2((after[1] + after[2]) / (before[1] + before[2])), 0.01);
    EXPECT_LE(compared.abscopal.lo->value, compared.abscopal.value->value);
    EXPECT_GE(compared.abscopal.hi->value, compared.abscopal.value->value);
    for (std::size_t lesion = 0; lesion < 3; ++lesion) {
        auto const& row = lesion_row(timeline, "d1", names[lesion]);
        double const truth = std::log2(after[lesion] / before[lesion]);
        ASSERT_TRUE(row.change.value);
        EXPECT_NEAR(row.change.value->value, truth, 0.01) << names[lesion];
        EXPECT_EQ(row.reason, "") << names[lesion] << ": loci of one lesion agree whatever their copies";
        // 0.1 on the scale of log2 is 7 %: limits from the linear form would lie beyond it.
        EXPECT_NEAR(row.change.lo->value, truth, 0.1) << names[lesion];
        EXPECT_NEAR(row.change.hi->value, truth, 0.1) << names[lesion];
    }
    auto const& whole = lesion_row(timeline, "d1", "", "nonirradiated");
    EXPECT_NEAR(*whole.shed, after[1] + after[2], 0.002);
    EXPECT_NEAR(*whole.shed_lo, after[1] + after[2], 0.01);
    EXPECT_NEAR(*whole.shed_hi, after[1] + after[2], 0.01);
}

}  // namespace

TEST(LesionExactForm, compartments_and_trunk_tell_the_truth_where_most_of_the_dna_is_tumor) {
    expect_truth({0.10, 0.40, 0.20}, {0.05, 0.08, 0.02});
    expect_truth({0.02, 0.04, 0.02}, {0.20, 0.30, 0.30});
}

TEST(LesionExactForm, a_compartment_that_holds_still_does_so_while_the_other_takes_over) {
    expect_truth({0.01, 0.20, 0.10}, {0.60, 0.20, 0.10});
}

}  // namespace tidemark::test
