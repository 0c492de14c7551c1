// Molecules for a target LoD95 of the pooled count test, exact, computed for the design pages by other code than this
// project's: the first number that reaches the target, and the one from which on it is never lost.
#pragma once
#include <array>
#include <cstdint>

namespace tidemark::test {

struct GoldenMolecules {
    double target_vaf;
    double background;
    double alpha;
    std::int64_t first;
    std::int64_t safe;
};

inline constexpr std::array<GoldenMolecules, 12> golden_molecules{{
    {1e-3, 1e-6, 0.01, 2993, 2993},
    {1e-3, 1e-6, 0.001, 4740, 4740},
    {1e-3, 1e-5, 0.01, 4697, 4697},
    {1e-3, 1e-5, 0.001, 6234, 6234},
    {1e-4, 1e-6, 0.01, 46969, 46969},
    {1e-4, 1e-6, 0.001, 62335, 62335},
    {1e-4, 1e-5, 0.01, 70488, 83214},
    {1e-4, 1e-5, 0.001, 95574, 95574},
    {1e-5, 1e-6, 0.01, 704878, 832139},
    {1e-5, 1e-6, 0.001, 955731, 955731},
    {1e-5, 1e-5, 0.01, 2263281, 2433775},
    {1e-5, 1e-5, 0.001, 3164354, 3275787},
}};

}  // namespace tidemark::test
