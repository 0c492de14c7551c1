// Families for the consensus stage without a file: bases, CIGAR and qualities as text, kept in BAM's encoding.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "values/molecule/consensus_read.hpp"
#include "values/molecule/family_read.hpp"

namespace tidemark::test {

/// Everything has an ordinary default; let the one thing vary that a test is about.
struct FamilyReadText {
    std::string bases = {};
    std::int64_t position = 100;             ///< 0-based
    std::string cigar = {};                  ///< default: all bases match
    int quality = 30;                        ///< of every base …
    std::vector<int> qualities = {};         ///< … unless given one by one
    bool reverse = false;
    std::int32_t contig = 0;
};

/// Owns the bytes; the fragments point into them. Not to be copied.
class BuiltFamily {
public:
    BuiltFamily() = default;
    BuiltFamily(BuiltFamily const&) = delete;
    BuiltFamily& operator=(BuiltFamily const&) = delete;

    BuiltFamily& add_single(FamilyReadText const& read);
    BuiltFamily& add_pair(FamilyReadText const& read_one, FamilyReadText const& read_two);
    [[nodiscard]] std::vector<FamilyFragment> const& fragments() const { return fragments_; }

private:
    FamilyRead build(FamilyReadText const& text, std::uint16_t flags);
    std::deque<std::vector<std::uint8_t>> bytes_;
    std::vector<FamilyFragment> fragments_;
};

/// ACGTN of a consensus read, in reference orientation.
[[nodiscard]] std::string bases_of(ConsensusRead const& read);
[[nodiscard]] std::vector<int> qualities_of(ConsensusRead const& read);
[[nodiscard]] std::string cigar_of(ConsensusRead const& read);
/// Everything a record says, as one line: to compare molecules byte by byte.
[[nodiscard]] std::string summary_of(ConsensusMolecule const& molecule);

}  // namespace tidemark::test
