// Small grammars that stand in cells of the sample sheet: where a UMI is, how a raw read is built.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

/// Why `text` is no UMI rule (tag, tag:XX, name:SEP, pattern:REGEX, none); empty where it is one. A pattern is an
/// ECMAScript regular expression with one group (the UMI) or two (its halves).
[[nodiscard]] std::string umi_rule_fault(std::string_view text);

/// Why `text` is no read structure for `reads` FASTQ files; empty where it is one. One word per file, separated by
/// spaces, each as values/molecule/read_structure.hpp reads it: "3M2S+T 3M2S+T".
[[nodiscard]] std::string read_structure_fault(std::string_view text, std::size_t reads);

/// Why a valid read structure and UMI rule (may be empty) of FASTQ do not say together where the UMI is: M segments and another
/// place, or neither. Empty where they do.
[[nodiscard]] std::string umi_place_fault(std::string_view read_structure, std::string_view umi);

}  // namespace tidemark
