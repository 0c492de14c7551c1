// Limits of a sample whose UMIs are unique for each read: those of the same sample counted by position.
#include <gtest/gtest.h>

#include <algorithm>

#include "stages/detect/detect.hpp"

namespace tidemark::test {
namespace {

constexpr int locus_count = 10;

/// Ten loci at 1e-5 without the allele.
struct Tube {
    Panel panel;
    SampleEvidence evidence;
    BackgroundModel model;
    BackgroundLaw law{model};
    std::vector<std::string> contexts = std::vector<std::string>(locus_count);

    /// `positions`: pairs of fragment ends, where UMIs are unique for each read; else 0.
    explicit Tube(std::int64_t depth, std::int64_t positions = 0) {
        evidence.facts.sample = "P1_d0";
        evidence.totals = {{"molecules", locus_count * depth}};
        if (positions > 0) {
            evidence.totals["molecule_positions"] = positions;
        }
        for (int index = 0; index < locus_count; ++index) {
            PanelEntry entry;
            entry.variant = {"chr1", Position::from_one_based(1000 * (index + 1)), "C", "T"};
            panel.entries.push_back(entry);
            LocusCounts counts;
            counts.depth = depth;
            evidence.loci.push_back({entry.variant, {EvidenceClass::duplex, MoleculeStrand::none}, counts, 1e-5});
        }
    }

    [[nodiscard]] DetectionResult result(DetectParameters const& parameters = {}) const {
        return detect(evidence, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}}, parameters);
    }
};

/// 4,000 molecules at each locus that lie at 1,000 positions.
struct CopiedTube : Tube {
    CopiedTube() : Tube{4000, locus_count * 1000} {}
};

bool lists(DetectionResult const& result, std::string const& reason) {
    return std::ranges::find(result.reasons, reason) != result.reasons.end();
}

}  // namespace

TEST(PositionShare, limits_are_those_of_the_depth_by_position) {
    for (auto const method : {TestMethod::exact, TestMethod::poisson}) {
        auto const result = CopiedTube{}.result({.method = method});
        auto const plain = Tube{1000}.result({.method = method});
        ASSERT_TRUE(plain.lod95_tumor_fraction && result.lod95_tumor_fraction && result.lob_tumor_fraction && result.loq_tumor_fraction);
        EXPECT_NEAR(*result.lob_tumor_fraction / *plain.lob_tumor_fraction, 1, 1e-5);
        EXPECT_NEAR(*result.lod95_tumor_fraction / *plain.lod95_tumor_fraction, 1, 1e-5);
        EXPECT_NEAR(*result.loq_tumor_fraction / *plain.loq_tumor_fraction, 1, 1e-5);
        EXPECT_NEAR(*result.lod95_vaf / *plain.lod95_vaf, 1, 1e-5);
        EXPECT_EQ(result.molecules_n, 40'000) << "what was counted stays what it is";
        EXPECT_TRUE(lists(result, "umi_unique") && !lists(plain, "umi_unique"));
    }
}

TEST(PositionShare, a_LoD_that_false_depth_alone_reaches_is_not_reached) {
    EXPECT_EQ(Tube{4000}.result().status, SampleStatus::not_detected);
    auto const result = CopiedTube{}.result();
    EXPECT_EQ(result.status, SampleStatus::not_evaluable);
    EXPECT_TRUE(lists(result, "lod_above_required"));
    EXPECT_EQ(Tube{4000}.result({.minimum_molecules = 20'000}).status, SampleStatus::not_detected);
    EXPECT_TRUE(lists(CopiedTube{}.result({.minimum_molecules = 20'000}), "low_molecules"));
}

TEST(PositionShare, the_bound_of_a_sample_that_is_not_detected_is_that_of_the_depth_by_position) {
    auto const result = CopiedTube{}.result({.required_lod95 = 0.01});
    auto const plain = Tube{1000}.result({.required_lod95 = 0.01});
    ASSERT_EQ(plain.status, SampleStatus::not_detected);
    ASSERT_EQ(result.status, SampleStatus::not_detected);
    EXPECT_NEAR(*result.tumor_fraction_cell_hi / *plain.tumor_fraction_cell_hi, 1, 1e-5);
}

}  // namespace tidemark::test
