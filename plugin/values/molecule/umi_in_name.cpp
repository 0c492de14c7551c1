#include "values/molecule/umi_in_name.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "values/genome/sequence.hpp"

namespace tidemark {
namespace {

/// std::regex recurses over its input: header lines beyond this are looked at in their first part only.
constexpr std::size_t longest_searched_header = 1000;

bool is_bases(std::string_view text) {
    return !text.empty() && text.find_first_not_of("ACGTNacgtn") == std::string_view::npos;
}

std::string upper(std::string_view text) {
    std::string bases{text};
    std::ranges::transform(bases, bases.begin(),
                           [](char base) { return static_cast<char>(std::toupper(static_cast<unsigned char>(base))); });
    return bases;
}

/// One half as it was sequenced; nothing where it is none.
std::optional<std::string> half(std::string_view text) {
    bool const reversed = text.starts_with('r');
    text.remove_prefix(reversed ? 1 : 0);
    if (!is_bases(text)) {
        return std::nullopt;
    }
    return reversed ? reverse_complement(upper(text)) : upper(text);
}

/// One or two halves, joined by one of `joints`.
std::optional<std::string> halves(std::string_view text, std::string_view joints) {
    auto const joint = text.find_first_of(joints);
    auto first = half(text.substr(0, joint));
    if (joint == std::string_view::npos || !first) {
        return first;
    }
    auto const second = half(text.substr(joint + 1));
    return second ? std::optional{*first + '-' + *second} : std::nullopt;
}

bool is_word_prefix(std::string_view text) {
    return !text.empty() && !is_bases(text) &&
           std::ranges::all_of(text, [](char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; });
}

/// Without a prefix like "UMI_" that fastp was told to write.
std::string_view without_prefix(std::string_view field) {
    auto const end = field.find('_');
    return end != std::string_view::npos && is_word_prefix(field.substr(0, end)) ? field.substr(end + 1) : field;
}

std::optional<std::string> umi_after_underscore(std::string_view name) {
    auto const colon = name.rfind(':');
    auto const field = colon == std::string_view::npos ? name : name.substr(colon + 1);
    auto const last = field.rfind('_');
    if (last == std::string_view::npos) {
        return std::nullopt;
    }
    // Only fastp starts the last field with the UMI itself, after a prefix or not: then both halves stand there.
    auto const rest = without_prefix(field);
    if (colon != std::string_view::npos && std::ranges::count(rest, '_') == 1) {
        if (auto both = halves(rest, "_")) {
            return both;
        }
    }
    return halves(field.substr(last + 1), "+-");
}

}  // namespace

std::optional<std::string> umi_after_separator(std::string_view name, std::string_view separator) {
    if (separator == "_") {
        return umi_after_underscore(name);
    }
    auto const place = name.rfind(separator);
    if (separator.empty() || place == std::string_view::npos) {
        return std::nullopt;
    }
    auto const field = name.substr(place + separator.size());
    return halves(separator == ":" ? without_prefix(field) : field, "+-_.");
}

UmiPattern::UmiPattern(std::string const& pattern) : pattern_{pattern, std::regex::ECMAScript | std::regex::optimize} {}

std::optional<Barcode> UmiPattern::operator()(FastqRecord const& record) const {
    std::string header{record.name};
    if (!record.comment.empty()) {
        header += ' ';
        header += record.comment;
    }
    header.resize(std::min(header.size(), longest_searched_header));
    std::smatch match;
    if (!std::regex_search(header, match, pattern_) || match.size() < 2) {
        return std::nullopt;
    }
    auto const first = half(match[1].str());
    bool const has_second = match.size() > 2 && match[2].matched;
    auto const second = has_second ? half(match[2].str()) : std::nullopt;
    if (!first || (has_second && !second)) {
        return std::nullopt;
    }
    if (second) {
        return Barcode{*first + '-' + *second, {}};
    }
    Barcode umi{*first, {}};
    auto const after = static_cast<std::size_t>(match.position(1) + match.length(1));
    auto const end = after + 1 + first->size();
    if (header.size() >= end && header[after] == ':' && (header.size() == end || header[end] == ' ' || header[end] == '\t')) {
        umi.qualities = header.substr(after + 1, first->size());
    }
    return umi;
}

}  // namespace tidemark
