// Lengths of cell-free DNA fragments.
#pragma once
#include <cstdint>
#include <vector>

#include "values/probability/random.hpp"

namespace tidemark {

inline constexpr int shortest_fragment = 60;
inline constexpr int longest_fragment = 420;

/// A discrete law over 60..420 bases. METHOD: one nucleosome with its linker (a normal peak at `mode`, standard
/// deviation 12), a shoulder below it with the 10-base rhythm of the helix on the histone (Snyder et al. 2016,
/// Mouliere et al. 2018), and 4 % with two nucleosomes. Tumor DNA is the same law with an earlier mode.
class FragmentLengthLaw {
public:
    explicit FragmentLengthLaw(int mode);
    [[nodiscard]] int draw(Random& random) const;
    /// Share of fragments with this length; 0 outside the range.
    [[nodiscard]] double probability(int length) const;

private:
    std::vector<double> cumulative_;   ///< up to and with length 60 + index; ends at 1
};

}  // namespace tidemark
