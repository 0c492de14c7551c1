// Values as JSON where missing is null, never an empty text or 0.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tidemark {

[[nodiscard]] inline nlohmann::ordered_json text_or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

template <typename Value>
[[nodiscard]] nlohmann::ordered_json value_or_null(std::optional<Value> const& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace tidemark
