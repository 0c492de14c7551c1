// VCF or BCF of any caller as allele candidates: plain, gzip, bgzip alike, no index needed.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/hts/reference.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

/// One ALT of one record, as it stands in the file (not yet normalised).
struct VariantCandidate {
    Variant variant;
    std::size_t record = 0;  ///< 1-based record number in the file
    std::string id;
    std::vector<std::string> filters;  ///< empty or PASS: passed
    double allele_frequency = -1;      ///< INFO/AF of this ALT; -1 where absent
    double tumor_vaf = -1;             ///< from FORMAT AD or AF of the only (or the declared) sample; -1 where absent
    std::int64_t tumor_depth = 0;      ///< informative reads or molecules behind it, from FORMAT AD, else DP; 0 where absent
    std::string phase_set;             ///< equal text: one haplotype. PS and haplotype of a phased genotype, or INFO/PS
    std::string clone{};               ///< INFO/CLONE; empty where absent
    std::optional<double> ccf{};       ///< INFO/CCF beside a clone, 0..1
    std::string unsupported;           ///< why this ALT cannot be tracked ("symbolic_alt", "ref_equals_alt", …)
};

struct VariantFile {
    ContigTable contigs;  ///< of the header; may be empty
    std::vector<std::string> samples;
    std::vector<VariantCandidate> candidates;  ///< file order, multi-allelic records split
    std::size_t records = 0;
};

/// Throws InputError where the file is damaged or is no VCF, naming record and line. VAF and phase are those of
/// `sample`; where that is empty, of the sample that the caller declares (##tumor_sample) or the only one.
[[nodiscard]] VariantFile read_variants(std::filesystem::path const& path, std::string const& sample = {});

/// Left-aligns one variant against the reference, widening the window as far as a repeat reaches.
/// Throws ContradictionError where REF is not what the reference has (all callers collect these into one message).
[[nodiscard]] Variant normalise(Variant const& variant, Reference const& reference);
/// Whether REF agrees with the reference (N never agrees with a base).
[[nodiscard]] bool agrees_with_reference(Variant const& variant, Reference const& reference);

}  // namespace tidemark
