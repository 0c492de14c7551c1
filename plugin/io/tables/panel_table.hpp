// The panel table as a file: docs/formats/panel.md. A VCF or BCF panel is read by io/hts/variant_reader instead.
#pragma once
#include <filesystem>

#include "values/patient/panel.hpp"

namespace tidemark {

/// Writes schema tidemark.panel/1 with the hash in its facts.
void write_panel(std::filesystem::path const& path, Panel const& panel);

/// Throws InputError naming line and column of every bad cell; ContradictionError where the stored hash is not the
/// hash of the rows (somebody edited a frozen panel) or the schema version is unknown.
[[nodiscard]] Panel read_panel(std::filesystem::path const& path);

}  // namespace tidemark
