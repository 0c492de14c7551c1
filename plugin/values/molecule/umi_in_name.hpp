// UMIs that some earlier step moved into the header line of a read.
#pragma once
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "values/molecule/extracted_template.hpp"
#include "values/molecule/fastq_record.hpp"

namespace tidemark {

/// The UMI behind the last separator of a read name, halves joined by '-', nothing where there is none. A half is of
/// ACGTN in either case; a leading r means that it stands reverse-complemented (bcl-convert).
///   ":"  last colon field: "…:2044:rACG+TTA", "…:2044:UMI_ACG_TTA" (fastp with a prefix)
///   "_"  "…:2044_ACGT" (UMI-tools), "…:2044:UMI_ACG_TTA", "…:2044:ACG_TTA" (fastp). A cell barcode in between, as in
///        "…:2044_CELL_UMI", is no half.
///   any other text: all behind it, "…:2044|GTTC"; halves are joined by one of + - _ .
[[nodiscard]] std::optional<std::string> umi_after_separator(std::string_view name, std::string_view separator);

class UmiPattern {
public:
    /// ECMAScript pattern, searched in the header line (name, blank, comment); group 1 is the UMI or its first half,
    /// group 2 the second. Throws std::regex_error where it is no pattern.
    explicit UmiPattern(std::string const& pattern);
    /// Groups of the pattern.
    [[nodiscard]] std::size_t group_count() const { return pattern_.mark_count(); }
    /// Qualities are taken where a colon and as many characters follow the UMI: "UMI:ACGT:IIII".
    [[nodiscard]] std::optional<Barcode> operator()(FastqRecord const& record) const;

private:
    std::regex pattern_;
};

}  // namespace tidemark
