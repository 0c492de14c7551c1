#include "values/model/count_law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory_resource>
#include <optional>
#include <utility>
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
    NoiseMixture mixture;   ///< in place of `background` where its hot_share is not 0
    NoiseMixture::LogNone mixture_none;
};

SeriesParts parts_of_noise(NegativeBinomial const& law) {
    SeriesParts parts;
    if (law.dispersion * std::max(law.mean, 1.0) < 1e-13) {
        parts.at_zero -= law.mean;
        parts.linear += law.mean;
    } else {
        double const shape = 1 / law.dispersion;
        double const excess = law.mean * law.dispersion;
        parts.at_zero -= shape * std::log1p(excess);
        parts.background = {shape, excess / (1 + excess)};
    }
    return parts;
}

SeriesParts parts_of(CountCell const& cell, CountState const& state) {
    SeriesParts parts;
    if (cell.hot_share > 0) {
        parts.mixture = cell.mixture(state.noise_level);
        parts.mixture_none = parts.mixture.log_none();
        parts.at_zero += parts.mixture_none.all;
    } else {
        parts = parts_of_noise({cell.noise(state.noise_level), cell.dispersion});
    }
    if (state.tumor_fraction > 0) {
        double const vaf = expected_vaf(TumorFractionCell{state.tumor_fraction}, cell.copies).value;
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
    Terms(SeriesParts const& parts, std::pmr::memory_resource* memory) : parts_{parts} {
        if (parts.mixture.hot_share > 0) {
            mixture_.emplace(parts.mixture, parts.mixture_none, memory);
        }
    }
    double next() {
        ++order_;
        background_ = (order_ == 1 ? parts_.background.scale : background_) * parts_.background.ratio;
        tumor_ = (order_ == 1 ? parts_.tumor.scale : tumor_) * parts_.tumor.ratio;
        double const scaled = background_ + tumor_ + (mixture_ ? mixture_->next() : 0);
        return scaled / order_ + (order_ == 1 ? parts_.linear : 0);
    }
    /// Whether all later terms are negligible.
    [[nodiscard]] bool exhausted() const {
        return std::abs(background_) < negligible && std::abs(tumor_) < negligible &&
               (!mixture_ || mixture_->exhausted(negligible));
    }

private:
    SeriesParts parts_;
    std::optional<MixtureTerms> mixture_;
    double order_ = 0;
    double background_ = 0;
    double tumor_ = 0;
};

/// This runs for every cell, noise level and fraction that is tried: the usual handful of terms stays on the stack.
class Arena {
public:
    [[nodiscard]] std::pmr::memory_resource* memory() { return &resource_; }

private:
    std::array<std::byte, 4096> stack_;
    std::pmr::monotonic_buffer_resource resource_{stack_.data(), stack_.size()};
};

void add_uncapped(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    Arena arena;
    Terms terms{parts, arena.memory()};
    for (std::size_t power = share.weight; power < total.terms.size(); power += share.weight) {
        total.terms[power] += share.copies * terms.next();
        if (terms.exhausted()) {
            return;
        }
    }
}

void add_capped(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    auto const cap = static_cast<std::size_t>(share.cap);
    Arena arena;
    // ratios[n] = P(n) / P(0): ratios, so that nothing underflows. n P(n) = sum over j of j c_j P(n-j).
    std::pmr::vector<double> ratios{{1.0}, arena.memory()};
    std::pmr::vector<double> scaled{{0.0}, arena.memory()};   // n c_n
    ratios.reserve(cap + 1);
    scaled.reserve(4 * cap + 16);
    Terms terms{parts, arena.memory()};
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

/// Coefficient of z, as Terms gives it.
double first_term(SeriesParts const& parts) {
    auto const& [share, ordinary, hot] = parts.mixture;
    double scaled = parts.background.scale * parts.background.ratio + parts.tumor.scale * parts.tumor.ratio;
    if (share > 0) {
        auto const& none = parts.mixture_none;
        scaled += (1 - share) * std::exp(none.ordinary - none.all) * ordinary.step(1) +
                  share * std::exp(none.hot - none.all) * hot.step(1);
    }
    return scaled + parts.linear;
}

/// A cap of one, which nearly all places of a sparse null have: log(1 + r z) with r = P(1 or more) / P(0).
void add_capped_at_one(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    double const ratio = std::max(std::expm1(-parts.at_zero), 0.0);
    double scaled = ratio;   // n c_n
    for (std::size_t n = 1; n * share.weight < total.terms.size() && std::abs(scaled) >= negligible; ++n) {
        total.terms[n * share.weight] += share.copies * scaled / static_cast<double>(n);
        scaled *= -ratio;
    }
}

/// A cap of two, which most other places have: add_capped number by number, but nothing has to be kept.
void add_capped_at_two(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    double const single = first_term(parts);                                        // P(1) / P(0)
    double const rest = std::max(std::exp(-parts.at_zero) - (1 + single), 0.0);   // P(2 or more) / P(0)
    total.terms[share.weight] += share.copies * single;
    double before_last = single;   // n c_n
    double last = 2 * rest - single * single;
    total.terms[2 * share.weight] += share.copies * last / 2;
    for (std::size_t n = 3; n * share.weight < total.terms.size(); ++n) {
        double const scaled = -(before_last * rest) - last * single;
        before_last = std::exchange(last, scaled);
        total.terms[n * share.weight] += share.copies * scaled / static_cast<double>(n);
        if (std::abs(last) < negligible && std::abs(before_last) < negligible) {
            return;
        }
    }
}

/// |G(-1)| of the tumor molecules, where it is smallest on the unit circle.
double smallest_signal(CountCell const& cell, double tumor_fraction) {
    double const vaf = expected_vaf(TumorFractionCell{tumor_fraction}, cell.copies).value;
    return vaf < 0.01 ? std::exp(-2 * cell.depth * vaf) : std::exp(cell.depth * std::log(std::max(1 - 2 * vaf, 1e-300)));
}

bool is_well_conditioned(CountCell const& cell, CountState const& state, std::int64_t cap, SeriesParts const& parts) {
    constexpr double means_below_cap = 4;
    double const signal = cell.signal(state.tumor_fraction);
    auto const wide_enough = [&](double noise) {
        return cap == 0 || static_cast<double>(cap) >= means_below_cap * (noise + signal);
    };
    if (cell.hot_share <= 0) {
        return wide_enough(cell.noise(state.noise_level));
    }
    auto const& law = parts.mixture;
    if (cap == 0) {
        return law.has_convergent_logarithm();
    }
    // More than half in P(0): no zeros whatever the rest is. Or the capped law of an ordinary place, which has none, outweighs
    // the hot part on the whole circle.
    constexpr double margin = 0.5;
    return parts.at_zero > std::log(0.55) ||
           (wide_enough(law.ordinary.mean) &&
            law.hot_share < margin * (1 - law.hot_share) * law.ordinary.smallest_on_circle() *
                                smallest_signal(cell, state.tumor_fraction));
}

void add_parts(LogSeries& total, SeriesParts const& parts, CountShare const& share) {
    total.at_zero += share.copies * parts.at_zero;
    if (share.cap > 0 && static_cast<std::size_t>(share.cap) * share.weight < total.terms.size()) {
        (share.cap == 1 ? add_capped_at_one : share.cap == 2 ? add_capped_at_two : add_capped)(total, parts, share);
    } else {
        add_uncapped(total, parts, share);
    }
}

}  // namespace

void add_log_series(LogSeries& total, CountCell const& cell, CountState const& state, CountShare const& share) {
    add_parts(total, parts_of(cell, state), share);
}

bool add_convergent_series(LogSeries& total, CountCell const& cell, CountState const& state, CountShare const& share) {
    auto const parts = parts_of(cell, state);
    if (!is_well_conditioned(cell, state, share.cap, parts)) {
        return false;
    }
    add_parts(total, parts, share);
    return true;
}

void add_divisible_noise(NoiseSeries const& series, DivisibleNoise const& noise, CountShare const& share) {
    auto const ordinary = parts_of_noise(noise.ordinary);
    series.varied.at_zero += share.copies * ordinary.at_zero;
    add_uncapped(series.varied, ordinary, share);
    if (noise.jumps <= 0) {
        return;
    }
    bool const saturated = share.cap > 0 && noise.jump.mean >= static_cast<double>(share.cap);
    auto& total = saturated ? series.fixed : series.varied;
    double const jumps = share.copies * noise.jumps;
    double chance = std::exp(noise.jump.log_chance_of_none());
    double above = 1 - chance;
    total.at_zero -= jumps * above;
    auto const cap = share.cap > 0 ? static_cast<std::size_t>(share.cap) : total.terms.size();
    for (std::size_t n = 1; n < cap && n * share.weight < total.terms.size() && above > negligible; ++n) {
        chance *= noise.jump.step(static_cast<double>(n));
        above = std::max(above - chance, 0.0);
        total.terms[n * share.weight] += jumps * chance;
    }
    total.add(cap * share.weight, jumps * above);
}

bool is_well_conditioned(CountCell const& cell, CountState const& state, std::int64_t cap) {
    return is_well_conditioned(cell, state, cap, parts_of(cell, state));
}

std::vector<double> capped_chances(CountCell const& cell, CountState const& state, std::int64_t cap) {
    auto const size = static_cast<std::size_t>(cap);
    auto parts = parts_of(cell, state);
    std::vector<double> noise{1.0};
    if (parts.mixture.hot_share > 0) {
        // Its own series may be the one that does not converge.
        noise = chances_of(parts.mixture, size);
        parts.at_zero -= parts.mixture_none.all;
        parts.mixture = {};
    }
    LogSeries rest{.at_zero = parts.at_zero, .terms = std::vector<double>(size, 0.0)};
    add_uncapped(rest, parts, {});
    auto const others = probabilities_by_recursion(rest);
    std::vector<double> chances(size, 0.0);
    double below = 0;
    for (std::size_t count = 0; count < size; ++count) {
        for (std::size_t noisy = 0; noisy <= count && noisy < noise.size(); ++noisy) {
            chances[count] += noise[noisy] * others[count - noisy];
        }
        below += chances[count];
    }
    chances.push_back(std::max(1 - below, 0.0));
    return chances;
}

double log_chance_of_none(CountCell const& cell, CountState const& state) { return parts_of(cell, state).at_zero; }

double chance_ratio_of_one(CountCell const& cell, CountState const& state) {
    Arena arena;
    return Terms{parts_of(cell, state), arena.memory()}.next();
}

std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction) {
    auto const law = cell.mixture(1);
    auto const& noise = law.hot_share > likely_hot ? law.hot : law.ordinary;
    double const mean = noise.mean + cell.signal(tumor_fraction);
    auto const quantile = critical_count(mean, noise.mean > 0 ? noise.dispersion * noise.mean / mean : 0, 0.001) - 1;
    // METHOD: the zeros of a law cut off at `cap` stay outside the unit circle while cap > 3.6 means (Szego curve).
    return std::max({quantile, std::int64_t{1}, static_cast<std::int64_t>(std::ceil(5 * mean))});
}

}  // namespace tidemark
