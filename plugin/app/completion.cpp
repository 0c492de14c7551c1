#include "app/completion.hpp"

#include <fmt/format.h>

namespace tidemark {
namespace {

std::vector<std::string> names_of(OptionText const& option) {
    std::vector<std::string> names;
    for (auto const& name : {option.short_name, option.long_name}) {
        if (!name.empty()) {
            names.push_back(name);
        }
    }
    return names;
}

std::string option_names(WordText const& word) {
    std::vector<std::string> names;
    for (auto const& option : word.options) {
        for (auto& name : names_of(option)) {
            names.push_back(std::move(name));
        }
    }
    return fmt::format("{}", fmt::join(names, " "));
}

std::string word_names(std::span<WordText const> words) {
    std::string names;
    for (auto const& word : words) {
        names += (names.empty() ? "" : " ") + word.word;
    }
    return names;
}

/// Text within single quotes of a shell that ends them for a quote.
std::string quoted(std::string const& text, std::string const& quote) {
    std::string safe = "'";
    for (char const letter : text) {
        safe += letter == '\'' ? quote : std::string{letter};
    }
    return safe + "'";
}

/// What bash offers behind an option, or as a positional.
std::string bash_offer(OptionText const& option) {
    if (!option.choices.empty()) {
        return fmt::format("offer -W '{}'", fmt::join(option.choices, " "));
    }
    switch (option.kind) {
        case ValueKind::file: return "compopt -o filenames; offer -f";
        case ValueKind::folder: return "compopt -o filenames; offer -d";
        default: return ":";   // a number or a name of the user's own
    }
}

/// An option as _arguments of zsh wants it.
std::string zsh_argument(OptionText const& option) {
    std::string meaning;
    for (char const letter : option.meaning) {
        meaning += letter == '[' || letter == ']' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    }
    auto action = option.choices.empty() ? std::string{} : fmt::format("({})", fmt::join(option.choices, " "));
    action = option.kind == ValueKind::file ? "_files" : option.kind == ValueKind::folder ? "_files -/" : action;
    auto const value = option.kind == ValueKind::none ? std::string{} : fmt::format(":value:{}", action);
    if (!option.positional.empty()) {
        return quoted(fmt::format("{}:{}:{}", option.repeatable ? "*" : "", option.positional, action), "'\\''");
    }
    auto const names = names_of(option);
    auto const group = option.repeatable ? std::string{"*"} : fmt::format("({})", fmt::join(names, " "));
    std::string text;
    for (auto const& name : names) {
        text += text.empty() ? "" : " ";
        text += quoted(fmt::format("{}{}[{}]{}", group, name, meaning, value), "'\\''");
    }
    return text;
}

std::string fish_line(OptionText const& option, std::string const& condition) {
    std::string line = fmt::format("complete -c tidemark -n {}", quoted(condition, "\\'"));
    if (!option.short_name.empty()) {
        line += " -s " + option.short_name.substr(1);
    }
    if (!option.long_name.empty()) {
        line += " -l " + option.long_name.substr(2);
    }
    if (!option.choices.empty()) {
        line += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
    } else if (option.kind == ValueKind::file) {
        line += option.positional.empty() ? " -r -F" : " -F";
    } else if (option.kind == ValueKind::folder) {
        line += " -x -a '(__fish_complete_directories)'";
    } else if (option.kind == ValueKind::word && option.positional.empty()) {
        line += " -x";
    }
    return option.positional.empty() ? line + " -d " + quoted(option.meaning, "\\'") + "\n" : line + "\n";
}

}  // namespace

std::string bash_completion(WordText const& program, std::span<WordText const> words) {
    std::string behind;
    std::string of_word;
    std::string positional;
    for (auto const& word : words) {
        for (auto const& option : word.options) {
            for (auto const& name : names_of(option)) {
                if (option.kind != ValueKind::none) {
                    behind += fmt::format("    '{} {}') {}; return ;;\n", word.word, name, bash_offer(option));
                }
            }
            if (!option.positional.empty()) {
                positional += fmt::format("    {}) {} ;;\n", word.word, bash_offer(option));
            }
        }
        of_word += fmt::format("      {}) offer -W '{}' ;;\n", word.word, option_names(word));
    }
    return fmt::format(R"(# Completion of tidemark for bash, made from its option tree.
_tidemark() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} word=${{COMP_WORDS[1]}}
  offer() {{ mapfile -t COMPREPLY < <(compgen "$@" -- "$current"); }}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    offer -W '{} {}'
    return
  fi
  case "$word $before" in
{}  esac
  if [ "${{current:0:1}}" = - ]; then
    case "$word" in
{}    esac
    return
  fi
  case "$word" in
{}  esac
}}
complete -F _tidemark tidemark
)", word_names(words), option_names(program), behind, of_word, positional);
}

std::string zsh_completion(WordText const& program, std::span<WordText const> words) {
    std::string list;
    std::string cases;
    for (auto const& word : words) {
        list += "    " + quoted(word.word + ":" + word.summary, "'\\''") + "\n";
        cases += fmt::format("    {})\n      _arguments", word.word);
        for (auto const& option : word.options) {
            cases += " \\\n        " + zsh_argument(option);
        }
        cases += "\n      ;;\n";
    }
    std::string own;
    for (auto const& option : program.options) {
        own += " \\\n      " + zsh_argument(option);
    }
    return fmt::format(R"(#compdef tidemark
# Completion of tidemark for zsh, made from its option tree.
_tidemark() {{
  local -a subcommands
  subcommands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe -t commands subcommand subcommands
    _arguments{}
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
{}  esac
}}
_tidemark "$@"
)", list, own, cases);
}

std::string fish_completion(WordText const& program, std::span<WordText const> words) {
    std::string text = "# Completion of tidemark for fish, made from its option tree.\ncomplete -c tidemark -f\n";
    for (auto const& option : program.options) {
        text += fish_line(option, "__fish_use_subcommand");
    }
    for (auto const& word : words) {
        text += fmt::format("complete -c tidemark -n __fish_use_subcommand -a {} -d {}\n", word.word, quoted(word.summary, "\\'"));
        for (auto const& option : word.options) {
            text += fish_line(option, "__fish_seen_subcommand_from " + word.word);
        }
    }
    return text;
}

}  // namespace tidemark
