#include "stages/design/grid_axes.hpp"

#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/transform.hpp>

namespace tidemark {

std::vector<GridQuantity> const& grid_quantities() {
    static std::vector<GridQuantity> const quantities{
        {"molecules at each locus", "molecules", [](TubePlan const& plan) { return static_cast<double>(plan.molecules); }},
        {"loci", "loci", [](TubePlan const& plan) { return static_cast<double>(plan.loci); }},
        {"background rate", "error rate", [](TubePlan const& plan) { return plan.background_rate; }},
        {"alpha", "alpha", [](TubePlan const& plan) { return plan.alpha; }},
        {"mutated copies", "mutated copies", [](TubePlan const& plan) { return plan.multiplicity; }},
        {"copies", "copies", [](TubePlan const& plan) { return plan.total_copies; }, true},
        {"locus dispersion", "locus dispersion", [](TubePlan const& plan) { return plan.dispersion; }, true},
        {"sample dispersion", "sample dispersion", [](TubePlan const& plan) { return plan.sample_dispersion; }, true}};
    return quantities;
}

std::vector<double> values_among(std::span<TubeDesign const> designs, GridQuantity const& quantity) {
    return designs | ranges::views::transform([&](TubeDesign const& design) { return quantity.value(design.plan); }) |
           ranges::to<std::vector> | ranges::actions::sort | ranges::actions::unique;
}

GridSpread spread_of(std::span<TubeDesign const> designs) {
    auto const& quantities = grid_quantities();
    std::vector<std::size_t> counts;
    for (auto const& quantity : quantities) {
        counts.push_back(values_among(designs, quantity).size());
    }
    auto const most = [&](auto const& allowed) {
        std::optional<std::size_t> found;
        for (std::size_t index = 0; index < counts.size(); ++index) {
            if (counts[index] > 1 && allowed(index) && (!found || counts[index] > counts[*found])) {
                found = index;
            }
        }
        return found;
    };
    GridSpread spread;
    spread.axis = most([&](std::size_t index) { return !quantities[index].may_be_zero; });
    spread.lines = most([&](std::size_t index) { return index != spread.axis; });
    for (std::size_t index = 0; index < counts.size(); ++index) {
        if (counts[index] > 1 && index != spread.axis && index != spread.lines) {
            spread.fixed.push_back(index);
        }
    }
    return spread;
}

}  // namespace tidemark
