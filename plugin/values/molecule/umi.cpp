#include "values/molecule/umi.hpp"

namespace tidemark {
namespace {

constexpr std::uint8_t joint = 4, unknown_base = 5, other = 6;

/// Code of a character: 0 to 3 for A, C, G, T.
constexpr auto codes = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(other);
    std::uint8_t code = 0;
    for (char const base : {'A', 'C', 'G', 'T'}) {
        table[static_cast<unsigned char>(base)] = code;
        table[static_cast<unsigned char>(base - 'A' + 'a')] = code;
        ++code;
    }
    table['N'] = table['n'] = unknown_base;
    table['-'] = joint;
    return table;
}();

}  // namespace

Result<Umi, UmiFault> Umi::from_text(std::string_view text) {
    auto const refused = [](UmiFault fault) { return Result<Umi, UmiFault>::refused(fault); };
    Umi umi;
    int part = 0;
    bool has_n = false;
    for (char const character : text) {
        auto const code = codes[static_cast<unsigned char>(character)];
        if (code < joint) {
            if (umi.length() == max_length) {
                return refused(UmiFault::too_long);
            }
            umi.append(part, code);
        } else if (code == joint) {
            if (++part == max_parts) {
                return refused(UmiFault::too_many_parts);
            }
            umi.add_part();
        } else if (code == unknown_base) {
            has_n = true;
        } else {
            return refused(UmiFault::not_a_base);
        }
    }
    if (has_n) {
        return refused(UmiFault::has_n);
    }
    if (umi.length() == 0) {
        return refused(UmiFault::empty);
    }
    return umi;
}

std::string Umi::to_text() const {
    std::string text;
    int place = length();
    for (int part = 0; part < parts(); ++part) {
        if (part > 0) {
            text += '-';
        }
        for (int base = 0; base < part_length(part); ++base) {
            text += "ACGT"[code_at(--place)];
        }
    }
    return text;
}

std::string_view explain(UmiFault fault) {
    switch (fault) {
        case UmiFault::empty:
            return "the UMI has no bases";
        case UmiFault::has_n:
            return "the UMI has an unreadable base (N)";
        case UmiFault::not_a_base:
            return "the UMI has a character that is neither A, C, G, T, N nor '-'";
        case UmiFault::too_long:
            return "the UMI is longer than 64 bases, the most that fits; take fewer by the read structure or --umi-pattern";
        case UmiFault::too_many_parts:
            return "the UMI has more than four parts joined by '-'";
    }
    return "";
}

}  // namespace tidemark
