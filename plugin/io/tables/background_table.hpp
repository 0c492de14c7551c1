// The background table as a file: docs/formats/background.md.
#pragma once
#include <filesystem>
#include <string>

#include "values/evidence/background_rate.hpp"

namespace tidemark {

/// The whole file as text (schema tidemark.background/1): what is written, and what model_hash is taken over.
[[nodiscard]] std::string background_text(BackgroundModel const& model);

void write_background(std::filesystem::path const& path, BackgroundModel const& model);

/// Throws InputError for a bad cell, ContradictionError for an unknown schema version.
[[nodiscard]] BackgroundModel read_background(std::filesystem::path const& path);

}  // namespace tidemark
