// A logarithmic axis of a figure: places, decades, and labels of their ticks.
#pragma once
#include <span>
#include <string>
#include <vector>

namespace tidemark {

struct LogAxis {
    double lowest = 1;     ///< > 0
    double highest = 10;   ///< > lowest
    double start = 0;      ///< pixel of `lowest`
    double end = 100;      ///< pixel of `highest`

    /// Pixel of a value > 0; those outside stand at the edge.
    [[nodiscard]] double place(double value) const;
    [[nodiscard]] bool shows(double value) const { return value >= lowest && value <= highest; }
    /// Whole decades; where fewer than two are shown, 1, 2 and 5 times each.
    [[nodiscard]] std::vector<double> ticks() const;
};

/// Axis over positive values with a little room at both ends.
[[nodiscard]] LogAxis log_axis_over(std::span<double const> values, double start, double end);

/// "0.01 %"; exponent form below 1e-4 %.
[[nodiscard]] std::string per_cent_tick(double fraction);
/// "20,000"; exponent form below 0.001.
[[nodiscard]] std::string number_tick(double number);

}  // namespace tidemark
