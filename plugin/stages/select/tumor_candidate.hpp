// What the tumor's VCFs say, as values: an allele of one file, and an allele with all files that have it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

/// How one VCF saw an allele.
struct Sighting {
    std::size_t source = 0;            ///< number of the VCF, as TumorTissue is numbered
    std::vector<std::string> filters;  ///< empty or PASS: passed
    std::optional<double> tumor_vaf;
    std::string phase_set;  ///< equal text in one VCF: one haplotype
    std::int64_t tumor_depth = 0;  ///< behind tumor_vaf; 0 where unknown
    std::string clone{};           ///< as the VCF names it; empty where it does not
    std::optional<double> ccf{};   ///< beside a clone: share of tumor cells, above 0, at most 1
    bool operator==(Sighting const&) const = default;

    [[nodiscard]] bool passed() const { return filters.empty() || (filters.size() == 1 && filters.front() == "PASS"); }
};

/// One ALT of one record: left-aligned where its alleles are plain, as it stood in the file otherwise.
struct TumorCandidate {
    Variant variant;
    std::string context;      ///< reference trinucleotide of an SNV, repeat class of an insertion or deletion; empty where unknown
    std::string unsupported;  ///< fixed code of why it cannot be tracked; empty where it can
    Sighting sighting;
};

/// One allele, once.
struct LocusCandidate {
    Variant variant;
    std::string context;
    std::string unsupported;
    std::vector<Sighting> sightings;  ///< one for each VCF that has it
};

}  // namespace tidemark
