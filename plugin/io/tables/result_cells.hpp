// Visitors of field lists (result_fields.hpp, timeline_table_fields.hpp) that make the cells of a TSV line.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "io/tables/delimited.hpp"
#include "io/tables/result_fields.hpp"
#include "values/evidence/detection_result.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Collects the names of the fields visited.
struct NameCells {
    std::vector<std::string> cells;
    void operator()(char const* name, auto const&) { cells.emplace_back(name); }
};

/// Collects the values of the fields visited, as cells.
struct TextCells {
    bool hide_counts = false;   ///< where nothing could be counted: 0 molecules would be a finding
    std::vector<std::string> cells = {};

    void operator()(char const*, auto const& value) { cells.push_back(text(value)); }

    std::string text(std::string const& value) const { return value; }
    std::string text(bool value) const { return value ? "yes" : "no"; }
    std::string text(int value) const { return std::to_string(value); }
    std::string text(std::int64_t value) const { return hide_counts ? std::string{} : std::to_string(value); }
    std::string text(double value) const { return number_text(value); }
    std::string text(std::optional<double> value) const { return number_text(value); }
    std::string text(std::optional<std::int64_t> value) const { return number_text(value); }
    std::string text(std::optional<Log2Fold> value) const { return value ? number_text(value->value) : std::string{}; }
    std::string text(Position value) const { return std::to_string(value.one_based()); }
    std::string text(SampleStatus value) const { return to_text(value); }
    std::string text(Verdict value) const { return to_text(value); }
    std::string text(std::vector<std::string> const& value) const { return fmt::format("{}", fmt::join(value, ";")); }
    std::string text(std::vector<double> const& value) const {
        std::string joined;
        for (double const number : value) {
            joined += (joined.empty() ? "" : ";") + number_text(number);
        }
        return joined;
    }
};

}  // namespace tidemark
