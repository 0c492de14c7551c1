// The upper tail of chi-square, for tests whose degrees of freedom need not be whole.
#pragma once

namespace tidemark {

/// P(X >= value) for chi-square with `degrees` > 0 of freedom; 1 for value <= 0. (3.841459, 1) gives 0.05.
[[nodiscard]] double chi_square_at_least(double value, double degrees);

}  // namespace tidemark
