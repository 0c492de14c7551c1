// Which word may have been meant by one that is not there.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace tidemark {

/// Letters to insert, take away, replace or swap with their neighbor to get from one word to the other.
[[nodiscard]] std::size_t letters_apart(std::string_view one, std::string_view other);

/// The one of `words` that `written` stands for: it begins with it, or is fewer than half of its letters away. Of equals
/// the first; empty where none is near.
[[nodiscard]] std::string closest_word(std::string_view written, std::span<std::string const> words);

/// "nosuch is no subcommand": exit 2, with the word that may be meant. Throws UsageError.
[[noreturn]] void refuse_unknown_word(std::string const& written, std::span<std::string const> words);

}  // namespace tidemark
