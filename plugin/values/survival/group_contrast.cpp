#include "values/survival/group_contrast.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace tidemark {
namespace {

constexpr double normal_97_5 = 1.959963984540054;
/// Beyond a factor of e^20 between hazards no data of people stand: the likelihood has run away.
constexpr double farthest_log_ratio = 20;

/// Two-sided tail of a standard normal, which is the upper tail of chi-square with one degree of freedom at z squared.
double two_sided(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

struct PartialLikelihood {
    double value = 0;
    double score = 0;
    double information = 0;
};

/// METHOD: Efron: of d tied events the j-th sees the risk set less j/d of those tied, as if they had ended in random order.
PartialLikelihood partial_likelihood(std::vector<RiskRow> const& rows, double log_ratio) {
    PartialLikelihood sum;
    double const ratio = std::exp(log_ratio);
    for (auto const& row : rows) {
        auto const compared = ratio * static_cast<double>(row.at_risk[1]);
        auto const all = static_cast<double>(row.at_risk[0]) + compared;
        auto const tied_compared = ratio * static_cast<double>(row.events[1]);
        auto const tied = static_cast<double>(row.events[0]) + tied_compared;
        auto const events = row.events[0] + row.events[1];
        sum.value += static_cast<double>(row.events[1]) * log_ratio;
        sum.score += static_cast<double>(row.events[1]);
        for (std::size_t j = 0; j < events; ++j) {
            double const gone = static_cast<double>(j) / static_cast<double>(events);
            double const weight = all - gone * tied;
            double const share = (compared - gone * tied_compared) / weight;
            sum.value -= std::log(weight);
            sum.score -= share;
            sum.information += share * (1 - share);
        }
    }
    return sum;
}

}  // namespace

std::optional<LogRankTest> log_rank(std::span<FollowUp const> reference, std::span<FollowUp const> compared) {
    LogRankTest test;
    for (auto const& row : risk_table(reference, compared)) {
        auto const all = static_cast<double>(row.at_risk[0] + row.at_risk[1]);
        auto const events = static_cast<double>(row.events[0] + row.events[1]);
        double const share = static_cast<double>(row.at_risk[1]) / all;
        test.observed += static_cast<double>(row.events[1]);
        test.expected += events * share;
        test.variance += all > 1 ? events * share * (1 - share) * (all - events) / (all - 1) : 0;
    }
    if (test.variance <= 0) {
        return std::nullopt;
    }
    double const excess = test.observed - test.expected;
    test.chi_square = excess * excess / test.variance;
    test.p = two_sided(std::sqrt(test.chi_square));
    return test;
}

std::optional<HazardRatio> hazard_ratio(std::span<FollowUp const> reference, std::span<FollowUp const> compared) {
    auto const rows = risk_table(reference, compared);
    double log_ratio = 0;
    auto now = partial_likelihood(rows, log_ratio);
    for (int step = 0; step < 100 && now.information > 0; ++step) {
        double move = now.score / now.information;
        auto next = partial_likelihood(rows, log_ratio + move);
        // The likelihood is concave, so a step that lowers it went too far.
        for (int halving = 0; halving < 40 && !(next.value >= now.value - 1e-12 * std::abs(now.value)); ++halving) {
            move /= 2;
            next = partial_likelihood(rows, log_ratio + move);
        }
        log_ratio += move;
        now = next;
        if (std::abs(log_ratio) > farthest_log_ratio) {
            return std::nullopt;
        }
        if (std::abs(move) < 1e-11 * (1 + std::abs(log_ratio))) {
            break;
        }
    }
    // Near its end a likelihood without a maximum is flat: its information is gone before its score is.
    if (!(now.information > 1e-6)) {
        return std::nullopt;
    }
    double const error = 1 / std::sqrt(now.information);
    return HazardRatio{.ratio = std::exp(log_ratio), .lo = std::exp(log_ratio - normal_97_5 * error),
                       .hi = std::exp(log_ratio + normal_97_5 * error), .standard_error = error,
                       .p = two_sided(log_ratio / error)};
}

}  // namespace tidemark
