#include "values/molecule/read_structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tidemark {
namespace {

constexpr std::string_view letters = "TMBCS";
constexpr std::size_t longest_length_text = 4;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

using SegmentOrFault = Result<ReadSegment, std::string>;

/// Takes one segment off the front of `rest`.
SegmentOrFault take_segment(std::string_view& rest, std::string_view word) {
    bool const open = rest.front() == '+';
    std::size_t letter = open ? 1 : 0;
    while (!open && letter < rest.size() && is_digit(rest[letter])) {
        ++letter;
    }
    if (letter == 0 || letter >= rest.size() || letters.find(rest[letter]) == std::string_view::npos) {
        return SegmentOrFault::refused(fmt::format("'{}' is no run of length and letter (T, M, B, S, C)", word));
    }
    if (!open && (rest.front() == '0' || letter > longest_length_text)) {
        return SegmentOrFault::refused(fmt::format("'{}' has a length outside 1 to 9999", word));
    }
    ReadSegment segment{static_cast<SegmentKind>(rest[letter]), 0};
    for (std::size_t digit = 0; !open && digit < letter; ++digit) {
        segment.length = segment.length * 10 + static_cast<std::size_t>(rest[digit] - '0');
    }
    rest.remove_prefix(letter + 1);
    return segment;
}

}  // namespace

ReadStructure::ReadStructure(std::vector<ReadSegment> segments) : segments_{std::move(segments)} {
    if (segments_.empty()) {
        throw std::logic_error{"a read structure without segments"};
    }
    for (std::size_t index = 0; index < segments_.size(); ++index) {
        if (segments_[index].length == 0) {
            if (has_open_) {
                throw std::logic_error{"a read structure with two open segments"};
            }
            has_open_ = true;
            open_ = index;
        }
        first_.push_back(fixed_);
        fixed_ += segments_[index].length;
    }
}

bool ReadStructure::has(SegmentKind kind) const {
    return std::ranges::find(segments_, kind, &ReadSegment::kind) != segments_.end();
}

SegmentPlace ReadStructure::place(std::size_t index, std::size_t read_length) const {
    auto const open_length = has_open_ ? read_length - fixed_ : 0;
    auto const length = segments_[index].length;
    return {first_[index] + (has_open_ && index > open_ ? open_length : 0), length == 0 ? open_length : length};
}

Result<ReadStructure, std::string> read_structure_from_text(std::string_view word) {
    using Parsed = Result<ReadStructure, std::string>;
    std::vector<ReadSegment> segments;
    bool has_open = false;
    for (auto rest = word; !rest.empty();) {
        auto const segment = take_segment(rest, word);
        if (!segment) {
            return Parsed::refused(segment.reason());
        }
        if (segment->length == 0 && std::exchange(has_open, true)) {
            return Parsed::refused(fmt::format("in '{}' only one length may be +", word));
        }
        segments.push_back(*segment);
    }
    if (segments.empty()) {
        return Parsed::refused("an empty read structure");
    }
    return ReadStructure{std::move(segments)};
}

Result<std::vector<ReadStructure>, std::string> read_structures_from_text(std::string_view text) {
    using Parsed = Result<std::vector<ReadStructure>, std::string>;
    std::vector<ReadStructure> structures;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (end != 0) {
            auto structure = read_structure_from_text(text.substr(0, end));
            if (!structure) {
                return Parsed::refused(structure.reason());
            }
            structures.push_back(*structure);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return structures;
}

std::string to_text(ReadStructure const& structure) {
    std::string text;
    for (auto const& segment : structure.segments()) {
        text += segment.length == 0 ? "+" : std::to_string(segment.length);
        text += static_cast<char>(segment.kind);
    }
    return text;
}

}  // namespace tidemark
