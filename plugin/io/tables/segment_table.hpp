// Copy-number segments of one tumor sample: docs/formats/segments.md.
#pragma once
#include <filesystem>
#include <vector>

#include "values/patient/segment.hpp"

namespace tidemark {

/// Sorted by contig name and position. Throws InputError naming every bad cell, and for segments that overlap.
[[nodiscard]] std::vector<CopySegment> read_segments(std::filesystem::path const& path);

}  // namespace tidemark
