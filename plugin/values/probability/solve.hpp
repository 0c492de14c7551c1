// Where a function of one variable is zero or highest. Brackets are given, so the answer never leaves its domain.
#pragma once
#include <functional>

namespace tidemark {

/// Zero of a continuous function with opposite signs at `low` and `high` (a zero at an end is returned as it is),
/// to `bits` binary digits. Without a change of sign: the end that is nearer to zero.
[[nodiscard]] double root(std::function<double(double)> const& function, double low, double high, int bits = 46);

struct Peak {
    double place = 0;   ///< middle of the last bracket
    double value = 0;   ///< greatest value found
};
/// Which part is looked at further where two points are equal.
enum class EqualPoints { upper_part, lower_part };
/// Top of a function with one peak between `low` and `high`, by golden section until the bracket is at most `width` wide.
[[nodiscard]] Peak peak(std::function<double(double)> const& function, double low, double high, double width,
                        EqualPoints equal = EqualPoints::upper_part);

}  // namespace tidemark
