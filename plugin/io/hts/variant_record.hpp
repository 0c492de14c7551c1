// One record of a VCF or BCF as candidates, one for each ALT. Part of the variant reader.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "io/hts/handles.hpp"
#include "io/hts/variant_reader.hpp"

namespace tidemark {

/// Longest insertion, deletion or multi-nucleotide variant that the counter matches, in bases.
inline constexpr std::size_t longest_allele = 50;

/// `sample`: number of the tumor's column, nothing where no genotype column is to be read.
[[nodiscard]] std::vector<VariantCandidate> candidates_of(bcf_hdr_t const* header, bcf1_t* record,
                                                          std::optional<std::size_t> sample, std::size_t number);

}  // namespace tidemark
