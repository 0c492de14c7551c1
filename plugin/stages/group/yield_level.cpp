#include "stages/group/yield_level.hpp"

#include <limits>

#include "values/probability/murmur3.hpp"

namespace tidemark {
namespace {

constexpr std::uint32_t name_seed = 42;
constexpr double step = 0.05;

}  // namespace

std::uint8_t yield_level(std::string_view read_name) {
    auto const hash = static_cast<std::int32_t>(murmur3_of_characters(read_name, name_seed));
    // The lowest number has no absolute value in 32 bits: it stays negative there, below every share.
    auto const magnitude = hash == std::numeric_limits<std::int32_t>::min() ? -1.0 : static_cast<double>(hash < 0 ? -hash : hash);
    auto const score = magnitude / std::numeric_limits<std::int32_t>::max();
    std::uint8_t level = 0;
    while (level + std::size_t{1} < yield_levels && score > (level + 1) * step) {
        ++level;
    }
    return level;
}

}  // namespace tidemark
