// FASTQ files made of text, and one call of extract.
#pragma once
#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/fastq_text.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

class ExtractCase {
public:
    [[nodiscard]] CommandResult run(std::vector<std::string> const& files, std::vector<std::string> const& more = {},
                                    CommandSetting const& setting = {}) const {
        std::vector<std::string> words{"extract", "-o", output()};
        words.insert(words.end(), more.begin(), more.end());
        words.insert(words.end(), files.begin(), files.end());
        return tidemark(words, setting);
    }
    [[nodiscard]] std::string output() const { return scratch / "out/s.bam"; }
    /// "code rule: where", where a call must fail and leave nothing.
    [[nodiscard]] std::string refusal(std::vector<std::string> const& files, std::vector<std::string> const& more = {}) const {
        auto const result = run(files, more);
        auto const line = result.err.find("{\"tidemark\"");
        if (line == std::string::npos) {
            return std::to_string(result.exit_code) + " no line";
        }
        auto const failure = nlohmann::json::parse(result.err.substr(line));
        auto const where = failure["where"].get<std::string>();
        std::error_code ignored;
        bool const left = std::filesystem::exists(scratch / "out") && !std::filesystem::is_empty(scratch / "out", ignored);
        return std::to_string(result.exit_code) + " " + failure["rule"].get<std::string>() + (where.empty() ? "" : ": " + where) +
               (left ? " and files left" : "");
    }
    /// Records of the output as SAM columns, without the header.
    [[nodiscard]] std::vector<std::vector<std::string>> records() const {
        std::vector<std::vector<std::string>> records;
        std::istringstream lines{alignments_as_text(output())};
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with('@')) {
                continue;
            }
            auto& columns = records.emplace_back();
            std::istringstream cells{line};
            for (std::string cell; std::getline(cells, cell, '\t');) {
                columns.push_back(cell);
            }
        }
        return records;
    }
    [[nodiscard]] nlohmann::json summary() const { return nlohmann::json::parse(read_file(scratch / "out/s.extract.json")); }

    Scratch scratch;
};

/// A data folder that may be beside the checkout.
inline std::filesystem::path shared_data(std::string const& name) {
    return std::filesystem::path{source_folder()} / ".." / "shared" / "data" / name;
}

}  // namespace tidemark::test
