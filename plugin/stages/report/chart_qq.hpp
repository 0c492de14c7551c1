// p-values of synthetic signatures against what uniform ones would be.
#pragma once
#include <span>
#include <string>

#include "values/patient/figure.hpp"

namespace tidemark {

/// −log10 of the expected quantile across, of the p-value upwards, the diagonal, and the band that 95 % of each ordered
/// uniform p-value stays in. `p_values` ascending, at least one, > 0. Where points crowd, only those that differ by a
/// pixel are drawn. Points above the highest decade of the axis stand at its edge.
[[nodiscard]] Figure qq_figure(std::span<double const> p_values, std::string const& id, std::string const& title);

}  // namespace tidemark
