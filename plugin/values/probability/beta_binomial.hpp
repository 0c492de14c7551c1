// Shares that vary more than binomial: a binomial whose probability is beta distributed. `overdispersion` is the
// correlation of two trials, 0..1: variance n p (1-p) (1 + (n-1) overdispersion); 0 is the binomial itself.
#pragma once
#include <cstdint>

namespace tidemark {

struct BetaBinomial {
    std::int64_t trials = 0;       ///< >= 0
    double probability = 0.5;      ///< strictly between 0 and 1
    double overdispersion = 0;     ///< 0 <= it < 1
};

/// P(X = count) as a logarithm; -1e300 outside 0..trials.
[[nodiscard]] double log_chance(BetaBinomial const& law, std::int64_t count);
/// P(X = count + 1) over P(X = count), 0 <= count < trials.
[[nodiscard]] double chance_ratio(BetaBinomial const& law, std::int64_t count);
/// P(X >= count): (10 trials, 0.5, 0.1) gives 0.054178 for 9.
[[nodiscard]] double beta_binomial_at_least(BetaBinomial const& law, std::int64_t count);

/// Fisher's one-sided tail: P(X >= count) where `drawn` of `all` items are taken and `marked` of `all` are marked.
[[nodiscard]] double hypergeometric_at_least(std::int64_t count, std::int64_t drawn, std::int64_t marked, std::int64_t all);

}  // namespace tidemark
