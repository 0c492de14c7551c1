// Planned tubes as TSV or JSON (schema tidemark.design/1): docs/formats/design.md. A name that ends in .json or .json.gz is
// JSON, any other TSV.
#pragma once
#include <filesystem>
#include <span>

#include "values/model/tube_design.hpp"

namespace tidemark {

/// "-" is standard output, as TSV. Throws OutputError.
void write_designs(std::filesystem::path const& path, std::span<TubeDesign const> designs);

}  // namespace tidemark
