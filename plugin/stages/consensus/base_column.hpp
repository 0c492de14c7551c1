// One column of a family: which base the reads show and how sure that is. Four integer sums of log-likelihoods, so the
// call is the same for any order of reads.
#pragma once
#include <array>
#include <cstdint>

#include "stages/consensus/error_model.hpp"

namespace tidemark {

/// Bases are one-hot inside this room, as in BAM: A 1, C 2, G 4, T 8; 0 is N.
[[nodiscard]] constexpr bool is_one_base(std::uint8_t code) {
    return code != 0 && (code & (code - 1)) == 0;
}
/// 0..3 of a one-hot code.
[[nodiscard]] constexpr std::size_t base_index(std::uint8_t code) {
    return code == 1 ? 0U : code == 2 ? 1U : code == 4 ? 2U : 3U;
}

struct BaseCall {
    std::uint8_t code = 0;       ///< 0: N
    std::uint8_t quality = 0;
    std::uint32_t depth = 0;     ///< bases that are not N
    std::uint32_t errors = 0;    ///< of those, how many differ from the most likely base; all of them in a tie
    bool operator==(BaseCall const&) const = default;
};

class BaseColumn {
public:
    void add(std::uint8_t code, std::uint8_t quality, ErrorModel const& model) {
        auto const index = base_index(code);
        sums_[index] += model.weight(quality);
        ++counts_[index];
    }
    void add(std::size_t index, std::int64_t sum, std::uint32_t count) {
        sums_[index] += sum;
        counts_[index] += count;
    }
    [[nodiscard]] std::array<std::uint32_t, 4> const& counts() const { return counts_; }

    /// METHOD (Li 2008's column likelihood as in fgbio, exact ties N): the posterior depends only on the differences of
    /// the four sums. No unique maximum: N at Q2. Fewer bases than `min_reads`: N at Q0. Below `min_quality`: N at Q2.
    [[nodiscard]] BaseCall call(ErrorModel const& model, std::int32_t min_reads, std::uint8_t min_quality) const;

private:
    std::array<std::int64_t, 4> sums_{};
    std::array<std::uint32_t, 4> counts_{};
};

}  // namespace tidemark
