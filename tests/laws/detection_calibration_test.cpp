// Size and power of the whole decision, outlier step included, on tubes simulated from the model by a generator of our
// own: false positives stay below alpha, and a tumor at the predicted LoD95 is found in 93 to 97 % of tubes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stages/detect/decide.hpp"
#include "stages/detect/outliers.hpp"
#include "stages/detect/statistic.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

struct Tube {
    char const* name;
    std::vector<Witness> witnesses;
    double sample_dispersion;
    double alpha;
};

Witness witness(std::size_t index, std::vector<CountCell> cells) {
    auto const size = cells.size();
    Witness made{.loci = {index}, .unit = {}, .alt = std::vector<std::int64_t>(size, 0), .shown_places = 0};
    made.unit.cells = std::move(cells);
    return made;
}

CountCell cell(double depth, double rate, double dispersion, double multiplicity = 1, double copies = 2) {
    CopyState state;
    state.multiplicity = multiplicity;
    state.total_copies = copies;
    return {.depth = depth, .background = depth * rate, .dispersion = dispersion, .copies = state};
}

Tube equal_tube() {
    Tube tube{"sixteen equal loci", {}, 0.25, 0.01};
    for (std::size_t index = 0; index < 16; ++index) {
        tube.witnesses.push_back(witness(index, {cell(2000, 1e-5, 0.5)}));
    }
    return tube;
}

Tube mixed_tube() {
    Tube tube{"sixty loci of two classes, rates and copies of all kinds", {}, 0.25, 0.01};
    Random random{7, "panel"};
    for (std::size_t index = 0; index < 60; ++index) {
        double const depth = std::floor(random.gamma(5, 800));
        double const rate = random.gamma(0.7, 1e-5) + 1e-8;
        tube.witnesses.push_back(witness(index, {cell(depth, rate / 10, 0.5, 1 + static_cast<double>(index % 2), 3),
                                                 cell(std::floor(depth / 2), rate, 0.5, 1 + static_cast<double>(index % 2), 3)}));
    }
    return tube;
}

Tube dense_tube() {
    Tube tube{"four hundred noisy loci", {}, 0.25, 0.01};
    Random random{8, "panel"};
    for (std::size_t index = 0; index < 400; ++index) {
        tube.witnesses.push_back(witness(index, {cell(std::floor(random.gamma(8, 500)), random.gamma(2, 1e-4) + 1e-6, 0.5)}));
    }
    return tube;
}

Tube single_tube() { return {"one tracked locus", {witness(0, {cell(30000, 1e-6, 0.5)})}, 0.25, 0.01}; }

/// Duplex molecules that hardly err beside single ones that do, at every locus.
Tube two_class_tube() {
    Tube tube{"two hundred loci, clean molecules beside noisy ones", {}, 0.25, 0.01};
    for (std::size_t index = 0; index < 200; ++index) {
        tube.witnesses.push_back(witness(index, {cell(2000, 1e-6, 0.5), cell(5000, 3e-4, 0.5)}));
    }
    return tube;
}

/// Background shows some molecules at the first loci anyway.
Tube noisy_places_tube() {
    Tube tube{"sixteen clean loci, four of them noisy", {}, 0.25, 0.01};
    for (std::size_t index = 0; index < 16; ++index) {
        double const rate = index == 0 ? 5e-3 : index == 1 ? 1e-3 : index < 4 ? 2e-4 : 1e-7;
        tube.witnesses.push_back(witness(index, {cell(2000, rate, 0.5)}));
    }
    return tube;
}

/// One locus in a hundred is fifty times as bad as the others; which ones is not known.
Tube with_hot_loci(char const* name, Tube tube) {
    tube.name = name;
    for (auto& each : tube.witnesses) {
        for (auto& counted : each.unit.cells) {
            counted.hot_share = 0.01;
            counted.hot_background = 50 * counted.background;
            counted.hot_dispersion = 1;
            counted.background = 0.99 * counted.background + 0.01 * counted.hot_background;
        }
    }
    return tube;
}

std::vector<Tube> all_tubes() {
    return {equal_tube(), mixed_tube(), dense_tube(), single_tube(), two_class_tube(), noisy_places_tube(),
            with_hot_loci("sixteen equal loci, some hot", equal_tube()),
            with_hot_loci("sixty loci of two classes, some hot", mixed_tube()),
            with_hot_loci("four hundred noisy loci, some hot", dense_tube())};
}

/// One draw from the model of statistics.md 3 and 4: a noise level for the sample, a rate for every place, then counts.
void draw(std::vector<Witness>& witnesses, double sample_dispersion, double fraction, Random& random) {
    double const level = random.gamma(1 / (sample_dispersion * sample_dispersion), 1);
    for (auto& each : witnesses) {
        for (std::size_t index = 0; index < each.unit.cells.size(); ++index) {
            auto const& counted = each.unit.cells[index];
            bool const hot = counted.hot_share > 0 && random.chance(counted.hot_share);
            double const rate = (hot ? counted.hot_background : counted.ordinary_background()) * level;
            double const spread = hot ? counted.hot_dispersion : counted.dispersion;
            double const mean = spread > 0 ? random.gamma(1 / spread, rate) : rate;
            each.alt[index] = random.poisson(mean) + random.binomial(static_cast<std::int64_t>(counted.depth),
                                                                     expected_vaf(TumorFractionCell{fraction}, counted.copies).value);
        }
    }
}

class Trial {
public:
    explicit Trial(Tube tube)
        : tube_{std::move(tube)},
          setting_{TestMethod::exact, {.alpha = tube_.alpha}, tube_.sample_dispersion},
          test_{test_sample(tube_.witnesses, setting_)},
          law_{units(), test_.scores, tube_.sample_dispersion},
          loci_(tube_.witnesses.size()) {}

    [[nodiscard]] double limit() const { return test_.limits.detection95.value(); }

    /// Share of tubes that are DETECTED at `fraction`; `below` collects how many p-values are <= alpha.
    [[nodiscard]] double detected(double fraction, int tubes, int& below) {
        Random random{2024, tube_.name};
        int found = 0;
        for (int each = 0; each < tubes; ++each) {
            draw(tube_.witnesses, tube_.sample_dispersion, fraction, random);
            found += is_called(below) ? 1 : 0;
        }
        return static_cast<double>(found) / tubes;
    }

private:
    [[nodiscard]] std::vector<WitnessUnit> units() const {
        std::vector<WitnessUnit> list;
        for (auto const& each : tube_.witnesses) {
            list.push_back(each.unit);
        }
        return list;
    }

    [[nodiscard]] DecisionEvidence evidence(std::vector<Witness> const& kept, Scores const& scores, double p_value) const {
        DecisionEvidence evidence{.p_value = p_value, .tracked_places = static_cast<std::int64_t>(tube_.witnesses.size())};
        for (std::size_t index = 0; index < kept.size(); ++index) {
            auto const& each = kept[index];
            evidence.molecules_alt += each.total_alt();
            bool supports = false;
            for (std::size_t part = 0; part < each.alt.size(); ++part) {
                auto const needed = scores.cells[index][part].support;
                supports = supports || (needed > 0 && each.alt[part] >= needed);
            }
            evidence.supporting_places += supports ? 1 : 0;
        }
        return evidence;
    }

    [[nodiscard]] bool is_called(int& below) const {
        std::int64_t value = 0;
        for (std::size_t index = 0; index < tube_.witnesses.size(); ++index) {
            for (std::size_t each = 0; each < tube_.witnesses[index].alt.size(); ++each) {
                auto const& score = test_.scores.cells[index][each];
                auto const alt = tube_.witnesses[index].alt[each];
                value += score.weight * (score.cap > 0 ? std::min(alt, score.cap) : alt);
            }
        }
        double const p_value = law_.null_tail(value);
        below += p_value <= tube_.alpha ? 1 : 0;
        DecisionFacts facts{.gates = {}, .evidence = evidence(tube_.witnesses, test_.scores, p_value), .without_outliers = {}, .molecules_n = 1,
                            .detection_limit = 0.5};
        if (p_value <= tube_.alpha) {
            auto const outliers = outlier_witnesses(tube_.witnesses, loci_, test_.predicted_fraction);
            if (!outliers.empty()) {
                std::vector<Witness> kept;
                for (std::size_t index = 0; index < tube_.witnesses.size(); ++index) {
                    if (!std::ranges::binary_search(outliers, index)) {
                        kept.push_back(tube_.witnesses[index]);
                    }
                }
                auto const again = test_again(kept, test_.predicted_fraction, setting_);
                facts.without_outliers = evidence(kept, again.scores, again.p_value);
            }
        }
        return decide(facts, {.rule = setting_.rule, .use = IntendedUse::landmark}).status == SampleStatus::detected;
    }

    Tube tube_;
    TestSetting setting_;
    SampleTest test_;
    StatisticLaw law_;
    std::vector<LocusEvidence> loci_;
};

}  // namespace

TEST(DetectionCalibration, false_positives_stay_below_alpha) {
    constexpr int tubes = 20000;
    for (auto const& tube : all_tubes()) {
        Trial trial{tube};
        int below = 0;
        double const called = trial.detected(0, tubes, below);
        // Three standard deviations of a binomial share at 1 %.
        double const margin = 3 * std::sqrt(0.01 * 0.99 / tubes);
        EXPECT_LE(static_cast<double>(below) / tubes, 0.01 + margin) << tube.name;
        EXPECT_LE(called, 0.01 + margin) << tube.name;
    }
}

TEST(DetectionCalibration, a_dense_null_uses_its_size) {
    constexpr int tubes = 20000;
    Trial trial{dense_tube()};
    int below = 0;
    (void)trial.detected(0, tubes, below);
    EXPECT_GE(static_cast<double>(below) / tubes, 0.007);
}

TEST(DetectionCalibration, a_tumor_at_the_predicted_limit_is_found_in_95_percent_of_tubes) {
    constexpr int tubes = 6000;
    for (auto const& tube : all_tubes()) {
        Trial trial{tube};
        int below = 0;
        double const called = trial.detected(trial.limit(), tubes, below);
        EXPECT_GE(called, 0.93) << tube.name << " at f = " << trial.limit() << ", p <= alpha in " << below << " of " << tubes;
        EXPECT_LE(called, 0.97) << tube.name << " at f = " << trial.limit();
    }
}

// The best test of clean and noisy molecules loses nothing to the clean ones alone.
TEST(DetectionCalibration, noisy_molecules_do_not_spoil_clean_ones) {
    constexpr int tubes = 6000;
    auto both = two_class_tube();
    auto clean = both;
    clean.name = "two hundred loci, clean molecules";
    for (auto& each : clean.witnesses) {
        each.unit.cells.resize(1);
        each.alt.resize(1);
    }
    Trial of_both{both};
    Trial of_clean{clean};
    EXPECT_LE(of_both.limit(), of_clean.limit() * 1.001);
    int below = 0;
    double const fraction = of_clean.limit();
    // Three standard errors of a difference of two shares near 0.95.
    EXPECT_GT(of_both.detected(fraction, tubes, below), of_clean.detected(fraction, tubes, below) - 0.012);
}

// Where background shows molecules at one place anyway, one more elsewhere is no broad support.
TEST(DetectionCalibration, one_odd_molecule_beside_a_noisy_place_is_not_broad) {
    auto tube = noisy_places_tube();
    std::vector<WitnessUnit> units;
    for (auto const& each : tube.witnesses) {
        units.push_back(each.unit);
    }
    auto const scores = likelihood_scores(units, {.tumor_fraction = 3e-4});
    // P(X >= k) of a negative binomial of size 2, at most 0.05, and at most 0.05/16 where a molecule weighs nothing (R: pnbinom).
    struct Fewest {
        std::size_t place;
        std::int64_t counted;
        std::int64_t uncounted;
    };
    for (auto const& [place, counted, uncounted] : {Fewest{0, 26, 44}, Fewest{1, 7, 12}, Fewest{2, 3, 5}}) {
        auto const& score = scores.cells[place].front();
        EXPECT_EQ(score.support, score.weight > 0 ? counted : uncounted) << place;
    }
    EXPECT_EQ(scores.cells[5].front().support, 1);
}

}  // namespace tidemark::test
