// A figure as inline SVG: no style sheet, no script, no reference to anything outside, so it prints, stands in an
// HTML page under a strict content policy, and can be cut out as a figure for a paper.
#pragma once
#include <string>

#include "values/patient/figure.hpp"

namespace tidemark {

/// Well-formed XML of one <svg> element, labelled by its <title> and <desc>. Coordinates have two decimals.
[[nodiscard]] std::string svg_text(Figure const& figure);

}  // namespace tidemark
