#include "app/response_definition_files.hpp"

#include <algorithm>
#include <filesystem>

#include "io/tables/response_definitions.hpp"
#include "stages/track/definitions.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

Finding twice(std::string const& id, std::filesystem::path const& path) {
    return {Severity::contradiction, "definition_twice", path.filename().string(), 0, {},
            "the definition " + id + " is there already; one id would have two meanings in the tables: give it another id"};
}

bool is_known(std::string const& id, std::vector<ResponseDefinition> const& definitions) {
    auto const same_id = [&](ResponseDefinition const& other) { return other.id == id; };
    return std::ranges::any_of(definitions, same_id) || std::ranges::any_of(own_definitions(), same_id);
}

}  // namespace

std::vector<ResponseDefinition> definitions_of(std::vector<std::string> const& paths) {
    auto definitions = published_definitions();
    for (std::filesystem::path const path : paths) {
        for (auto& definition : read_response_definitions(path)) {
            if (is_known(definition.id, definitions)) {
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

Findings definition_faults(std::vector<std::string> const& paths) {
    Findings findings;
    auto known = published_definitions();
    for (std::filesystem::path const path : paths) {
        try {
            auto definitions = read_response_definitions(path, findings);
            auto const before = known;   // an id that stands twice in one file was said by its reader
            for (auto& definition : definitions) {
                if (is_known(definition.id, before)) {
                    findings.push_back(twice(definition.id, path));
                }
                known.push_back(std::move(definition));
            }
        } catch (InputError const& error) {
            findings.push_back({Severity::invalid, error.failure().rule, path.filename().string(), 0, {},
                                error.failure().what + (error.failure().why.empty() ? "" : ": " + error.failure().why)});
        }
    }
    return findings;
}

}  // namespace tidemark
