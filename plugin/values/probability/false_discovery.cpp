#include "values/probability/false_discovery.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tidemark {

std::vector<double> false_discovery_rates(std::span<double const> p_values) {
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return p_values[index]; });
    std::vector<double> rates(p_values.size());
    double least = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        auto const index = order[rank - 1];
        least = std::min(least, p_values[index] * static_cast<double>(order.size()) / static_cast<double>(rank));
        rates[index] = least;
    }
    return rates;
}

}  // namespace tidemark
