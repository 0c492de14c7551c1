#include "stages/detect/witnesses.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "stages/detect/linked_molecules.hpp"
#include "values/model/haplotype_pattern.hpp"

namespace tidemark {
namespace {

constexpr double smallest_given_rate = 1e-12;
constexpr double largest_rate = 0.5;
constexpr double largest_hot_share = 0.9999;   // what is left is ordinary: nothing is divided by 0

/// Disjoint sets of loci.
class Components {
public:
    explicit Components(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    [[nodiscard]] std::size_t root(std::size_t index) {
        while (parent_[index] != index) {
            parent_[index] = parent_[parent_[index]];
            index = parent_[index];
        }
        return index;
    }
    /// The smaller index stays the root, so that the order of joins does not matter.
    void join(std::size_t left, std::size_t right) {
        auto const first = root(left);
        auto const second = root(right);
        parent_[std::max(first, second)] = std::min(first, second);
    }

private:
    std::vector<std::size_t> parent_;
};

/// Molecules counted at more than one locus of a witness: to be taken off the sums.
struct SharedMolecules {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
};

/// Molecules of one group in a witness, while it is put together.
struct WitnessCell {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    std::int64_t deepest = 0;
    std::int64_t most_alt = 0;
    double ordinary = 0;
    double spread = 0;   ///< sum of d e sqrt(dispersion): rates of linked loci are taken to move together
    struct HotSums {                   ///< over its loci, each weighed by h, its chance to be hot
        double share = 0;              ///< h
        double hot = 0;                ///< H, molecules if it is hot
        double ordinary = 0;           ///< o, molecules if it is not
        double hot_square = 0;         ///< H^2 (1 + dispersion)
        double product = 0;            ///< H o
        double ordinary_square = 0;    ///< o^2
    };
    HotSums hot;
    bool rate_given = true;
};

/// A witness while it is put together.
struct Draft {
    std::vector<std::size_t> loci;
    std::map<MoleculeGroup, WitnessCell> cells;
    std::map<MoleculeGroup, SharedMolecules> shared;
    std::map<MoleculeGroup, LinkedMolecules> linked;
    std::set<std::size_t> places;
    std::set<std::size_t> places_with_alt;
    CopyState copies;
    std::vector<WeightedCopies> copy_states;
};

using Drafts = std::map<std::size_t, Draft>;   // by first locus: panel order

void add_locus(Draft& draft, std::size_t index, LocusEvidence const& locus, std::size_t place) {
    if (draft.loci.empty() || expected_vaf_slope(0, locus.copies) < expected_vaf_slope(0, draft.copies)) {
        draft.copies = locus.copies;
        draft.copy_states = locus.copy_states;
    }
    draft.loci.push_back(index);
    draft.places.insert(place);
    if (locus.alt() > 0) {
        draft.places_with_alt.insert(place);
    }
    for (auto const& cell : locus.cells) {
        auto& sum = draft.cells[cell.group];
        auto const depth = static_cast<double>(cell.depth);
        double const hot = depth * cell.hot_rate;
        double const ordinary = (depth * cell.rate - cell.hot_share * hot) / (1 - cell.hot_share);
        sum.depth += cell.depth;
        sum.alt += cell.alt;
        sum.deepest = std::max(sum.deepest, cell.depth);
        sum.most_alt = std::max(sum.most_alt, cell.alt);
        sum.ordinary += ordinary;
        sum.spread += ordinary * std::sqrt(cell.dispersion);
        sum.hot.share += cell.hot_share;
        sum.hot.hot += cell.hot_share * hot;
        sum.hot.ordinary += cell.hot_share * ordinary;
        sum.hot.hot_square += cell.hot_share * hot * hot * (1 + cell.hot_dispersion);
        sum.hot.product += cell.hot_share * hot * ordinary;
        sum.hot.ordinary_square += cell.hot_share * ordinary * ordinary;
        sum.rate_given = sum.rate_given && cell.rate_given;
    }
}

/// The law of a witness whose loci are all ordinary but for one that is hot. At most one is: two at once would be h squared.
CountCell witness_cell(WitnessCell const& sum, double depth) {
    double const spread = sum.ordinary > 0 ? sum.spread / sum.ordinary : 0;
    double const ordinary = std::min(sum.ordinary, largest_rate * depth);
    CountCell cell{.depth = depth, .background = ordinary, .dispersion = spread * spread, .sample_factor = !sum.rate_given,
                   .copies = {}};
    auto const& hot = sum.hot;
    if (hot.share > 0) {
        // H + M - o with M of all loci, and its square: the other loci are ordinary.
        double const all = sum.ordinary;
        double const mean = (hot.hot + all * hot.share - hot.ordinary) / hot.share;
        double const others_square = all * all * hot.share - 2 * all * hot.ordinary + hot.ordinary_square;
        double const square = (hot.hot_square + 2 * (all * hot.hot - hot.product) + others_square * (1 + cell.dispersion)) /
                              hot.share;
        cell.hot_share = std::min(hot.share, largest_hot_share);
        cell.hot_background = std::min(mean, largest_rate * depth);
        cell.hot_dispersion = std::max(square / (mean * mean) - 1, 0.0);
        cell.background = (1 - cell.hot_share) * ordinary + cell.hot_share * cell.hot_background;
    }
    return cell;
}

enum class MoleculesKnown { yes, no };

Witness finished(Draft const& draft, MoleculesKnown known) {
    Witness witness{.loci = draft.loci, .unit = {}, .alt = {}, .supported_places = 0, .copy_states = draft.copy_states};
    witness.unit.places = static_cast<double>(draft.places.size());
    bool const blind = known == MoleculesKnown::no && draft.loci.size() > 1;
    for (auto const& [group, sum] : draft.cells) {
        auto const found = draft.shared.find(group);
        auto const overlap = found == draft.shared.end() ? SharedMolecules{} : found->second;
        auto const depth = blind ? sum.deepest : std::max(sum.depth - overlap.depth, sum.deepest);
        auto const alt = blind ? sum.most_alt : std::max(sum.alt - overlap.alt, sum.most_alt);
        MoleculeCount rest{depth, std::min(alt, depth)};
        auto const linked = draft.linked.find(group);
        auto const both = blind || linked == draft.linked.end() ? std::nullopt : linked_cell(linked->second, rest);
        if (both) {
            rest = {rest.depth - both->count.depth, rest.alt - both->count.alt};
        }
        witness.unit.cells.push_back(witness_cell(sum, static_cast<double>(rest.depth)));
        witness.unit.cells.back().copies = draft.copies;
        witness.alt.push_back(rest.alt);
        if (both) {
            witness.unit.cells.push_back(both->cell);
            witness.unit.cells.back().copies = draft.copies;
            witness.alt.push_back(both->count.alt);
        }
    }
    witness.supported_places =
        std::min(witness.total_alt(), static_cast<std::int64_t>(draft.places_with_alt.size()));
    return witness;
}

bool is_left_out(LeftOut const& left_out, std::size_t index) { return !left_out.empty() && left_out[index]; }

LocusCell cell_of(LocusRow const& row, RateSource const& rates, std::string const& context) {
    LocusCell cell{.group = row.group};
    if (row.background_rate) {
        cell.rate = std::clamp(*row.background_rate, smallest_given_rate, largest_rate);
        cell.rate_given = true;
    } else {
        cell = learnt_cell(row.group, rates.law.rate_of(row.variant, context, row.group), rates.noise_factor);
    }
    cell.depth = row.counts.depth;
    cell.alt = row.counts.alt;
    return cell;
}

}  // namespace

double whole_dispersion(LocusCell const& cell) {
    double const ordinary = (cell.rate - cell.hot_share * cell.hot_rate) / (1 - cell.hot_share);
    double const square = (1 - cell.hot_share) * ordinary * ordinary * (1 + cell.dispersion) +
                          cell.hot_share * cell.hot_rate * cell.hot_rate * (1 + cell.hot_dispersion);
    return std::max(square / (cell.rate * cell.rate) - 1, 0.0);
}

LocusCell learnt_cell(MoleculeGroup group, AppliedRate const& applied, double noise_factor) {
    LocusCell cell{.group = group};
    cell.dispersion = applied.dispersion;
    cell.hot_share = std::min(applied.hot_share, largest_hot_share);
    cell.hot_rate = std::min(applied.hot_rate * noise_factor, largest_rate);
    cell.hot_dispersion = applied.hot_dispersion;
    cell.rate = std::max(std::clamp(applied.rate * noise_factor, smallest_given_rate, largest_rate),
                         cell.hot_share * cell.hot_rate);
    return cell;
}

std::int64_t LocusEvidence::depth() const {
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, LocusCell const& cell) { return sum + cell.depth; });
}

std::int64_t LocusEvidence::alt() const {
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, LocusCell const& cell) { return sum + cell.alt; });
}

double LocusEvidence::background() const {
    return std::accumulate(cells.begin(), cells.end(), 0.0, [](double sum, LocusCell const& cell) {
        return sum + static_cast<double>(cell.depth) * cell.rate;
    });
}

std::int64_t Witness::total_alt() const { return std::accumulate(alt.begin(), alt.end(), std::int64_t{0}); }

double Witness::depth() const {
    return std::accumulate(unit.cells.begin(), unit.cells.end(), 0.0,
                           [](double sum, CountCell const& cell) { return sum + cell.depth; });
}

std::vector<LocusEvidence> gather_loci(SampleEvidence const& evidence, Panel const& panel, RateSource const& rates) {
    std::map<Variant, std::size_t> places;
    std::vector<LocusEvidence> loci;
    for (std::size_t entry = 0; entry < panel.entries.size(); ++entry) {
        auto const& row = panel.entries[entry];
        if (row.state == LocusState::tracked && places.emplace(row.variant, loci.size()).second) {
            auto const [copies, assumed, states] = stated_copies(row);
            loci.push_back({.entry = entry, .cells = {}, .copies = copies, .copy_states = states, .copies_assumed = assumed,
                            .trunk = row.trunk.value_or(true)});
        }
    }
    for (auto const& row : evidence.loci) {
        auto const place = places.find(row.variant);
        if (place != places.end() && row.counts.depth > 0) {
            auto& locus = loci[place->second];
            locus.cells.push_back(cell_of(row, rates, rates.contexts[locus.entry]));
            if (!row.background_rate && !panel.entries[locus.entry].phase_group.empty()) {
                locus.cells.back().linkage = rates.law.linkage(row.group);
            }
        }
    }
    for (auto& locus : loci) {
        std::ranges::sort(locus.cells, {}, &LocusCell::group);
    }
    return loci;
}

std::vector<Witness> single_witnesses(std::span<LocusEvidence const> loci, LeftOut const& left_out) {
    std::vector<Witness> witnesses;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        if (is_left_out(left_out, index)) {
            continue;
        }
        Witness witness{.loci = {index}, .unit = {}, .alt = {}, .supported_places = loci[index].alt() > 0 ? 1 : 0,
                        .copy_states = loci[index].copy_states};
        for (auto const& cell : loci[index].cells) {
            double const depth = static_cast<double>(cell.depth);
            witness.unit.cells.push_back({.depth = depth, .background = depth * cell.rate, .dispersion = 0,
                                          .sample_factor = false, .copies = loci[index].copies});
            witness.alt.push_back(cell.alt);
        }
        witnesses.push_back(std::move(witness));
    }
    return witnesses;
}

std::vector<Witness> gather_witnesses(std::span<LocusEvidence const> loci, Panel const& panel,
                                      SampleEvidence const& evidence, Joining joining, LeftOut const& left_out) {
    HaplotypeNames names;
    Components places{loci.size()};
    std::map<std::string_view, std::size_t> first_of_phase;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        auto const& entry = panel.entries[loci[index].entry];
        if (is_left_out(left_out, index)) {
            continue;
        }
        names.emplace(to_text(entry.variant), index);
        if (!entry.phase_group.empty()) {
            places.join(first_of_phase.emplace(entry.phase_group, index).first->second, index);
        }
    }
    auto components = places;
    std::vector<std::pair<std::vector<PatternLocus>, HaplotypeRow const*>> patterns;
    for (auto const& row : evidence.haplotypes) {
        patterns.emplace_back(parse_haplotype(row.pattern, names), &row);
        for (auto const& each : patterns.back().first) {
            if (joining == Joining::molecules) {
                components.join(patterns.back().first.front().locus, each.locus);
            }
        }
    }
    Drafts drafts;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        if (!is_left_out(left_out, index)) {
            add_locus(drafts[components.root(index)], index, loci[index], places.root(index));
        }
    }
    for (auto const& [pattern, row] : patterns) {
        std::map<std::size_t, std::vector<PatternLocus>> covered;   // loci of each witness that the molecules cover
        for (auto const& each : pattern) {
            covered[components.root(each.locus)].push_back(each);
        }
        for (auto const& [root, its_loci] : covered) {
            auto const shown = std::ranges::count_if(its_loci, &PatternLocus::shows);
            auto& shared = drafts[root].shared[row->group];
            shared.depth += row->molecules * (std::ssize(its_loci) - 1);
            shared.alt += row->molecules * std::max<std::int64_t>(shown - 1, 0);
            bool const one_place = std::ranges::all_of(
                its_loci, [&](PatternLocus const& each) { return places.root(each.locus) == places.root(its_loci.front().locus); });
            if (one_place) {
                add_linked(drafts[root].linked[row->group], {its_loci, row->group, row->molecules}, loci, panel);
            }
        }
    }
    auto const known = evidence.haplotypes.empty() ? MoleculesKnown::no : MoleculesKnown::yes;
    std::vector<Witness> witnesses;
    for (auto const& [root, draft] : drafts) {
        witnesses.push_back(finished(draft, known));
    }
    return witnesses;
}

}  // namespace tidemark
