// The pattern of a haplotype row, read: which tracked loci its molecules cover, and which they show.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

/// Numbers of loci by their text in patterns.
using HaplotypeNames = std::map<std::string, std::size_t, std::less<>>;

struct PatternLocus {
    std::size_t locus;
    bool shows;
};

/// Loci of "chr1:100:C>T=1,chr1:140:C>T=0" that have a number, in the order of the pattern; others are left out.
[[nodiscard]] std::vector<PatternLocus> parse_haplotype(std::string_view pattern, HaplotypeNames const& names);

/// Whether two alleles replace a base in common: no molecule shows both.
[[nodiscard]] bool share_bases(Variant const& one, Variant const& other);

}  // namespace tidemark
