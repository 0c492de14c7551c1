// A family of very many templates stands on a number of them, chosen by their names and by nothing else.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "stages/group/position_families.hpp"
#include "stages/group/template_window.hpp"

namespace tidemark {

class FamilyLimit {
public:
    /// Templates of either strand that stay; 0: all.
    explicit FamilyLimit(std::size_t most_per_strand) : most_{most_per_strand} {}

    /// `family` of `templates`, or what stays of it, in the order of the input; valid until the next call.
    /// METHOD (consensus.md 9): those with the lowest hash of the read name stay, so neither the order of reads nor threads
    /// nor the rest of the file have a say, and what stays for a lower number also stays for a higher one. fgbio shuffles
    /// reads as they come (its #1166).
    [[nodiscard]] PositionFamily operator()(PositionFamily const& family, std::span<Template const> templates);

    /// Reads of templates that were left out so far.
    [[nodiscard]] std::int64_t reads_left_out() const { return reads_left_out_; }

private:
    void choose(std::span<std::uint32_t const> strand, std::span<Template const> templates);

    std::size_t most_;
    std::int64_t reads_left_out_ = 0;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_name_;   ///< buffer
    std::vector<std::uint32_t> chosen_;                              ///< of both strands
};

}  // namespace tidemark
