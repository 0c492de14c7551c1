#include "stages/design/grid.hpp"

#include <cmath>
#include <utility>

namespace tidemark {
namespace {

/// Each plan once for each value, the new value changing fastest.
template <typename Value, typename Set>
void spread(std::vector<TubePlan>& plans, std::vector<Value> const& values, Set const& set) {
    std::vector<TubePlan> more;
    more.reserve(plans.size() * values.size());
    for (auto const& plan : plans) {
        for (auto const& value : values) {
            more.push_back(plan);
            set(more.back(), value);
        }
    }
    plans = std::move(more);
}

}  // namespace

std::size_t plan_count(DesignGrid const& grid) {
    std::size_t count = 1;
    for (auto const size : {grid.loci.size(), grid.molecules.size(), grid.backgrounds.size(), grid.alphas.size(),
                            grid.multiplicities.size(), grid.total_copies.size(), grid.dispersions.size(),
                            grid.sample_dispersions.size(), grid.fractions.size(), grid.targets.size(),
                            grid.falls.size(), grid.private_loci.size()}) {
        count *= size;
    }
    return count;
}

std::vector<TubePlan> plans_of(DesignGrid const& grid) {
    std::vector<TubePlan> plans(1);
    spread(plans, grid.loci, [](TubePlan& plan, std::int64_t value) { plan.loci = value; });
    spread(plans, grid.molecules, [](TubePlan& plan, std::int64_t value) { plan.molecules = value; });
    spread(plans, grid.backgrounds, [](TubePlan& plan, PlannedBackground const& value) {
        plan.background_rate = value.rate;
        plan.evidence_class = value.evidence_class;
    });
    spread(plans, grid.alphas, [](TubePlan& plan, double value) { plan.alpha = value; });
    spread(plans, grid.multiplicities, [](TubePlan& plan, double value) { plan.multiplicity = value; });
    spread(plans, grid.total_copies, [](TubePlan& plan, double value) { plan.total_copies = value; });
    spread(plans, grid.dispersions, [](TubePlan& plan, double value) { plan.dispersion = value; });
    spread(plans, grid.sample_dispersions, [](TubePlan& plan, double value) { plan.sample_dispersion = value; });
    spread(plans, grid.fractions, [](TubePlan& plan, std::optional<double> value) { plan.fraction = value; });
    spread(plans, grid.targets, [](TubePlan& plan, std::optional<double> value) { plan.target = value; });
    spread(plans, grid.falls, [](TubePlan& plan, std::optional<double> value) { plan.fall = value; });
    spread(plans, grid.private_loci,
           [](TubePlan& plan, std::optional<std::int64_t> value) { plan.private_loci = value; });
    return plans;
}

std::vector<double> values_of(ValueRange const& range) {
    if (range.count == 1) {
        return {range.first};
    }
    std::vector<double> values;
    double const steps = static_cast<double>(range.count - 1);
    for (std::size_t index = 0; index < range.count; ++index) {
        values.push_back(range.first * std::pow(range.last / range.first, static_cast<double>(index) / steps));
    }
    values.back() = range.last;
    return values;
}

}  // namespace tidemark
