#include "app/manual_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tidemark {
namespace {

/// Text as roff shows it: hyphens that can be copied, no backslash and no point at a line's begin that it takes for its own.
std::string roff(std::string const& text) {
    std::string safe;
    for (char const letter : text) {
        if (letter == '\\') {
            safe += "\\e";
        } else if (letter == '-') {
            safe += "\\-";
        } else if ((letter == '.' || letter == '\'') && safe.empty()) {
            safe += std::string{"\\&"} + letter;
        } else {
            safe += letter;
        }
    }
    return safe;
}

std::string head(std::string const& title, std::string const& version) {
    return fmt::format(".\\\" Made from the program's option tree.\n.TH {} 1 \"\" \"tidemark {}\" \"tidemark\"\n", roff(title), version);
}

/// "-f, --reference FILE", the names bold and the value slanted.
std::string option_head(OptionText const& option) {
    std::string names;
    for (auto const& name : {option.short_name, option.long_name, option.positional}) {
        if (!name.empty()) {
            names += (names.empty() ? "" : ", ") + fmt::format("\\fB{}\\fR", roff(name));
        }
    }
    auto value = option.value;
    if (!option.choices.empty()) {
        value = fmt::format("{}", fmt::join(option.choices, "|"));
    }
    return names + (value.empty() ? "" : fmt::format(" \\fI{}\\fR", roff(value))) + (option.repeatable ? " ..." : "");
}

std::string option_entry(OptionText const& option) {
    auto text = fmt::format(".TP\n{}\n{}.", option_head(option), roff(option.meaning));
    if (option.required) {
        text += " Required.";
    }
    if (!option.default_value.empty()) {
        text += fmt::format(" Default: {}.", roff(option.default_value));
    }
    return text + "\n";
}

/// The section of the positionals, or of the options; nothing where there is none.
std::string option_section(std::string const& title, WordText const& word, bool positional) {
    std::string entries;
    for (auto const& option : word.options) {
        if (option.positional.empty() != positional) {
            entries += option_entry(option);
        }
    }
    return entries.empty() ? entries : ".SH " + title + "\n" + entries;
}

std::string synopsis(WordText const& word) {
    std::string text = fmt::format(".SH SYNOPSIS\n\\fBtidemark {}\\fR [\\fIoptions\\fR]", word.word);
    for (auto const& option : word.options) {
        if (option.required && option.positional.empty()) {
            text += " " + option_head(option);
        }
    }
    for (auto const& option : word.options) {
        if (!option.positional.empty()) {
            auto const name = fmt::format("\\fI{}\\fR{}", roff(option.positional), option.repeatable ? " ..." : "");
            text += option.required ? " " + name : " [" + name + "]";
        }
    }
    return text + "\n";
}

std::string exit_section() {
    std::string text = ".SH EXIT STATUS\n";
    static std::array<std::pair<int, char const*>, 7> const codes{{
        {0, "Done. \"Not detected\" and \"not evaluable\" are results."},
        {2, "The command line is wrong."},
        {3, "An input is unreadable or invalid."},
        {4, "Inputs contradict each other."},
        {5, "An output could not be written."},
        {6, "Outputs are complete, but a sample failed; only with \\-\\-strict."},
        {70, "A defect of the program."}}};
    for (auto const& [code, meaning] : codes) {
        text += fmt::format(".TP\n.B {}\n{}\n", code, meaning);
    }
    return text;
}

}  // namespace

std::string program_page(WordText const& program, std::span<WordText const> words, std::string const& version) {
    auto text = head("TIDEMARK", version) + fmt::format(".SH NAME\ntidemark \\- {}\n", roff(program.summary)) +
                ".SH SYNOPSIS\n\\fBtidemark\\fR \\fIsubcommand\\fR [\\fIoptions\\fR]\n.SH SUBCOMMANDS\n";
    std::string see_also;
    for (auto const& word : words) {
        text += fmt::format(".TP\n.B {}\n{}.\n", word.word, roff(word.summary));
        see_also += (see_also.empty() ? "" : ",\n") + fmt::format(".BR tidemark\\-{} (1)", word.word);
    }
    return text + option_section("OPTIONS", program, false) + exit_section() + ".SH SEE ALSO\n" + see_also + "\n";
}

std::string word_page(WordText const& word, std::string const& version) {
    auto title = "tidemark-" + word.word;
    std::ranges::transform(title, title.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return head(title, version) +
           fmt::format(".SH NAME\ntidemark\\-{} \\- {}\n", word.word, roff(word.summary)) + synopsis(word) +
           option_section("ARGUMENTS", word, true) + option_section("OPTIONS", word, false) + exit_section() +
           ".SH SEE ALSO\n.BR tidemark (1)\n";
}

}  // namespace tidemark
