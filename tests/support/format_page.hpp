// A page of docs/formats as data: which names its tables explain, and what stands behind each.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tidemark::test {

/// One name of a table's first column; `cells` are the other cells of its row, `titles` their headings.
struct DocumentedName {
    std::string name;
    std::vector<std::string> cells;
    std::vector<std::string> titles;
};

/// Names in backticks, in their order.
[[nodiscard]] std::vector<std::string> quoted_names(std::string const& text);

class FormatPage {
public:
    /// A page by its name in docs/formats, "track.md".
    explicit FormatPage(std::string const& name);

    /// Names in the tables below the heading that holds `heading`, up to the next heading; empty: of the whole page.
    /// `first_title` keeps to tables whose first column is called so. Patterns ("x_…") are left out.
    [[nodiscard]] std::vector<DocumentedName> names(std::string const& heading, std::string const& first_title = {}) const;
    /// Keys of the head in the page's first block of code: "#hash=…" is hash, "#loss.<reason>=" is loss.
    [[nodiscard]] std::set<std::string> head_keys() const;

private:
    std::vector<std::string> lines_;
};

}  // namespace tidemark::test
