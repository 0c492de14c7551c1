#include "io/report/escape.hpp"

#include <cstdint>

namespace tidemark {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

struct Letter {
    std::uint32_t code = 0;
    std::size_t bytes = 0;   ///< 0: not UTF-8
};

/// One code point at the start of `text`: shortest form only, no surrogates, nothing above U+10FFFF.
Letter first_letter(std::string_view text) {
    auto const at = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    std::uint32_t const lead = at(0);
    std::size_t const bytes = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0U) == 0xE0 ? 3
                              : lead >= 0xF0 && lead < 0xF5                  ? 4
                                                                             : 0;
    if (bytes == 0 || bytes > text.size()) {
        return {};
    }
    std::uint32_t code = bytes == 1 ? lead : lead & (0x7FU >> bytes);
    for (std::size_t index = 1; index < bytes; ++index) {
        if ((at(index) & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (at(index) & 0x3FU);
    }
    bool const overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    bool const outside = (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF;
    return overlong || outside ? Letter{} : Letter{code, bytes};
}

bool directs_text(std::uint32_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool controls(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || code == 0xFEFF ||
           (code & 0xFFFEU) == 0xFFFE;
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        auto const letter = first_letter(text);
        std::size_t const bytes = letter.bytes == 0 ? 1 : letter.bytes;
        switch (letter.code) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\'': safe += "&#39;"; break;
            case '\t':
            case '\n':
            case '\r': safe += ' '; break;
            default:
                safe += letter.bytes == 0 || controls(letter.code) || directs_text(letter.code)
                            ? replacement
                            : text.substr(0, bytes);
        }
        text.remove_prefix(bytes);
    }
    return safe;
}

}  // namespace tidemark
