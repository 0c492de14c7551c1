// What genotype counts: the panels of a call as one list of loci, every REF held against the reference.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "io/hts/reference.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

struct CountedPanel {
    std::string hash;                    ///< the panel's; of several panels, of their sorted hashes
    std::string failure;                 ///< recorded in a panel that could not be made; else empty
    std::vector<Variant> loci;           ///< left-aligned, each once
    std::vector<std::string> warnings;   ///< alleles that cannot be counted, and why
};

/// Reads panel tables and VCF or BCF files. Throws ContradictionError for a contig that the reference lacks and, listing
/// all of them, for loci whose REF is not the reference's.
[[nodiscard]] CountedPanel read_panels(std::span<std::string const> paths, Reference const& reference);

/// The places of a VCF or BCF of common variants; only those on contigs of the reference.
[[nodiscard]] std::vector<Variant> read_common_sites(std::string const& path, Reference const& reference);

}  // namespace tidemark
