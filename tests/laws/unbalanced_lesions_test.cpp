// Lesions that shed unlike amounts, from counts through detect's and track's stages: the fraction follows the whole tumor, the pair
// follows the fraction, and every lesion keeps its loci.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/detect/detect.hpp"
#include "stages/track/change.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::int64_t depth = 3000;
constexpr double background_rate = 1e-5;

/// Loci of the trunk, private to I and private to N.
using Sizes = std::array<int, 3>;

struct Unbalanced {
    Sizes sizes{10, 8, 20};
    std::array<Shed, 2> shed{{{0.01, 0.01, 0.002}, {0.04, 0.002, 0.0004}}};
    bool copies_known = false;
    bool lesions_known = true;   ///< to the panel
};

/// 0 trunk, 1 private to I, 2 private to N.
int kind_of(Sizes const& sizes, int index) { return index < sizes[0] ? 0 : index < sizes[0] + sizes[1] ? 1 : 2; }

int count_of(Sizes const& sizes) { return sizes[0] + sizes[1] + sizes[2]; }

Panel panel_of(Unbalanced const& patient) {
    Panel panel;
    panel.patient = "P1";
    panel.hash = "panel";
    for (int index = 0; index < count_of(patient.sizes); ++index) {
        auto const kind = kind_of(patient.sizes, index);
        PanelEntry entry;
        entry.variant = lesion_variant(index);
        entry.trunk = kind == 0;
        if (patient.lesions_known) {
            entry.lesions = kind == 0 ? std::vector<std::string>{"I", "N"} : std::vector<std::string>{kind == 1 ? "I" : "N"};
        }
        if (patient.copies_known) {
            entry.multiplicity = 1;
            entry.total_copies = 2;
            entry.normal_copies = 2;
        }
        panel.entries.push_back(entry);
    }
    return panel;
}

DetectionResult detection_of(Unbalanced const& patient, Panel const& panel, std::size_t draw, Random& random) {
    auto const& shed = patient.shed[draw];
    std::array<double, 3> const fractions{shed[0] + shed[1] + shed[2], shed[0], shed[1]};
    SampleEvidence evidence;
    evidence.facts.sample = "d" + std::to_string(draw);
    for (int index = 0; index < count_of(patient.sizes); ++index) {
        double const share = fractions[static_cast<std::size_t>(kind_of(patient.sizes, index))] / 2;
        LocusCounts counts;
        counts.depth = depth;
        counts.alt = random.binomial(depth, share + (1 - share) * background_rate);
        evidence.loci.push_back({lesion_variant(index), {EvidenceClass::duplex, MoleculeStrand::none}, counts, background_rate});
    }
    BackgroundModel const model{};
    BackgroundLaw const law{model};
    std::vector<std::string> const contexts(panel.entries.size());
    return detect(evidence, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}}, {.signatures = 0});
}

std::vector<LesionMapRow> map_of(Unbalanced const& patient) {
    std::vector<LesionMapRow> rows;
    for (int index = 0; index < count_of(patient.sizes); ++index) {
        for (int lesion = 1; lesion <= 2; ++lesion) {
            auto const kind = kind_of(patient.sizes, index);
            auto& row = rows.emplace_back();
            row.line = rows.size() + 1;
            row.patient = "P1";
            row.variant = lesion_variant(index);
            row.lesion = lesion == 1 ? "I" : "N";
            row.ccf = kind == 0 || kind == lesion ? 1 : 0;
            row.absence_power = *row.ccf > 0 ? std::nullopt : std::optional{0.99};
        }
    }
    return rows;
}

Timeline timeline_of(Unbalanced const& patient, std::uint64_t seed) {
    Random random{seed, "unbalanced lesions"};
    auto const panel = panel_of(patient);
    LesionPatientCase const sheet{};
    auto const rows = lesion_sheet(sheet);
    auto const map = map_of(patient);
    std::vector<NamedDetection> detections;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        detections.push_back({"d.json", detection_of(patient, panel, draw, random)});
    }
    auto radiotherapy = event(1, EventKind::radiotherapy_fraction, "pre_rt");
    radiotherapy.lesion = "I";
    std::vector<EventRow> const events{radiotherapy};
    Findings findings;
    auto timeline = make_timeline({.join = {.patient = "P1", .samples = rows, .verdicts = {}, .detections = detections},
                                   .events = events,
                                   .patients = {},
                                   .lesions = {.asked = true, .panel = &panel, .lesions = sheet.lesions, .map = map, .tissue = {}, .segments = {}}},
                                  {}, findings);
    EXPECT_TRUE(findings.empty()) << (findings.empty() ? "" : findings.front().message);
    return timeline;
}

MetricChange fraction_change(Timeline const& timeline) {
    return metric_of(change_between(timeline.draws, 0, 1, {.hge_per_ng = timeline.hge_per_ng, .events = timeline.events}), "tumor_fraction_cell");
}

double sum_of(Shed const& shed) { return shed[0] + shed[1] + shed[2]; }

/// Every draw's fraction, the pair and both lesions against what was put in; the limits are 4 standard errors of the counts.
void expect_truth(Unbalanced const& patient, std::uint64_t seed) {
    auto const timeline = timeline_of(patient, seed);
    double variance = 0;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        double const truth = sum_of(patient.shed[draw]);
        double const error = 1 / std::sqrt(truth / 2 * static_cast<double>(depth) * patient.sizes[0]);
        variance += error * error;
        EXPECT_NEAR(std::log(*timeline.draws[draw].result.tumor_fraction_cell / truth), 0, 4 * error + 0.02) << draw;
        EXPECT_EQ(timeline.draws[draw].result.status, SampleStatus::detected);
    }
    double const truth = std::log(sum_of(patient.shed[1]) / sum_of(patient.shed[0]));
    EXPECT_NEAR(std::log(*fraction_change(timeline).ratio), truth, 4 * std::sqrt(variance) + 0.02);
    for (std::size_t lesion = 0; lesion < 2; ++lesion) {
        auto const& row = lesion_row(timeline, "d1", lesion == 0 ? "I" : "N");
        // Of a stratum one locus is an outlier by chance in one draw of twenty.
        ASSERT_GE(row.private_loci, patient.sizes[lesion + 1] - 1);
        EXPECT_NE(row.verdict, "not_evaluable") << row.lesion << " " << row.reason;
        double const change = std::log2(patient.shed[1][lesion] / patient.shed[0][lesion]);
        ASSERT_TRUE(row.change.value);
        EXPECT_NEAR(row.change.value->value, change, 1.0) << row.lesion;
    }
    auto const& compared = timeline.lesions.value().comparisons.at(0);
    ASSERT_TRUE(compared.trunk.value);
    EXPECT_NEAR(compared.trunk.value->value * std::log(2.0), truth, 4 * std::sqrt(variance) + 0.02);
}

}  // namespace

TEST(UnbalancedLesions, fraction_pair_and_lesions_tell_what_was_shed) {
    for (auto const& sizes : {Sizes{10, 8, 20}, Sizes{12, 5, 30}, Sizes{8, 8, 16}}) {
        for (bool const copies_known : {true, false}) {
            for (bool const lesions_known : {true, false}) {
                for (std::uint64_t seed = 1; seed <= 5; ++seed) {
                    SCOPED_TRACE(testing::Message() << sizes[0] << "/" << sizes[1] << "/" << sizes[2] << " copies " << copies_known
                                                    << " lesions " << lesions_known << " seed " << seed);
                    expect_truth({.sizes = sizes, .copies_known = copies_known, .lesions_known = lesions_known}, seed);
                }
            }
        }
    }
}

TEST(UnbalancedLesions, a_pair_moves_as_the_fractions_do_where_private_loci_move_the_other_way) {
    // The whole tumor sheds a fifth more, from unsampled lesions; both sampled ones shed less.
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        auto const timeline = timeline_of({.sizes = {10, 20, 20}, .shed = {{{0.02, 0.02, 0.01}, {0.008, 0.008, 0.044}}}}, seed);
        double const fractions = *timeline.draws[1].result.tumor_fraction_cell / *timeline.draws[0].result.tumor_fraction_cell;
        auto const pair = fraction_change(timeline);
        EXPECT_GT(*pair.ratio, 1) << seed;
        EXPECT_NEAR(*pair.ratio / fractions, 1, 0.02) << seed;
        auto const& variants = timeline.draws[0].result.variants;
        EXPECT_TRUE(std::ranges::all_of(variants, [](VariantResult const& row) {
            bool const trunk = row.variant.position.one_based() <= 10'001;
            return row.reason == (trunk ? "" : "not_trunk");
        }));
    }
}

TEST(UnbalancedLesions, subclonal_loci_carry_the_fraction_only_of_a_panel_without_a_trunk) {
    auto const timeline = timeline_of({.sizes = {0, 8, 8}, .shed = {{{0.02, 0.02, 0}, {0.01, 0.01, 0}}}}, 1);
    EXPECT_NEAR(*timeline.draws[0].result.tumor_fraction_cell, 0.02, 0.003);
    EXPECT_TRUE(std::ranges::all_of(timeline.draws[0].result.variants, [](VariantResult const& row) { return row.reason.empty(); }));
    EXPECT_NEAR(*fraction_change(timeline).ratio, 0.5, 0.12);
}

}  // namespace tidemark::test
