#include "app/option_text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tidemark {
namespace {

/// "TEXT:{landmark,monitoring}" as its words; of other types there are none.
std::vector<std::string> choices_of(std::string const& type) {
    auto const open = type.find(":{");
    std::vector<std::string> choices;
    if (open == std::string::npos || !type.ends_with('}')) {
        return choices;
    }
    auto const list = type.substr(open + 2, type.size() - open - 3);
    for (std::size_t begin = 0; begin <= list.size();) {
        auto const end = std::min(list.find(',', begin), list.size());
        choices.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return choices;
}

ValueKind kind_of(std::string const& type) {
    if (type.empty()) {
        return ValueKind::none;
    }
    // A prefix is the begin of a file's name.
    return type == "FILE" || type == "PREFIX" ? ValueKind::file : type == "FOLDER" ? ValueKind::folder : ValueKind::word;
}

OptionText option_text(CLI::Option const& option) {
    OptionText text;
    text.short_name = option.get_snames().empty() ? std::string{} : "-" + option.get_snames().front();
    text.long_name = option.get_lnames().empty() ? std::string{} : "--" + option.get_lnames().front();
    text.positional = option.get_positional() ? option.get_name(true) : std::string{};
    text.meaning = option.get_description();
    text.required = option.get_required();
    if (option.get_type_size() != 0) {
        auto const type = option.get_type_name();
        text.choices = choices_of(type);
        text.value = text.choices.empty() ? type : std::string{"WORD"};
        text.default_value = option.get_default_str();
        text.repeatable = option.get_expected_max() == CLI::detail::expected_max_vector_size;
        text.kind = kind_of(text.value);
    }
    return text;
}

}  // namespace

WordText word_text(CLI::App const& app) {
    WordText text{.word = app.get_parent() == nullptr ? std::string{} : app.get_name(), .summary = app.get_description(), .options = {}};
    for (auto const* const option : app.get_options()) {
        text.options.push_back(option_text(*option));
        if (text.options.back().value == subcommand_value) {
            text.options.back().choices = subcommand_names(*app.get_parent());
        }
    }
    return text;
}

std::vector<WordText> word_texts(CLI::App const& root) {
    std::vector<WordText> texts;
    for (auto const* const word : root.get_subcommands([](CLI::App const*) { return true; })) {
        texts.push_back(word_text(*word));
    }
    return texts;
}

std::vector<std::string> subcommand_names(CLI::App const& root) {
    std::vector<std::string> names;
    for (auto const* const word : root.get_subcommands([](CLI::App const*) { return true; })) {
        names.push_back(word->get_name());
    }
    return names;
}

}  // namespace tidemark
