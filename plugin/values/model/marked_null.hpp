// Distribution of a test statistic whose molecules carry a mark besides (their fragment length): T = sum over molecules of
// max(0, w + log lambda(mark)) in whole steps, without tumor (statistics.md 4: a compound count law).
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "values/model/count_law.hpp"

namespace tidemark {

/// What marks look like without tumor, and what each says: chances sum to 1.
struct MarkLaw {
    std::vector<double> chance;
    std::vector<double> log_ratio;   ///< log lambda of each mark, natural
};

/// A cell of the test. `weight` is what a molecule without a mark adds, natural logarithm, above 0.
struct MarkedCell {
    CountCell cell;
    double weight = 0;
    std::int64_t cap = 0;    ///< so many molecules count at most, chosen without looking at their marks; 0: all
    bool marked = true;      ///< false: the marks of its molecules are not looked at
};

/// METHOD: background counts are those of the test (count_law.hpp), each counted molecule adds a score drawn from the mark law:
/// the generating function of a cell is that of its count at H(z) = sum of chance x z^score. The product over cells on the unit
/// circle, averaged over the sample's noise level (gamma quadrature), is turned into a tail sum with the closed sum of powers.
/// So many points are taken that less than 1e-13 lies beyond them (Chernoff's bound). Absolute accuracy 1e-12.
/// Needs a total background of at most `largest_marked_background` molecules.
class MarkedNull {
public:
    /// `step`: natural logarithm of one whole score.
    MarkedNull(std::span<MarkedCell const> cells, MarkLaw const& marks, double sample_dispersion, double step);

    /// P(T >= t).
    [[nodiscard]] double tail(std::int64_t t) const;

private:
    std::vector<std::complex<double>> transform_;   ///< of P(T = t), at the points 0 .. points / 2
    std::size_t points_ = 1;
};

/// Score of one molecule in whole steps: max(0, round((weight + log_ratio) / step)).
[[nodiscard]] std::int64_t marked_score(double weight, double log_ratio, double step);

inline constexpr double largest_marked_background = 200;

}  // namespace tidemark
