// The distribution of a sum of cells that is put together cell by cell: weight x min(count, cap), each so many times.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "values/model/count_law.hpp"
#include "values/probability/power_series.hpp"

namespace tidemark {

/// METHOD: most cells add their log series; the few whose series would not converge are convolved one by one.
class SumLaw {
public:
    /// `limit`: chances are wanted for sums below it.
    explicit SumLaw(std::size_t limit) : series_{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)} {}

    void add(CountCell const& cell, CountState const& state, CountShare const& share);

    /// P(sum = 0), …, P(sum = limit - 1).
    [[nodiscard]] std::vector<double> chances() const;

private:
    LogSeries series_;
    std::vector<std::pair<std::vector<double>, CountShare>> apart_;
};

}  // namespace tidemark
