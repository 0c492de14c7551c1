#include "app/response_definition_files.hpp"

#include <algorithm>
#include <filesystem>

#include "io/tables/response_definitions.hpp"
#include "stages/track/definitions.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

std::vector<ResponseDefinition> definitions_of(std::vector<std::string> const& paths) {
    auto definitions = published_definitions();
    for (std::filesystem::path const path : paths) {
        for (auto& definition : read_response_definitions(path)) {
            auto const same_id = [&](ResponseDefinition const& other) { return other.id == definition.id; };
            if (std::ranges::any_of(definitions, same_id) || std::ranges::any_of(own_definitions(), same_id)) {
                throw ContradictionError{{.rule = "definition_twice",
                                          .what = "the definition " + definition.id + " is there already",
                                          .where = path.filename().string(),
                                          .why = "one id would have two meanings in the tables",
                                          .remedy = "give it another id"}};
            }
            definitions.push_back(std::move(definition));
        }
    }
    return definitions;
}

}  // namespace tidemark
