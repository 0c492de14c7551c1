#include "values/probability/feldman_cousins.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tidemark {
namespace {

double log_poisson(std::int64_t count, double mean) {
    double const k = static_cast<double>(count);
    return (count == 0 ? 0 : k * std::log(mean)) - mean - std::lgamma(k + 1);
}

/// Whether the acceptance region of signal `net` holds `observed`: counts enter by likelihood ratio against the best
/// possible signal for that count, max(0, n - background), until `level` is covered.
bool accepts(std::int64_t observed, double net, double background, double level) {
    double const mean = net + background;
    if (mean <= 0) {
        return observed == 0;
    }
    auto const log_ratio = [&](std::int64_t count) {
        double const k = static_cast<double>(count);
        double const best = std::max(k, background);
        return (count == 0 ? 0 : k * std::log(mean / best)) - mean + best;
    };
    double const bar = log_ratio(observed);
    // METHOD: `observed` is accepted unless the counts of strictly higher rank already cover the level. The rank falls
    // away from the mean on both sides, so that the counts above the bar are a stretch around it.
    double covered = 0;
    auto const centre = static_cast<std::int64_t>(mean);
    for (std::int64_t count = centre; count >= 0 && log_ratio(count) > bar; --count) {
        covered += count == observed ? 0 : std::exp(log_poisson(count, mean));
    }
    for (std::int64_t count = centre + 1; log_ratio(count) > bar; ++count) {
        covered += count == observed ? 0 : std::exp(log_poisson(count, mean));
    }
    return covered < level;
}

/// Border between a signal that is accepted and one that is not.
double border(std::int64_t count, double background, double level, double inside, double outside) {
    for (int step = 0; step < 60; ++step) {
        double const middle = inside + (outside - inside) / 2;
        (accepts(count, middle, background, level) ? inside : outside) = middle;
    }
    return inside;
}

}  // namespace

Limits feldman_cousins(std::int64_t count, double background, double level) {
    if (count < 0 || background < 0 || !(level > 0 && level < 1)) {
        throw std::logic_error{"Feldman-Cousins needs a count, a background of at least 0 and 0 < level < 1"};
    }
    // The accepted signals can have holes because counts are whole; the limits are the outermost accepted ones, found on
    // a grid fine against the width of the interval and then narrowed.
    double const top = static_cast<double>(count) + 6 * std::sqrt(static_cast<double>(count) + background + 1) + 10;
    double const step = top / 2000;
    double lowest = -1;
    double highest = 0;
    for (int index = 0; index <= 2000; ++index) {
        double const net = step * index;
        if (accepts(count, net, background, level)) {
            lowest = lowest < 0 ? net : lowest;
            highest = net;
        }
    }
    lowest = std::max(lowest, 0.0);
    return {.lower = lowest == 0 ? 0 : border(count, background, level, lowest, lowest - step),
            .upper = border(count, background, level, highest, highest + step)};
}

}  // namespace tidemark
