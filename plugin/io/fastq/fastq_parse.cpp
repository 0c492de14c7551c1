#include "io/fastq/fastq_parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace tidemark {
namespace {

constexpr std::size_t longest_name = 254;   // of BAM
constexpr std::string_view known_bases = "ACGTNMRSVWYHKDB";

/// Upper case of a base, 0 where it is none.
constexpr std::array<char, 256> make_base_table() {
    std::array<char, 256> table{};
    for (char const base : known_bases) {
        table[static_cast<unsigned char>(base)] = base;
        table[static_cast<unsigned char>(base - 'A' + 'a')] = base;
    }
    table[static_cast<unsigned char>('.')] = 'N';
    return table;
}
constexpr auto base_table = make_base_table();

/// A line without its end; CRLF ends are lines' ends too.
using Line = std::span<char>;

std::string_view view(Line line) { return {line.data(), line.size()}; }

/// Takes a line off `rest`; nothing where it has no end.
std::optional<Line> take_line(std::span<char>& rest, bool at_end) {
    auto const* const end = rest.empty() ? nullptr : std::memchr(rest.data(), '\n', rest.size());
    if (end == nullptr && (!at_end || rest.empty())) {
        return std::nullopt;
    }
    auto const length = end == nullptr ? rest.size() : static_cast<std::size_t>(static_cast<char const*>(end) - rest.data());
    auto line = rest.first(length);
    rest = rest.subspan(end == nullptr ? length : length + 1);
    return !line.empty() && line.back() == '\r' ? line.first(length - 1) : line;
}

/// Upper case in place; false where a letter is no base.
bool make_upper(Line bases) {
    char sound = 1;
    for (char& base : bases) {
        base = base_table[static_cast<unsigned char>(base)];
        sound = base == 0 ? 0 : sound;
    }
    return sound != 0;
}

bool are_qualities(Line text) {
    int outside = 0;
    for (char const letter : text) {
        outside |= letter < '!' || letter > '~' ? 1 : 0;
    }
    return outside == 0;
}

/// The name without /1 to /4, as old pipelines add it, and the comment behind the first blank.
void split_header(std::string_view header, FastqRecord& record) {
    auto const blank = header.find_first_of(" \t");
    record.name = header.substr(0, blank);
    record.comment = blank == std::string_view::npos ? std::string_view{} : header.substr(blank + 1);
    auto const size = record.name.size();
    if (size > 2 && record.name[size - 2] == '/' && record.name[size - 1] >= '1' && record.name[size - 1] <= '4') {
        record.name.remove_suffix(2);
    }
}

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_name &&
           std::ranges::all_of(name, [](char letter) { return letter >= '!' && letter <= '~'; });
}

std::string fault_of(std::array<Line, 4> const& lines, FastqRecord& record) {
    auto const [header, bases, plus, qualities] = lines;
    if (header.empty() || header.front() != '@') {
        return "its first line does not start with @";
    }
    if (plus.empty() || plus.front() != '+') {
        return "its third line does not start with +";
    }
    if (bases.size() != qualities.size()) {
        return fmt::format("it has {} bases and {} qualities", bases.size(), qualities.size());
    }
    split_header(view(header.subspan(1)), record);
    if (!is_name(record.name)) {
        return fmt::format("its name is empty, longer than {} characters or not printable", longest_name);
    }
    if (!make_upper(bases)) {
        return "its second line holds what is no base";
    }
    if (!are_qualities(qualities)) {
        return "its fourth line holds what is no quality";
    }
    record.bases = view(bases);
    record.qualities = view(qualities);
    return {};
}

bool is_blank(std::span<char> text) {
    return std::ranges::all_of(text, [](char letter) { return letter == '\n' || letter == '\r'; });
}

}  // namespace

FastqParse parse_fastq(std::span<char> text, std::uint64_t first_number, bool at_end, std::vector<FastqRecord>& records) {
    FastqParse parse;
    auto rest = text;
    while (!rest.empty()) {
        std::array<Line, 4> lines;
        std::size_t found = 0;
        for (auto line = take_line(rest, at_end); line; line = found < 4 ? take_line(rest, at_end) : std::nullopt) {
            lines[found++] = *line;
        }
        if (found < 4) {
            auto const left = text.subspan(parse.used);
            if (at_end && is_blank(left)) {
                parse.used = text.size();
            } else if (at_end) {
                parse.fault = fmt::format("the file ends after {} of its 4 lines", found);
            }
            return parse;
        }
        FastqRecord record;
        record.number = first_number + records.size();
        parse.fault = fault_of(lines, record);
        if (!parse.fault.empty()) {
            return parse;
        }
        records.push_back(record);
        parse.used = text.size() - rest.size();
    }
    return parse;
}

}  // namespace tidemark
