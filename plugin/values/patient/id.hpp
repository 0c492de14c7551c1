// Ids of samples, patients, lesions and batches: always text, one pattern, safe as a file name on any system.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

/// Whether `text` matches ^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$.
[[nodiscard]] bool is_valid_id(std::string_view text);

/// Why other platforms would refuse a valid id (longer than 40, dots, last letter, reserved word); empty where none
/// would. Source: Illumina TSO 500 ctDNA v2.6 takes 1-40 characters, `_` and `-` only between alphanumerics.
[[nodiscard]] std::string why_not_portable(std::string_view id);

/// What personal data a text looks like ("a birth date", "an e-mail address", "a record number", "a name"); empty
/// where it looks like none. A guess by form only: it warns, it never refuses.
[[nodiscard]] std::string looks_personal(std::string_view text);

/// ASCII lower case: two ids that differ in case only collide on some file systems.
[[nodiscard]] std::string case_folded(std::string_view id);

}  // namespace tidemark
