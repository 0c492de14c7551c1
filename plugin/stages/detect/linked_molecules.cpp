#include "stages/detect/linked_molecules.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double mixed_share = 0.05;
constexpr double disbelief = 1e-6;

}  // namespace

void add_linked(LinkedMolecules& sum, PatternMolecules const& pattern, std::span<LocusEvidence const> loci, Panel const& panel) {
    double expected = 0;
    double spread = 0;
    double single = 0;
    bool shows_two = false;
    bool shows_one = false;
    for (auto one = pattern.loci.begin(); one != pattern.loci.end(); ++one) {
        auto const& cells = loci[one->locus].cells;
        auto const cell = std::ranges::find(cells, pattern.group, &LocusCell::group);
        if (cell == cells.end()) {
            return;
        }
        single += cell->rate;
        shows_one = shows_one || one->shows;
        for (auto other = pattern.loci.begin(); other != one; ++other) {
            auto const& other_cells = loci[other->locus].cells;
            auto const other_cell = std::ranges::find(other_cells, pattern.group, &LocusCell::group);
            if (share_bases(panel.entries[loci[one->locus].entry].variant, panel.entries[loci[other->locus].entry].variant)) {
                continue;
            }
            double const rate = linked_rate(cell->rate, other_cell->rate, cell->linkage);
            expected += rate;
            spread += rate * std::sqrt(stacked_dispersion(cell->linkage.dispersion,
                                                          stacked_dispersion(whole_dispersion(*cell), whole_dispersion(*other_cell))));
            shows_two = shows_two || (one->shows && other->shows);
            sum.known = sum.known && cell->linkage.factor > 0;
        }
    }
    if (expected == 0) {
        return;
    }
    auto const molecules = static_cast<double>(pattern.molecules);
    sum.depth += pattern.molecules;
    sum.alt += shows_two ? pattern.molecules : 0;
    sum.mixed += shows_one && !shows_two ? pattern.molecules : 0;
    sum.expected += molecules * expected;
    sum.spread += molecules * spread;
    sum.mixed_expected += molecules * single;
}

std::optional<LinkedCell> linked_cell(LinkedMolecules const& linked, MoleculeCount const& all) {
    if (!linked.known || linked.depth <= 0) {
        return std::nullopt;
    }
    if (linked.mixed > linked.alt && poisson_at_least(linked.mixed, linked.mixed_expected) < disbelief) {
        return std::nullopt;
    }
    auto const kept = static_cast<std::int64_t>(std::ceil(mixed_share * static_cast<double>(linked.depth)));
    auto const depth = std::min(linked.depth, all.depth) - kept;
    if (depth <= 0) {
        return std::nullopt;
    }
    // More than 95 % tumor: what does not fit stays with the rest.
    MoleculeCount const count{depth, std::min({linked.alt, depth, all.alt})};
    if (all.alt - count.alt > all.depth - depth) {
        return std::nullopt;
    }
    double const spread = linked.expected > 0 ? linked.spread / linked.expected : 0;
    return LinkedCell{.cell = {.depth = static_cast<double>(depth),
                               .background = std::min(linked.expected, 0.5 * static_cast<double>(depth)),
                               .dispersion = spread * spread,
                               .copies = {}},
                      .count = count};
}

}  // namespace tidemark
