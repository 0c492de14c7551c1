// The bases that the two records of a molecule show, and what they say about a variant.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stages/simulate/molecule.hpp"

namespace tidemark {

/// The bases of one record and the place of each on the reference.
struct ShownMate {
    std::string bases;
    std::vector<std::int32_t> offsets;   ///< reference position minus the molecule's begin; -1: inserted
};

struct ShownMolecule {
    Position begin;
    ShownMate left;    ///< from the fragment's left end, as many bases as a read has
    ShownMate right;   ///< to its right end
};

/// What the fragment's DNA has that the reference has not and that lies wholly in it (an indel with the base behind it).
[[nodiscard]] std::vector<Variant> carried_variants(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp);

/// The whole fragment: germline, variant, indel error and the edits of both mates, from begin to end.
[[nodiscard]] ShownMate whole_fragment(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp);

enum class MateSide : std::uint8_t { left, right };
/// The bases of the fragment that a read from this end has.
[[nodiscard]] ShownMate mate_of(ShownMate const& whole, std::size_t read_length, MateSide side);

/// Germline, variant and indel error put into the reference bases, then edits by mate.
/// `has_snp`: the molecule's haplotype carries ALT of the region's SNP.
[[nodiscard]] ShownMolecule show(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp, int read_length);

/// What a counter can read about an allele.
enum class SimulatedObservation : std::uint8_t {
    not_covered,   ///< no mate reads all bases of REF (of an indel: and one base behind it)
    unreadable,    ///< a base is N, or the mates disagree
    other,         ///< reads something else than ALT
    alternative
};

/// SNV and MNV by their bases. Indels by `carries` alone, where a mate reads the anchor and the base behind REF.
[[nodiscard]] SimulatedObservation observe(ShownMolecule const& shown, Variant const& variant, bool carries);

}  // namespace tidemark
