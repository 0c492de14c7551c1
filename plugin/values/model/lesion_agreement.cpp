#include "values/model/lesion_agreement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "values/probability/chi_square.hpp"

namespace tidemark {
namespace {

/// One private locus in both draws: what one unit of w makes visible, and the counts.
struct Pair {
    std::array<double, 2> alt{};
    std::array<double, 2> background{};
    std::array<double, 2> visible{};
};

std::vector<Pair> private_pairs(LesionDraws const& draws, std::size_t lesion, LesionMixes const& mixes) {
    if (draws.before.size() != draws.after.size()) {
        throw std::logic_error{"two draws of private loci must hold the same loci"};
    }
    std::vector<Pair> pairs;
    for (std::size_t index = 0; index < draws.before.size(); ++index) {
        if (!is_private(draws.before[index], lesion)) {
            continue;
        }
        auto& pair = pairs.emplace_back();
        for (std::size_t draw = 0; draw < 2; ++draw) {
            auto const& locus = draw == 0 ? draws.before[index] : draws.after[index];
            pair.alt[draw] = locus.alt;
            pair.background[draw] = locus.background;
            pair.visible[draw] = visible_molecules(locus, lesion, draw == 0 ? mixes.before : mixes.after);
        }
    }
    return pairs;
}

/// Level w of one draw from private loci alone, of which each sees `extra` besides with chance `shared`.
double one_level(std::vector<Pair> const& pairs, std::size_t draw, std::vector<double> const& shared, double extra, double level) {
    double given = 0;
    double visible = 0;
    for (std::size_t index = 0; index < pairs.size(); ++index) {
        auto const& pair = pairs[index];
        double const own = pair.visible[draw] * level;
        double const alone = own + pair.background[draw];
        double const both = alone + pair.visible[draw] * extra;
        double const part = (1 - shared[index]) * (alone > 0 ? own / alone : 0) + shared[index] * (both > 0 ? own / both : 0);
        given += pair.alt[draw] * part;
        visible += pair.visible[draw];
    }
    return visible > 0 ? given / visible : 0;
}

double log_chance(Pair const& pair, std::array<double, 2> const& levels) {
    double sum = 0;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        double const mean = std::max(pair.background[draw] + pair.visible[draw] * levels[draw], 1e-300);
        sum += pair.alt[draw] * std::log(mean) - mean;
    }
    return sum;
}

struct Mixture {
    std::array<double, 2> levels{};
    double share = 0;
    double log_likelihood = 0;
};

Mixture settled(std::vector<Pair> const& pairs, Mixture now, std::array<double, 2> const& extra) {
    std::vector<double> shared(pairs.size(), 0);
    for (int step = 0; step < 300; ++step) {
        double before = now.log_likelihood;
        now.log_likelihood = 0;
        double sum = 0;
        for (std::size_t index = 0; index < pairs.size(); ++index) {
            double const alone = std::log1p(-now.share) + log_chance(pairs[index], now.levels);
            double const both = now.share > 0 ? std::log(now.share) + log_chance(pairs[index], {now.levels[0] + extra[0], now.levels[1] + extra[1]}) : -1e300;
            double const highest = std::max(alone, both);
            double const total = highest + std::log(std::exp(alone - highest) + std::exp(both - highest));
            shared[index] = std::exp(both - total);
            now.log_likelihood += total;
            sum += shared[index];
        }
        if (step > 0 && now.log_likelihood - before < 1e-9) {
            break;
        }
        now.share = std::min(sum / static_cast<double>(pairs.size()), 1 - 1e-9);
        for (std::size_t draw = 0; draw < 2; ++draw) {
            now.levels[draw] = one_level(pairs, draw, shared, extra[draw], now.levels[draw]);
        }
    }
    return now;
}

/// Levels when every locus is what the map says.
std::array<double, 2> plain_levels(std::vector<Pair> const& pairs) {
    std::vector<double> const none(pairs.size(), 0);
    std::array<double, 2> levels{};
    for (std::size_t draw = 0; draw < 2; ++draw) {
        double alt = 0;
        double visible = 0;
        for (auto const& pair : pairs) {
            alt += pair.alt[draw];
            visible += pair.visible[draw];
        }
        levels[draw] = visible > 0 ? alt / visible : 0;
        for (int step = 0; step < 200 && levels[draw] > 0; ++step) {
            levels[draw] = one_level(pairs, draw, none, 0, levels[draw]);
        }
    }
    return levels;
}

}  // namespace

AgreementTest private_agreement(LesionDraws const& draws, std::size_t lesion, LesionMixes const& mixes) {
    auto const pairs = private_pairs(draws, lesion, mixes);
    AgreementTest test;
    if (pairs.size() < 2) {
        return test;
    }
    auto const levels = plain_levels(pairs);
    double variance = 0;
    double cells = 0;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        for (auto const& pair : pairs) {
            double const mean = pair.background[draw] + pair.visible[draw] * levels[draw];
            if (mean > 0) {
                test.statistic += (pair.alt[draw] - mean) * (pair.alt[draw] - mean) / mean;
                variance += 2 + 1 / mean;
                cells += 1;
            }
        }
    }
    // One level is fitted per draw; the variance shrinks with the degrees it costs.
    auto const count = static_cast<double>(pairs.size());
    test.degrees = cells * (count - 1) / count;
    variance *= (count - 1) / count;
    if (test.degrees > 0) {
        double const scale = variance / (2 * test.degrees);
        test.p = chi_square_at_least(test.statistic / scale, test.degrees / scale);
    }
    return test;
}

AgreementTest private_sharing(LesionDraws const& draws, std::size_t lesion, std::size_t other, LesionChange const& fit) {
    auto const pairs = private_pairs(draws, lesion, fit.mixes());
    AgreementTest test{.statistic = 0, .degrees = 1, .p = 1};
    std::array<double, 2> const extra{fit.shed_before().at(other), fit.shed_after().at(other)};
    if (pairs.size() < 2 || extra[0] + extra[1] <= 0) {
        return test;
    }
    auto const levels = plain_levels(pairs);
    auto const alone = settled(pairs, {levels, 0, 0}, extra);
    // A mixture has several maxima: start from few and from many shared loci, the level lowered by what they would bring.
    double best = alone.log_likelihood;
    for (double const share : {0.15, 0.4, 0.7}) {
        std::array<double, 2> lowered{};
        for (std::size_t draw = 0; draw < 2; ++draw) {
            lowered[draw] = std::max(levels[draw] - share * extra[draw], 0.1 * levels[draw]);
        }
        best = std::max(best, settled(pairs, {lowered, share, 0}, extra).log_likelihood);
    }
    test.statistic = 2 * (best - alone.log_likelihood);
    test.p = test.statistic > 1e-9 ? chi_square_at_least(test.statistic, 1) / 2 : 1;
    return test;
}

}  // namespace tidemark
