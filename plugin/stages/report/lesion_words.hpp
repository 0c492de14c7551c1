// Words of the lesion panel: codes, verdicts and compartments for a reader who knows medicine and not the program.
#pragma once
#include <string>

#include "values/patient/document.hpp"
#include "values/patient/lesion_series.hpp"

namespace tidemark {

namespace fixed_texts {
inline constexpr auto abscopal_compatible = "Abscopal-compatible: this design cannot separate abscopal from drug effect.";
inline constexpr auto no_lesion_resolution = "Lesion resolution is not possible with this lesion map.";
}  // namespace fixed_texts

/// Short words of a code of the lesion part; of any other code those of reason_words.
[[nodiscard]] std::string lesion_reason_words(std::string const& code);
/// The words of a semicolon list of codes, joined by "; ".
[[nodiscard]] std::string lesion_reasons_text(std::string const& codes);
[[nodiscard]] std::string lesion_reason_sentence(std::string const& code);
/// "Distant response", "Local progression", "Undetermined", "Not evaluable"; of a claim also "Abscopal-compatible".
[[nodiscard]] std::string lesion_verdict_words(std::string const& verdict);
[[nodiscard]] Tone lesion_verdict_tone(std::string const& verdict);
/// "Lesion L1", "L1 and L2 together", "Unsampled tumor", "All irradiated lesions".
[[nodiscard]] std::string lesion_name_words(LesionShed const& row);
[[nodiscard]] std::string compartment_words(std::string const& compartment);

}  // namespace tidemark
