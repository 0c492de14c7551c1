// The two alignment records of a molecule, as consensus callers and aligners of collapsed reads leave them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stages/simulate/shown_molecule.hpp"
#include "values/molecule/alignment_record.hpp"

namespace tidemark {

/// A CIGAR with its first aligned base.
struct Placement {
    Position position;
    std::vector<CigarOperation> cigar;
};

/// METHOD: as an aligner scores (match 1, mismatch -4, gap -6 and -1 a base, clip -5): an indel with too few bases
/// behind it is not opened; those bases are aligned without gap where they fit the reference, else soft-clipped.
[[nodiscard]] Placement place_mate(ShownMate const& mate, Position begin, AssayRegion const& region);

/// First reference base behind the alignment.
[[nodiscard]] std::int64_t aligned_end(Placement const& placement);

/// Appends the records of a molecule, left one first: FR pair, tags RG RX MI cD cM cE and aD aM aE bD bM bE
/// (consensus.md 3), qualities of a consensus of that many reads; sometimes one more record that counters leave out.
void append_records(Scenario const& scenario, AssayRegion const& region, SimulatedMolecule const& molecule,
                    ShownMolecule const& shown, std::string const& name, std::int32_t molecule_id, Random& random,
                    std::vector<AlignmentRecord>& records);

}  // namespace tidemark
