#include "stages/simulate/mixture.hpp"

#include <algorithm>

namespace tidemark {
namespace {

bool is_lost(SamplePlan const& plan, std::string const& id) {
    return std::ranges::find(plan.dropout, id) != plan.dropout.end();
}

/// Copies of one tumor cell share, weighted by cells.
void add_tumor(std::vector<DnaCopy>& copies, double cells, bool carries, PlacedVariant const& placed,
               std::size_t individual) {
    auto const counts = haplotype_copies(placed);
    for (int copy = 0; copy < counts.carrying + counts.other; ++copy) {
        bool const on_carrying = copy < counts.carrying;
        copies.push_back({.weight = cells,
                          .individual = individual,
                          .haplotype = on_carrying ? placed.haplotype : 1 - placed.haplotype,
                          .tumor = true,
                          .carried = carries && copy < placed.state.multiplicity ? placed.state.ccf : 0});
    }
}

/// Copies of normal cells; `blood` is the VAF of a blood mutation among their molecules.
void add_normal(std::vector<DnaCopy>& copies, double cells, int count, double blood, PlacedVariant const& placed,
                std::size_t individual) {
    for (int haplotype = 0; haplotype < count; ++haplotype) {
        copies.push_back({.weight = cells,
                          .individual = individual,
                          .haplotype = haplotype,
                          .tumor = false,
                          .carried = haplotype == placed.haplotype ? blood * count : 0});
    }
}

void scale_to(std::vector<DnaCopy>& copies, double sum) {
    double weights = 0;
    for (auto const& copy : copies) {
        weights += copy.weight;
    }
    for (auto& copy : copies) {
        copy.weight *= sum / weights;
    }
}

}  // namespace

HaplotypeCopies haplotype_copies(PlacedVariant const& placed) {
    int const total = placed.state.total_copies;
    if (placed.state.normal_copies == 1) {
        return {total, 0};
    }
    int const carrying = std::max(placed.state.multiplicity, total - total / 2);
    return {carrying, total - carrying};
}

Mixture region_mixture(Scenario const& scenario, Assay const& assay, SamplePlan const& plan, std::size_t region) {
    auto const& placed = assay.regions[region].placed;
    Mixture mixture;
    bool const own = plan.patient >= 0 && placed.patient == static_cast<std::size_t>(plan.patient);
    PlacedVariant ordinary;   // another patient's region: two copies, nothing carried
    auto const& here = own ? placed : ordinary;
    if (plan.patient >= 0) {
        auto const& lesions = scenario.patients[static_cast<std::size_t>(plan.patient)].lesions;
        for (std::size_t lesion = 0; lesion < lesions.size(); ++lesion) {
            if (plan.lesion_fractions[lesion] > 0) {
                bool const carries = own && placed.in_lesion(lesions[lesion].id) && !is_lost(plan, placed.id);
                add_tumor(mixture.copies, plan.lesion_fractions[lesion], carries, here, plan.individual);
            }
        }
    }
    double const blood = own ? placed.hematopoiesis.value_or(0) : 0;
    if (plan.fraction < 1) {
        add_normal(mixture.copies, 1 - plan.fraction, here.state.normal_copies, blood, here, plan.individual);
    }
    scale_to(mixture.copies, 1 - plan.contamination);
    if (plan.contaminant >= 0 && plan.contamination > 0) {
        // The foreign DNA is the other patient's normal cells: germline, and their blood mutation where this is it.
        auto const other = static_cast<std::size_t>(plan.contaminant);
        double const foreign_blood = placed.patient == other ? placed.hematopoiesis.value_or(0) : 0;
        std::vector<DnaCopy> foreign;
        add_normal(foreign, 1, 2, foreign_blood, placed, other);
        scale_to(foreign, plan.contamination);
        mixture.copies.insert(mixture.copies.end(), foreign.begin(), foreign.end());
    }
    for (auto const& copy : mixture.copies) {
        mixture.true_vaf += copy.weight * copy.carried;
    }
    return mixture;
}

}  // namespace tidemark
