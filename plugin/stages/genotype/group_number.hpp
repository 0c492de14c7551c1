// Class and strand as one small number, to index arrays by.
#pragma once
#include <array>
#include <cstddef>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// All groups that rows can have, in the order of rows.
inline constexpr std::array molecule_groups{
    MoleculeGroup{EvidenceClass::duplex, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::simplex_forward, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::simplex_reverse, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::simplex, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::singleton, MoleculeStrand::forward},
    MoleculeGroup{EvidenceClass::singleton, MoleculeStrand::reverse},
    MoleculeGroup{EvidenceClass::collapsed, MoleculeStrand::forward},
    MoleculeGroup{EvidenceClass::collapsed, MoleculeStrand::reverse},
    MoleculeGroup{EvidenceClass::position, MoleculeStrand::forward},
    MoleculeGroup{EvidenceClass::position, MoleculeStrand::reverse}};

inline constexpr std::size_t group_count = molecule_groups.size();

/// Number of a group in `molecule_groups`.
[[nodiscard]] constexpr std::size_t group_number(MoleculeGroup const& group) {
    for (std::size_t number = 0; number < group_count; ++number) {
        if (molecule_groups[number] == group) {
            return number;
        }
    }
    return group_count;
}

}  // namespace tidemark
