#include "app/listed_files.hpp"

#include "io/files/line_reader.hpp"

namespace tidemark {

std::vector<std::string> with_listed_files(std::vector<std::string> const& names) {
    std::vector<std::string> files;
    for (auto const& name : names) {
        if (!name.starts_with('@')) {
            files.push_back(name);
            continue;
        }
        LineReader reader{name.substr(1)};
        while (auto const line = reader.next()) {
            if (!line->empty()) {
                files.emplace_back(*line);
            }
        }
    }
    return files;
}

}  // namespace tidemark
