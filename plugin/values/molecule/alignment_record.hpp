// One alignment record to be written: what a SAM line says, as values. (values/molecule/read.hpp is the reading side: a
// view into a buffer.)
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "values/genome/position.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// SAM flag bits by name.
namespace sam_flag {
inline constexpr std::uint16_t paired = 0x1, proper_pair = 0x2, reverse = 0x10, mate_reverse = 0x20, read_one = 0x40,
                               read_two = 0x80, secondary = 0x100, duplicate = 0x400, supplementary = 0x800;
}

/// An optional field: type i, f or Z by the kind of its value.
struct AlignmentTag {
    std::array<char, 2> name{};
    std::variant<std::int32_t, float, std::string> value;
};

struct AlignmentRecord {
    std::string name;
    std::uint16_t flags = 0;
    std::int32_t contig = -1;          ///< number in the header
    Position position;                 ///< first aligned base
    std::uint8_t mapping_quality = 0;
    std::vector<CigarOperation> cigar;
    std::int32_t mate_contig = -1;
    Position mate_position;
    std::int64_t template_length = 0;  ///< signed
    std::string bases;                 ///< ACGTN, forward strand
    std::string qualities;             ///< Phred values as bytes, not as text; as long as bases
    std::vector<AlignmentTag> tags;
};

}  // namespace tidemark
