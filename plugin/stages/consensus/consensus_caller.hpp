// A family of reads in, a molecule out. The one entry of this room.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stages/consensus/duplex.hpp"
#include "stages/consensus/filter.hpp"
#include "stages/consensus/simplex.hpp"
#include "stages/consensus/write_read.hpp"

namespace tidemark {

enum class MoleculeLayout : std::uint8_t {
    one_strand,   ///< the UMI does not tell strands apart: only min_reads.total counts, and all reads stand in `ab`
    two_strands   ///< UMIs of two halves: `ab` and `ba` (MI ending in /A and /B)
};

/// The buffers behind the reads live until call() has returned.
struct MoleculeFamily {
    MoleculeLayout layout = MoleculeLayout::one_strand;
    std::span<FamilyFragment const> ab;
    std::span<FamilyFragment const> ba;
    ReferenceBases reference;   ///< round the family; only for placing indels leftmost, never for choosing a base
};

/// Calls one family after the other and keeps its workspace: no allocation once it has seen the largest family (families
/// whose reads carry indels excepted). One per thread. Equal families give equal molecules, whatever the order of their
/// reads and whatever came before (in `--compat fgbio` the order may decide ties).
class ConsensusCaller {
public:
    explicit ConsensusCaller(ConsensusParameters const& parameters,
                             std::optional<FilterThresholds> const& thresholds = std::nullopt);

    /// The molecule; valid until the next call.
    ConsensusMolecule const& call(MoleculeFamily const& family);

    [[nodiscard]] ErrorModel const& model() const { return model_; }

private:
    void gather(MoleculeFamily const& family);
    /// Calls the reads of one role, or of both on one axis.
    ConsensusOutcome call_roles(RoleChoice roles, MoleculeFamily const& family);
    [[nodiscard]] ColumnAxis make_axis(RoleChoice roles);
    /// Columns of every witness on this axis; counts those that cannot be laid. Returns the columns used.
    ColumnExtent lay(ColumnAxis const& axis, RoleChoice roles);
    ConsensusOutcome write(RoleChoice roles, ColumnAxis const& axis, std::int32_t first_column);
    [[nodiscard]] bool enough(MoleculeFamily const& family, std::int32_t ab, std::int32_t ba) const;
    [[nodiscard]] bool mates_meet() const;
    void set_flags();

    ConsensusParameters parameters_;
    std::optional<FilterThresholds> thresholds_;
    ErrorModel model_;
    FgbioModel fgbio_;
    StrandCaller strand_caller_;
    Witnesses witnesses_;
    std::vector<SignatureVote> votes_;
    std::array<StrandColumns, 2> strands_;
    JoinedColumns joined_;
    std::array<bool, 2> written_{};   ///< by role
    std::array<std::uint8_t, 2> strands_called_{};   ///< by role: 1 AB, 2 BA, 3 both
    ConsensusMolecule molecule_;
};

}  // namespace tidemark
