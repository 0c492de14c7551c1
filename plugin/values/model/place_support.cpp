#include "values/model/place_support.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double least_chance = 0.05;

double chance_of_any(CountCell const& cell) { return -std::expm1(log_chance_of_none(cell, {.noise_level = 1, .tumor_fraction = 0})); }

/// P(background shows so many molecules or more).
double background_at_least(CountCell const& cell, std::int64_t molecules) {
    auto const noise = cell.mixture(1);
    double const ordinary = dispersed_at_least(molecules, noise.ordinary.mean, noise.ordinary.dispersion);
    return noise.hot_share > 0 ? (1 - noise.hot_share) * ordinary +
                                     noise.hot_share * dispersed_at_least(molecules, noise.hot.mean, noise.hot.dispersion)
                               : ordinary;
}

/// Twice the chance of showing any background that half of the expected T of the tumor stays within.
double usual_chance(Scores const& scores, std::span<WitnessUnit const> units, double tumor_fraction) {
    std::vector<std::pair<double, double>> cells;   // chance, expected T
    double total = 0;
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            auto const& cell = units[index].cells[each];
            double const value = static_cast<double>(scores.cells[index][each].weight) * cell.signal(tumor_fraction);
            if (value > 0) {
                cells.emplace_back(chance_of_any(at_one_place(cell, units[index].places)), value);
                total += value;
            }
        }
    }
    std::ranges::sort(cells);
    double sum = 0;
    for (auto const& [chance, value] : cells) {
        sum += value;
        if (sum >= total / 2) {
            return 2 * chance;
        }
    }
    return 0;
}

}  // namespace

CountCell at_one_place(CountCell cell, double places) {
    double const excess = cell.hot_background - cell.ordinary_background();
    double const hot = std::max(cell.ordinary_background() / places + excess, 0.0);
    double const shrunk = hot > 0 ? cell.hot_background / hot : 0;
    cell.hot_share = places == 1 || hot > 0 ? cell.hot_share / places : 0;
    cell.hot_background = hot;
    cell.hot_dispersion *= shrunk * shrunk;
    cell.depth /= places;
    cell.background /= places;
    cell.dispersion *= places;
    return cell;
}

std::int64_t fewest_beyond_background(CountCell const& cell, double chance) {
    constexpr std::int64_t most = 1 << 20;
    if (chance >= 1 || chance_of_any(cell) <= chance) {
        return 1;
    }
    std::int64_t above = 2;
    while (background_at_least(cell, above) > chance) {
        above *= 2;
        if (above > most) {
            return 0;
        }
    }
    auto below = above / 2;
    while (above - below > 1) {
        auto const middle = below + (above - below) / 2;
        (background_at_least(cell, middle) > chance ? below : above) = middle;
    }
    return above;
}

void add_support(Scores& scores, std::span<WitnessUnit const> units, double tumor_fraction) {
    double const chance = std::clamp(usual_chance(scores, units, tumor_fraction), least_chance, 1.0);
    double places = 0;
    for (auto const& unit : units) {
        places += unit.places;
    }
    for (std::size_t index = 0; index < units.size(); ++index) {
        for (std::size_t each = 0; each < units[index].cells.size(); ++each) {
            auto const& cell = units[index].cells[each];
            auto& score = scores.cells[index][each];
            if (cell.depth > 0) {
                score.support = fewest_beyond_background(at_one_place(cell, units[index].places),
                                                         score.weight > 0 ? chance : least_chance / places);
            }
        }
    }
}

std::int64_t supported_places(std::span<std::int64_t const> molecules, std::span<CellScore const> scores,
                              std::int64_t shown_places) {
    std::int64_t supports = 0;
    for (std::size_t each = 0; each < scores.size(); ++each) {
        supports += scores[each].support > 0 ? molecules[each] / scores[each].support : 0;
    }
    return std::min(supports, shown_places);
}

}  // namespace tidemark
