// Molecules over two or more loci of one phase group: tumor DNA shows all its alleles, an error hardly two (statistics.md 4).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stages/detect/witnesses.hpp"
#include "values/model/haplotype_pattern.hpp"

namespace tidemark {

/// Molecules of one group in one witness that cover two or more loci of its phase group.
struct LinkedMolecules {
    std::int64_t depth = 0;
    std::int64_t alt = 0;        ///< show two of the alleles or more
    std::int64_t mixed = 0;      ///< show exactly one
    double expected = 0;         ///< of `alt`, by error
    double spread = 0;           ///< sum of expected x sqrt(dispersion): rates move together
    double mixed_expected = 0;   ///< of `mixed`, by error
    bool known = true;           ///< linkage of errors is known for all of them
};

/// One row of the evidence: molecules that cover the same loci and show the same of them.
struct PatternMolecules {
    std::span<PatternLocus const> loci;
    MoleculeGroup group;
    std::int64_t molecules = 0;
};

/// Adds molecules whose loci are all of one phase group; those of alleles that share bases alone are no linked ones.
/// METHOD: a molecule shows two alleles by error with the sum of `linked_rate` over the pairs that it covers.
void add_linked(LinkedMolecules& sum, PatternMolecules const& pattern, std::span<LocusEvidence const> loci, Panel const& panel);

struct MoleculeCount {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
};

/// The linked molecules as a cell of their own, and what is counted there.
struct LinkedCell {
    CountCell cell;
    MoleculeCount count;
};

/// METHOD: 95 % of the tumor's molecules over two loci of a group are taken to show two of its alleles. The others show one: an
/// error, a later event on part of the clone, or a haplotype that was told wrong. They are counted with the molecules that cover
/// one locus (`all` less what is counted here), and so is a twentieth of the depth. Nothing is split where mixed molecules
/// outnumber linked ones and are more than errors explain (Poisson, chance below 1e-6): there the haplotype is not believed;
/// nor where linkage is not known.
[[nodiscard]] std::optional<LinkedCell> linked_cell(LinkedMolecules const& linked, MoleculeCount const& all);

}  // namespace tidemark
