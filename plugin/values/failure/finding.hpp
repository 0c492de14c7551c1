// A fault found by a pure rule: a value, so that all faults of a sheet can be listed, not only the first.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tidemark {

/// How a finding ends the run: warnings do not, invalid is exit 3, contradiction is exit 4.
enum class Severity { warning, invalid, contradiction };

struct Finding {
    Severity severity = Severity::invalid;
    std::string rule;        ///< fixed code, e.g. "duplicate_sample"
    std::string file;        ///< base name of the sheet or file
    std::size_t line = 0;    ///< 1-based; 0 where it has no line
    std::string column;      ///< column name; empty where it has none
    std::string message;     ///< what is wrong and what to do
    auto operator<=>(Finding const&) const = default;
};

/// "sheet.csv line 2 column day", as far as it is known.
[[nodiscard]] std::string place_of(Finding const& finding);

using Findings = std::vector<Finding>;

}  // namespace tidemark
