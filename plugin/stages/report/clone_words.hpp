// Words for the codes of clones, neoantigen tags and T cells.
#pragma once
#include <string>

namespace tidemark {

/// Why a ratio or an interval says nothing, in a few words; of any other code those of reason_words.
[[nodiscard]] std::string clone_reason_words(std::string const& code);
/// rise, fall, open of a change.
[[nodiscard]] std::string move_words(std::string const& verdict);
/// response, stable_or_undetermined, progression.
[[nodiscard]] std::string ctdna_words(std::string const& state);
/// yes, no, not_evaluable.
[[nodiscard]] std::string expansion_words(std::string const& expansion);
/// pre_existing, new, tumor_resident.
[[nodiscard]] std::string clonotype_class_words(std::string const& code);

}  // namespace tidemark
