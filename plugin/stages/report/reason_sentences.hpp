// One sentence for each reason code, for a reader who knows medicine and not the program.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

struct ReasonText {
    std::string_view code;
    std::string_view words;      ///< two to four words, for tables and figures
    std::string_view sentence;   ///< no operators, no abbreviations beyond the glossary
};

/// All codes a sample can carry: readout's list, then those of failed inputs.
[[nodiscard]] std::vector<ReasonText> const& sample_reasons();

/// The sentence of a sample's or a pair's code. An unknown code is named as such, so that nothing is ever left out.
[[nodiscard]] std::string reason_sentence(std::string const& code);
/// The short words of a code; an unknown code with its underscores as spaces.
[[nodiscard]] std::string reason_words(std::string const& code);

/// Codes joined by semicolons, apart.
[[nodiscard]] std::vector<std::string> split_codes(std::string const& codes);

}  // namespace tidemark
