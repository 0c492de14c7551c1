#include "stages/track/nadir.hpp"

namespace tidemark {

std::optional<std::size_t> nadir_of(std::span<Draw const> draws, std::size_t first, std::size_t end) {
    std::optional<std::size_t> lowest;
    for (std::size_t index = first; index < end; ++index) {
        auto const& hi = draws[index].result.tumor_fraction_cell_hi;
        if (is_settled(draws[index]) && hi && (!lowest || *hi < *draws[*lowest].result.tumor_fraction_cell_hi)) {
            lowest = index;
        }
    }
    return lowest;
}

std::optional<std::size_t> last_settled(std::span<Draw const> draws, std::size_t first, std::size_t end) {
    for (std::size_t index = end; index > first; --index) {
        if (is_settled(draws[index - 1])) {
            return index - 1;
        }
    }
    return std::nullopt;
}

}  // namespace tidemark
