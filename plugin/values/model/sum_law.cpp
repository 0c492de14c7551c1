#include "values/model/sum_law.hpp"

namespace tidemark {
namespace {

/// Adds one more term, weight x min(count, cap), to a sum of which the first chances are known.
void convolve(std::vector<double>& chances, std::vector<double> const& counts, std::size_t weight) {
    for (std::size_t t = chances.size(); t-- > 0;) {
        double sum = 0;
        for (std::size_t count = 0; count < counts.size() && count * weight <= t; ++count) {
            sum += counts[count] * chances[t - count * weight];
        }
        chances[t] = sum;
    }
}

}  // namespace

void SumLaw::add(CountCell const& cell, CountState const& state, CountShare const& share) {
    if (cell.depth <= 0) {
        return;
    }
    if (add_convergent_series(series_, cell, state, share)) {
        return;
    }
    // Without a cap, counts whose weight reaches the limit all fall outside.
    auto const enough = static_cast<std::int64_t>(series_.terms.size() / share.weight + 1);
    apart_.push_back({capped_chances(cell, state, share.cap > 0 ? share.cap : enough), share});
}

std::vector<double> SumLaw::chances() const {
    auto chances = probabilities_by_recursion(series_);
    for (auto const& [counts, share] : apart_) {
        for (double copy = 0; copy < share.copies; ++copy) {
            convolve(chances, counts, share.weight);
        }
    }
    return chances;
}

}  // namespace tidemark
