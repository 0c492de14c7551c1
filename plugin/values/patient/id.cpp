#include "values/patient/id.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

namespace tidemark {
namespace {

bool is_alphanumeric(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

bool matches(std::string_view text, std::regex const& pattern) {
    return std::regex_search(text.begin(), text.end(), pattern);
}

}  // namespace

bool is_valid_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && is_alphanumeric(text.front()) &&
           std::ranges::all_of(text, [](char letter) {
               return is_alphanumeric(letter) || letter == '_' || letter == '.' || letter == '-';
           });
}

std::string why_not_portable(std::string_view id) {
    // Device names of Windows, and words that demultiplexing keeps for itself.
    constexpr std::array<std::string_view, 11> reserved{"con",  "prn",  "aux", "nul",  "com1",        "lpt1",
                                                        "all",  "none", "na",  "null", "undetermined"};
    if (id.size() > 40) {
        return "longer than 40 characters";
    }
    if (id.find('.') != std::string_view::npos) {
        return "contains a dot";
    }
    if (!id.empty() && !is_alphanumeric(id.back())) {
        return "does not end in a letter or digit";
    }
    if (std::ranges::find(reserved, case_folded(id)) != reserved.end()) {
        return "is a reserved word";
    }
    return {};
}

std::string looks_personal(std::string_view text) {
    static std::regex const mail{R"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,})"};
    static std::regex const date{
        R"((^|[^0-9])((19|20)[0-9]{2}[-._]?(0[1-9]|1[0-2])[-._]?(0[1-9]|[12][0-9]|3[01])|(0[1-9]|[12][0-9]|3[01])[-._]?(0[1-9]|1[0-2])[-._]?(19|20)[0-9]{2})($|[^0-9]))"};
    static std::regex const record{R"((^|[^0-9])[0-9]{7,10}($|[^0-9])|[Mm][Rr][Nn][-_.]?[0-9]{4,})"};
    static std::regex const name{R"(^[A-Z][a-z]{2,}[-_. ,]+[A-Z][a-z]{2,}$)"};
    // std::regex recurses over its input: what stands behind this many characters is not worth a stack.
    text = text.substr(0, 200);
    return matches(text, mail)     ? "an e-mail address"
           : matches(text, date)   ? "a birth date"
           : matches(text, record) ? "a record number"
           : matches(text, name)   ? "a name"
                                   : "";
}

std::string case_folded(std::string_view id) {
    std::string folded{id};
    std::ranges::transform(folded, folded.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return folded;
}

}  // namespace tidemark
