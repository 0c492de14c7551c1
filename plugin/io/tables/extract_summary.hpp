// The losses of extract as JSON, schema tidemark.extract_summary/1 (docs/formats/extract_summary.md).
#pragma once
#include <filesystem>
#include <string>

#include "values/molecule/extract_counts.hpp"

namespace tidemark {

/// What was asked, as text that says it again; no path.
struct ExtractFacts {
    std::string sample;           ///< empty: not given
    std::string read_structure;   ///< one word for each file
    std::string umi_source;       ///< "bases", "name:SEP", "pattern:REGEX", "none"
    std::string umi_tag;
    std::size_t listed_umis = 0;  ///< 0: no list
    std::string trim;             ///< "overlap" or "none"
    std::string failure{};        ///< "rule: message" where a file failed; empty: the key is left out
};

[[nodiscard]] std::string extract_summary_json(ExtractFacts const& facts, ExtractCounts const& counts);

/// Reads such a file. Throws InputError `extract_summary` naming every key that is missing, unknown or out of range, and
/// where reads or bases do not add up.
[[nodiscard]] ExtractSummary read_extract_summary(std::filesystem::path const& path);

}  // namespace tidemark
