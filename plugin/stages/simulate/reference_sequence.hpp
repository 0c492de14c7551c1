// Made-up reference bases that are hard in the ways real ones are.
#pragma once
#include <cstdint>
#include <string>

#include "values/probability/random.hpp"

namespace tidemark {

/// `length` bases with the GC share wandering about `gc` in stretches of 5 to 20 kb, rare CpG, homopolymers of 6 to 14,
/// microsatellites, and diverged copies of three elements of 300 bases. Repeats are lower case (soft-masked).
[[nodiscard]] std::string random_sequence(std::int64_t length, double gc, Random& random);

}  // namespace tidemark
