#include "stages/detect/presence.hpp"

#include <algorithm>
#include <cmath>

namespace tidemark {

double presence_probability(FractionLikelihood const& likelihood, double prior) {
    constexpr int powers = 6;
    constexpr int points = 20;   // per power of ten
    constexpr int steps = powers * points;
    std::vector<double> values;
    for (int index = 0; index <= steps; ++index) {
        values.push_back(likelihood.log_likelihood(std::pow(10.0, static_cast<double>(index - steps) / points)));
    }
    double const at_zero = likelihood.log_likelihood(0);
    double const highest = std::max(at_zero, *std::ranges::max_element(values));
    double present = 0;
    for (int index = 0; index <= steps; ++index) {
        bool const end = index == 0 || index == steps;
        present += std::exp(values[static_cast<std::size_t>(index)] - highest) * (end ? 0.5 : 1) / steps;
    }
    double const odds = prior * present;
    return odds / (odds + (1 - prior) * std::exp(at_zero - highest));
}

}  // namespace tidemark
