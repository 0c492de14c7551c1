// Every combination of what a plan leaves open.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/model/tube_design.hpp"

namespace tidemark {

/// An error rate and, where it is the usual one of a class, that class.
struct PlannedBackground {
    double rate = 0;
    std::string evidence_class;
};

/// Lists of values; each has at least one. An absent value of the last four asks nothing.
struct DesignGrid {
    std::vector<std::int64_t> loci;
    std::vector<std::int64_t> molecules;
    std::vector<PlannedBackground> backgrounds;
    std::vector<double> alphas{0.01};
    std::vector<double> multiplicities{1};
    std::vector<double> total_copies{2};
    std::vector<double> dispersions{0};
    std::vector<double> sample_dispersions{0};
    std::vector<std::optional<double>> fractions{std::nullopt};
    std::vector<std::optional<double>> targets{std::nullopt};
    std::vector<std::optional<double>> falls{std::nullopt};
    std::vector<std::optional<std::int64_t>> private_loci{std::nullopt};
};

/// Rows that `plans_of` would give.
[[nodiscard]] std::size_t plan_count(DesignGrid const& grid);

/// All combinations, the first list changing slowest.
[[nodiscard]] std::vector<TubePlan> plans_of(DesignGrid const& grid);

/// `count` values from `first` to `last`, both included, evenly spaced on a logarithmic scale. 0 < first <= last.
struct ValueRange {
    double first = 1;
    double last = 1;
    std::size_t count = 1;
};
[[nodiscard]] std::vector<double> values_of(ValueRange const& range);

}  // namespace tidemark
