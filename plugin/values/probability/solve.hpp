// Where a function of one variable is zero or highest. Brackets are given, so the answer never leaves its domain.
#pragma once
#include <functional>

namespace tidemark {

/// Zero of a continuous function with opposite signs at `low` and `high` (a zero at an end is returned as it is),
/// to `bits` binary digits. Without a change of sign: the end that is nearer to zero.
[[nodiscard]] double root(std::function<double(double)> const& function, double low, double high, int bits = 46);

/// Greatest value found of a function with one peak between `low` and `high`, by golden section until the bracket is narrower than
/// `width`. Of two equal points the upper part is looked at further.
[[nodiscard]] double peak_value(std::function<double(double)> const& function, double low, double high, double width);

}  // namespace tidemark
