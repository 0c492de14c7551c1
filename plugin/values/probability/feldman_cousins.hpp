// Feldman-Cousins intervals for a Poisson signal over a known background: never empty, never negative, and two-sided or
// one-sided as the count demands (Feldman and Cousins 1998).
#pragma once
#include <cstdint>

#include "values/probability/distributions.hpp"

namespace tidemark {

/// Limits of the net mean s >= 0 when `count` molecules were seen over a known `background` mean. Meant for counts up to
/// a few dozen (statistics.md 7 uses it up to 20). `level` e.g. 0.95: (3, 0.2) gives 0.62 to 8.05.
/// METHOD: `dispersion`, squared coefficient of variation of the background mean, makes the background
/// negative binomial (Delaporte's law for the sum); the construction is the same. 0 is the published one.
[[nodiscard]] Limits feldman_cousins(std::int64_t count, double background, double level, double dispersion = 0);

}  // namespace tidemark
