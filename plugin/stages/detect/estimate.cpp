#include "stages/detect/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "values/probability/feldman_cousins.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

double chance_at(double fraction, CopyState const& copies, double rate) {
    return std::clamp(shown_allele_chance(expected_vaf(fraction, copies), rate), 1e-300, 1 - 1e-15);
}

}  // namespace

FractionLikelihood::FractionLikelihood(std::span<Witness const> witnesses, double distinct_share)
    : witnesses_{witnesses.size()}, distinct_share_{distinct_share} {
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        auto const& witness = witnesses[index];
        for (std::size_t each = 0; each < witness.unit.cells.size(); ++each) {
            auto const& cell = witness.unit.cells[each];
            if (cell.depth > 0) {
                cells_.push_back({cell.depth, static_cast<double>(witness.alt[each]), cell.background / cell.depth,
                                  cell.copies, index});
                alt_ += witness.alt[each];
                background_ += cell.background;
            }
        }
    }
}

double FractionLikelihood::log_likelihood(double fraction) const {
    double sum = 0;
    for (auto const& cell : cells_) {
        double const chance = chance_at(fraction, cell.copies, cell.rate);
        sum += (cell.alt > 0 ? cell.alt * std::log(chance) : 0) + (cell.depth - cell.alt) * std::log1p(-chance);
    }
    return sum;
}

FractionLikelihood::Slope FractionLikelihood::slope(Cell const& cell, double fraction) const {
    double const chance = chance_at(fraction, cell.copies, cell.rate);
    double const change = expected_vaf_slope(fraction, cell.copies) * (1 - cell.rate);
    double const spread = chance * (1 - chance);
    return {.score = (cell.alt - cell.depth * chance) / spread * change,
            .information = cell.depth * change * change / spread};
}

double FractionLikelihood::best_without(std::size_t left_out) const {
    auto const score = [&](double fraction) {
        double sum = 0;
        for (auto const& cell : cells_) {
            sum += cell.witness == left_out ? 0 : slope(cell, fraction).score;
        }
        return sum;
    };
    if (score(0) <= 0) {
        return 0;
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

double FractionLikelihood::best() const { return cells_.empty() ? 0 : best_without(nobody); }

Limits FractionLikelihood::profile(double best) const {
    double const bar = log_likelihood(best) - chi_square_quantile(0.95, 1) / (2 * distinct_share_);
    auto const above_bar = [&](double fraction) { return log_likelihood(fraction) - bar; };
    return {.lower = best == 0 || above_bar(0) >= 0 ? 0 : root(above_bar, 0, best),
            .upper = best == 1 || above_bar(1) >= 0 ? 1 : root(above_bar, best, 1)};
}

double FractionLikelihood::fraction_of_net(double net) const {
    auto const excess = [&](double fraction) {
        double sum = -net;
        for (auto const& cell : cells_) {
            sum += distinct_share_ * cell.depth * expected_vaf(fraction, cell.copies);
        }
        return sum;
    };
    return net <= 0 ? 0 : excess(1) <= 0 ? 1 : root(excess, 0, 1);
}

std::optional<Limits> FractionLikelihood::leave_one_out(double best) const {
    constexpr std::size_t exact_each_side = 8;
    if (witnesses_ < 2 || cells_.empty()) {
        return std::nullopt;
    }
    std::vector<Slope> of_witness(witnesses_);
    Slope all;
    for (auto const& cell : cells_) {
        auto const [score, information] = slope(cell, best);
        of_witness[cell.witness].score += score;
        of_witness[cell.witness].information += information;
        all.score += score;
        all.information += information;
    }
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t index = 0; index < witnesses_; ++index) {
        double const information = std::max(all.information - of_witness[index].information, 1e-300);
        ranked.emplace_back((all.score - of_witness[index].score) / information, index);
    }
    std::ranges::sort(ranked);
    Limits limits{.lower = 1, .upper = 0};
    for (std::size_t rank = 0; rank < ranked.size(); ++rank) {
        if (rank < exact_each_side || rank + exact_each_side >= ranked.size()) {
            double const fraction = best_without(ranked[rank].second);
            limits = {.lower = std::min(limits.lower, fraction), .upper = std::max(limits.upper, fraction)};
        }
    }
    return limits;
}

Limits fraction_interval(FractionLikelihood const& likelihood, double best) {
    constexpr double small_count = 20;
    Limits limits;
    double const alt = likelihood.molecules_alt();
    if (alt > small_count) {
        limits = likelihood.profile(best);
    } else {
        // Part of a molecule is none for the lower limit and a whole one for the upper.
        auto const fewest = static_cast<std::int64_t>(std::floor(alt + 1e-9));
        auto const most = static_cast<std::int64_t>(std::ceil(alt - 1e-9));
        limits = {.lower = likelihood.fraction_of_net(feldman_cousins(fewest, likelihood.background(), 0.95).lower),
                  .upper = likelihood.fraction_of_net(feldman_cousins(most, likelihood.background(), 0.95).upper)};
    }
    return {.lower = std::min(limits.lower, best), .upper = std::max(limits.upper, best)};
}

double fraction_upper_bound(FractionLikelihood const& likelihood) {
    auto const alt = static_cast<std::int64_t>(std::ceil(likelihood.molecules_alt() - 1e-9));
    return likelihood.fraction_of_net(net_upper_bound(alt, likelihood.background()));
}

}  // namespace tidemark
