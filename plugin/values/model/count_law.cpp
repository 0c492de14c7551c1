#include "values/model/count_law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory_resource>
#include <vector>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

// Terms below this change no probability in its 14th digit, even of a thousand cells.
constexpr double negligible = 1e-18;

/// The two parts of a count as log series: sum over n of scale ratio^n / n, and a term of z alone.
struct SeriesParts {
    double at_zero = 0;
    double linear = 0;
    struct Geometric {
        double scale = 0;
        double ratio = 0;
    };
    Geometric background;
    Geometric tumor;
};

SeriesParts parts_of(CountCell const& cell, CountState const& state) {
    SeriesParts parts;
    double const mean = cell.noise(state.noise_level);
    if (cell.dispersion * std::max(mean, 1.0) < 1e-13) {
        parts.at_zero -= mean;
        parts.linear += mean;
    } else {
        double const shape = 1 / cell.dispersion;
        double const excess = mean * cell.dispersion;
        parts.at_zero -= shape * std::log1p(excess);
        parts.background = {shape, excess / (1 + excess)};
    }
    if (state.tumor_fraction > 0) {
        double const vaf = expected_vaf(state.tumor_fraction, cell.copies);
        if (vaf < 0.01) {
            parts.at_zero -= cell.depth * vaf;
            parts.linear += cell.depth * vaf;
        } else {
            // At v = 1 every molecule shows the allele; the series then has no value at zero, a hair below 1 it has.
            double const share = std::min(vaf, 0.999);
            parts.at_zero += cell.depth * std::log1p(-share);
            parts.tumor = {-cell.depth, -share / (1 - share)};
        }
    }
    return parts;
}

/// Coefficients of z, z^2, … one after the other.
class Terms {
public:
    explicit Terms(SeriesParts const& parts) : parts_{parts} {}
    double next() {
        ++order_;
        background_ = (order_ == 1 ? parts_.background.scale : background_) * parts_.background.ratio;
        tumor_ = (order_ == 1 ? parts_.tumor.scale : tumor_) * parts_.tumor.ratio;
        last_ = (background_ + tumor_) / order_ + (order_ == 1 ? parts_.linear : 0);
        return last_;
    }
    /// Whether all later terms are negligible.
    [[nodiscard]] bool exhausted() const {
        return std::abs(background_) < negligible && std::abs(tumor_) < negligible;
    }

private:
    SeriesParts parts_;
    double order_ = 0;
    double background_ = 0;
    double tumor_ = 0;
    double last_ = 0;
};

void add_uncapped(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    Terms terms{parts};
    for (std::size_t power = share.weight; power < total.terms.size(); power += share.weight) {
        total.terms[power] += share.copies * terms.next();
        if (terms.exhausted()) {
            return;
        }
    }
}

void add_capped(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    auto const cap = static_cast<std::size_t>(share.cap);
    // This runs for every cell, noise level and fraction that is tried: the usual handful of terms stays on the stack.
    std::array<std::byte, 4096> stack;
    std::pmr::monotonic_buffer_resource arena{stack.data(), stack.size()};
    // ratios[n] = P(n) / P(0): ratios, so that nothing underflows. n P(n) = sum over j of j c_j P(n-j).
    std::pmr::vector<double> ratios{{1.0}, &arena};
    std::pmr::vector<double> scaled{{0.0}, &arena};   // n c_n
    ratios.reserve(cap + 1);
    scaled.reserve(4 * cap + 16);
    Terms terms{parts};
    double below = 1;
    for (std::size_t n = 1; n < cap; ++n) {
        scaled.push_back(static_cast<double>(n) * terms.next());
        double sum = 0;
        for (std::size_t j = 1; j <= n; ++j) {
            sum += scaled[j] * ratios[n - j];
        }
        ratios.push_back(sum / static_cast<double>(n));
        below += ratios.back();
        total.terms[n * share.weight] += share.copies * scaled[n] / static_cast<double>(n);
    }
    // The tail as a difference keeps 16 digits of P(0), enough: it is added to numbers of order P(0).
    ratios.push_back(std::max(std::exp(-parts.at_zero) - below, 0.0));
    // log of the polynomial of ratios: n c_n = n q_n - sum over j of j c_j q_(n-j). Below the cap that is the law's own.
    double before_last = 1;
    double last = 1;
    for (std::size_t n = cap; n * share.weight < total.terms.size(); ++n) {
        double sum = n == cap ? static_cast<double>(n) * ratios[n] : 0;
        for (std::size_t j = n > cap ? n - cap : 1; j < n; ++j) {
            sum -= scaled[j] * ratios[n - j];
        }
        scaled.push_back(sum);
        total.terms[n * share.weight] += share.copies * sum / static_cast<double>(n);
        before_last = last;
        last = std::abs(sum);
        if (last < negligible && before_last < negligible) {
            return;
        }
    }
}

}  // namespace

void add_log_series(LogSeries& total, CountCell const& cell, CountState const& state, CountShare const& share) {
    auto const parts = parts_of(cell, state);
    total.at_zero += share.copies * parts.at_zero;
    if (share.cap > 0 && static_cast<std::size_t>(share.cap) * share.weight < total.terms.size()) {
        add_capped(total, parts, share);
    } else {
        add_uncapped(total, parts, share);
    }
}

bool is_well_conditioned(CountCell const& cell, CountState const& state, std::int64_t cap) {
    constexpr double means_below_cap = 4;
    double const mean = cell.noise(state.noise_level) + cell.signal(state.tumor_fraction);
    return cap == 0 || static_cast<double>(cap) >= means_below_cap * mean;
}

std::vector<double> capped_chances(CountCell const& cell, CountState const& state, std::int64_t cap) {
    auto const parts = parts_of(cell, state);
    LogSeries law{.at_zero = parts.at_zero, .terms = std::vector<double>(static_cast<std::size_t>(cap), 0.0)};
    add_uncapped(law, parts, {});
    auto chances = probabilities_by_recursion(law);
    double below = 0;
    for (double const chance : chances) {
        below += chance;
    }
    chances.push_back(std::max(1 - below, 0.0));
    return chances;
}

double log_chance_of_none(CountCell const& cell, CountState const& state) { return parts_of(cell, state).at_zero; }

double chance_ratio_of_one(CountCell const& cell, CountState const& state) {
    return Terms{parts_of(cell, state)}.next();
}

std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction) {
    double const mean = cell.background + cell.signal(tumor_fraction);
    auto const quantile = critical_count(mean, cell.background > 0 ? cell.dispersion * cell.background / mean : 0,
                                         0.001) - 1;
    // METHOD: the zeros of a law cut off at `cap` stay outside the unit circle while cap > 3.6 means (Szego curve).
    return std::max({quantile, std::int64_t{2}, static_cast<std::int64_t>(std::ceil(5 * mean))});
}

}  // namespace tidemark
