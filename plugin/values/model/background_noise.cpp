#include "values/model/background_noise.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tidemark {
namespace {

bool is_poisson(NegativeBinomial const& law) { return law.dispersion * std::max(law.mean, 1.0) < 1e-13; }

double log_sum(double first, double second) {
    double const top = std::max(first, second);
    return top + std::log(std::exp(first - top) + std::exp(second - top));
}

}  // namespace

// (1 + b)^(-1/dispersion) with b = mean x dispersion.
double NegativeBinomial::log_chance_of_none() const {
    return is_poisson(*this) ? -mean : -std::log1p(mean * dispersion) / dispersion;
}

double NegativeBinomial::smallest_on_circle() const {
    return std::exp(is_poisson(*this) ? -2 * mean : -std::log1p(2 * mean * dispersion) / dispersion);
}

// 1 + b - b z fills the disc of radius b round 1 + b, seen from 0 under asin(b / (1 + b)) on either side.
double NegativeBinomial::largest_argument() const {
    double const excess = mean * dispersion;
    return is_poisson(*this) ? mean : std::asin(excess / (1 + excess)) / dispersion;
}

double log_chance(NegativeBinomial const& law, double count) {
    if (count == 0) {
        return law.log_chance_of_none();
    }
    if (law.dispersion * std::max(law.mean, 1.0) < 1e-9) {
        return count * std::log(law.mean) - law.mean - std::lgamma(count + 1);
    }
    double const shape = 1 / law.dispersion;
    double const odds = law.mean * law.dispersion;
    return std::lgamma(shape + count) - std::lgamma(shape) - std::lgamma(count + 1) + count * std::log(odds / (1 + odds)) -
           shape * std::log1p(odds);
}

NoiseMixture::LogNone NoiseMixture::log_none() const {
    double const of_ordinary = ordinary.log_chance_of_none();
    double const of_hot = hot.log_chance_of_none();
    return {log_sum(std::log1p(-hot_share) + of_ordinary, std::log(hot_share) + of_hot), of_ordinary, of_hot};
}

bool NoiseMixture::has_convergent_logarithm() const {
    // A hair of distance, so that terms fall and do not only stay bounded.
    constexpr double margin = 0.9;
    constexpr double half_turn = margin * std::numbers::pi;
    return (ordinary.largest_argument() < half_turn && hot.largest_argument() < half_turn) ||
           hot_share < margin * (1 - hot_share) * ordinary.smallest_on_circle() ||
           1 - hot_share < margin * hot_share * hot.smallest_on_circle();
}

MixtureTerms::MixtureTerms(NoiseMixture const& law, NoiseMixture::LogNone const& none, std::pmr::memory_resource* memory)
    : law_{law}, ratios_{memory}, scaled_{memory} {
    ordinary_ = (1 - law.hot_share) * std::exp(none.ordinary - none.all);
    hot_ = law.hot_share * std::exp(none.hot - none.all);
    ratios_.reserve(32);
    scaled_.reserve(32);
    ratios_.push_back(1);
    scaled_.push_back(0);
}

double MixtureTerms::next() {
    auto const order = ratios_.size();
    auto const n = static_cast<double>(order);
    ordinary_ *= law_.ordinary.step(n);
    hot_ *= law_.hot.step(n);
    ratios_.push_back(ordinary_ + hot_);
    double sum = n * ratios_.back();
    for (std::size_t j = 1; j < order; ++j) {
        sum -= scaled_[j] * ratios_[order - j];
    }
    scaled_.push_back(sum);
    return sum;
}

bool MixtureTerms::exhausted(double negligible) const {
    auto const order = scaled_.size();
    return order > 2 && std::abs(scaled_[order - 1]) < negligible && std::abs(scaled_[order - 2]) < negligible &&
           ratios_.back() < negligible;
}

std::vector<double> chances_of(NoiseMixture const& law, std::size_t limit) {
    double ordinary = (1 - law.hot_share) * std::exp(law.ordinary.log_chance_of_none());
    double hot = law.hot_share * std::exp(law.hot.log_chance_of_none());
    std::vector<double> chances;
    chances.reserve(limit);
    for (std::size_t n = 0; n < limit; ++n) {
        if (n > 0) {
            ordinary *= law.ordinary.step(static_cast<double>(n));
            hot *= law.hot.step(static_cast<double>(n));
        }
        chances.push_back(ordinary + hot);
    }
    return chances;
}

DivisibleNoise divisible(NoiseMixture const& law) {
    auto const second = [](NegativeBinomial const& part) { return part.mean * part.mean * (1 + part.dispersion); };
    double const mean = (1 - law.hot_share) * law.ordinary.mean + law.hot_share * law.hot.mean;
    double const variance =
        (1 - law.hot_share) * second(law.ordinary) + law.hot_share * second(law.hot) - mean * mean;
    double const excess = law.hot.mean - law.ordinary.mean;
    double const left = variance - law.ordinary.dispersion * law.ordinary.mean * law.ordinary.mean;
    if (law.hot_share > likely_hot || excess <= 0 || left < law.hot_share * excess * excess) {
        return {.ordinary = {mean, mean > 0 ? std::max(variance, 0.0) / (mean * mean) : 0}, .jumps = 0, .jump = {}};
    }
    return {.ordinary = law.ordinary,
            .jumps = law.hot_share,
            .jump = {excess, left / (law.hot_share * excess * excess) - 1}};
}

CappedMoments capped_moments(NegativeBinomial const& law, std::int64_t cap) {
    if (cap == 0) {
        return {law.mean, law.mean + law.mean * law.mean * (1 + law.dispersion)};
    }
    double chance = std::exp(law.log_chance_of_none());
    double above = 1 - chance;
    CappedMoments moments;
    for (std::int64_t n = 1; n < cap; ++n) {
        auto const count = static_cast<double>(n);
        chance *= law.step(count);
        above -= chance;
        moments.first += count * chance;
        moments.second += count * count * chance;
    }
    auto const top = static_cast<double>(cap);
    moments.first += top * std::max(above, 0.0);
    moments.second += top * top * std::max(above, 0.0);
    return moments;
}

}  // namespace tidemark
