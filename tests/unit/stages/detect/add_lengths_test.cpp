// The second result: the test with fragment lengths, against plain enumeration.
#include <gtest/gtest.h>

#include <cmath>

#include "stages/detect/detect.hpp"

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};
constexpr int locus_count = 10;

/// Ten loci of 1,000 molecules at 1e-5, so 0.1 background molecules in all; 3 of 10 reference molecules are short.
struct Tube {
    Panel panel;
    SampleEvidence evidence;
    BackgroundModel model;
    BackgroundLaw law{model};
    std::vector<std::string> contexts = std::vector<std::string>(locus_count);
    LengthLaw lengths;

    explicit Tube(std::vector<std::int32_t> const& alt_lengths) {
        evidence.facts.sample = "P1_d0";
        evidence.reference_lengths = {{142, 3000}, {171, 7000}};
        lengths.log_ratio[length_bin(142)] = std::log(2.0);
        lengths.log_ratio[length_bin(171)] = std::log(0.5);
        lengths.samples = {"P2_d0", "P3_d0"};
        for (int index = 0; index < locus_count; ++index) {
            PanelEntry entry;
            entry.variant = {"chr1", Position::from_one_based(1000 * (index + 1)), "C", "T"};
            panel.entries.push_back(entry);
            LocusCounts counts;
            counts.depth = 1000;
            if (static_cast<std::size_t>(index) < alt_lengths.size()) {
                counts.alt = 1;
                counts.alt_lengths = {alt_lengths[static_cast<std::size_t>(index)]};
            }
            evidence.loci.push_back({entry.variant, duplex, counts, 1e-5});
        }
    }

    [[nodiscard]] DetectionResult result() const {
        return detect(evidence, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}, .lengths = &lengths}, {});
    }
};

/// P(T >= t) of Poisson(0.1) molecules that are short with 0.3, by going through all counts.
double plain_tail(double weight, int shorts, int longs) {
    double const step = (weight + std::log(3.0)) / 64;
    auto const score = [&](double log_ratio) { return std::llround((weight + log_ratio) / step); };
    auto const short_score = score(std::log(2.0));
    auto const long_score = score(std::log(0.5));
    auto const seen = shorts * short_score + longs * long_score;
    double sum = 0;
    double poisson = std::exp(-0.1);
    for (int count = 0; count < 30; poisson *= 0.1 / ++count) {
        double chance = std::pow(0.7, count);   // none of them short
        for (int of_short = 0; of_short <= count; ++of_short) {
            sum += of_short * short_score + (count - of_short) * long_score >= seen ? poisson * chance : 0;
            chance *= 0.3 / 0.7 * (count - of_short) / (of_short + 1);
        }
    }
    return sum;
}

}  // namespace

TEST(AddLengths, the_p_value_is_that_of_all_counts_and_lengths) {
    for (auto const& [alt_lengths, shorts, longs] : std::vector<std::tuple<std::vector<std::int32_t>, int, int>>{
             {{142, 142}, 2, 0}, {{142, 171}, 1, 1}, {{171, 171, 171}, 0, 3}, {{142}, 1, 0}}) {
        auto const result = Tube{alt_lengths}.result();
        ASSERT_TRUE(result.length_p_detect) << shorts << longs;
        double const weight = result.variants.at(0).weight.value_or(0);
        // A cap binds only where one locus alone has three molecules: one tube in a million.
        EXPECT_NEAR(*result.length_p_detect, plain_tail(weight, shorts, longs), 3e-6) << shorts << longs;
        EXPECT_NEAR(*result.length_ratio, std::pow(2.0, shorts) * std::pow(0.5, longs), 1e-9);
        EXPECT_EQ(result.length_molecules, shorts + longs);
        EXPECT_EQ(result.length_source, "P2_d0;P3_d0");
    }
}

TEST(AddLengths, short_molecules_say_more_than_long_ones_and_the_first_result_stays) {
    auto const of_short = Tube{{142, 142}}.result();
    auto const of_long = Tube{{171, 171}}.result();
    EXPECT_LT(*of_short.length_p_detect, *of_long.length_p_detect);
    EXPECT_EQ(of_short.p_detect, of_long.p_detect);
    EXPECT_EQ(of_short.status, of_long.status);
}

TEST(AddLengths, nothing_is_said_without_the_samples_own_lengths_or_without_being_asked) {
    Tube tube{{142, 142}};
    tube.evidence.reference_lengths = {{0, 5000}, {142, 300}, {171, 699}};
    auto result = tube.result();
    EXPECT_FALSE(result.length_p_detect);
    EXPECT_EQ(result.length_source, "");
    result = detect(tube.evidence, {.panel = tube.panel, .background = tube.law, .contexts = tube.contexts, .model_hash = {}}, {});
    EXPECT_FALSE(result.length_molecules);
}

TEST(AddLengths, linked_loci_count_without_their_lengths) {
    Tube tube{{142, 142}};
    auto const first = to_text(tube.panel.entries[0].variant);
    auto const second = to_text(tube.panel.entries[1].variant);
    tube.evidence.haplotypes = {{first + "=1," + second + "=1", duplex, 1}, {first + "=0," + second + "=0", duplex, 999}};
    auto const result = tube.result();
    ASSERT_TRUE(result.length_p_detect);
    EXPECT_EQ(result.length_molecules, 0);
    EXPECT_EQ(result.length_ratio, 1);
}

}  // namespace tidemark::test
