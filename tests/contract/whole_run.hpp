// Every word once, on a made-up patient whose results fill every kind of row: a linked pair, a loss of tumor fraction
// with a rise of concentration (a conflict), and a draw whose file is cut (a failed sample).
#pragma once
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "support/scratch.hpp"

namespace tidemark::test {

/// A table as text: the keys of its head, its header, its rows.
struct TableText {
    std::vector<std::string> head;      ///< "#key=value" lines: key; "#loss.reason=" stays "loss.reason"
    std::vector<std::string> columns;
    std::vector<std::map<std::string, std::string>> rows;
};

class WholeRun {
public:
    WholeRun();
    /// Plain, gzip or bgzip; cells are separated by tabs where the header has one, else by commas.
    [[nodiscard]] TableText table(std::string const& name) const;
    [[nodiscard]] nlohmann::json json(std::string const& name) const;
    [[nodiscard]] std::string text(std::string const& name) const;

private:
    void simulate() const;
    void count() const;
    void judge() const;

    Scratch scratch_;
};

/// Made once for the whole program.
[[nodiscard]] WholeRun const& whole_run();

}  // namespace tidemark::test
