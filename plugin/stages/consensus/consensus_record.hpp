// A called molecule as the records of an alignment file: names, mates and the tags of docs/methods/consensus.md.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/consensus/indel_signature.hpp"
#include "values/molecule/consensus_read.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// A mate that lies in another molecule record: other contig or too far away.
struct FarMate {
    std::int32_t contig = -1;
    std::int64_t position = -1;
    bool reverse = false;
};

/// What stands in the tags of a record.
enum class RecordDetail : std::uint8_t {
    whole,
    evidence_class   ///< RG, cD, aD and bD: enough to count the molecule
};

struct RecordFacts {
    std::string_view id;           ///< read name and MI
    std::string_view umi;          ///< RX; empty: not written
    std::string_view read_group;   ///< RG; empty: not written
    std::array<std::uint8_t, 2> mapping_quality{};   ///< of forward and of reverse reads of the family
    bool two_strands = false;      ///< the UMI tells strands apart: aD … bE are written
    std::optional<FarMate> far_mate;
    ReferenceBases reference;      ///< empty: no NM and MD
    RecordDetail detail = RecordDetail::whole;
};

/// Keeps its memory from molecule to molecule.
class RecordEncoder {
public:
    /// One or two records, read 1 first, with one name; valid until the next call and as long as `molecule` lives.
    [[nodiscard]] std::span<Read const> encode(ConsensusMolecule const& molecule, RecordFacts const& facts);

private:
    struct Tags {
        std::vector<std::uint8_t> bytes;
        void text(std::string_view name, std::string_view value);
        void integer(std::string_view name, std::int64_t value);
        void real(std::string_view name, float value);
        void numbers(std::string_view name, std::vector<std::int16_t> const& values);
    };
    void write_class(ConsensusRead const& read, RecordFacts const& facts, Tags& tags);
    void write_tags(ConsensusMolecule const& molecule, ConsensusRead const& read, RecordFacts const& facts, Tags& tags);
    void write_arrays(ConsensusRead const& read, RecordFacts const& facts, Tags& tags);

    std::array<Read, 2> records_;
    std::array<Tags, 2> tags_;
    std::string text_;
};

}  // namespace tidemark
