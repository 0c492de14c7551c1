// How often a molecule shows a base that its DNA does not have: the law of statistics.md 3, with its rates.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "stages/simulate/assay.hpp"
#include "values/molecule/evidence_class.hpp"

namespace tidemark {

/// Kinds of molecules with an error rate of their own.
enum class ErrorLayer : std::uint8_t { duplex, simplex_forward, simplex_reverse, singleton_forward, singleton_reverse };
inline constexpr std::size_t error_layer_count = 5;

[[nodiscard]] constexpr ErrorLayer error_layer(EvidenceClass evidence_class, bool forward) {
    if (evidence_class == EvidenceClass::duplex) {
        return ErrorLayer::duplex;
    }
    bool const single = evidence_class == EvidenceClass::singleton;
    return forward ? (single ? ErrorLayer::singleton_forward : ErrorLayer::simplex_forward)
                   : (single ? ErrorLayer::singleton_reverse : ErrorLayer::simplex_reverse);
}

/// Mean rate of one substitution in its trinucleotide (forward strand of the reference), per molecule and base, before
/// any dispersion; 0 where a base is not plain. The sum over the three alternatives and the mean over the 64
/// contexts is the class rate of the scenario, plus damage.
[[nodiscard]] double context_error_rate(ScenarioErrors const& errors, ErrorLayer layer, char before, char ref,
                                        char after, char alt);

/// A run of one base that a molecule may show one base shorter or longer.
struct IndelError {
    Variant variant;        ///< left-aligned
    Interval run;
    double rate = 0;        ///< per simplex molecule that spans the run
};

/// Factor of the homopolymer rate by layer: both strands seldom slip alike, a single read slips more.
[[nodiscard]] double indel_error_factor(ErrorLayer layer);

/// The rates of one region with every locus' own dispersion, the same in all samples of a seed.
struct RegionErrors {
    Position begin;
    /// By layer: sums of rates up to entry 3 * offset + alternative, alternatives in the order of ACGT without REF.
    std::array<std::vector<double>, error_layer_count> sums;
    std::vector<IndelError> indels;

    /// Rate of this exact substitution.
    [[nodiscard]] double rate(ErrorLayer layer, Position position, char ref, char alt) const;
    /// Sum of rates over [begin, end).
    [[nodiscard]] double total(ErrorLayer layer, Interval interval) const;
};

/// The first `layers` of them; the others stay empty.
[[nodiscard]] RegionErrors region_errors(ScenarioErrors const& errors, AssayRegion const& region, std::uint64_t seed,
                                         std::size_t layers = error_layer_count);

}  // namespace tidemark
