// Short ways to a table cell.
#pragma once
#include <optional>
#include <string>
#include <utility>

#include "stages/report/number_text.hpp"
#include "values/patient/document.hpp"

namespace tidemark {

[[nodiscard]] inline Cell text_cell(std::string text, std::string note = {}) {
    return {.text = std::move(text), .note = std::move(note), .tone = Tone::plain, .link = {}, .figure = {}};
}

/// A word in its tone, with a note under it.
[[nodiscard]] inline Cell tag_cell(std::string text, Tone tone, std::string note = {}) {
    return {.text = std::move(text), .note = std::move(note), .tone = tone, .link = {}, .figure = {}};
}

/// Nothing to say here: a dash, never a 0.
[[nodiscard]] inline Cell no_value_cell() { return tag_cell("–", Tone::muted); }

[[nodiscard]] inline Cell percent_cell(std::optional<double> const& fraction) {
    return fraction ? text_cell(percent_text(*fraction)) : no_value_cell();
}

[[nodiscard]] inline Cell number_cell(std::optional<double> const& number, int digits = 3) {
    return number ? text_cell(number_text(*number, digits)) : no_value_cell();
}

/// A number of the sheet, as given.
[[nodiscard]] inline Cell given_cell(std::optional<double> const& number) {
    return number ? text_cell(given_text(*number)) : no_value_cell();
}

[[nodiscard]] inline Cell words_cell(std::string const& words) {
    return words.empty() ? no_value_cell() : text_cell(words);
}

}  // namespace tidemark
