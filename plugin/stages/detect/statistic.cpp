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

}  // namespace

SampleTest test_sample(std::span<Witness const> witnesses, TestSetting const& setting) {
    constexpr double largest_predicted = 0.5;
    auto const units = units_of(witnesses);
    auto const tracked = static_cast<std::int64_t>(witnesses.size());
    SampleTest test;
    test.predicted_fraction = predicted_detection_limit(units, setting.rule, tracked,
                                                        setting.sample_dispersion);
    if (setting.method == TestMethod::exact) {
        // Rough on purpose: f0 only sets the weights, and any weights that do not see the counts give an exact p.
        constexpr double rough_accuracy = 1e-2;
        auto const first = likelihood_scores(units, {.tumor_fraction = test.predicted_fraction});
        auto const limits = tube_limits(StatisticLaw{units, first, setting.sample_dispersion}, setting.rule, tracked,
                                        {.guess = test.predicted_fraction, .accuracy = rough_accuracy});
        test.predicted_fraction = std::min(limits.detection95.value_or(test.predicted_fraction), largest_predicted);
        test.scores = likelihood_scores(units, {.tumor_fraction = test.predicted_fraction});
    } else {
        test.scores = pooled_scores(units);
    }
    StatisticLaw const law{units, test.scores, setting.sample_dispersion};
    std::int64_t value = 0;
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        value += observed(witnesses[index], test.scores.cells[index]);
    }
    test.p_value = law.null_tail(value);
    test.limits = tube_limits(law, setting.rule, tracked, {.guess = test.predicted_fraction});
    return test;
}

double p_value_of(std::span<Witness const> witnesses, std::span<std::size_t const> kept, SampleTest const& test,
                  TestSetting const& setting) {
    std::vector<WitnessUnit> units;
    Scores scores{.cells = {}, .unit_weight = test.scores.unit_weight};
    std::int64_t value = 0;
    for (auto const index : kept) {
        units.push_back(witnesses[index].unit);
        scores.cells.push_back(test.scores.cells[index]);
        value += observed(witnesses[index], scores.cells.back());
    }
    return StatisticLaw{units, scores, setting.sample_dispersion}.null_tail(value);
}

}  // namespace tidemark
