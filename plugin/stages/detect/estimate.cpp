#include "stages/detect/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/feldman_cousins.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double top_step = 1.0 / 6;            // of log f: tops of a likelihood of mixtures lie further apart

double score_at(FractionLikelihood const& likelihood, double fraction) {
    return likelihood.fit(fraction, 0).sum.score;
}

/// Zero of the score at a given noise level and drop-out share, one place left out, near `point`.
double top_without(FractionLikelihood const& likelihood, FractionPoint const& point, std::size_t left_out) {
    auto const score = [&](double fraction) {
        return likelihood.at({fraction, point.log_noise, point.dropout}, left_out).score;
    };
    constexpr double smallest = 1e-15;
    double low = std::max(point.fraction, smallest);
    double high = low;
    while (low > smallest && score(low) < 0) {
        high = low;
        low /= 2;
    }
    if (low <= smallest) {
        return score(0) <= 0 ? 0 : root(score, 0, high);
    }
    while (high < 1 && score(high) > 0) {
        low = high;
        high = std::min(2 * high, 1.0);
    }
    return score(high) >= 0 ? high : root(score, low, high);
}

/// Zero of the score without drop-out.
double top_of_score(FractionLikelihood const& likelihood) {
    auto const score = [&](double fraction) { return score_at(likelihood, fraction); };
    if (score(0) <= 0) {
        // Far in the tail of a background that varies the likelihood may fall before it rises to its top.
        double top = fraction_of_net(likelihood, likelihood.molecules_alt() - likelihood.background());
        if (top <= 0 || likelihood.log_likelihood(top) <= likelihood.log_likelihood(0)) {
            return 0;
        }
        for (int round = 0; round < 4; ++round) {   // the noise level follows f
            top = top_without(likelihood, likelihood.fitted(top, 0), likelihood.places());
        }
        return top;
    }
    if (score(1) >= 0) {
        return 1;
    }
    // The bracket is found on the logarithm of f: the root may lie ten powers of ten below 1.
    double high = 1;
    double low = 0.1;
    while (low > 1e-15 && score(low) < 0) {
        high = low;
        low /= 10;
    }
    return root(score, low > 1e-15 ? low : 0, high);
}

/// METHOD: a likelihood with several tops is scanned from a quarter to 32 times `start` in steps of a sixth, and the
/// highest stretch narrowed by golden section on log f.
double highest_around(FractionLikelihood const& likelihood, double start) {
    constexpr double step = top_step;
    double const first = std::log(start) - std::log(4.0);
    double const last = std::min(std::log(start) + std::log(32.0), 0.0);
    auto const value = [&](double log_fraction) { return likelihood.log_likelihood(std::min(std::exp(log_fraction), 1.0)); };
    double best = first;
    double highest = value(first);
    for (double place = first + step; place < last + step / 2; place += step) {
        double const here = value(std::min(place, last));
        if (here > highest) {
            highest = here;
            best = std::min(place, last);
        }
    }
    auto const top = peak(value, std::max(best - step, first), std::min(best + step, last), 1e-6, EqualPoints::lower_part);
    return std::min(std::exp(top.place), 1.0);
}

/// The same by scoring steps from `start`, which need a third of the evaluations; falls back where they do not settle.
double top_near(FractionLikelihood const& likelihood, FractionPoint const& point, std::size_t left_out, double start) {
    constexpr int most_steps = 10;
    double fraction = start;
    for (int step = 0; step < most_steps && fraction > 0 && fraction < 1; ++step) {
        auto const here = likelihood.at({fraction, point.log_noise, point.dropout}, left_out);
        double const move = here.score / std::max(here.information, 1e-300);
        fraction += move;
        if (std::abs(move) < 1e-7 * fraction && fraction < 1) {
            return fraction;
        }
    }
    return top_without(likelihood, point, left_out);
}

/// Fraction at which a rising signal has so many molecules; 1 where none does.
template <typename Signal>
double fraction_with(Signal const& signal, double net) {
    auto const excess = [&](double fraction) { return signal(fraction) - net; };
    return net <= 0 ? 0 : excess(1) <= 0 ? 1 : root(excess, 0, 1);
}

double fraction_of_clear_net(FractionLikelihood const& likelihood, double net) {
    return fraction_with([&](double fraction) { return likelihood.clear_signal(fraction); }, net);
}

}  // namespace

double best_fraction(FractionLikelihood const& likelihood) {
    if (likelihood.places() == 0) {
        return 0;
    }
    double const top = top_of_score(likelihood);
    return top == 0 || !likelihood.is_mixture() ? top : highest_around(likelihood, top);
}

Limits fraction_profile(FractionLikelihood const& likelihood, double best) {
    double const bar =
        likelihood.log_likelihood(best) - chi_square_quantile(0.95, 1) / (2 * likelihood.setting().distinct_share);
    auto const above_bar = [&](double fraction) { return likelihood.log_likelihood(fraction) - bar; };
    Limits inside{.lower = best, .upper = best};
    if (likelihood.is_mixture() && likelihood.places() < places_of_one_top) {
        for (double change = top_step; change < 1.8; change += top_step) {
            double const less = best * std::exp(-change);
            double const more = std::min(best * std::exp(change), 1.0);
            inside = {.lower = above_bar(less) >= 0 ? less : inside.lower, .upper = above_bar(more) >= 0 ? more : inside.upper};
        }
    }
    return {.lower = best == 0 || above_bar(0) >= 0 ? 0 : root(above_bar, 0, inside.lower),
            .upper = inside.upper == 1 || above_bar(1) >= 0 ? 1 : root(above_bar, inside.upper, 1)};
}

double fraction_of_net(FractionLikelihood const& likelihood, double net) {
    return fraction_with([&](double fraction) { return likelihood.signal(fraction); }, net);
}

std::optional<Limits> leave_one_out(FractionLikelihood const& likelihood, double best) {
    constexpr std::size_t exact_each_side = 3;
    if (likelihood.places() < 2) {
        return std::nullopt;
    }
    auto const point = likelihood.fitted(best);
    auto const parts = likelihood.by_place(point);
    LikelihoodSum all;
    for (auto const& part : parts) {
        all.score += part.score;
        all.information += part.information;
    }
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        double const information = std::max(all.information - parts[index].information, 1e-300);
        ranked.emplace_back((all.score - parts[index].score) / information, index);
    }
    std::ranges::sort(ranked);
    Limits limits{.lower = 1, .upper = 0};
    for (std::size_t rank = 0; rank < ranked.size(); ++rank) {
        if (rank < exact_each_side || rank + exact_each_side >= ranked.size()) {
            double const fraction = top_near(likelihood, point, ranked[rank].second, best + ranked[rank].first);
            limits = {.lower = std::min(limits.lower, fraction), .upper = std::max(limits.upper, fraction)};
        }
    }
    return limits;
}

Limits fraction_interval(FractionLikelihood const& likelihood, double best) {
    constexpr double large_background = 100;   // far above 20 molecules seen: no count to speak of
    Limits limits;
    double const alt = likelihood.molecules_alt();
    if (alt > most_counted_molecules || likelihood.background() > large_background) {
        limits = fraction_profile(likelihood, best);
    } else {
        auto const& clear = likelihood.clear();
        // Part of a molecule is none for the lower limit and a whole one for the upper.
        auto const fewest = static_cast<std::int64_t>(std::floor(clear.alt + 1e-9));
        auto const most = static_cast<std::int64_t>(std::ceil(clear.alt - 1e-9));
        auto const net = [&](std::int64_t count) { return feldman_cousins(count, clear.background, 0.95, clear.dispersion); };
        limits = {.lower = fraction_of_clear_net(likelihood, net(fewest).lower),
                  .upper = fraction_of_clear_net(likelihood, net(most).upper)};
    }
    return {.lower = std::min(limits.lower, best), .upper = std::max(limits.upper, best)};
}

double fraction_upper_bound(FractionLikelihood const& likelihood) {
    auto const& clear = likelihood.clear();
    auto const alt = static_cast<std::int64_t>(std::ceil(clear.alt - 1e-9));
    return fraction_of_clear_net(likelihood, net_upper_bound(alt, clear.background, clear.dispersion));
}

}  // namespace tidemark
