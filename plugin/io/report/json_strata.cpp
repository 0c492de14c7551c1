#include "io/report/json_strata.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "io/report/json_values.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

struct Members {
    Json object = Json::object();
    void operator()(char const* name, std::string const& value) { object[name] = text_or_null(value); }
    void operator()(char const* name, SampleStatus value) { object[name] = to_text(value); }
    template <typename Value>
    void operator()(char const* name, std::optional<Value> const& value) { object[name] = value_or_null(value); }
    void operator()(char const* name, std::int64_t value) { object[name] = value; }
    void operator()(char const* name, double value) { object[name] = value; }
};

template <typename Row>
Json object_of(Row const& row) {
    Members members;
    for_each_field(row, members);
    return std::move(members.object);
}

template <typename Row>
Json array_of(std::vector<Row> const& rows) {
    Json array = Json::array();
    for (auto const& row : rows) {
        array.push_back(object_of(row));
    }
    return array;
}

}  // namespace

void add_strata(nlohmann::ordered_json& document, CohortStrata const& strata) {
    document["strata"] = array_of(strata.rates);
    document["differences"] = array_of(strata.differences);
    document["parity"] = strata.parity ? object_of(*strata.parity) : Json(nullptr);
    document["parity_draws"] = array_of(strata.parity_draws);
}

}  // namespace tidemark
