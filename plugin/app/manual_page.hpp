// Manual pages, made from the option tree: what --help says, as a page that man shows.
#pragma once
#include <span>
#include <string>

#include "app/option_text.hpp"

namespace tidemark {

/// tidemark(1): the words and what the program says about itself.
[[nodiscard]] std::string program_page(WordText const& program, std::span<WordText const> words, std::string const& version);
/// tidemark-WORD(1).
[[nodiscard]] std::string word_page(WordText const& word, std::string const& version);

}  // namespace tidemark
