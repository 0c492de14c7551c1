// What one base of a read is worth, and what quality the sum of such worths is: the formulas of a consensus column, as
// tables. Natural logarithms in fixed point: integers add up to the same whatever their order.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "stages/consensus/consensus_parameters.hpp"

namespace tidemark {

inline constexpr std::uint8_t highest_quality = 93;
inline constexpr std::uint8_t no_call_quality = 2;

/// Chance that exactly one of two trials leaves a wrong base: x + y - 4/3 x y (two errors undo each other in one of three).
[[nodiscard]] double error_of_two_trials(double first, double second);
/// floor(-10 log10 p + 0.001), within 2..93. Example: 1.11e-3 gives 29.
[[nodiscard]] std::uint8_t phred_floor(double error);

class ErrorModel {
public:
    explicit ErrorModel(ConsensusParameters const& parameters);

    /// One nat. 2^36 keeps the rounding of a column of a million reads below 1e-5 nats and the sum below 2^63.
    static constexpr double scale = 68719476736.0;

    /// ln((1-e) / (e/3)), e the chance that this base is wrong after the UMI was attached. Example at post 40: Q30
    /// has e = 1.1e-3, so 7.91 nats.
    [[nodiscard]] std::int64_t weight(std::uint8_t quality) const { return weights_[quality]; }
    /// Quality where all other bases are `gap` behind.
    [[nodiscard]] std::uint8_t quality_of_gap(std::int64_t gap) const;
    /// Quality of a consensus that is wrong with this chance, the error before the UMI added.
    [[nodiscard]] std::uint8_t quality_of_error(double error) const;
    /// One-read family: the error of the read and the larger of the errors around the UMI.
    [[nodiscard]] std::uint8_t quality_of_one_read(std::uint8_t quality) const { return one_read_[quality]; }
    /// The same for whole rows; quality 0 stays 0.
    [[nodiscard]] std::array<std::uint8_t, 256> const& one_read_table() const { return one_read_; }
    /// Two agreeing bases.
    [[nodiscard]] std::uint8_t quality_of_pair(std::uint8_t first, std::uint8_t second) const {
        return pairs_[pair_index(first, second)];
    }
    /// The same for whole rows.
    [[nodiscard]] std::uint8_t const* pair_table() const { return pairs_.data(); }
    [[nodiscard]] static constexpr std::size_t pair_index(std::uint8_t first, std::uint8_t second) {
        return static_cast<std::size_t>(first) * (highest_quality + 1) + second;
    }

    /// The most a consensus can have: the error before the UMI.
    [[nodiscard]] std::uint8_t best_quality() const { return best_; }
    /// Agreeing bases whose sum of min(quality, coarse_cap) reaches this have best_quality(); above coarse_limit: never.
    [[nodiscard]] int coarse_threshold() const { return coarse_threshold_; }
    static constexpr std::uint8_t coarse_cap = 37;
    static constexpr std::uint8_t coarse_limit = 218;   ///< sums stop here: 218 + 37 still fits a byte

private:
    double pre_umi_ = 0;
    std::array<std::int64_t, 256> weights_{};
    std::array<std::uint8_t, 256> one_read_{};
    std::array<std::int64_t, highest_quality + 2> gap_of_quality_{};   ///< least gap with that quality
    std::vector<std::uint8_t> coarse_gaps_;                            ///< quality at the start of each 1/64 nat
    std::vector<std::uint8_t> pairs_;
    std::uint8_t best_ = 0;
    int coarse_threshold_ = 256;
};

}  // namespace tidemark
