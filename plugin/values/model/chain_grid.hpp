// The grid of the hidden chain and the sums over it: forward, backward, and against the first draw.
#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

#include "values/model/hidden_chain.hpp"

namespace tidemark {

inline constexpr std::size_t chain_fractions = 201;   ///< 0, then 200 from 1e-6 to 1
inline constexpr std::size_t chain_dropouts = 11;

/// f of a grid point; 0 for the first.
[[nodiscard]] inline double chain_fraction(std::size_t point) {
    return point == 0 ? 0 : std::pow(10.0, -6 + 6 * static_cast<double>(point - 1) / 199);
}

/// Prior chance of a drop-out share of `tenths` tenths: 2^-tenths, scaled to 1 in all.
[[nodiscard]] inline double chain_dropout_prior(std::size_t tenths) {
    return std::exp2(-static_cast<double>(tenths)) / (2 - std::exp2(-static_cast<double>(chain_dropouts - 1)));
}

/// Smoothed draws from the likelihood of each draw at every state (fraction by fraction, its drop-out shares together), any
/// scale. Chances are exact on the grid: those of a fall come from the joint law of the first draw and each other one.
[[nodiscard]] std::vector<SmoothedDraw> forward_backward(std::vector<std::vector<double>> const& emissions,
                                                         std::vector<double> const& days, ChainSettings const& settings);

}  // namespace tidemark
