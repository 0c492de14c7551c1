// Which sample an alignment file is of.
#pragma once
#include <string>
#include <vector>

#include "io/hts/alignment_file.hpp"

namespace tidemark {

/// `wanted` (--sample), else the one SM of the file's read groups, else the file's stem; `rg_sample` picks one of several.
/// Throws ContradictionError where several samples are in the file or the one picked is not, UsageError for a nameless
/// standard input, InputError for a name that is no id. Adds warnings "rule: message".
[[nodiscard]] std::string sample_name(AlignmentFile const& file, std::string const& wanted, std::string const& rg_sample,
                                      std::vector<std::string>& warnings);

}  // namespace tidemark
