// Which share of the reads a template belongs to, by its name alone.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidemark {

/// Steps of 5 %, the last one being all templates.
inline constexpr std::size_t yield_levels = 20;

/// METHOD (fgbio, CollectDuplexSeqMetrics): a template belongs to level L - 1 (share 0.05·L) and all above where the absolute
/// value of Murmur3 of its name (seed 42), as a share of 2^31 - 1, is at most 0.05·L. So the levels are nested, and neither
/// order nor threads have a say. 0 is the first level; at most yield_levels - 1.
[[nodiscard]] std::uint8_t yield_level(std::string_view read_name);

}  // namespace tidemark
