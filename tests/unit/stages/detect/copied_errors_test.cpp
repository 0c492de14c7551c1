// Where UMIs are unique for each read errors come in copies: what is called then, and how often a blank is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "stages/detect/detect.hpp"

namespace tidemark::test {
namespace {

enum class Sizes { geometric, poisson };   ///< of families: mean copies either way, at least one

struct Blank {
    int loci = 30;
    int molecules = 500;    ///< at each locus
    int copies = 5;         ///< reads of each, on average
    double rate = 1e-4;     ///< of error, per molecule
    Sizes sizes = Sizes::geometric;
    double fraction = 0;    ///< of tumor molecules; one mutated of two copies
};

/// Reads of `count` molecules.
std::int64_t reads_of(std::int64_t count, Blank const& blank, std::mt19937_64& random) {
    std::int64_t reads = 0;
    for (std::int64_t each = 0; each < count; ++each) {
        reads += 1 + (blank.sizes == Sizes::geometric ? std::geometric_distribution<std::int64_t>{1.0 / blank.copies}(random)
                                                      : std::poisson_distribution<std::int64_t>{blank.copies - 1.0}(random));
    }
    return reads;
}

/// Counted by read. `told`: whether genotype saw that UMIs are unique.
DetectionResult judged(Blank const& blank, std::mt19937_64& random, bool told = true, DetectParameters parameters = {}) {
    Panel panel;
    SampleEvidence evidence;
    BackgroundModel const model;
    BackgroundLaw const law{model};
    evidence.facts.sample = "P1_d0";
    std::int64_t const depth = static_cast<std::int64_t>(blank.molecules) * blank.copies;
    evidence.totals = {{"molecules", blank.loci * depth}};
    if (told) {
        evidence.totals["molecule_positions"] = static_cast<std::int64_t>(blank.loci) * blank.molecules;
    }
    for (int locus = 0; locus < blank.loci; ++locus) {
        PanelEntry entry;
        entry.variant = {"chr1", Position::from_one_based(1000 * (locus + 1)), "C", "T"};
        panel.entries.push_back(entry);
        LocusCounts counts;
        counts.depth = depth;
        std::poisson_distribution<std::int64_t> wrong{blank.molecules * (blank.rate + blank.fraction / 2)};
        counts.alt = std::min(reads_of(wrong(random), blank, random), depth);
        evidence.loci.push_back({entry.variant, {EvidenceClass::singleton, MoleculeStrand::none}, counts, blank.rate});
    }
    std::vector<std::string> const contexts(static_cast<std::size_t>(blank.loci));
    parameters.use = IntendedUse::landmark;
    parameters.required_lod95 = 1;
    return detect(evidence, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}}, parameters);
}

bool lists(DetectionResult const& result, std::string const& reason) { return std::ranges::find(result.reasons, reason) != result.reasons.end(); }

double detected_share(Blank const& blank, int draws, bool told = true) {
    std::mt19937_64 random{5};
    int detected = 0;
    for (int draw = 0; draw < draws; ++draw) {
        detected += judged(blank, random, told).status == SampleStatus::detected ? 1 : 0;
    }
    return static_cast<double>(detected) / draws;
}

}  // namespace

// One and two error molecules are expected. 500 draws tell 1 % from 2.3 %.
TEST(CopiedErrors, blanks_are_detected_as_seldom_as_the_test_says) {
    constexpr int draws = 500;
    double const most = 0.01 + 3 * std::sqrt(0.01 * 0.99 / draws);
    for (auto const sizes : {Sizes::geometric, Sizes::poisson}) {
        for (auto const& [loci, rate] : {std::pair{10, 2e-4}, {20, 2e-4}}) {
            EXPECT_LE(detected_share({.loci = loci, .rate = rate, .sizes = sizes}, draws), most) << loci << " " << rate;
        }
    }
}

TEST(CopiedErrors, without_the_guard_they_would_be_detected_too_often) {
    EXPECT_GT(detected_share({.loci = 10, .rate = 2e-4, .sizes = Sizes::poisson}, 500, false), 0.03);
}

// Molecules of five copies lie together: without a look at positions five on one of sixty places are an outlier, and nothing is left.
TEST(CopiedErrors, copies_of_one_molecule_are_no_outlier) {
    Blank const tube{.loci = 60, .rate = 1e-5, .fraction = 8e-4};   // twice the LoD95 that is claimed
    EXPECT_GT(detected_share(tube, 100), 0.85);
    EXPECT_LT(detected_share({.loci = 60, .rate = 1e-5}, 100), 0.03);
}

TEST(CopiedErrors, a_call_that_rests_on_copies_is_open_and_a_clear_one_stands) {
    std::mt19937_64 random{7};
    int open = 0;
    for (int draw = 0; draw < 200; ++draw) {
        auto const result = judged({.loci = 10, .rate = 2e-4, .sizes = Sizes::poisson}, random);
        EXPECT_TRUE(lists(result, "umi_unique"));
        if (lists(result, "rests_on_copies")) {
            ++open;
            EXPECT_EQ(result.status, SampleStatus::indeterminate);
            EXPECT_LE(*result.p_detect, 0.01) << "p stays that of what was counted";
        }
    }
    EXPECT_GT(open, 5);
    for (int draw = 0; draw < 20; ++draw) {
        EXPECT_EQ(judged({.loci = 60, .fraction = 0.004}, random).status, SampleStatus::detected);
    }
}

TEST(CopiedErrors, the_plain_pooled_test_is_guarded_too) {
    std::mt19937_64 random{5};
    int detected = 0;
    constexpr int draws = 500;
    for (int draw = 0; draw < draws; ++draw) {
        detected += judged({.loci = 60}, random, true, {.method = TestMethod::poisson}).status == SampleStatus::detected ? 1 : 0;
    }
    EXPECT_LE(detected, draws * 0.01 + 3 * std::sqrt(draws * 0.01));
}

}  // namespace tidemark::test
