// Why REF disagrees with the FASTA: what the pattern of disagreement looks like, as a sentence for the user.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "values/genome/contig_table.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

struct RefMismatch {
    Variant variant;
    std::string reference_bases;    ///< what the FASTA has there
    bool agrees_one_right = false;  ///< REF is found one base further on
    bool agrees_one_left = false;
};

struct RefCheck {
    std::size_t checked = 0;  ///< alleles compared
    std::vector<RefMismatch> mismatches;
};

/// "the positions look 0-based …", "the VCF looks like hg19 and the reference like hg38 …", or a plain remedy. A shift
/// is named where at least nine in ten mismatches agree after it, and at least two do or nothing agreed without it.
[[nodiscard]] std::string ref_mismatch_hint(RefCheck const& check, ContigTable const& vcf,
                                            ContigTable const& reference);

/// The name that the reference uses for a contig it does not have ("chr1" for "1" and the reverse); empty where none.
[[nodiscard]] std::string other_contig_name(std::string const& contig, ContigTable const& reference);

}  // namespace tidemark
