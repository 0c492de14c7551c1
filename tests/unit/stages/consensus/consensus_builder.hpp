// Called reads from text, as the caller would leave them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "values/molecule/consensus_read.hpp"

namespace tidemark::test {

struct CalledText {
    std::string bases = "ACGTA";
    std::int64_t position = 100;
    std::string cigar = {};     ///< default: all bases match
    std::uint16_t flags = 0;
    std::int32_t contig = 0;
};

[[nodiscard]] inline ConsensusRead called_read(CalledText const& text) {
    constexpr std::string_view letters{"=ACMGRSVTWYHKDBN"}, operations{"MIDNSHP=X"};
    ConsensusRead read;
    read.contig = text.contig;
    read.position = text.position;
    read.flags = text.flags;
    read.length = static_cast<std::int32_t>(text.bases.size());
    read.packed_bases.resize((text.bases.size() + 1) / 2);
    for (std::size_t base = 0; base < text.bases.size(); ++base) {
        auto const code = static_cast<std::uint8_t>(letters.find(text.bases[base]));
        read.packed_bases[base / 2] |= static_cast<std::uint8_t>(base % 2 == 0 ? code << 4U : code);
        read.qualities.push_back(static_cast<std::uint8_t>(30 + base));
    }
    std::uint32_t length = 0;
    for (char const letter : text.cigar.empty() ? std::to_string(text.bases.size()) + "M" : text.cigar) {
        if (letter >= '0' && letter <= '9') {
            length = 10 * length + static_cast<std::uint32_t>(letter - '0');
        } else {
            read.cigar.push_back(length << 4U | static_cast<std::uint32_t>(operations.find(letter)));
            length = 0;
        }
    }
    return read;
}

[[nodiscard]] inline ConsensusMolecule single(ConsensusRead const& read) {
    ConsensusMolecule molecule;
    molecule.outcome = ConsensusOutcome::called;
    molecule.read_count = 1;
    molecule.reads[0] = read;
    return molecule;
}

[[nodiscard]] inline ConsensusMolecule pair_of(ConsensusRead const& read_one, ConsensusRead const& read_two) {
    auto molecule = single(read_one);
    molecule.read_count = 2;
    molecule.reads[1] = read_two;
    return molecule;
}

}  // namespace tidemark::test
