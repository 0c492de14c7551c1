// Breadth where some places need several molecules to be support: what `power` takes off then.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/model/exact_null.hpp"
#include "values/model/place_support.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double negligible = 1e-4;   // error of the power

/// Law of T at one place, as far as critical - 1: whatever it shows, and without support.
struct PlaceLaw {
    std::vector<double> all{1.0};
    std::vector<double> unsupported{1.0};
    double chance_unsupported = 1;   ///< T beyond included
};

/// The first `limit` terms of a product.
std::vector<double> product(std::vector<double> const& left, std::vector<double> const& right, std::size_t limit) {
    std::vector<double> terms(std::min(limit, left.size() + right.size() - 1), 0.0);
    for (std::size_t j = 0; j < std::min(right.size(), limit); ++j) {
        if (right[j] != 0) {
            for (std::size_t i = 0; i < left.size() && i + j < limit; ++i) {
                terms[i + j] += left[i] * right[j];
            }
        }
    }
    return terms;
}

/// So many molecules hold all but 1e-12 of a count, or reach the limit of T.
std::int64_t most_molecules(CountCell const& cell, CellScore const& score, CountState const& state, std::size_t limit) {
    if (score.weight == 0) {
        return 1;
    }
    auto const reaching = static_cast<std::int64_t>(limit) / score.weight + 1;
    auto const noise = cell.mixture(state.noise_level);
    auto const reach = [](double mean, double dispersion) {
        return mean + 10 * std::sqrt(mean + dispersion * mean * mean) + 30 * (1 + dispersion * mean);
    };
    double const hot = noise.hot_share > 0 ? reach(noise.hot.mean, noise.hot.dispersion) : 0;
    double const signal = cell.signal(state.tumor_fraction);
    double const most = std::max(reach(noise.ordinary.mean, noise.ordinary.dispersion), hot) + reach(signal, 0);
    return std::min(static_cast<std::int64_t>(std::min(most, 1e9)), reaching);
}

/// T of counts below `end`, of the first chances.
std::vector<double> values_of(std::vector<double> const& chances, std::int64_t end, CellScore const& score, std::size_t limit) {
    std::vector<double> values;
    for (std::int64_t count = 0; count < std::min(end, std::ssize(chances)); ++count) {
        auto const counted = score.cap > 0 ? std::min(count, score.cap) : count;
        auto const value = static_cast<std::size_t>(counted * score.weight);
        if (value >= limit) {
            break;
        }
        values.resize(std::max(values.size(), value + 1), 0.0);
        values[value] += chances[static_cast<std::size_t>(count)];
    }
    return values.empty() ? std::vector<double>{0.0} : values;
}

template <typename Cells>
PlaceLaw law_of(Cells const& cells, double places, CountState const& state, std::size_t limit) {
    PlaceLaw law;
    for (auto const& cell : cells) {
        if (!cell.is_seen()) {
            continue;
        }
        auto const part = at_one_place(cell.count, places);
        auto const& score = cell.score;
        auto const most = std::max(most_molecules(part, score, state, limit), score.support);
        auto const chances = capped_chances(part, state, most);
        law.all = product(law.all, values_of(chances, most + 1, score, limit), limit);
        auto const end = score.support > 0 ? score.support : most + 1;
        law.unsupported = product(law.unsupported, values_of(chances, end, score, limit), limit);
        law.chance_unsupported *= std::accumulate(chances.begin(), chances.begin() + end, 0.0);
    }
    return law;
}

/// P(count < support), the tumor's molecules taken for part of a negative binomial of the count's mean and variance.
double rough_chance_unsupported(CountCell const& cell, CellScore const& score, CountState const& state) {
    if (score.support == 0) {
        return 1;
    }
    auto const noise = cell.mixture(state.noise_level);
    double const signal = cell.signal(state.tumor_fraction);
    auto const below = [&](NegativeBinomial const& rate) {
        double const mean = rate.mean + signal;
        double const share = mean > 0 ? rate.mean / mean : 0;
        return 1 - dispersed_at_least(score.support, mean, rate.dispersion * share * share);
    };
    return (1 - noise.hot_share) * below(noise.ordinary) + (noise.hot_share > 0 ? noise.hot_share * below(noise.hot) : 0);
}

}  // namespace

// P(T >= critical with support at fewer than two places), averaged over the noise level.
double StatisticLaw::narrow_chance_with_noise(double tumor_fraction, std::int64_t critical) const {
    if (empty_elsewhere_bound(tumor_fraction) < negligible) {
        return 0;
    }
    // A part of the power: few nodes tell it.
    constexpr std::size_t few_nodes = 7;
    double chance = 0;
    for (auto const& node : gamma_nodes(sample_dispersion_, few_nodes)) {
        chance += node.weight * narrow_at({node.value, tumor_fraction}, critical);
    }
    return chance;
}

/// METHOD: with N0 the law of T without any support and N1 that with support at one place, a place takes (N0, N1) to
/// (N0 U, N1 U + N0 (A - U)), A its law and U the part of it without support. Places that show no molecule unless they support are
/// taken together: their U is a number. Where more places need several molecules than are worth following, or show so many that their
/// laws are long, T is left out, which makes the power the smaller.
double StatisticLaw::narrow_at(CountState const& state, std::int64_t critical) const {
    constexpr double most_expected = 300;   // molecules of a place
    constexpr double most_products = 4e5;   // of laws of places with that of T
    double log_unsupported = 0;
    double ratios = 0;      // sum of (1 - U) / U at z = 1
    double noisy_places = 0;
    double largest = 0;
    double products = 0;
    for (auto const& group : groups_) {
        double unsupported = 1;
        for (auto const& cell : cells_of(group)) {
            if (cell.is_seen()) {
                auto const part = at_one_place(cell.count, group.places);
                unsupported *= rough_chance_unsupported(part, cell.score, state);
                auto const terms = static_cast<double>(most_molecules(part, cell.score, state, static_cast<std::size_t>(critical)));
                products += group.noisy ? group.all_places() * terms * static_cast<double>(critical) : 0;
                largest = group.noisy ? std::max(largest, part.noise(state.noise_level) + part.signal(state.tumor_fraction)) : largest;
            }
        }
        unsupported = std::max(unsupported, 1e-300);
        log_unsupported += group.all_places() * std::log(unsupported);
        ratios += group.all_places() * (1 - unsupported) / unsupported;
        noisy_places += group.noisy ? group.all_places() : 0;
    }
    double const bound = std::exp(log_unsupported + std::log1p(ratios));
    if (bound < negligible || noisy_places > most_noisy_places || largest > most_expected || products > most_products) {
        return std::min(bound, 1.0);
    }
    return narrow_exactly(state, critical);
}

double StatisticLaw::narrow_exactly(CountState const& state, std::int64_t critical) const {
    constexpr double least_unsupported = 1e-100;
    auto const limit = static_cast<std::size_t>(critical);
    double log_quiet = 0;                               // log U of all places that are not noisy
    double quiet_ratios = 0;
    std::vector<double> quiet(limit, 0.0);              // sum of (A - U) / U of those
    std::vector<double> none{1.0};
    std::vector<double> one{0.0};
    double none_total = 1;
    double one_total = 0;
    for (auto const& group : groups_) {
        auto law = law_of(cells_of(group), group.places, state, limit);
        // What surely supports is no number to divide by, and goes the way of the others.
        if (!group.noisy && law.chance_unsupported > least_unsupported) {
            double const chance = law.chance_unsupported;
            log_quiet += group.all_places() * std::log(chance);
            quiet_ratios += group.all_places() * (1 - chance) / chance;
            law.all.front() -= chance;
            for (std::size_t t = 0; t < law.all.size(); ++t) {
                quiet[t] += group.all_places() * law.all[t] / chance;
            }
            continue;
        }
        auto supported = law.all;
        supported.resize(std::max(supported.size(), law.unsupported.size()), 0.0);
        for (std::size_t t = 0; t < law.unsupported.size(); ++t) {
            supported[t] -= law.unsupported[t];
        }
        for (double copy = 0; copy < group.all_places(); ++copy) {
            auto next = product(one, law.unsupported, limit);
            auto const gained = product(none, supported, limit);
            next.resize(std::max(next.size(), gained.size()), 0.0);
            for (std::size_t t = 0; t < gained.size(); ++t) {
                next[t] += gained[t];
            }
            one = std::move(next);
            none = product(none, law.unsupported, limit);
            one_total = one_total * law.chance_unsupported + none_total * (1 - law.chance_unsupported);
            none_total *= law.chance_unsupported;
        }
    }
    std::vector<double> below(limit + 1, 0.0);          // sum of `quiet` up to t - 1
    std::partial_sum(quiet.begin(), quiet.end(), below.begin() + 1);
    double not_reached = std::accumulate(none.begin(), none.end(), 0.0) + std::accumulate(one.begin(), one.end(), 0.0);
    for (std::size_t t = 0; t < none.size(); ++t) {
        not_reached += none[t] * below[limit - t];
    }
    double const all = none_total + one_total + none_total * quiet_ratios;
    return std::max(all - not_reached, 0.0) * std::exp(log_quiet);
}

}  // namespace tidemark
