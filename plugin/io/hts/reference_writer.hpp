// A FASTA with its index.
#pragma once
#include <filesystem>
#include <span>
#include <string>

namespace tidemark {

/// One sequence of a FASTA; bases as they shall stand, lower case included.
struct NamedSequence {
    std::string name;
    std::string bases;
};

/// Writes `path` with 60 bases a line, and `path`.fai. Throws OutputError; then neither exists.
void write_reference(std::filesystem::path const& path, std::span<NamedSequence const> sequences);

}  // namespace tidemark
