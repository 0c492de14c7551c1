// PCR of one strand: how many of its copies were read, and which errors came with them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "values/patient/scenario.hpp"
#include "values/probability/random.hpp"

namespace tidemark {

/// Cycles whose errors are told apart; in later ones an error is all but private to one read.
inline constexpr int shared_cycles = 6;

/// METHOD: 1 + Poisson(G), G gamma with mean `pairs_per_strand` - 1 and squared coefficient of variation
/// `family_dispersion`: the limit of a branching process (Galton-Watson) is close to gamma, and reading thins it.
[[nodiscard]] std::size_t draw_family_size(ScenarioReads const& law, Random& random);

/// Where an error may happen in one strand, as rates per copy and cycle.
struct CopyErrorRates {
    double substitution = 0;             ///< per base
    std::size_t length = 0;              ///< bases
    std::vector<double> slips;           ///< by run of one base that the strand spans
};

/// An error that one read of the family has.
struct CopyError {
    std::size_t read = 0;                ///< 0 .. family size - 1
    bool slip = false;
    std::size_t place = 0;               ///< base of the strand, or number of the slip
    std::uint8_t change = 0;             ///< of a substitution: 0..2, which of the other bases; the same in all reads
};

/// METHOD: in cycle k a strand has become 2^(k-1) templates; an error made there is in a share 2^-k of all copies (Sun
/// 1995, J Comput Biol 2:63). Cycles 1..6 are drawn as events, each read having it with 2^-k; in each of the later ones
/// a read gets an error of its own at half the rate. Every read hence has cycles x rate / 2 errors on average.
/// Sorted by read.
[[nodiscard]] std::vector<CopyError> draw_copy_errors(CopyErrorRates const& rates, int cycles, std::size_t family_size,
                                                      Random& random);

}  // namespace tidemark
