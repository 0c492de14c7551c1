#include "stages/design/design_tube.hpp"

#include <algorithm>
#include <cmath>

#include "stages/design/answers.hpp"
#include "stages/design/fall_power.hpp"
#include "stages/design/target_search.hpp"

namespace tidemark {
namespace {

std::optional<double> vaf_of(std::optional<double> fraction, CopyState const& copies) {
    return fraction ? std::optional{expected_vaf(TumorFractionCell{*fraction}, copies).value} : std::nullopt;
}

std::optional<std::int64_t> larger(std::optional<std::int64_t> first, std::optional<std::int64_t> second) {
    return first && second ? std::max(first, second) : first ? first : second;
}

void add_limits(TubeDesign& design) {
    auto const& plan = design.plan;
    auto const units = units_of(plan);
    auto const rule = rule_of(plan);
    StatisticLaw const law{units, pooled_scores(units), plan.sample_dispersion};
    LimitSearch const search{.guess = predicted_detection_limit(units, rule, plan.loci, plan.sample_dispersion)};
    auto const limits = tube_limits(law, rule, plan.loci, search);
    design.critical_count = limits.critical_value;
    design.lob = limits.blank;
    design.lod95 = limits.detection95;
    design.lod95_count = fraction_detected(law, limits.critical_value, Breadth::any, search);
    design.loq = quantification_limit(units, plan.sample_dispersion);
    auto const copies = copies_of(plan);
    design.lob_vaf = vaf_of(design.lob, copies);
    design.lod95_vaf = vaf_of(design.lod95, copies);
    design.lod95_count_vaf = vaf_of(design.lod95_count, copies);
    design.loq_vaf = vaf_of(design.loq, copies);
    if (plan.fraction) {
        design.power = law.power(*plan.fraction, limits.critical_value,
                                 plan.loci == 1 ? Breadth::two_molecules : Breadth::two_places);
    }
}

void add_target(TubeDesign& design) {
    auto const& plan = design.plan;
    design.target_vaf = vaf_of(plan.target, copies_of(plan));
    auto const counted = molecules_for_target(plan);
    if (!counted) {
        return;
    }
    design.molecules_first = counted->first;
    design.molecules_safe = counted->safe;
    design.molecules_missing = std::max<std::int64_t>(0, counted->safe - design.molecules_n);
    design.molecules_for_target = molecules_for_target_with_breadth(plan);
    design.molecules_needed = design.molecules_for_target;
    design.loci_needed = loci_for_target(plan);
}

/// Tumor cell fraction at which so many molecules show the allele; nothing where none does.
std::optional<double> fraction_showing(double molecules, double depth, CopyState const& copies) {
    auto const fraction = molecules <= depth ? fraction_from_vaf(Vaf{molecules / depth}, copies) : std::nullopt;
    return fraction ? std::optional{fraction->value} : std::nullopt;
}

void add_fall(TubeDesign& design) {
    auto const& plan = design.plan;
    constexpr std::int64_t fewest_private_loci = 3;   // readout.md 7.2
    design.baseline_molecules_needed = baseline_molecules_needed(*plan.fall);
    auto const loci = plan.private_loci.value_or(plan.loci);
    double const depth = static_cast<double>(plan.molecules);
    auto const copies = copies_of(plan);
    auto const needed = design.baseline_molecules_needed;
    if (needed) {
        design.baseline_fraction_needed =
            fraction_showing(static_cast<double>(*needed), static_cast<double>(loci) * depth, copies);
    }
    if (!plan.fraction) {
        return;
    }
    double const vaf = expected_vaf(TumorFractionCell{*plan.fraction}, copies).value;
    design.baseline_molecules = static_cast<double>(loci) * depth * vaf;
    design.power_fall = fall_power({*design.baseline_molecules, *plan.fall});
    if (needed) {
        auto const enough = static_cast<std::int64_t>(std::ceil(static_cast<double>(*needed) / (depth * vaf) - 1e-9));
        design.private_loci_needed = plan.private_loci ? std::max(fewest_private_loci, enough) : enough;
        auto const each = static_cast<std::int64_t>(
            std::ceil(static_cast<double>(*needed) / (static_cast<double>(loci) * vaf) - 1e-9));
        design.molecules_needed = larger(design.molecules_needed, each);
    }
}

double nanograms(std::int64_t molecules, TubeSupply const& supply) {
    return static_cast<double>(molecules) / (supply.hge_per_ng * supply.recovery);
}

std::optional<double> cost_of(std::int64_t molecules, std::int64_t loci, TubeSupply const& supply) {
    if (!supply.cost_draw && !supply.cost_million) {
        return std::nullopt;
    }
    return supply.cost_draw.value_or(0) +
           supply.cost_million.value_or(0) * static_cast<double>(molecules) * static_cast<double>(loci) / 1e6;
}

void add_supply(TubeDesign& design, TubeSupply const& supply) {
    auto const& plan = design.plan;
    design.recovery = supply.recovery;
    design.hge_per_ng = supply.hge_per_ng;
    design.input_ng = nanograms(plan.molecules, supply);
    design.cost = cost_of(plan.molecules, plan.loci, supply);
    if (design.molecules_needed) {
        design.input_ng_needed = nanograms(*design.molecules_needed, supply);
        design.cost_needed = cost_of(*design.molecules_needed, plan.loci, supply);
    }
    if (supply.ng_per_ml) {
        design.plasma_ml = design.input_ng / *supply.ng_per_ml;
        design.plasma_ml_needed = design.input_ng_needed ? std::optional{*design.input_ng_needed / *supply.ng_per_ml} : std::nullopt;
    }
}

}  // namespace

TubeDesign design_tube(TubePlan const& plan, TubeSupply const& supply, LesionQuestion const& question) {
    TubeDesign design;
    design.plan = plan;
    design.molecules_n = plan.loci * plan.molecules;
    design.background_expected = static_cast<double>(design.molecules_n) * plan.background_rate;
    add_limits(design);
    if (plan.target) {
        add_target(design);
    }
    if (plan.fall) {
        add_fall(design);
    }
    add_supply(design, supply);
    add_answers(design, question);
    return design;
}

}  // namespace tidemark
