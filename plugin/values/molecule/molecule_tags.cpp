#include "values/molecule/molecule_tags.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace tidemark {
namespace {

/// Bytes of one value of a numeric type letter; 0 for letters that are none.
std::size_t width_of(char type) {
    switch (type) {
        case 'A': case 'c': case 'C': return 1;
        case 's': case 'S': return 2;
        case 'i': case 'I': case 'f': return 4;
        case 'd': return 8;
        default: return 0;
    }
}

/// Where a text ends; `end` where it does not. Most texts are of a few letters, for which a call costs more than the look.
std::uint8_t const* end_of_text(std::uint8_t const* text, std::uint8_t const* end) {
    constexpr std::uint64_t low = 0x0101010101010101ULL, high = 0x8080808080808080ULL;
    for (; end - text >= 8; text += 8) {
        std::uint64_t letters = 0;
        std::memcpy(&letters, text, 8);
        if (auto const zeros = (letters - low) & ~letters & high; zeros != 0) {
            return text + std::countr_zero(zeros) / 8;
        }
    }
    return std::find(text, end, 0);
}

template <typename Number>
std::int64_t number_at(std::uint8_t const* bytes) {
    Number number{};
    std::memcpy(&number, bytes, sizeof(Number));
    return static_cast<std::int64_t>(number);
}

std::optional<std::int32_t> integer(char type, std::uint8_t const* bytes) {
    std::int64_t number = -1;
    switch (type) {
        case 'c': number = number_at<std::int8_t>(bytes); break;
        case 'C': number = number_at<std::uint8_t>(bytes); break;
        case 's': number = number_at<std::int16_t>(bytes); break;
        case 'S': number = number_at<std::uint16_t>(bytes); break;
        case 'i': number = number_at<std::int32_t>(bytes); break;
        case 'I': number = number_at<std::uint32_t>(bytes); break;
        default: return std::nullopt;
    }
    if (number < 0 || number > std::numeric_limits<std::int32_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::int32_t>(number);
}

constexpr std::uint16_t key(char first, char second) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(first) | static_cast<unsigned char>(second) << 8);
}

void note_number(MoleculeTags& tags, std::uint16_t tag, char type, std::uint8_t const* bytes) {
    switch (tag) {
        case key('c', 'D'): tags.total_depth = integer(type, bytes); break;
        case key('a', 'D'): tags.ab_depth = integer(type, bytes); break;
        case key('b', 'D'): tags.ba_depth = integer(type, bytes); break;
        case key('F', 'R'): tags.forward_reads = integer(type, bytes); break;
        case key('R', 'R'): tags.reverse_reads = integer(type, bytes); break;
        default: break;
    }
}

void note_text(MoleculeTags& tags, std::uint16_t tag, std::uint16_t umi_tag, std::string_view text) {
    if (tag == umi_tag) {
        tags.umi = text;
        return;
    }
    switch (tag) {
        case key('R', 'G'): tags.read_group = text; break;
        case key('C', 'B'): tags.cell = text; break;
        case key('M', 'C'): tags.mate_cigar = text; break;
        case key('M', 'I'):
            tags.molecule_id = text;
            tags.has_grouped_strand = text.ends_with("/A") || text.ends_with("/B");
            break;
        default: break;
    }
}

/// False where the fields are damaged.
bool note_fields(std::span<std::uint8_t const> fields, std::uint16_t umi_key, MoleculeTags& tags) {
    auto const* cursor = fields.data();
    auto const* const end = cursor + fields.size();
    while (cursor < end) {
        if (end - cursor < 4) {
            return false;
        }
        std::uint16_t tag = 0;
        std::memcpy(&tag, cursor, 2);
        auto const type = static_cast<char>(cursor[2]);
        cursor += 3;
        if (auto const width = width_of(type); width != 0) {
            if (static_cast<std::size_t>(end - cursor) < width) {
                return false;
            }
            note_number(tags, tag, type, cursor);
            cursor += width;
        } else if (type == 'Z' || type == 'H') {
            auto const* const stop = end_of_text(cursor, end);
            if (stop == end) {
                return false;
            }
            note_text(tags, tag, umi_key, {reinterpret_cast<char const*>(cursor), static_cast<std::size_t>(stop - cursor)});
            cursor = stop + 1;
        } else if (type == 'B') {
            if (end - cursor < 5) {
                return false;
            }
            auto const width_of_one = width_of(static_cast<char>(cursor[0]));
            auto const count = static_cast<std::uint64_t>(number_at<std::uint32_t>(cursor + 1));
            cursor += 5;
            if (width_of_one == 0 || count > static_cast<std::uint64_t>(end - cursor) / width_of_one) {
                return false;
            }
            cursor += count * width_of_one;
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace

void set_text_tag(std::span<std::uint8_t const> fields, std::string_view tag, std::string_view value,
                  std::vector<std::uint8_t>& result) {
    result.clear();
    std::size_t place = 0;
    while (place + 3 < fields.size()) {
        auto const type = static_cast<char>(fields[place + 2]);
        std::size_t length = width_of(type);
        if (type == 'Z' || type == 'H') {
            auto const text = fields.subspan(place + 3);
            length = static_cast<std::size_t>(std::find(text.begin(), text.end(), 0) - text.begin()) + 1;
        } else if (type == 'B') {
            length = 5 + width_of(static_cast<char>(fields[place + 3])) *
                             static_cast<std::size_t>(number_at<std::uint32_t>(fields.data() + place + 4));
        }
        auto const field = fields.subspan(place, std::min(3 + length, fields.size() - place));
        if (field[0] != static_cast<std::uint8_t>(tag[0]) || field[1] != static_cast<std::uint8_t>(tag[1])) {
            result.insert(result.end(), field.begin(), field.end());
        }
        place += field.size();
    }
    result.insert(result.end(), tag.begin(), tag.end());
    result.push_back('Z');
    result.insert(result.end(), value.begin(), value.end());
    result.push_back(0);
}

FoundTags molecule_tags(std::span<std::uint8_t const> fields, std::string_view umi_tag) {
    FoundTags found;
    found.sound_ = note_fields(fields, key(umi_tag[0], umi_tag[1]), found.tags_);
    return found;
}

}  // namespace tidemark
