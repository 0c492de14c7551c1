// Captured regions as a BED file: docs/formats/targets.md.
#pragma once
#include <filesystem>
#include <vector>

#include "values/genome/contig_table.hpp"
#include "values/genome/region.hpp"

namespace tidemark {

/// Regions in file order, plain or gzip; comment, `track` and `browser` lines are skipped, columns behind the third are
/// not looked at. Throws InputError naming the line for a bad one, for an end before or at its begin and for a file
/// without regions; ContradictionError where a contig is not in `reference` or a region reaches past its end.
[[nodiscard]] std::vector<Region> read_targets(std::filesystem::path const& path, ContigTable const& reference);

}  // namespace tidemark
