// One read pair (or single read) as a sequencer gives it, and where an aligner would put it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "values/evidence/simulated_truth.hpp"
#include "values/molecule/alignment_record.hpp"

namespace tidemark {

/// Bases and qualities (Phred values as bytes) of every cycle, in sequencing order: prefix, template, read-through.
struct RawRead {
    std::string bases;
    std::string qualities;
};

/// Index 0 is read 1.
struct RawPair {
    std::string name;
    std::array<RawRead, 2> reads;
    std::array<AlignmentRecord, 2> records;   ///< template bases only, adapters trimmed
    std::array<std::uint32_t, 2> ties{};      ///< random order among records of one position
};

/// Pairs of some molecules, with storage that is used again.
class RawBatch {
public:
    void clear() { used_ = 0, molecules.clear(); }
    [[nodiscard]] RawPair& add() {
        if (used_ == pairs_.size()) {
            pairs_.emplace_back();
        }
        return pairs_[used_++];
    }
    [[nodiscard]] std::size_t size() const { return used_; }
    [[nodiscard]] RawPair const& operator[](std::size_t number) const { return pairs_[number]; }
    std::vector<MoleculeTruth> molecules;

private:
    std::vector<RawPair> pairs_;
    std::size_t used_ = 0;
};

}  // namespace tidemark
