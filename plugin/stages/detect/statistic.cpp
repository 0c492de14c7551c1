#include "stages/detect/statistic.hpp"

#include <algorithm>

namespace tidemark {
namespace {

std::vector<WitnessUnit> units_of(std::span<Witness const> witnesses) {
    std::vector<WitnessUnit> units;
    std::ranges::transform(witnesses, std::back_inserter(units), &Witness::unit);
    return units;
}

std::int64_t observed(Witness const& witness, std::vector<CellScore> const& scores) {
    std::int64_t value = 0;
    for (std::size_t each = 0; each < scores.size(); ++each) {
        auto const counted = scores[each].cap > 0 ? std::min(witness.alt[each], scores[each].cap) : witness.alt[each];
        value += scores[each].weight * counted;
    }
    return value;
}

std::int64_t places_of(std::span<Witness const> witnesses) {
    double places = 0;
    for (auto const& witness : witnesses) {
        places += witness.unit.places;
    }
    return static_cast<std::int64_t>(places);
}

std::int64_t observed(std::span<Witness const> witnesses, Scores const& scores) {
    std::int64_t value = 0;
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        value += observed(witnesses[index], scores.cells[index]);
    }
    return value;
}

}  // namespace

Scores scores_of(std::span<WitnessUnit const> units, double predicted_fraction, TestSetting const& setting) {
    return setting.method == TestMethod::exact
               ? likelihood_scores(units, {.tumor_fraction = predicted_fraction, .sample_dispersion = setting.sample_dispersion})
               : pooled_scores(units);
}

SampleTest test_sample(std::span<Witness const> witnesses, TestSetting const& setting) {
    constexpr double largest_predicted = 0.5;
    auto const units = units_of(witnesses);
    auto const tracked = places_of(witnesses);
    SampleTest test;
    test.predicted_fraction = predicted_detection_limit(units, setting.rule, tracked, setting.sample_dispersion);
    if (setting.method == TestMethod::exact) {
        // Rough on purpose: f0 only sets the weights, and any weights that do not see the counts give an exact p.
        constexpr double rough_accuracy = 1e-2;
        auto const first = scores_of(units, test.predicted_fraction, setting);
        auto const limits = tube_limits(StatisticLaw{units, first, setting.sample_dispersion}, setting.rule, tracked,
                                        {.guess = test.predicted_fraction, .accuracy = rough_accuracy});
        test.predicted_fraction = std::min(limits.detection95.value_or(test.predicted_fraction), largest_predicted);
    }
    test.scores = scores_of(units, test.predicted_fraction, setting);
    StatisticLaw const law{units, test.scores, setting.sample_dispersion};
    test.p_value = law.null_tail(observed(witnesses, test.scores));
    if (setting.limits) {
        test.limits = tube_limits(law, setting.rule, tracked, {.guess = test.predicted_fraction});
    }
    return test;
}

SampleTest test_again(std::span<Witness const> witnesses, double predicted_fraction, TestSetting const& setting) {
    auto units = units_of(witnesses);
    for (auto& unit : units) {
        for (auto& cell : unit.cells) {
            if (cell.hot_share <= likely_hot) {
                cell.background = cell.ordinary_background();
                cell.hot_share = 0;
            }
        }
    }
    SampleTest test{.scores = scores_of(units, predicted_fraction, setting), .predicted_fraction = predicted_fraction, .limits = {}};
    test.p_value = StatisticLaw{units, test.scores, setting.sample_dispersion}.null_tail(observed(witnesses, test.scores));
    return test;
}

std::optional<Limits> statistic_limits(std::span<Witness const> witnesses, double predicted_fraction, TestSetting const& setting) {
    constexpr double each_side = 0.025;
    auto const units = units_of(witnesses);
    auto const scores = scores_of(units, predicted_fraction, setting);
    std::int64_t lightest = 0;
    std::int64_t heaviest = 0;
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            if (units[index].cells[each].depth > 0) {
                auto const weight = scores.cells[index][each].weight;
                lightest = heaviest == 0 ? weight : std::min(lightest, weight);
                heaviest = std::max(heaviest, weight);
            }
        }
    }
    if (lightest == heaviest) {
        return std::nullopt;
    }
    StatisticLaw const law{units, scores, setting.sample_dispersion};
    auto const value = observed(witnesses, scores);
    LimitSearch const search{.guess = predicted_fraction, .accuracy = 1e-4};
    return Limits{.lower = fraction_with_chance(law, value, each_side, search).value_or(1),
                  .upper = fraction_with_chance(law, value + 1, 1 - each_side, search).value_or(1)};
}

}  // namespace tidemark
