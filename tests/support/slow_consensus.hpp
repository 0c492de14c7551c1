// The formulas of consensus.md 6 written out plainly, read by read, in long double: what the fast stage must agree with.
// And fgbio's arithmetic, step by step, for `--compat fgbio`. Nothing here uses the program.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace tidemark::test {

/// Bases of one column with their qualities; N is left out by whoever fills it.
using SlowColumn = std::vector<std::pair<char, int>>;

struct SlowCall {
    char base = 'N';
    int quality = 0;
    /// The exact quality lies so near a whole number (or two bases so near a tie) that rounding decides.
    bool near_tie = false;
};

[[nodiscard]] SlowCall slow_column(SlowColumn const& column, int pre_umi = 45, int post_umi = 40);
[[nodiscard]] SlowCall slow_one_read(char base, int quality, int pre_umi = 45, int post_umi = 40);
[[nodiscard]] SlowCall slow_fgbio_column(SlowColumn const& column, int pre_umi = 45, int post_umi = 40);
[[nodiscard]] SlowCall slow_fgbio_one_read(char base, int quality, int pre_umi = 45, int post_umi = 40);
/// Two mates that overlap at one base; N, 0 where they fight or show nothing.
[[nodiscard]] std::pair<char, int> slow_merge(std::pair<char, int> one, std::pair<char, int> two);

}  // namespace tidemark::test
