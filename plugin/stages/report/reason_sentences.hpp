// One sentence for each reason code, for a reader who knows medicine and not the program.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

/// Whether a code can decide a status, or only remarks on how far a result reaches.
enum class ReasonWeight { decides, remark };

struct ReasonText {
    std::string_view code;
    ReasonWeight weight = ReasonWeight::decides;
    std::string_view words;      ///< two to four words, for tables and figures
    std::string_view sentence;   ///< no operators, no abbreviations beyond the glossary
};

/// All codes a sample can carry: readout's list, then those of failed inputs.
[[nodiscard]] std::vector<ReasonText> const& sample_reasons();

/// The sentence of a sample's or a pair's code. An unknown code is named as such, so that nothing is ever left out.
[[nodiscard]] std::string reason_sentence(std::string const& code);
/// The short words of a code; an unknown code with its underscores as spaces.
[[nodiscard]] std::string reason_words(std::string const& code);

/// False for remarks; true for an unknown code, so that it is seen.
[[nodiscard]] bool decides_status(std::string const& code);
/// Why a variant was set aside or is doubtful, in words; what follows a colon in the code stands in brackets.
[[nodiscard]] std::string locus_reason_words(std::string const& code);

}  // namespace tidemark
