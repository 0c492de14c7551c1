#include "values/model/clone_expansion.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "values/probability/beta_binomial.hpp"
#include "values/probability/distributions.hpp"
#include "values/probability/false_discovery.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

/// Below, Fisher's test and the beta binomial differ by less than their tables.
constexpr double no_overdispersion = 1e-6;

double number(std::int64_t count) { return static_cast<double>(count); }

double deviation_of(BetaBinomial const& law) {
    double const n = number(law.trials);
    return std::sqrt(n * law.probability * (1 - law.probability) * (1 + (n - 1) * law.overdispersion));
}

/// r of a count, its distance from the mean in standard deviations of the law, cut at -1 and 1.
double cut_residual(BetaBinomial const& law, std::int64_t count) {
    return std::clamp((number(count) - number(law.trials) * law.probability) / deviation_of(law), -1.0, 1.0);
}

/// What the law itself expects of the cut residual: its mean, the mean of its square and that square's variance.
struct Expected {
    double residual = 0;
    double square = 0;
    double variance = 0;
};

Expected expected_of(BetaBinomial const& law) {
    double const centre = number(law.trials) * law.probability;
    double const deviation = deviation_of(law);
    auto const first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(centre - deviation)));
    auto const last = std::min(law.trials, static_cast<std::int64_t>(std::floor(centre + deviation)));
    double const above = last < law.trials ? beta_binomial_at_least(law, last + 1) : 0;
    double chance = first <= last ? std::exp(log_chance(law, first)) : 0;
    double inside = 0;
    double residual = above;
    double square = 1;
    double fourth = 1;
    for (std::int64_t count = first; count <= last; ++count) {
        double const r = (number(count) - centre) / deviation;
        inside += chance;
        residual += chance * r;
        square -= chance * (1 - r * r);
        fourth -= chance * (1 - r * r * r * r);
        chance *= count < last ? chance_ratio(law, count) : 0;
    }
    residual -= 1 - inside - above;
    return {residual, square, std::max(0.0, fourth - square * square)};
}

/// Where the middle of all clonotypes stands, and how far it scatters.
class Scatter {
public:
    Scatter(std::span<TemplatePair const> pairs, std::int64_t minimum) {
        for (auto const& pair : pairs) {
            if (pair.before + pair.after >= minimum) {
                ++splits_[pair.before + pair.after][pair.after];
                ++size_;
            }
        }
    }
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Share of the later sample at which as much stands above as below.
    [[nodiscard]] double middle(double overdispersion) const {
        auto const excess = [&](double share) {
            double sum = 0;
            for (auto const& [trials, counts] : splits_) {
                BetaBinomial const law{trials, share, overdispersion};
                double const expected = expected_of(law).residual;
                for (auto const& [count, times] : counts) {
                    sum += number(times) * (cut_residual(law, count) - expected);
                }
            }
            return sum;
        };
        return root(excess, 1e-6, 1 - 1e-6, 20);
    }

    /// Overdispersion at which the cut squares sum to what is expected, or to so many standard deviations less.
    [[nodiscard]] double overdispersion(double share, double deviations) const {
        if (excess(share, 0, deviations) <= 0) {
            return 0;
        }
        if (excess(share, largest_overdispersion, deviations) >= 0) {
            return largest_overdispersion;
        }
        // On a logarithmic scale: 1e-6 and 0.1 are both ordinary.
        auto const at = [&](double log_value) { return excess(share, std::exp(log_value), deviations); };
        return std::exp(root(at, std::log(no_overdispersion), std::log(largest_overdispersion), 20));
    }

private:
    [[nodiscard]] double excess(double share, double overdispersion, double deviations) const {
        double sum = 0;
        double variance = 0;
        for (auto const& [trials, counts] : splits_) {
            BetaBinomial const law{trials, share, overdispersion};
            auto const expected = expected_of(law);
            for (auto const& [count, times] : counts) {
                double const residual = cut_residual(law, count);
                sum += number(times) * (residual * residual - expected.square);
                variance += number(times) * expected.variance;
            }
        }
        return sum + deviations * std::sqrt(variance);
    }

    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> splits_;
    std::size_t size_ = 0;
};

}  // namespace

std::optional<Overdispersion> estimate_overdispersion(std::span<TemplatePair const> pairs, TemplatePair const& totals,
                                                      ExpansionParameters const& parameters) {
    if (totals.before <= 0 || totals.after <= 0) {
        return std::nullopt;
    }
    Scatter const scatter{pairs, parameters.minimum_templates};
    if (scatter.size() < parameters.minimum_clonotypes) {
        return std::nullopt;
    }
    // Middle and scatter in turns; a few rounds settle to more digits than the data have.
    double estimate = 0;
    double middle = 0.5;
    for (int round = 0; round < 4; ++round) {
        middle = scatter.middle(estimate);
        estimate = scatter.overdispersion(middle, 0);
    }
    return Overdispersion{.estimate = estimate, .upper = scatter.overdispersion(middle, 1)};
}

double expansion_p_value(TemplatePair const& pair, TemplatePair const& totals, double overdispersion) {
    auto const all = totals.before + totals.after;
    auto const trials = pair.before + pair.after;
    if (overdispersion < no_overdispersion) {
        return hypergeometric_at_least(pair.after, trials, totals.after, all);
    }
    return beta_binomial_at_least({trials, number(totals.after) / number(all), overdispersion}, pair.after);
}

std::vector<ExpansionTest> expansion_tests(std::span<TemplatePair const> pairs, TemplatePair const& totals,
                                           double overdispersion, ExpansionParameters const& parameters) {
    std::vector<ExpansionTest> tests;
    std::vector<double> p_values;
    for (std::size_t index = 0; index < pairs.size(); ++index) {
        auto const& pair = pairs[index];
        if (pair.before + pair.after < parameters.minimum_templates) {
            continue;
        }
        double const before = std::max(0.5, number(pair.before)) / number(totals.before);
        tests.push_back({.index = index, .fold = number(pair.after) / number(totals.after) / before,
                         .p = expansion_p_value(pair, totals, overdispersion), .q = 1, .expanded = false});
        p_values.push_back(tests.back().p);
    }
    auto const rates = false_discovery_rates(p_values);
    for (std::size_t index = 0; index < tests.size(); ++index) {
        auto& test = tests[index];
        auto const& pair = pairs[test.index];
        test.q = rates[index];
        test.expanded = test.q <= parameters.false_discovery_rate && test.fold >= parameters.fold &&
                        std::max(pair.before, pair.after) >= parameters.minimum_templates;
    }
    return tests;
}

bool expansion_possible(std::span<TemplatePair const> pairs, TemplatePair const& totals, double overdispersion,
                        ExpansionParameters const& parameters) {
    auto const earlier = std::ranges::count_if(pairs, [&](TemplatePair const& pair) {
        return pair.before >= parameters.minimum_templates;
    });
    for (std::int64_t clones = 1; totals.after / clones >= parameters.minimum_templates; clones *= 2) {
        double const p = expansion_p_value({0, totals.after / clones}, totals, overdispersion);
        double const fold = number(totals.before) / (0.5 * number(clones));
        if (p <= parameters.false_discovery_rate * number(clones) / number(earlier + clones) && fold >= parameters.fold) {
            return true;
        }
    }
    return false;
}

double absence_power(double share, std::int64_t total_before, double overdispersion) {
    double const variation = 2 * overdispersion / (1 - overdispersion);
    return dispersed_at_least(1, share * number(total_before), variation);
}

}  // namespace tidemark
