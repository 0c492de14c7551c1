#include "stages/detect/tail_inflation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr int bootstrap_samples = 1000;
constexpr std::size_t lowest_rank = 25;    // 2.5 % of them
constexpr std::size_t highest_rank = 974;

double excess(double p_value) { return p_value < inflation_tail ? std::log(inflation_tail / p_value) : 0; }

}  // namespace

double inflation_factor(std::span<double const> p_values) {
    double sum = 0;
    for (double const p_value : p_values) {
        sum += excess(p_value);
    }
    return p_values.empty() ? 0 : sum / static_cast<double>(p_values.size()) / inflation_tail;
}

Inflation tail_inflation(std::span<double const> p_values, double independent, Random& random) {
    Inflation inflation{.factor = inflation_factor(p_values), .lower = 0, .upper = 0};
    std::vector<double> terms;
    std::ranges::transform(p_values, std::back_inserter(terms), excess);
    auto const size = static_cast<std::size_t>(
        std::clamp(std::floor(independent), 1.0, static_cast<double>(terms.size())));
    std::vector<double> factors;
    for (int sample = 0; sample < bootstrap_samples; ++sample) {
        double sum = 0;
        for (std::size_t each = 0; each < size; ++each) {
            sum += terms[random.below(terms.size())];
        }
        factors.push_back(sum / static_cast<double>(size) / inflation_tail);
    }
    std::ranges::sort(factors);
    inflation.lower = factors[lowest_rank];
    double const share = static_cast<double>(std::ranges::count_if(terms, [](double term) { return term > 0; })) /
                         static_cast<double>(terms.size());
    auto const below = static_cast<std::int64_t>(std::floor(share * static_cast<double>(size)));
    inflation.upper = std::max(factors[highest_rank],
                               clopper_pearson(below, static_cast<std::int64_t>(size), 0.95).upper / inflation_tail);
    return inflation;
}

}  // namespace tidemark
