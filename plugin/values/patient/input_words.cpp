#include "values/patient/input_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>

#include "values/molecule/read_structure.hpp"

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
    auto const structures = read_structures_from_text(text);
    if (!structures) {
        return structures.reason();
    }
    if (structures->size() != reads) {
        return fmt::format("{} read structures for {} FASTQ files", structures->size(), reads);
    }
    bool const has_template = std::ranges::any_of(
        *structures, [](ReadStructure const& structure) { return structure.has(SegmentKind::bases); });
    return has_template ? "" : "no read has a template segment (T)";
}

std::string umi_place_fault(std::string_view read_structure, std::string_view umi) {
    auto const structures = read_structures_from_text(read_structure);
    bool const in_bases = structures && std::ranges::any_of(*structures, [](ReadStructure const& structure) {
        return structure.has(SegmentKind::umi);
    });
    if (in_bases && umi == "none") {
        return "umi says that there is none, but the read structure has M segments: give S for bases that are cut off, or leave umi empty";
    }
    bool const in_name = umi.starts_with("name:") || umi.starts_with("pattern:");
    if (in_bases && in_name) {
        return "the UMI is said to be in the read name and in M segments: keep one of them";
    }
    if (!in_bases && !in_name && umi != "none") {
        return "nothing says where the UMI is: give M segments in read_structure, or name:SEP, pattern:REGEX or none here";
    }
    return {};
}

}  // namespace tidemark
