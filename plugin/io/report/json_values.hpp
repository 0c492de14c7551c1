// Values as JSON where missing is null, never an empty text or 0.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

[[nodiscard]] inline nlohmann::ordered_json text_or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

template <typename Value>
[[nodiscard]] nlohmann::ordered_json value_or_null(std::optional<Value> const& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

/// Members of a row by the names of its fields.
struct RowMembers {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    void operator()(char const* name, std::string const& value) { object[name] = text_or_null(value); }
    void operator()(char const* name, SampleStatus value) { object[name] = to_text(value); }
    template <typename Value>
    void operator()(char const* name, std::optional<Value> const& value) { object[name] = value_or_null(value); }
    void operator()(char const* name, std::int64_t value) { object[name] = value; }
    void operator()(char const* name, double value) { object[name] = value; }
};

/// A row that has for_each_field, as an object with the columns of its table.
template <typename Row>
[[nodiscard]] nlohmann::ordered_json object_of(Row const& row) {
    RowMembers members;
    for_each_field(row, members);
    return std::move(members.object);
}

template <typename Row>
[[nodiscard]] nlohmann::ordered_json array_of(std::vector<Row> const& rows) {
    auto array = nlohmann::ordered_json::array();
    for (auto const& row : rows) {
        array.push_back(object_of(row));
    }
    return array;
}

}  // namespace tidemark
