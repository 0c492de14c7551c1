#include "values/model/e_process.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "values/probability/dispersed_count.hpp"

namespace tidemark {
namespace {

constexpr std::size_t grid_points = 17;

std::array<double, grid_points> vaf_grid() {
    std::array<double, grid_points> grid{};
    for (std::size_t point = 0; point < grid_points; ++point) {
        grid[point] = std::pow(10.0, -6 + static_cast<double>(point) / 4);
    }
    return grid;
}

double log_factor(SurveillanceDraw const& draw, double vaf) {
    double const signal = draw.molecules * vaf;
    if (draw.dispersion * draw.background < 1e-12) {
        return -signal + static_cast<double>(draw.alt) * std::log1p(signal / draw.background);
    }
    auto const most = static_cast<std::size_t>(draw.alt);
    auto const log_chance = [&](double tumor) {
        return log_chances({.signal = tumor, .background = draw.background, .dispersion = draw.dispersion}, most).back();
    };
    return log_chance(signal) - log_chance(0);
}

void check(SurveillanceDraw const& draw) {
    if (!(draw.molecules > 0 && draw.alt >= 0 && draw.background > 0 && draw.dispersion >= 0) ||
        !std::isfinite(draw.molecules + draw.background + draw.dispersion)) {
        throw std::logic_error{"a draw of an e-process needs molecules and background above 0, alt and dispersion of at least 0"};
    }
}

}  // namespace

std::vector<double> log_e_values(std::span<SurveillanceDraw const> draws) {
    static auto const grid = vaf_grid();
    std::array<double, grid_points> logs{};
    std::vector<double> values;
    values.reserve(draws.size());
    for (auto const& draw : draws) {
        check(draw);
        for (std::size_t point = 0; point < grid_points; ++point) {
            logs[point] += log_factor(draw, grid[point]);
        }
        double const highest = *std::max_element(logs.begin(), logs.end());
        double sum = 0;
        for (double const log : logs) {
            sum += std::exp(log - highest);
        }
        values.push_back(highest + std::log(sum / static_cast<double>(grid_points)));
    }
    return values;
}

}  // namespace tidemark
