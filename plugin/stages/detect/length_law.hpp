// What a fragment's length says about where it came from, learnt from other patients (statistics.md 4).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// Lengths are told apart in steps of 10 bases, from up to 59 to 400 and more; unknown lengths are a bin of their own.
inline constexpr std::size_t length_bin_count = 37;
/// Bin of a length; 0: unknown.
[[nodiscard]] std::size_t length_bin(std::int32_t length);

using LengthBins = std::array<double, length_bin_count>;

/// Molecules by bin.
[[nodiscard]] LengthBins length_bins(std::map<std::int32_t, std::int64_t> const& lengths);

struct LengthLaw {
    LengthBins log_ratio{};             ///< log lambda, natural, within log 1/3 .. log 3; 0: says nothing
    std::int64_t tumor_molecules = 0;   ///< it was learnt from so many
    std::vector<std::string> samples;   ///< ids of the plasma samples, sorted
};

/// METHOD: lambda(l) = f_tumor(l) / f_normal(l) from plasma of other patients. f_tumor: alternative molecules at loci where three
/// or more molecules are 0.5 to 35 % of the depth (fewer may be errors, more a germline allele). f_normal: these samples' own
/// reference molecules, so that a library that keeps other lengths than the tested one does not look like tumor. The tumor law is
/// pulled to the normal one by 50 molecules, lambda lies between 1/3 and 3, and is 1 for unknown lengths and for lengths that fewer
/// than 20 normal molecules have. Nothing where there are fewer than 100 tumor or 1,000 normal molecules.
[[nodiscard]] std::optional<LengthLaw> learn_length_law(std::span<SampleEvidence const> plasma);

}  // namespace tidemark
