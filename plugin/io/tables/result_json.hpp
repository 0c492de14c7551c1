// Visitors of field lists (result_fields.hpp, design_table.cpp) that make the members of a JSON object.
#pragma once
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// A value as JSON; what is absent is null. std::logic_error for a number that is not finite.
struct JsonCell {
    using Json = nlohmann::ordered_json;

    Json operator()(std::string const& text) const { return text; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(double number) const {
        if (!std::isfinite(number)) {
            throw std::logic_error{"a number that is not finite reached a table"};
        }
        return number;
    }
    Json operator()(std::optional<double> number) const { return number ? (*this)(*number) : Json{}; }
    Json operator()(std::optional<std::int64_t> number) const { return number ? Json(*number) : Json{}; }
    Json operator()(SampleStatus status) const { return to_text(status); }
    Json operator()(std::vector<std::string> const& reasons) const { return Json(reasons); }
    Json operator()(std::vector<double> const& numbers) const {
        auto list = Json::array();
        for (double const number : numbers) {
            list.push_back((*this)(number));
        }
        return list;
    }
    Json operator()(Position position) const { return position.one_based(); }
};

}  // namespace tidemark
