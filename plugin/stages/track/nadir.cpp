#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

template <typename Counts>
std::optional<std::size_t> lowest_of(std::span<Draw const> draws, std::size_t first, std::size_t end, Counts&& counts) {
    std::optional<std::size_t> lowest;
    for (std::size_t index = first; index < end; ++index) {
        auto const& hi = draws[index].result.tumor_fraction_cell_hi;
        if (is_settled(draws[index]) && counts(draws[index]) && hi && (!lowest || *hi < *draws[*lowest].result.tumor_fraction_cell_hi)) {
            lowest = index;
        }
    }
    return lowest;
}

}  // namespace

std::optional<std::size_t> nadir_of(std::span<Draw const> draws, std::size_t first, std::size_t end) {
    return lowest_of(draws, first, end, [](Draw const&) { return true; });
}

std::optional<std::size_t> nadir_of(std::span<Draw const> draws, std::size_t first, std::size_t end, std::string const& chemistry) {
    return lowest_of(draws, first, end, [&](Draw const& draw) { return draw.row.chemistry == chemistry; });
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
