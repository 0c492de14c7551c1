// Reads for the stages without a file: bases, CIGAR and qualities as text, kept in BAM's encoding.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark::test {

/// Everything has an ordinary default; let the one thing vary that a test is about.
struct ReadText {
    std::string name = "r";
    std::uint16_t flags = 0;
    std::int32_t contig = 0;
    std::int64_t position = 0;          ///< 0-based
    std::uint8_t mapping_quality = 60;
    std::string cigar = {};                  ///< default: all bases match
    std::int32_t mate_contig = -1;
    std::int64_t mate_position = -1;
    std::int64_t template_length = 0;
    std::string bases = {};
    std::string low = {};                    ///< '!' where the quality is 2, anything else (or nothing): 37
    std::vector<std::uint8_t> tags = {};     ///< BAM encoding, see tag()
};

/// Owns the bytes that its `read()` looks at.
class BuiltRead {
public:
    explicit BuiltRead(ReadText const& text);
    [[nodiscard]] Read read() const;

private:
    Read read_;
    std::string name_;
    std::vector<std::uint8_t> operations_;
    std::vector<std::uint8_t> bases_;
    std::vector<std::uint8_t> qualities_;
    std::vector<std::uint8_t> tags_;
};

/// One integer (type i) or text (type Z) tag in BAM encoding.
[[nodiscard]] std::vector<std::uint8_t> tag(std::string const& name, std::int32_t value);
[[nodiscard]] std::vector<std::uint8_t> tag(std::string const& name, std::string const& value);
/// Lists one behind the other.
[[nodiscard]] std::vector<std::uint8_t> joined(std::vector<std::vector<std::uint8_t>> const& tags);

}  // namespace tidemark::test
