// Completion of words, options, their choices and files in three shells, made from the option tree.
#pragma once
#include <span>
#include <string>

#include "app/option_text.hpp"

namespace tidemark {

/// Scripts for bash, zsh and fish; they need nothing but their shell. `program` is the root, `words` its subcommands.
[[nodiscard]] std::string bash_completion(WordText const& program, std::span<WordText const> words);
[[nodiscard]] std::string zsh_completion(WordText const& program, std::span<WordText const> words);
[[nodiscard]] std::string fish_completion(WordText const& program, std::span<WordText const> words);

}  // namespace tidemark
