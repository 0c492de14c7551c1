#include "values/model/scores.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tidemark {
namespace {

double log_ratio(CountCell const& cell, double tumor_fraction) {
    double const rate = std::max(cell.background / cell.depth, 1e-15);
    return std::log1p(expected_vaf(TumorFractionCell{tumor_fraction}, cell.copies).value / rate);
}

/// Weight that nine tenths of the expected tumor molecules do not exceed.
double usual_weight(std::span<WitnessUnit const> units, std::span<double const> ratios, double tumor_fraction) {
    constexpr double share = 0.9;
    std::vector<std::pair<double, double>> weights;   // weight, expected molecules
    double total = 0;
    auto ratio = ratios.begin();
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            double const weight = *ratio++;
            if (cell.depth > 0) {
                weights.emplace_back(weight, cell.signal(tumor_fraction));
                total += weights.back().second;
            }
        }
    }
    std::ranges::sort(weights);
    double sum = 0;
    for (auto const& [weight, molecules] : weights) {
        sum += molecules;
        if (sum >= share * total) {
            return weight;
        }
    }
    return weights.empty() ? 0 : weights.back().first;
}

}  // namespace

double total_background(std::span<WitnessUnit const> units) {
    double total = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            total += cell.background;
        }
    }
    return total;
}

Scores pooled_scores(std::span<WitnessUnit const> units) {
    Scores scores;
    for (auto const& unit : units) {
        scores.cells.emplace_back(unit.cells.size(), CellScore{});
    }
    return scores;
}

Scores likelihood_scores(std::span<WitnessUnit const> units, ScoreParameters const& parameters) {
    auto scores = pooled_scores(units);
    double largest = 0;
    double smallest = 1e300;
    std::vector<double> ratios;   // of all cells, 0 without depth
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            ratios.push_back(cell.depth > 0 ? log_ratio(cell, parameters.tumor_fraction) : 0);
            if (cell.depth > 0) {
                largest = std::max(largest, ratios.back());
                smallest = std::min(smallest, ratios.back());
            }
        }
    }
    if (largest <= 0) {
        return scores;
    }
    bool const dense = total_background(units) >= dense_background;
    // A dense null has many attainable values anyway; coarser steps keep its transform short.
    int const steps = dense ? std::min(parameters.steps, std::clamp(static_cast<int>(512 / total_background(units)), 8, 64))
                            : parameters.steps;
    bool const equal = largest - smallest < 1e-9 * largest;
    // A few cells that weigh far more (linked errors) must not make the steps of all others coarse.
    constexpr double most_above = 8;
    double const usual = dense ? std::max(usual_weight(units, ratios, parameters.tumor_fraction), largest / most_above) : largest;
    scores.unit_weight = equal ? largest : usual / steps;
    auto ratio = ratios.begin();
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each, ++ratio) {
            auto const& cell = units[index].cells[each];
            auto& score = scores.cells[index][each];
            if (cell.depth > 0 && !equal) {
                score.weight = std::max<std::int64_t>(1, std::llround(*ratio / scores.unit_weight));
            }
            bool const may_be_hot = cell.hot_share > 0 && cell.hot_share <= likely_hot;
            if (parameters.capped && (!dense || may_be_hot) && units[index].places == 1) {
                score.cap = predictive_cap(cell, parameters.tumor_fraction);
            }
        }
    }
    return scores;
}

}  // namespace tidemark
