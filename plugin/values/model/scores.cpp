#include "values/model/scores.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "values/model/place_support.hpp"

namespace tidemark {
namespace {

/// Noise level that explains the tumor's molecules best without one: its gamma law after all that is expected was seen.
double level_without_tumor(std::span<WitnessUnit const> units, ScoreParameters const& parameters) {
    double const variance = parameters.sample_dispersion * parameters.sample_dispersion;
    double background = 0;
    double signal = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            background += cell.sample_factor ? cell.background : 0;
            signal += cell.sample_factor ? cell.signal(parameters.tumor_fraction) : 0;
        }
    }
    return 1 + variance * signal / (1 + variance * background);
}

/// Log likelihood ratio of one molecule against errors that explain the tumor's molecules as well as their law allows: by a
/// higher noise level, which all cells share, or by a higher rate of their place.
double log_ratio(CountCell const& cell, double tumor_fraction, double level) {
    double const rate = std::max(cell.background / cell.depth, 1e-15);
    double const place = 1 + cell.dispersion * cell.signal(tumor_fraction) / (1 + cell.dispersion * cell.background);
    double const explained = std::max(cell.sample_factor ? level : 1, place);
    return std::max(std::log1p(expected_vaf(TumorFractionCell{tumor_fraction}, cell.copies).value / rate) - std::log(explained), 0.0);
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

/// Steps of a dense null: as many as keep its expected T short, which keeps its transform short.
int dense_steps(std::span<WitnessUnit const> units, std::span<double const> ratios, double usual, int wanted) {
    constexpr double expected_value = 1024;
    constexpr int fewest = 8;
    constexpr int most_of_dense = 64;
    int const most = std::min(wanted, most_of_dense);
    double usual_molecules = 0;   // background, in molecules of the usual weight
    auto ratio = ratios.begin();
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            usual_molecules += cell.background * *ratio++ / usual;
        }
    }
    return static_cast<int>(std::clamp(expected_value / usual_molecules, std::min<double>(fewest, most), static_cast<double>(most)));
}

void add_caps(Scores& scores, std::span<WitnessUnit const> units, double tumor_fraction) {
    bool const dense = counted_background(units, scores) >= dense_background;
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            auto const& cell = units[index].cells[each];
            bool const may_be_hot = cell.hot_share > 0 && cell.hot_share <= likely_hot;
            if ((!dense || may_be_hot) && units[index].places == 1) {
                scores.cells[index][each].cap = predictive_cap(cell, tumor_fraction);
            }
        }
    }
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

double counted_background(std::span<WitnessUnit const> units, Scores const& scores) {
    double total = 0;
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            total += scores.cells[index][each].weight > 0 ? units[index].cells[each].background : 0;
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
    double const level = level_without_tumor(units, parameters);
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            ratios.push_back(cell.depth > 0 ? log_ratio(cell, parameters.tumor_fraction, level) : 0);
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
    bool const equal = largest - smallest < 1e-9 * largest;
    // A few cells that weigh far more (linked errors) must not make the steps of all others coarse.
    constexpr double most_above = 8;
    double const usual = dense ? std::max(usual_weight(units, ratios, parameters.tumor_fraction), largest / most_above) : largest;
    scores.unit_weight = equal ? largest : usual / (dense ? dense_steps(units, ratios, usual, parameters.steps) : parameters.steps);
    auto ratio = ratios.begin();
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each, ++ratio) {
            auto const& cell = units[index].cells[each];
            auto& score = scores.cells[index][each];
            if (cell.depth > 0 && !equal) {
                score.weight = std::max<std::int64_t>(dense ? 0 : 1, std::llround(*ratio / scores.unit_weight));
            }
        }
    }
    if (parameters.capped) {
        add_caps(scores, units, parameters.tumor_fraction);
    }
    add_support(scores, units, parameters.tumor_fraction);
    return scores;
}

}  // namespace tidemark
