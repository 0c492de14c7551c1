// The one place where text becomes markup. Everything that a sheet or a file said goes through here before it stands
// in HTML, SVG or MultiQC.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

/// Text safe between tags and inside quoted attributes of HTML and XML: & < > " ' become references. Control
/// characters, bidirectional controls (which could reorder the words around them) and bytes that are not UTF-8 become
/// U+FFFD, line breaks and tabs a space; letters of any script stay.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace tidemark
