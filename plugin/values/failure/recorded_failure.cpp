#include "values/failure/recorded_failure.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidemark {

std::string recorded_text(Failure const& failure) {
    auto text =
        fmt::format("{}: {}{}{}", failure.rule, failure.what, failure.remedy.empty() ? "" : "; ", failure.remedy);
    std::ranges::replace_if(text, [](char letter) { return letter == '\n' || letter == '\r' || letter == '\t'; }, ' ');
    return text;
}

RecordedFailure recorded_failure(std::string_view text) {
    auto const colon = text.find(": ");
    return colon == std::string_view::npos
               ? RecordedFailure{"failed", std::string{text}}
               : RecordedFailure{std::string{text.substr(0, colon)}, std::string{text.substr(colon + 2)}};
}

}  // namespace tidemark
