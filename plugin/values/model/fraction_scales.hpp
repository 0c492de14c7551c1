// The two scales on which "the fraction" is told. Half of one is about the other, so the compiler keeps them apart where one
// becomes the other.
#pragma once
#include <compare>

namespace tidemark {

/// f: share of cell-free DNA that comes from tumor cells, counted in cells' worth of genomes; 0..1.
struct TumorFractionCell {
    double value = 0;
    auto operator<=>(TumorFractionCell const&) const = default;
};

inline constexpr TumorFractionCell no_tumor{0};

/// v: share of the molecules at one locus that carry its allele; 0..1. One mutated copy of two: about f/2.
struct Vaf {
    double value = 0;
    auto operator<=>(Vaf const&) const = default;
};

}  // namespace tidemark
