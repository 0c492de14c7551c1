#include "stages/design/target_search.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/distributions.hpp"
#include "values/probability/gamma_nodes.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

constexpr double wanted_power = 0.95;
constexpr double most_in_all = 1e13;

/// Smallest whole number in (below, above] where a condition that stays true once it is true holds; it holds at `above`.
template <typename Condition>
double smallest_with(double below, double above, Condition const& holds) {
    while (above - below > std::max(1.0, above * 1e-12)) {
        double const middle = std::floor(below + (above - below) / 2);
        (holds(middle) ? above : below) = middle;
    }
    return above;
}

/// Teeth of the saw with a background that is itself uncertain: negative binomial under the null, gamma-averaged Poisson with
/// a tumor.
class DispersedTeeth {
public:
    DispersedTeeth(TubePlan const& plan, double target_vaf)
        : target_{target_vaf}, background_{plan.background_rate}, alpha_{rule_of(plan).alpha_for(plan.loci)},
          dispersion_{pooled_dispersion(plan)}, nodes_{gamma_nodes(std::min(std::sqrt(dispersion_), 3.0), 63)} {}

    /// Smallest N with P(X >= k) >= 95 % at the target.
    [[nodiscard]] double needed(std::int64_t k) const {
        return reaching([&](double molecules) {
            double chance = 0;
            for (auto const& node : nodes_) {
                chance += node.weight * poisson_at_least(k, molecules * (background_ * node.value + target_));
            }
            return chance >= wanted_power;
        });
    }
    /// Largest N whose blanks reach k with at most alpha.
    [[nodiscard]] double last_with(std::int64_t k) const {
        return reaching([&](double molecules) {
                   return dispersed_at_least(k, molecules * background_, dispersion_) > alpha_;
               }) - 1;
    }

private:
    template <typename Condition>
    [[nodiscard]] static double reaching(Condition const& holds) {
        double above = 1;
        while (above < most_in_all && !holds(above)) {
            above *= 2;
        }
        return smallest_with(std::floor(above / 2), above, holds);
    }

    double target_;
    double background_;
    double alpha_;
    double dispersion_;
    std::vector<QuadratureNode> nodes_;
};

std::optional<MoleculesNeeded> dispersed_need(TubePlan const& plan, double target_vaf) {
    DispersedTeeth const teeth{plan, target_vaf};
    double first = 0;
    double safe = 0;
    double start = 1;
    int fine_in_a_row = 0;
    for (std::int64_t k = 1; fine_in_a_row < 20; k += 1 + k / 200) {
        double const end = teeth.last_with(k);
        if (end < start) {
            continue;
        }
        if (end > most_in_all / 2) {
            return std::nullopt;
        }
        double const enough = std::max(teeth.needed(k), start);
        if (enough <= end && first == 0) {
            first = enough;
        }
        if (enough > start || safe == 0) {
            safe = enough <= end ? enough : 0;
            fine_in_a_row = 0;
        } else {
            ++fine_in_a_row;
        }
        start = end + 1;
    }
    return MoleculesNeeded{static_cast<std::int64_t>(first), static_cast<std::int64_t>(safe)};
}

/// Smallest count from `start` on, found by doubling and halving, for which the plan's target is reached.
template <typename Set>
std::optional<std::int64_t> smallest_reaching(TubePlan plan, std::int64_t start, std::int64_t most, Set const& set) {
    auto const reached = [&](std::int64_t value) {
        set(plan, value);
        auto const limit = limit_of(plan);
        return limit && *limit <= *plan.target * (1 + 1e-4);
    };
    auto above = std::max<std::int64_t>(start, 1);
    auto below = above - 1;
    while (above <= most && !reached(above)) {
        below = above;
        above *= 2;
    }
    if (above > most) {
        return std::nullopt;
    }
    while (above - below > std::max<std::int64_t>(1, above / 10'000)) {
        auto const middle = below + (above - below) / 2;
        (reached(middle) ? above : below) = middle;
    }
    return above;
}

std::int64_t divided_up(std::int64_t dividend, std::int64_t divisor) { return (dividend + divisor - 1) / divisor; }

}  // namespace

CopyState copies_of(TubePlan const& plan) {
    return {.multiplicity = plan.multiplicity, .total_copies = plan.total_copies};
}

std::vector<WitnessUnit> units_of(TubePlan const& plan) {
    double const depth = static_cast<double>(plan.molecules);
    WitnessUnit unit;
    unit.cells.push_back({.depth = depth,
                          .background = depth * plan.background_rate,
                          .dispersion = plan.dispersion,
                          .sample_factor = true,
                          .copies = copies_of(plan)});
    return std::vector<WitnessUnit>(static_cast<std::size_t>(plan.loci), unit);
}

DecisionRule rule_of(TubePlan const& plan) { return {.alpha = plan.alpha}; }

double pooled_dispersion(TubePlan const& plan) {
    double const shared = plan.sample_dispersion * plan.sample_dispersion;
    return shared + plan.dispersion * (1 + shared) / static_cast<double>(plan.loci);
}

double vaf_floor(TubePlan const& plan) {
    double const dispersion = pooled_dispersion(plan);
    if (dispersion <= 0) {
        return 0;
    }
    double const shape = 1 / dispersion;
    double const alpha = rule_of(plan).alpha_for(plan.loci);
    return plan.background_rate * dispersion * (gamma_quantile(1 - alpha, shape) - gamma_quantile(1 - wanted_power, shape));
}

std::optional<MoleculesNeeded> molecules_for_target(TubePlan const& plan) {
    double const target_vaf = expected_vaf(TumorFractionCell{*plan.target}, copies_of(plan)).value;
    if (target_vaf <= vaf_floor(plan) || target_vaf < plan.background_rate / 100) {
        return std::nullopt;
    }
    return pooled_dispersion(plan) > 0
               ? dispersed_need(plan, target_vaf)
               : molecules_needed(target_vaf, plan.background_rate, rule_of(plan).alpha_for(plan.loci));
}

std::optional<std::int64_t> molecules_for_target_with_breadth(TubePlan const& plan) {
    auto const counted = molecules_for_target(plan);
    return counted ? smallest_reaching(plan, divided_up(counted->safe, plan.loci), most_molecules,
                                       [](TubePlan& other, std::int64_t value) { other.molecules = value; })
                   : std::nullopt;
}

std::optional<std::int64_t> loci_for_target(TubePlan const& plan) {
    // Two at least, so that support can be broad and the size is that of a panel.
    auto wider = plan;
    wider.loci = std::max<std::int64_t>(plan.loci, 2);
    wider.dispersion = 0;   // what each locus adds shrinks with their number; the search below looks at it exactly
    auto const counted = molecules_for_target(wider);
    return counted ? smallest_reaching(plan, std::max<std::int64_t>(2, divided_up(counted->safe, plan.molecules)), most_loci,
                                       [](TubePlan& other, std::int64_t value) { other.loci = value; })
                   : std::nullopt;
}

std::optional<double> limit_of(TubePlan const& plan) {
    auto const units = units_of(plan);
    StatisticLaw const law{units, pooled_scores(units), plan.sample_dispersion};
    return tube_limits(law, rule_of(plan), plan.loci,
                       {.guess = predicted_detection_limit(units, rule_of(plan), plan.loci, plan.sample_dispersion),
                        .accuracy = 1e-5})
        .detection95;
}

}  // namespace tidemark
