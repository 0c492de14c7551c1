// The consensus of one strand of a molecule: its templates, laid over the columns of the molecule.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stages/consensus/column_axis.hpp"
#include "stages/consensus/consensus_parameters.hpp"
#include "stages/consensus/witness.hpp"
#include "stages/consensus/witness_rows.hpp"

namespace tidemark {

/// Which reads make the columns. `both`: mates are merged into one template. One role alone: the other mate only corrects
/// what both have read.
enum class RoleChoice : std::uint8_t { first, second, both };

struct StrandPlan {
    RoleChoice roles = RoleChoice::both;
    std::int32_t first_column = 0;    ///< lowest column of the axis that is used; it becomes column 0 of the result
    std::int32_t width = 0;
    CallingRules rules;
};

/// Holds the workspace; one per thread.
class StrandCaller {
public:
    /// Calls the strand. Witnesses of other strands are passed over; reads without a base of sufficient quality are counted.
    /// METHOD (consensus.md step 6): each role ends where fewer than `min_reads` of its reads still cover; trailing N at
    /// the 3' end of a read do not cover.
    void call(Witnesses const& witnesses, std::uint8_t strand, StrandPlan const& plan, StrandColumns& columns,
              ConsensusLosses& losses);

private:
    /// Draws a witness; returns what each role covers.
    std::array<ColumnExtent, 2> draw(FragmentWitness const& witness, WitnessShape const& shape, StrandPlan const& plan);
    [[nodiscard]] ColumnExtent covered(std::size_t role, std::int32_t min_reads);

    WitnessRows rows_;
    WitnessRow row_;
    std::vector<std::uint8_t> mate_codes_, mate_qualities_;
    std::array<std::vector<std::int32_t>, 2> begins_, ends_;
};

}  // namespace tidemark
