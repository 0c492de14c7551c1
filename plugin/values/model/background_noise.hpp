// How many background molecules one place shows: a negative binomial, or one of two where the place may be hot, and the
// nearest law that can run at gamma time. statistics.md 3 and 4.
#pragma once
#include <cstdint>
#include <memory_resource>
#include <vector>

namespace tidemark {

/// A Poisson count whose mean is gamma distributed: `mean` >= 0 molecules, `dispersion` >= 0 the squared coefficient of
/// variation (0: a plain Poisson).
struct NegativeBinomial {
    double mean = 0;
    double dispersion = 0;

    [[nodiscard]] double log_chance_of_none() const;
    /// P(n) / P(n - 1), n >= 1.
    [[nodiscard]] double step(double n) const {
        return mean * (1 + dispersion * (n - 1)) / (n * (1 + mean * dispersion));
    }
    /// Smallest |G(z)| on the unit circle, at z = -1.
    [[nodiscard]] double smallest_on_circle() const;
    /// Largest argument of G(z) in the unit disc.
    [[nodiscard]] double largest_argument() const;
    bool operator==(NegativeBinomial const&) const = default;
};

/// log P(count) of a negative binomial, count >= 0.
[[nodiscard]] double log_chance(NegativeBinomial const& law, double count);

/// With chance 1 - h the place is ordinary, with chance h hot. 0 < h < 1.
struct NoiseMixture {
    double hot_share = 0;
    NegativeBinomial ordinary;
    NegativeBinomial hot;

    /// log P(0) of the whole and of both parts.
    struct LogNone {
        double all = 0;
        double ordinary = 0;
        double hot = 0;
    };
    [[nodiscard]] LogNone log_none() const;
    [[nodiscard]] double log_chance_of_none() const { return log_none().all; }
    /// METHOD: (1-h) G1 + h G2 is nowhere 0 in the unit disc where one part outweighs the other on the circle
    /// (h < (1-h) |G1(-1)|, |G2| <= 1, or the other way round), or where neither argument reaches pi: both have the sign
    /// of Im z, so the parts never point in opposite directions. From dispersion 0.5 on that is so for every mean. Without
    /// zeros the log series converges.
    [[nodiscard]] bool has_convergent_logarithm() const;
};

/// n c_n of log G(z) = log G(0) + sum of c_n z^n of a mixture, one after the other.
class MixtureTerms {
public:
    /// `none` is the law's own: whoever asks for terms mostly has it.
    MixtureTerms(NoiseMixture const& law, NoiseMixture::LogNone const& none, std::pmr::memory_resource* memory);
    double next();
    /// P(n) / P(0) of the term that came last.
    [[nodiscard]] double last_ratio() const { return ratios_.back(); }
    /// Whether all later terms are below `negligible`.
    [[nodiscard]] bool exhausted(double negligible) const;

private:
    NoiseMixture law_;
    double ordinary_ = 0;               // share of P(0), times P(n) / P(0) of the component
    double hot_ = 0;
    std::pmr::vector<double> ratios_;   // P(n) / P(0)
    std::pmr::vector<double> scaled_;   // n c_n
};

/// P(0), …, P(limit - 1).
[[nodiscard]] std::vector<double> chances_of(NoiseMixture const& law, std::size_t limit);

/// METHOD: only an infinitely divisible law can run for a gamma distributed time. A mixture of two gammas is none, so the
/// hot part becomes a compound Poisson: rate = Gamma(ordinary) + as many Gamma(jump) as a Poisson of mean h says. The jump is
/// the excess of a hot place over an ordinary one, its dispersion chosen so that mean and variance are the mixture's. Where
/// the place is hot with more than `likely_hot`, or the hot part no excess, one gamma of the mixture's mean and variance.
struct DivisibleNoise {
    NegativeBinomial ordinary;
    double jumps = 0;        ///< expected number of jumps
    NegativeBinomial jump;
};
inline constexpr double likely_hot = 0.3;
[[nodiscard]] DivisibleNoise divisible(NoiseMixture const& law);

/// E[min(X, cap)] and E[min(X, cap)^2]; cap 0: no cap.
struct CappedMoments {
    double first = 0;
    double second = 0;
};
[[nodiscard]] CappedMoments capped_moments(NegativeBinomial const& law, std::int64_t cap);

}  // namespace tidemark
