// Detection results as JSON (schema tidemark.detection/1, variants included) or TSV (sample rows only):
// docs/formats/detection.md. A name that ends in .tsv or .tsv.gz is TSV, any other JSON.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

void write_detections(std::filesystem::path const& path, std::span<DetectionResult const> results);

/// JSON only. Throws InputError for damage, ContradictionError for an unknown schema version.
[[nodiscard]] std::vector<DetectionResult> read_detections(std::filesystem::path const& path);

}  // namespace tidemark
