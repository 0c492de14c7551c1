// A plain reader of markup that a page of ours must satisfy: every tag closed in order, every attribute quoted and
// given once, every & a reference, no < in text. It knows nothing of how pages are made.
#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::test {

/// What an element was found to be; attributes as "name=value".
struct Element {
    std::string name;
    std::vector<std::string> attributes;
};

struct MarkupReading {
    std::vector<Element> elements;
    std::string fault;   ///< empty where the markup is well-formed
};

namespace markup {

inline bool name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == ':';
}

/// Empty, or what is wrong with the references of a text.
inline std::string reference_fault(std::string_view text) {
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
        auto const end = text.find(';', at);
        auto const name = end == std::string_view::npos ? std::string_view{} : text.substr(at + 1, end - at - 1);
        static std::set<std::string_view> const known{"amp", "lt", "gt", "quot", "#39"};
        if (!known.contains(name)) {
            return "bare & before: " + std::string{text.substr(at, 20)};
        }
    }
    return {};
}

}  // namespace markup

/// `html` allows a doctype, void <meta> and the raw text of <style>.
inline MarkupReading read_markup(std::string_view text, bool html) {
    MarkupReading reading;
    std::vector<std::string> open;
    std::size_t at = 0;
    if (html && text.starts_with("<!DOCTYPE html>\n")) {
        at = 16;
    }
    auto const fail = [&](std::string const& what) {
        reading.fault = what + " near: " + std::string{text.substr(at, 60)};
        return reading;
    };
    while (at < text.size()) {
        auto const tag = std::min(text.find('<', at), text.size());
        auto const between = text.substr(at, tag - at);
        if (!open.empty() && open.back() == "style") {
            at = text.find("</style>", at);
        } else if (auto const fault = markup::reference_fault(between); !fault.empty()) {
            return fail(fault);
        } else if (open.empty() && between.find_first_not_of("\n ") != std::string_view::npos) {
            return fail("text outside the root");
        } else {
            at = tag;
        }
        if (at >= text.size()) {
            break;
        }
        bool const closing = text.substr(at, 2) == "</";
        at += closing ? 2 : 1;
        std::string name;
        while (at < text.size() && markup::name_byte(text[at])) {
            name += text[at++];
        }
        if (name.empty()) {
            return fail("no name of a tag");
        }
        if (closing) {
            if (open.empty() || open.back() != name || text[at] != '>') {
                return fail("</" + name + "> closes what is not open");
            }
            open.pop_back();
            ++at;
            continue;
        }
        Element element{name, {}};
        std::set<std::string> seen;
        while (at < text.size() && text[at] == ' ') {
            std::string attribute;
            for (++at; at < text.size() && markup::name_byte(text[at]); ++at) {
                attribute += text[at];
            }
            if (attribute.empty() || !seen.insert(attribute).second || text.substr(at, 2) != "=\"") {
                return fail("attribute '" + attribute + "' unquoted or given twice");
            }
            auto const end = text.find('"', at + 2);
            if (end == std::string_view::npos) {
                return fail("open quote");
            }
            auto const value = text.substr(at + 2, end - at - 2);
            if (value.find('<') != std::string_view::npos || !markup::reference_fault(value).empty()) {
                return fail("markup inside attribute " + attribute);
            }
            element.attributes.push_back(attribute + "=" + std::string{value});
            at = end + 1;
        }
        bool const empty = text.substr(at, 2) == "/>";
        if (!empty && text[at] != '>') {
            return fail("tag <" + name + "> does not end");
        }
        at += empty ? 2 : 1;
        if (!empty && !(html && name == "meta")) {
            open.push_back(name);
        }
        reading.elements.push_back(std::move(element));
    }
    if (!open.empty()) {
        reading.fault = "<" + open.back() + "> is never closed";
    }
    return reading;
}

}  // namespace tidemark::test
