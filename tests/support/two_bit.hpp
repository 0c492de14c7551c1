// UCSC .2bit to FASTA, for reference data that comes in that form.
#pragma once
#include <filesystem>
#include <string>

namespace tidemark::test {

/// All sequences of a little-endian .2bit file as FASTA text, upper case, N where it says so.
/// Throws std::runtime_error where it is none.
[[nodiscard]] std::string fasta_of_two_bit(std::filesystem::path const& path);

}  // namespace tidemark::test
