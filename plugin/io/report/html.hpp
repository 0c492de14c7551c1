// A page as one self-contained HTML file: no script, no font, no image, nothing from outside; a content policy in the
// page forbids all of it. Works offline, prints on A4, reads on a narrow screen and with a screen reader.
#pragma once
#include <string>

#include "values/patient/document.hpp"

namespace tidemark {

/// `producer` names the program in the footer, e.g. "tidemark 0.1.0".
[[nodiscard]] std::string html_text(Page const& page, std::string const& producer);

/// The bytes that every page about `subject` begins with, and no other: by them `report` knows a page that it made.
[[nodiscard]] std::string page_beginning(std::string const& subject);

}  // namespace tidemark
