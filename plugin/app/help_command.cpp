// Explains one word, and writes what is made from the option tree: manual pages and completions.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "app/closest_word.hpp"
#include "app/command.hpp"
#include "app/completion.hpp"
#include "app/manual_page.hpp"
#include "app/option_text.hpp"
#include "app/value_options.hpp"

namespace tidemark {
namespace {

enum class HelpFormat { text, manual, bash, zsh, fish };

struct HelpOptions {
    std::string word;
    HelpFormat format = HelpFormat::text;
};

CLI::App const* find_word(CLI::App const& root, std::string const& word) {
    auto const found = root.get_subcommands([&](CLI::App const* sub) { return sub->get_name() == word; });
    if (found.empty()) {
        refuse_unknown_word(word, subcommand_names(root));
    }
    return found.front();
}

std::string help_text(CLI::App const& root, HelpOptions const& options) {
    auto const* const word = options.word.empty() ? nullptr : find_word(root, options.word);
    switch (options.format) {
        case HelpFormat::text:
            // The root's own help, not that of the word `help` that was parsed.
            return word != nullptr ? word->help(root.get_name())
                                   : root.get_formatter()->make_help(&root, root.get_name(), CLI::AppFormatMode::Normal);
        case HelpFormat::manual:
            return word != nullptr ? word_page(word_text(*word), TIDEMARK_VERSION)
                                   : program_page(word_text(root), word_texts(root), TIDEMARK_VERSION);
        case HelpFormat::bash: return bash_completion(word_text(root), word_texts(root));
        case HelpFormat::zsh: return zsh_completion(word_text(root), word_texts(root));
        case HelpFormat::fish: return fish_completion(word_text(root), word_texts(root));
    }
    return {};
}

std::function<int()> set_up(CLI::App& app) {
    auto const options = std::make_shared<HelpOptions>();
    app.add_option("word", options->word, "Subcommand to explain; without it the program")->type_name(subcommand_value);
    add_choice<HelpFormat>(app, "--format", options->format,
                           {{"text", HelpFormat::text}, {"man", HelpFormat::manual}, {"bash", HelpFormat::bash},
                            {"zsh", HelpFormat::zsh}, {"fish", HelpFormat::fish}},
                           "text (default), a manual page (man), or completions for all words in bash, zsh or fish");
    return [options, root = app.get_parent()] {
        std::cout << help_text(*root, *options);
        return 0;
    };
}

}  // namespace

Command help_command() { return {"help", "Explains one subcommand", set_up}; }

}  // namespace tidemark
