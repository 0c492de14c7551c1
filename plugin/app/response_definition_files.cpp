#include "app/response_definition_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>

#include "io/tables/response_definitions.hpp"
#include "stages/track/definitions.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

constexpr auto two_meanings = "one id would have two meanings in the tables";

/// The last `parts` parts of a path.
std::string ending(std::filesystem::path const& path, std::ptrdiff_t parts) {
    std::filesystem::path end;
    auto const count = std::distance(path.begin(), path.end());
    for (auto part = std::next(path.begin(), std::max<std::ptrdiff_t>(0, count - parts)); part != path.end(); ++part) {
        end /= *part;
    }
    return end.string();
}

/// What each file is called: its own name, and as many folders before it as tell it from the others.
std::vector<std::string> names_of(std::vector<std::string> const& paths) {
    std::vector<std::string> names;
    for (auto const& path : paths) {
        std::filesystem::path const whole{path};
        std::ptrdiff_t parts = 1;
        auto const shared = [&](std::string const& other) { return other != path && ending(other, parts) == ending(whole, parts); };
        while (parts < std::distance(whole.begin(), whole.end()) && std::ranges::any_of(paths, shared)) {
            ++parts;
        }
        names.push_back(ending(whole, parts));
    }
    return names;
}

/// Ids that are taken, and by what.
class TakenIds {
public:
    TakenIds() {
        for (auto const& definition : published_definitions()) {
            taken_.emplace(definition.id, "among the published definitions");
        }
        for (auto const& definition : own_definitions()) {
            taken_.emplace(definition.id, "as one of the program's own");
        }
    }
    /// What is wrong with definition `place` of a file; empty where its id was free, and is taken from now on.
    std::string take(std::string const& id, std::size_t place, std::string const& file) {
        auto const [found, free] = taken_.emplace(id, "in " + file);
        return free ? "" : fmt::format("/definitions/{}/id: the definition {} is there already, {}", place, id, found->second);
    }

private:
    std::map<std::string, std::string> taken_;
};

}  // namespace

std::vector<ResponseDefinition> definitions_of(std::vector<std::string> const& paths) {
    auto definitions = published_definitions();
    TakenIds taken;
    auto const names = names_of(paths);
    for (std::size_t file = 0; file < paths.size(); ++file) {
        std::size_t place = 0;
        for (auto& definition : read_response_definitions(paths[file])) {
            if (auto const fault = taken.take(definition.id, place++, names[file]); !fault.empty()) {
                throw ContradictionError{{.rule = "definition_twice", .what = fault, .where = names[file], .why = two_meanings,
                                          .remedy = "give it another id"}};
            }
            definitions.push_back(std::move(definition));
        }
    }
    return definitions;
}

Findings definition_faults(std::vector<std::string> const& paths) {
    Findings findings;
    TakenIds taken;
    auto const names = names_of(paths);
    for (std::size_t file = 0; file < paths.size(); ++file) {
        auto const& name = names[file];
        try {
            std::set<std::string> own;   // an id that stands twice in one file was said by its reader
            std::size_t place = 0;
            for (auto const& definition : read_response_definitions(paths[file], name, findings)) {
                bool const asks = !definition.id.empty() && own.insert(definition.id).second;
                auto const fault = asks ? taken.take(definition.id, place, name) : "";
                if (!fault.empty()) {
                    findings.push_back({Severity::contradiction, "definition_twice", name, 0, {},
                                        fmt::format("{}; {}: give it another id", fault, two_meanings)});
                }
                ++place;
            }
        } catch (InputError const& error) {
            auto failure = error.failure();
            failure.where.clear();   // the finding names the file
            if (auto const own = std::filesystem::path{paths[file]}.filename().string() + " "; failure.what.starts_with(own)) {
                failure.what.erase(0, own.size());
            }
            findings.push_back({Severity::invalid, failure.rule, name, 0, {}, to_text(failure)});
        }
    }
    return findings;
}

}  // namespace tidemark
