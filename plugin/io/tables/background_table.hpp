// The background table as a file: docs/formats/background.md.
#pragma once
#include <filesystem>

#include "values/evidence/background_rate.hpp"

namespace tidemark {

void write_background(std::filesystem::path const& path, BackgroundModel const& model);

/// Throws InputError for a bad cell, ContradictionError for an unknown schema version.
[[nodiscard]] BackgroundModel read_background(std::filesystem::path const& path);

}  // namespace tidemark
