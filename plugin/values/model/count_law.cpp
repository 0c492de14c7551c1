#include "values/model/count_law.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// Adds sum of scale * ratio^n / n from n = 1 on, until it no longer matters.
void add_geometric(LogSeries& law, double scale, double ratio) {
    double power = scale;
    for (std::size_t n = 1; n < law.terms.size(); ++n) {
        power *= ratio;
        double const term = power / static_cast<double>(n);
        law.add(n, term);
        if (std::abs(term) < 1e-20) {
            return;
        }
    }
}

void add_background(LogSeries& law, double mean, double dispersion) {
    if (dispersion * std::max(mean, 1.0) < 1e-13) {
        law.at_zero -= mean;
        law.add(1, mean);
        return;
    }
    double const shape = 1 / dispersion;
    double const ratio = mean * dispersion;
    law.at_zero -= shape * std::log1p(ratio);
    add_geometric(law, shape, ratio / (1 + ratio));
}

void add_tumor(LogSeries& law, double depth, double vaf) {
    if (vaf < 0.01) {
        law.at_zero -= depth * vaf;
        law.add(1, depth * vaf);
        return;
    }
    // At v = 1 every molecule shows the allele; the series then has no value at zero, a hair below 1 it has.
    double const share = std::min(vaf, 0.999);
    law.at_zero += depth * std::log1p(-share);
    add_geometric(law, -depth, -share / (1 - share));
}

}  // namespace

LogSeries count_log_series(CountCell const& cell, double noise_level, double tumor_fraction, std::size_t limit) {
    LogSeries law{.at_zero = 0, .terms = std::vector<double>(limit, 0.0)};
    add_background(law, cell.background * (cell.sample_factor ? noise_level : 1), cell.dispersion);
    if (tumor_fraction > 0) {
        add_tumor(law, cell.depth, expected_vaf(tumor_fraction, cell.copies));
    }
    return law;
}

LogSeries capped_log_series(LogSeries const& uncapped, std::int64_t cap) {
    auto const size = static_cast<std::size_t>(cap);
    if (size >= uncapped.terms.size()) {
        return uncapped;
    }
    // q[n] = P(n) / P(0): ratios, so that nothing underflows.
    LogSeries const relative{.at_zero = 0, .terms = {uncapped.terms.begin(),
                                                     uncapped.terms.begin() + static_cast<std::ptrdiff_t>(size) + 1}};
    auto ratios = probabilities_by_recursion(relative);
    double below = 0;
    for (std::size_t n = 0; n < size; ++n) {
        below += ratios[n];
    }
    // The tail as a difference keeps 16 digits of P(0), enough: it is added to numbers of order P(0).
    ratios[size] = std::max(std::exp(-uncapped.at_zero) - below, 0.0);
    LogSeries capped{.at_zero = uncapped.at_zero, .terms = std::vector<double>(uncapped.terms.size(), 0.0)};
    // log of a polynomial: n c_n = n q_n - sum over j of j c_j q_(n-j).
    for (std::size_t n = 1; n < capped.terms.size(); ++n) {
        double sum = n <= size ? static_cast<double>(n) * ratios[n] : 0;
        for (std::size_t j = n > size ? n - size : 1; j < n; ++j) {
            sum -= static_cast<double>(j) * capped.terms[j] * ratios[n - j];
        }
        capped.terms[n] = sum / static_cast<double>(n);
        if (n > 2 * size && std::abs(capped.terms[n]) < 1e-20 && std::abs(capped.terms[n - 1]) < 1e-20) {
            break;
        }
    }
    return capped;
}

std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction) {
    double const mean = cell.background + cell.signal(tumor_fraction);
    auto const quantile = critical_count(mean, cell.background > 0 ? cell.dispersion * cell.background / mean : 0,
                                         0.001) - 1;
    // METHOD: the zeros of a law cut off at `cap` stay outside the unit circle while cap > 3.6 means (Szego curve).
    return std::max({quantile, std::int64_t{2}, static_cast<std::int64_t>(std::ceil(5 * mean))});
}

}  // namespace tidemark
