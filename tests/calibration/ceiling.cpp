#include "calibration/ceiling.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tidemark::calibration {
namespace {

constexpr double hot_share = 0.01;      // of the generator, as are the ranges below
constexpr double blood_share = 0.2;

/// Middles of equal steps of the logarithm: a log-uniform law to better than the errors of the study.
std::vector<double> log_uniform_points(double low, double high) {
    constexpr int points = 40;
    std::vector<double> values;
    for (int each = 0; each < points; ++each) {
        values.push_back(std::pow(10.0, low + (high - low) * (each + 0.5) / points));
    }
    return values;
}

double log_poisson(double count, double mean) { return count * std::log(mean) - mean - std::lgamma(count + 1); }

/// P(count) of a Poisson whose mean is gamma with this shape and scale.
double log_gamma_poisson(double count, double shape, double scale) {
    return std::lgamma(shape + count) - std::lgamma(shape) - std::lgamma(count + 1) - shape * std::log1p(scale) +
           count * (std::log(scale) - std::log1p(scale));
}

double binomial(std::int64_t count, std::int64_t trials, double chance) {
    double const n = static_cast<double>(trials);
    double const k = static_cast<double>(count);
    if (count == 0) {
        return std::exp(n * std::log1p(-chance));
    }
    return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(chance) +
                    (n - k) * std::log1p(-chance));
}

}  // namespace

Ceiling::Ceiling(Cohort const& cohort, Noise noise, std::span<SampleEvidence const> controls)
    : cohort_{cohort}, blood_{noise == Noise::haematopoiesis}, hot_rates_{log_uniform_points(-4.3, -3.2)},
      blood_vafs_{log_uniform_points(-2.9, -1.7)} {
    bool const places_differ = noise == Noise::hot_loci || noise == Noise::haematopoiesis;
    for (std::size_t locus = 0; locus < cohort.kinds().size(); ++locus) {
        Place place;
        place.rate = cohort.context_rate(locus);
        if (places_differ) {
            double depth = 0;
            double errors = 0;
            for (auto const& control : controls) {
                depth += static_cast<double>(control.loci[locus].counts.depth);
                errors += static_cast<double>(control.loci[locus].counts.alt);
            }
            place.shape = 1 + errors;
            place.scale = 1 / (1 / place.rate + depth);
            double const ordinary = (1 - hot_share) * std::exp(log_gamma_poisson(errors, 1, place.rate * depth));
            double sum = ordinary;
            for (double const rate : hot_rates_) {
                place.hot.push_back(hot_share / static_cast<double>(hot_rates_.size()) *
                                    (depth > 0 ? std::exp(log_poisson(errors, rate * depth)) : 1));
                sum += place.hot.back();
            }
            place.ordinary = ordinary / sum;
            for (auto& chance : place.hot) {
                chance /= sum;
            }
        }
        places_.push_back(std::move(place));
    }
}

double Ceiling::error_chance(Place const& place, std::int64_t errors, double depth) const {
    double const count = static_cast<double>(errors);
    if (place.hot.empty()) {
        return std::exp(log_poisson(count, place.rate * depth));
    }
    double sum = place.ordinary * std::exp(log_gamma_poisson(count, place.shape, place.scale * depth));
    for (std::size_t each = 0; each < hot_rates_.size(); ++each) {
        if (place.hot[each] > 1e-9) {
            sum += place.hot[each] * std::exp(log_poisson(count, hot_rates_[each] * depth));
        }
    }
    return sum;
}

std::vector<double> Ceiling::chances(std::size_t locus, std::int64_t alt, std::int64_t depth, double fraction) const {
    std::vector<double> errors;
    for (std::int64_t count = 0; count <= alt; ++count) {
        errors.push_back(error_chance(places_[locus], count, static_cast<double>(depth)));
    }
    if (fraction <= 0) {
        return errors;
    }
    double const vaf = cohort_.vaf(locus, fraction);
    std::vector<double> both(errors.size(), 0.0);
    for (std::int64_t tumor = 0; tumor <= alt; ++tumor) {
        double const chance = binomial(tumor, depth, vaf);
        for (std::int64_t error = 0; error + tumor <= alt; ++error) {
            both[static_cast<std::size_t>(error + tumor)] += chance * errors[static_cast<std::size_t>(error)];
        }
    }
    return both;
}

/// Chance of the last of `chances`' counts where a blood mutation adds its own.
double Ceiling::with_blood(std::vector<double> const& chances, std::int64_t depth) const {
    auto const alt = std::ssize(chances) - 1;
    double sum = 0;
    for (double const vaf : blood_vafs_) {
        for (std::int64_t blood = 0; blood <= std::min<std::int64_t>(alt, depth); ++blood) {
            sum += binomial(blood, depth, vaf) * chances[static_cast<std::size_t>(alt - blood)];
        }
    }
    return sum / static_cast<double>(blood_vafs_.size());
}

double Ceiling::log_chance(PlainCounts const& counts, double fraction) const {
    double sum = 0;
    double blood = 0;   // mean over loci of how much likelier a blood mutation there makes the counts
    for (std::size_t locus = 0; locus < places_.size(); ++locus) {
        if (counts.depth[locus] == 0) {
            blood += 1;
            continue;
        }
        auto const all = chances(locus, counts.alt[locus], counts.depth[locus], fraction);
        sum += std::log(all.back());
        blood += blood_ ? with_blood(all, counts.depth[locus]) / all.back() : 0;
    }
    return sum + (blood_ ? std::log(1 - blood_share + blood_share * blood / static_cast<double>(places_.size())) : 0);
}

double Ceiling::score(PlainCounts const& counts, double fraction) const {
    return log_chance(counts, fraction) - log_chance(counts, 0);
}

}  // namespace tidemark::calibration
