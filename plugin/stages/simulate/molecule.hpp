// One molecule as it left the tube and what consensus made of it.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "stages/simulate/error_law.hpp"
#include "stages/simulate/fragment_length.hpp"
#include "stages/simulate/mixture.hpp"

namespace tidemark {

/// Which of the two records of a molecule an edit is in.
enum class EditedMates : std::uint8_t { both, left, right };

/// A base that the records show instead of the DNA's own; 'N' where the family disagreed.
struct BaseEdit {
    Position position;
    char base = 'N';
    EditedMates mates = EditedMates::both;
};

struct SimulatedMolecule {
    EvidenceClass evidence_class = EvidenceClass::duplex;   ///< duplex, simplex_forward, simplex_reverse, singleton
    bool read_one_forward = true;
    int ab_depth = 1;                        ///< reads of the AB strand's family
    int ba_depth = 0;
    std::size_t individual = 0;
    int haplotype = 0;
    bool tumor = false;
    bool carries = false;                    ///< the region's variant
    Position begin;                          ///< reference bases [begin, end)
    Position end;
    std::vector<BaseEdit> edits;             ///< by position
    std::optional<Variant> indel_error;
    std::uint8_t mapping_quality = 60;
    bool proper = true;
};

/// Everything that molecules of one region in one sample are drawn from. References must outlive it.
struct MoleculeSource {
    Scenario const& scenario;
    AssayRegion const& region;
    Mixture const& mixture;
    RegionErrors const& errors;
    FragmentLengthLaw const& normal_lengths;
    FragmentLengthLaw const& tumor_lengths;
    double sample_factor = 1;   ///< multiplies every error rate of the sample
};

[[nodiscard]] DnaCopy const& draw_copy(Mixture const& mixture, Random& random);

/// Deleted bases cannot be where a fragment is cut: such an end moves to the deletion's edge.
void move_ends_out_of_deletions(std::vector<Variant> const& alleles, SimulatedMolecule& molecule);

/// Adds what the molecule of this layer shows without having it, in both mates. It must lie inside the region's slice.
void add_substitution_errors(MoleculeSource const& source, ErrorLayer layer, SimulatedMolecule& molecule, Random& random);

/// METHOD: a fragment starts anywhere so that it comes within `reach` bases of the region's loci: uniform over
/// [anchor begin - length + 1 - reach, anchor end - 1 + reach], as capture by one probe does roughly.
[[nodiscard]] SimulatedMolecule draw_molecule(MoleculeSource const& source, Random& random);

}  // namespace tidemark
