#include "values/patient/input_words.hpp"

#include <fmt/format.h>

#include <cctype>
#include <regex>
#include <vector>

namespace tidemark {
namespace {

bool is_letter(char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string pattern_fault(std::string_view pattern) {
    // std::regex recurses over its input: a bound on the pattern keeps a hostile cell from exhausting the stack.
    if (pattern.empty() || pattern.size() > 200) {
        return "pattern: takes an expression of 1 to 200 characters";
    }
    try {
        std::regex const expression{std::string{pattern}, std::regex::ECMAScript};
        if (expression.mark_count() < 1 || expression.mark_count() > 2) {
            return fmt::format("the pattern has {} groups; group 1 is the UMI or its first half, group 2 the second",
                               expression.mark_count());
        }
    } catch (std::regex_error const&) {
        return "the pattern is no ECMAScript regular expression";
    }
    return {};
}

/// Fault of one read's structure; counts its template segments.
std::string word_fault(std::string_view word, int& templates) {
    for (std::size_t index = 0; index < word.size();) {
        auto const start = index;
        bool const open = word[index] == '+';
        index += open ? 1 : 0;
        while (!open && index < word.size() && is_digit(word[index])) {
            ++index;
        }
        if (index == start || index >= word.size() || std::string_view{"TMBSC"}.find(word[index]) == std::string_view::npos) {
            return fmt::format("'{}' is no run of length and letter (T, M, B, S, C)", word);
        }
        if (!open && (word[start] == '0' || index - start > 4)) {
            return fmt::format("'{}' has a length outside 1 to 9999", word);
        }
        templates += word[index] == 'T' ? 1 : 0;
        ++index;
        if (open && index != word.size()) {
            return fmt::format("in '{}' only the last length may be +", word);
        }
    }
    return {};
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto const end = text.find(' ');
        if (end != 0) {
            words.push_back(text.substr(0, end));
        }
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return words;
}

}  // namespace

std::string umi_rule_fault(std::string_view text) {
    if (text == "tag" || text == "none") {
        return {};
    }
    if (text.starts_with("tag:")) {
        bool const named = text.size() == 6 && is_letter(text[4]) && (is_letter(text[5]) || is_digit(text[5]));
        return named ? "" : "tag: takes a SAM tag of two characters, as in tag:RX";
    }
    if (text.starts_with("name:")) {
        return text.size() > 5 ? "" : "name: takes the separator before the UMI, as in name:_";
    }
    if (text.starts_with("pattern:")) {
        return pattern_fault(text.substr(8));
    }
    return "must be tag, tag:XX, name:SEP, pattern:REGEX or none";
}

std::string read_structure_fault(std::string_view text, std::size_t reads) {
    auto const words = words_of(text);
    if (words.size() != reads) {
        return fmt::format("{} read structures for {} FASTQ files", words.size(), reads);
    }
    int templates = 0;
    for (auto const word : words) {
        if (auto fault = word_fault(word, templates); !fault.empty()) {
            return fault;
        }
    }
    return templates > 0 ? "" : "no read has a template segment (T)";
}

}  // namespace tidemark
