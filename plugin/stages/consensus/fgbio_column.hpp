// A consensus column as fgbio 4.1 calls it, down to its floating point: for `--compat fgbio`. The order in which bases
// are added can decide a tie; the ordinary column (base_column.hpp) has no such order.
#pragma once
#include <array>
#include <cstdint>

#include "stages/consensus/base_column.hpp"
#include "stages/consensus/consensus_parameters.hpp"

namespace tidemark {

/// METHOD (fgbio 4.1 ConsensusCaller): log-probabilities in double; the two-trial error keeps the larger term alone where
/// the terms lie 6 nats apart; four Kahan sums in the order A, C, G, T; a tie is a later base within 2^-52 of the running
/// maximum; floor(-10 log10 p + 0.001), capped to 2..93.
class FgbioModel {
public:
    explicit FgbioModel(ConsensusParameters const& parameters);
    [[nodiscard]] double correct(std::uint8_t quality) const { return correct_[quality]; }
    [[nodiscard]] double one_wrong_base(std::uint8_t quality) const { return one_wrong_base_[quality]; }
    [[nodiscard]] std::uint8_t quality_of_one_read(std::uint8_t quality) const { return one_read_[quality]; }
    [[nodiscard]] std::uint8_t quality_of(double log_error) const;

private:
    double pre_umi_ = 0;
    std::array<double, 128> correct_{};
    std::array<double, 128> one_wrong_base_{};
    std::array<std::uint8_t, 128> one_read_{};
};

class FgbioColumn {
public:
    void add(std::uint8_t code, std::uint8_t quality, FgbioModel const& model);
    [[nodiscard]] BaseCall call(FgbioModel const& model, std::int32_t min_reads, std::uint8_t min_quality) const;
    [[nodiscard]] std::array<std::uint32_t, 4> const& counts() const { return counts_; }

private:
    std::array<double, 4> sums_{};
    std::array<double, 4> lost_{};   ///< what rounding took from each sum
    std::array<std::uint32_t, 4> counts_{};
};

}  // namespace tidemark
