// How pages look: one inline style sheet, named in the page's content policy by its hash.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

[[nodiscard]] std::string_view style_sheet();
/// "sha256-…" in base64, as a content security policy wants it.
[[nodiscard]] std::string content_hash(std::string_view text);

}  // namespace tidemark
