#include "io/tables/summary_failure.hpp"

#include "io/tables/strict_json.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

std::string summary_failure(std::filesystem::path const& path) {
    auto const json = read_strict_json(path, "made_by");
    auto const text = [&](char const* key) {
        auto const found = json.is_object() ? json.find(key) : json.end();
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    auto const schema = text("schema");
    if (schema != "tidemark.extract_summary/1" && schema != "tidemark.molecule_summary/1") {
        auto const name = path.filename().string();
        throw InputError{{.rule = "made_by",
                          .what = name + " is no summary of extract or consensus",
                          .where = name,
                          .why = "it cannot say whether the step before failed",
                          .remedy = "give what --summary of that step wrote, unchanged"}};
    }
    return text("failure");
}

}  // namespace tidemark
