#include "stages/detect/witnesses.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "stages/detect/linked_molecules.hpp"
#include "values/model/haplotype_pattern.hpp"

namespace tidemark {
namespace {

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

/// A witness while it is put together: panels may have 100,000, so that one is finished before the next is begun.
struct Draft {
    std::vector<std::size_t> loci;
    std::vector<std::pair<MoleculeGroup, WitnessCell>> cells;   // by group
    std::map<MoleculeGroup, SharedMolecules> shared;
    std::map<MoleculeGroup, LinkedMolecules> linked;
    std::vector<std::size_t> places;                            // of each locus
    std::vector<std::size_t> places_with_alt;
    CopyState copies;
    std::vector<WeightedCopies> copy_states;
};

std::int64_t distinct(std::vector<std::size_t>& values) {
    std::ranges::sort(values);
    return std::ranges::unique(values).begin() - values.begin();
}

WitnessCell& cell_in(Draft& draft, MoleculeGroup group) {
    auto const found = std::ranges::lower_bound(draft.cells, group, {}, [](auto const& each) { return each.first; });
    return found != draft.cells.end() && found->first == group ? found->second
                                                              : draft.cells.insert(found, {group, {}})->second;
}

void add_locus(Draft& draft, std::size_t index, LocusEvidence const& locus, std::size_t place) {
    if (draft.loci.empty() || expected_vaf_slope(no_tumor, locus.copies) < expected_vaf_slope(no_tumor, draft.copies)) {
        draft.copies = locus.copies;
        draft.copy_states = locus.copy_states;
    }
    draft.loci.push_back(index);
    draft.places.push_back(place);
    if (locus.alt() > 0) {
        draft.places_with_alt.push_back(place);
    }
    for (auto const& cell : locus.cells) {
        auto& sum = cell_in(draft, cell.group);
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

Witness finished(Draft draft, MoleculesKnown known) {
    bool const blind = known == MoleculesKnown::no && draft.loci.size() > 1;
    Witness witness{.loci = std::move(draft.loci), .unit = {}, .alt = {}, .shown_places = 0,
                    .copy_states = std::move(draft.copy_states)};
    witness.unit.places = static_cast<double>(distinct(draft.places));
    witness.unit.cells.reserve(draft.cells.size());
    witness.alt.reserve(draft.cells.size());
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
    witness.shown_places =
        std::min(witness.total_alt(), distinct(draft.places_with_alt));
    return witness;
}

bool is_left_out(LeftOut const& left_out, std::size_t index) { return !left_out.empty() && left_out[index]; }

/// A locus and the first one of its witness.
struct Member {
    std::size_t root;
    std::size_t locus;
};

/// Loci that are not left out, witness by witness.
std::vector<Member> by_root(Components& components, std::size_t loci, LeftOut const& left_out) {
    std::vector<Member> members;
    members.reserve(loci);
    bool in_order = true;
    for (std::size_t index = 0; index < loci; ++index) {
        if (!is_left_out(left_out, index)) {
            members.push_back({components.root(index), index});
            in_order = in_order && (members.size() < 2 || members[members.size() - 2].root <= members.back().root);
        }
    }
    if (!in_order) {
        std::ranges::stable_sort(members, {}, &Member::root);
    }
    return members;
}

/// Loci of one witness that the molecules of a row cover.
struct CoveredLoci {
    std::vector<PatternLocus> loci;
    HaplotypeRow const* row;
};

std::map<std::size_t, std::vector<PatternLocus>> by_witness(std::span<PatternLocus const> pattern, Components& components) {
    std::map<std::size_t, std::vector<PatternLocus>> parts;
    for (auto const& each : pattern) {
        parts[components.root(each.locus)].push_back(each);
    }
    return parts;
}

void add_covered(Draft& draft, CoveredLoci const& covered, Components& places, std::span<LocusEvidence const> loci,
                 Panel const& panel) {
    auto const& [its_loci, row] = covered;
    auto const shown = std::ranges::count_if(its_loci, &PatternLocus::shows);
    auto& shared = draft.shared[row->group];
    shared.depth += row->molecules * (std::ssize(its_loci) - 1);
    shared.alt += row->molecules * std::max<std::int64_t>(shown - 1, 0);
    bool const one_place = std::ranges::all_of(
        its_loci, [&](PatternLocus const& each) { return places.root(each.locus) == places.root(its_loci.front().locus); });
    if (one_place) {
        add_linked(draft.linked[row->group], {its_loci, row->group, row->molecules}, loci, panel);
    }
}

}  // namespace

std::int64_t Witness::total_alt() const { return std::accumulate(alt.begin(), alt.end(), std::int64_t{0}); }

double Witness::depth() const {
    return std::accumulate(unit.cells.begin(), unit.cells.end(), 0.0,
                           [](double sum, CountCell const& cell) { return sum + cell.depth; });
}

std::vector<Witness> single_witnesses(std::span<LocusEvidence const> loci, LeftOut const& left_out) {
    std::vector<Witness> witnesses;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        if (is_left_out(left_out, index)) {
            continue;
        }
        Witness witness{.loci = {index}, .unit = {}, .alt = {}, .shown_places = loci[index].alt() > 0 ? 1 : 0,
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
        if (!evidence.haplotypes.empty()) {
            names.emplace(to_text(entry.variant), index);
        }
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
    std::map<std::size_t, std::vector<CoveredLoci>> covered;   // by first locus of the witness
    for (auto const& [pattern, row] : patterns) {
        for (auto& part : by_witness(pattern, components)) {
            covered[part.first].push_back({std::move(part.second), row});
        }
    }
    auto const known = evidence.haplotypes.empty() ? MoleculesKnown::no : MoleculesKnown::yes;
    auto const members = by_root(components, loci.size(), left_out);
    std::vector<Witness> witnesses;
    witnesses.reserve(members.size());
    for (auto member = members.begin(); member != members.end();) {
        auto const root = member->root;   // panel order: by first locus
        Draft draft;
        for (; member != members.end() && member->root == root; ++member) {
            add_locus(draft, member->locus, loci[member->locus], places.root(member->locus));
        }
        if (auto const found = covered.find(root); found != covered.end()) {
            for (auto const& each : found->second) {
                add_covered(draft, each, places, loci, panel);
            }
        }
        witnesses.push_back(finished(std::move(draft), known));
    }
    return witnesses;
}

}  // namespace tidemark
