#include "support/format_page.hpp"

#include <sstream>

#include "support/places.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::string trimmed(std::string const& text) {
    auto const first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Cells of "| a | b |"; nothing where the line is no row of a table.
std::vector<std::string> cells_of(std::string const& line) {
    std::vector<std::string> cells;
    if (!line.starts_with('|')) {
        return cells;
    }
    std::istringstream stream{line.substr(1)};
    for (std::string cell; std::getline(stream, cell, '|');) {
        cells.push_back(trimmed(cell));
    }
    return cells;
}

}  // namespace

std::vector<std::string> quoted_names(std::string const& text) {
    std::vector<std::string> names;
    for (auto open = text.find('`'); open != std::string::npos; open = text.find('`', open)) {
        auto const close = text.find('`', open + 1);
        if (close == std::string::npos) {
            break;
        }
        names.push_back(text.substr(open + 1, close - open - 1));
        open = close + 1;
    }
    return names;
}

FormatPage::FormatPage(std::string const& name) {
    std::istringstream text{read_file(std::filesystem::path{source_folder()} / "docs/formats" / name)};
    for (std::string line; std::getline(text, line);) {
        lines_.push_back(line);
    }
}

std::vector<DocumentedName> FormatPage::names(std::string const& heading, std::string const& first_title) const {
    std::vector<DocumentedName> found;
    std::vector<std::string> titles;
    bool inside = heading.empty();
    for (auto const& line : lines_) {
        if (line.starts_with('#') && !heading.empty()) {
            inside = line.starts_with("## ") && line.find(heading) != std::string::npos;
        }
        auto cells = cells_of(line);
        if (cells.empty()) {
            titles.clear();
        } else if (titles.empty()) {
            titles = cells;
        } else if (inside && (first_title.empty() || titles.front() == first_title)) {
            auto const quoted = quoted_names(cells.front());
            cells.erase(cells.begin());
            for (auto const& name : quoted) {
                if (!name.ends_with("…")) {
                    found.push_back({name, cells, {titles.begin() + 1, titles.end()}});
                }
            }
        }
    }
    return found;
}

std::set<std::string> FormatPage::head_keys() const {
    std::set<std::string> keys;
    bool inside = false;
    for (auto const& line : lines_) {
        if (line.starts_with("```")) {
            if (inside) {
                break;
            }
            inside = true;
        } else if (inside && line.starts_with('#')) {
            keys.insert(line.substr(1, line.find_first_of("=.") - 1));
        }
    }
    return keys;
}

}  // namespace tidemark::test
