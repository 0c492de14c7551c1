// The option tree as plain words, for everything that is made from it: manual pages and completions.
#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tidemark {

/// Type of an option that names another word; not listed as choices, so that a near miss gets a suggestion.
inline constexpr char const* subcommand_value = "SUBCOMMAND";

/// What an option's value is, as far as a shell can help with it.
enum class ValueKind { none, word, file, folder };

struct OptionText {
    std::string short_name;               ///< "-f", or empty
    std::string long_name;                ///< "--reference"; empty for a positional
    std::string positional;               ///< its name, or empty
    std::string value;                    ///< "FILE", "INT from 1 to 256"; empty for a flag
    std::vector<std::string> choices;     ///< the only words it takes, where there is such a list
    std::string default_value;            ///< as shown in the help, or empty
    std::string meaning;
    ValueKind kind = ValueKind::none;
    bool required = false;
    bool repeatable = false;
};

struct WordText {
    std::string word;                     ///< empty for the program itself
    std::string summary;
    std::vector<OptionText> options;      ///< positionals included, in the order of the help
};

/// One word's options; of the program itself where `app` is the root.
[[nodiscard]] WordText word_text(CLI::App const& app);
/// Every word that `root` has, in its order, and its name alone.
[[nodiscard]] std::vector<WordText> word_texts(CLI::App const& root);
[[nodiscard]] std::vector<std::string> subcommand_names(CLI::App const& root);

}  // namespace tidemark
