#include "values/probability/feldman_cousins.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "values/probability/dispersed_count.hpp"

namespace tidemark {
namespace {

/// Acceptance regions of net signals over one background.
class Belt {
public:
    Belt(std::int64_t count, double background, double dispersion, double level)
        : count_{static_cast<std::size_t>(count)}, background_{background}, dispersion_{dispersion}, level_{level} {}

    /// Whether the acceptance region of signal `net` holds the observed count: counts enter by likelihood ratio against the
    /// best possible signal for that count, max(0, n - background), until the level is covered.
    [[nodiscard]] bool accepts(double net) {
        double const mean = net + background_;
        if (mean <= 0) {
            return count_ == 0;
        }
        double const spread = std::sqrt(mean + dispersion_ * background_ * background_);
        auto const most = std::max(count_, static_cast<std::size_t>(mean + 12 * spread + 20));
        auto const chances = log_chances({net, background_, dispersion_}, most);
        add_best(most);
        double const bar = chances[count_] - best_[count_];
        // METHOD: `observed` is accepted unless the counts of strictly higher rank already cover the level.
        double covered = 0;
        for (std::size_t n = 0; n <= most; ++n) {
            covered += n != count_ && chances[n] - best_[n] > bar ? std::exp(chances[n]) : 0;
        }
        return covered < level_;
    }

private:
    /// log P(n | best signal for n) of counts up to `most`.
    void add_best(std::size_t most) {
        for (std::size_t n = best_.size(); n <= most; ++n) {
            double const net = std::max(static_cast<double>(n) - background_, 0.0);
            best_.push_back(net + background_ > 0 ? log_chances({net, background_, dispersion_}, n).back() : 0);
        }
    }

    std::size_t count_;
    double background_;
    double dispersion_;
    double level_;
    std::vector<double> best_;
};

/// Border between a signal that is accepted and one that is not.
double border(Belt& belt, double inside, double outside) {
    for (int step = 0; step < 60; ++step) {
        double const middle = inside + (outside - inside) / 2;
        (belt.accepts(middle) ? inside : outside) = middle;
    }
    return inside;
}

}  // namespace

Limits feldman_cousins(std::int64_t count, double background, double level, double dispersion) {
    if (count < 0 || !(background >= 0 && dispersion >= 0) || !(level > 0 && level < 1)) {
        throw std::logic_error{"Feldman-Cousins needs a count, a background and dispersion of at least 0 and 0 < level < 1"};
    }
    // The accepted signals can have holes because counts are whole; the limits are the outermost accepted ones, found on
    // a grid fine against the width of the interval and then narrowed.
    Belt belt{count, background, dispersion, level};
    double const spread = static_cast<double>(count) + background + dispersion * background * background + 1;
    double const top = static_cast<double>(count) + 6 * std::sqrt(spread) + 10;
    constexpr int steps = 800;
    double const step = top / steps;
    double lowest = -1;
    double highest = 0;
    for (int index = 0; index <= steps; ++index) {
        double const net = step * index;
        if (belt.accepts(net)) {
            lowest = lowest < 0 ? net : lowest;
            highest = net;
        }
    }
    lowest = std::max(lowest, 0.0);
    return {.lower = lowest == 0 ? 0 : border(belt, lowest, lowest - step),
            .upper = border(belt, highest, highest + step)};
}

}  // namespace tidemark
