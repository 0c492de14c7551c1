#include "stages/consensus/unaligned_form.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "values/genome/sequence.hpp"

namespace tidemark {
namespace {

/// Complement of a four-bit base code: its bits in the other order (A 1, C 2, G 4, T 8).
constexpr std::uint8_t complement_code(std::uint8_t code) {
    return static_cast<std::uint8_t>((code & 1) << 3 | (code & 2) << 1 | (code & 4) >> 1 | (code & 8) >> 3);
}

/// Values of per-base tags in the order of reading. The fields are this program's own, so only its types occur.
void turn_tags(std::vector<std::uint8_t>& tags) {
    std::size_t place = 0;
    while (place + 3 < tags.size()) {
        std::string_view const name{reinterpret_cast<char const*>(tags.data() + place), 2};
        auto const type = static_cast<char>(tags[place + 2]);
        place += 3;
        if (type == 'Z') {
            auto const end = static_cast<std::size_t>(std::find(tags.begin() + static_cast<std::ptrdiff_t>(place), tags.end(), 0) - tags.begin());
            auto const from = tags.begin() + static_cast<std::ptrdiff_t>(place), to = tags.begin() + static_cast<std::ptrdiff_t>(end);
            if (name == "aq" || name == "bq") {
                std::reverse(from, to);
            } else if (name == "ac" || name == "bc") {
                auto const turned = reverse_complement({reinterpret_cast<char const*>(tags.data() + place), end - place});
                std::copy(turned.begin(), turned.end(), from);
            }
            place = end + 1;
        } else if (type == 'B') {
            std::uint32_t count = 0;
            std::memcpy(&count, tags.data() + place + 1, 4);
            auto* const begin = tags.data() + place + 5;
            for (std::size_t low = 0, high = count; low + 1 < high; ++low) {
                --high;
                std::swap_ranges(begin + 2 * low, begin + 2 * low + 2, begin + 2 * high);
            }
            place += 5 + 2 * std::size_t{count};
        } else {
            place += type == 'C' ? 1 : type == 'S' ? 2 : 4;
        }
    }
}

}  // namespace

Read UnalignedForm::operator()(Read const& aligned) {
    constexpr std::uint16_t unmapped = 0x4, mate_unmapped = 0x8, kept = 0x1 | 0x40 | 0x80 | 0x200;
    auto read = aligned;
    read.contig = read.mate_contig = -1;
    read.position = read.mate_position = -1;
    read.template_length = 0;
    read.mapping_quality = 0;
    read.operation_count = 0;
    read.operations = nullptr;
    read.flags = static_cast<std::uint16_t>((aligned.flags & kept) | unmapped | (aligned.paired() ? mate_unmapped : 0));
    // Places say nothing here.
    tags_.assign(aligned.tags.begin(), aligned.tags.end());
    if (aligned.reverse()) {
        auto const length = static_cast<std::size_t>(aligned.length);
        bases_.assign((length + 1) / 2, 0);
        for (std::size_t base = 0; base < length; ++base) {
            auto const code = complement_code(aligned.base_code(static_cast<std::int32_t>(length - 1 - base)));
            bases_[base / 2] = static_cast<std::uint8_t>(bases_[base / 2] | (base % 2 == 0 ? code << 4 : code));
        }
        qualities_.assign(aligned.qualities, aligned.qualities + length);
        std::ranges::reverse(qualities_);
        turn_tags(tags_);
        read.packed_bases = bases_.data();
        read.qualities = qualities_.data();
    }
    read.tags = tags_;
    return read;
}

}  // namespace tidemark
