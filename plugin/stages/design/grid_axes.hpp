// What a set of plans varies: the quantities of a grid by name, and which of them a drawing spreads out.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/model/tube_design.hpp"

namespace tidemark {

struct GridQuantity {
    std::string name;                              ///< of an axis: "molecules at each locus"
    std::string short_name;                        ///< behind a value: "molecules"
    std::function<double(TubePlan const&)> value;
    bool may_be_zero = false;                      ///< has no place on a logarithmic axis then
};

/// Loci, molecules, error rate, alpha, copies, dispersions.
[[nodiscard]] std::vector<GridQuantity> const& grid_quantities();

/// Different values of a quantity among plans, ascending.
[[nodiscard]] std::vector<double> values_among(std::span<TubeDesign const> designs, GridQuantity const& quantity);

/// The quantity with most values on the axis, the next for the lines; the first of equals. Absent where nothing varies.
struct GridSpread {
    std::optional<std::size_t> axis;
    std::optional<std::size_t> lines;
    std::vector<std::size_t> fixed;   ///< vary too, and are held at their first value
};
[[nodiscard]] GridSpread spread_of(std::span<TubeDesign const> designs);

}  // namespace tidemark
