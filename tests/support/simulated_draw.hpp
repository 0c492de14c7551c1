// A draw of counts whose limits and status are plain and exact, apart from the program's: for series with known truth.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "support/plain_tail.hpp"
#include "unit/stages/track/series_builder.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {

/// The smallest count whose tail is at most alpha.
inline int critical_count(double mean, double alpha) {
    int count = 1;
    while (plain_tail(count, mean) > alpha) {
        ++count;
    }
    return count;
}

/// Exact limits of a Poisson mean by bisection of its tails; `tail` on each side.
inline double poisson_lower(int count, double tail) {
    double lo = 0;
    double hi = count;
    for (int step = 0; step < 40 && count > 0; ++step) {
        double const middle = (lo + hi) / 2;
        (plain_tail(count, middle) < tail ? lo : hi) = middle;
    }
    return count == 0 ? 0 : lo;
}
inline double poisson_upper(int count, double tail) {
    double lo = count;
    double hi = count + 10 * std::sqrt(count + 1.0) + 20;
    for (int step = 0; step < 40; ++step) {
        double const middle = (lo + hi) / 2;
        (1 - plain_tail(count + 1, middle) > tail ? lo : hi) = middle;
    }
    return hi;
}

/// A draw whose loci share `mean` tumor molecules and `background`, each of depth 2 000; detected as a plain count test says.
inline Draw simulated(Random& random, std::string sample, int day, double mean, double background, std::size_t loci = 4) {
    std::vector<std::int64_t> alts;
    int total = 0;
    for (std::size_t locus = 0; locus < loci; ++locus) {
        alts.push_back(random.poisson((mean + background) / static_cast<double>(loci)));
        total += static_cast<int>(alts.back());
    }
    auto made = draw(std::move(sample), day,
                     total >= critical_count(background, 0.001) ? SampleStatus::detected : SampleStatus::not_detected, alts);
    for (auto& locus : made.result.variants) {
        locus.background = background / static_cast<double>(loci);
    }
    // Twice the mean VAF of these loci.
    double const scale = 2 / (2000.0 * static_cast<double>(loci));
    bool const below = made.result.status == SampleStatus::not_detected;
    made.result.tumor_fraction_cell_lo = below ? 0 : scale * std::max(0.0, poisson_lower(total, 0.025) - background);
    made.result.tumor_fraction_cell_hi = scale * std::max(poisson_upper(total, below ? 0.05 : 0.025) - background, 3.0);
    return made;
}

/// Three standard errors of a share.
inline double monte_carlo_error(double share, int patients) { return 3 * std::sqrt(share * (1 - share) / patients); }

}  // namespace tidemark::test
