#include "stages/detect/witnesses.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

namespace tidemark {
namespace {

constexpr double smallest_given_rate = 1e-12;
constexpr double largest_rate = 0.5;

/// Loci by their text in haplotype patterns.
using LocusNames = std::map<std::string, std::size_t, std::less<>>;

struct PatternLocus {
    std::size_t locus;
    bool shows;
};

/// Loci of a pattern that are tracked; others are not this panel's business.
std::vector<PatternLocus> parse_pattern(std::string_view pattern, LocusNames const& names) {
    std::vector<PatternLocus> loci;
    while (!pattern.empty()) {
        auto const end = std::min(pattern.find(','), pattern.size());
        auto const part = pattern.substr(0, end);
        auto const equals = part.rfind('=');
        if (auto const found = names.find(part.substr(0, equals));
            equals != std::string_view::npos && found != names.end()) {
            loci.push_back({found->second, part.substr(equals + 1) == "1"});
        }
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return loci;
}

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

struct SharedMolecules {
    std::int64_t depth = 0;   ///< counted at more than one locus: to be taken off the sum
    std::int64_t alt = 0;
};

/// Molecules of one group in a unit, while it is put together.
struct UnitCell {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    std::int64_t deepest = 0;
    std::int64_t most_alt = 0;
    double background = 0;
    double spread = 0;   ///< sum of d e sqrt(dispersion): rates of linked loci are taken to move together
    bool rate_given = true;
};

CopyState lowest_share(CopyState const& left, CopyState const& right) {
    return expected_vaf_slope(0, right) < expected_vaf_slope(0, left) ? right : left;
}

}  // namespace

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

bool Witness::has_depth() const {
    return std::ranges::any_of(unit.cells, [](CountCell const& cell) { return cell.depth > 0; });
}

std::vector<LocusEvidence> gather_loci(SampleEvidence const& evidence, Panel const& panel, RateSource const& rates) {
    std::map<Variant, std::size_t> places;
    std::vector<LocusEvidence> loci;
    for (std::size_t entry = 0; entry < panel.entries.size(); ++entry) {
        auto const& row = panel.entries[entry];
        if (row.state == LocusState::tracked && places.emplace(row.variant, loci.size()).second) {
            auto const [copies, assumed] = stated_copies(row);
            loci.push_back({.entry = entry, .cells = {}, .copies = copies, .copies_assumed = assumed,
                            .trunk = row.trunk.value_or(true)});
        }
    }
    for (auto const& row : evidence.loci) {
        auto const place = places.find(row.variant);
        if (place == places.end() || row.counts.depth == 0) {
            continue;
        }
        auto& locus = loci[place->second];
        LocusCell cell{.group = row.group, .depth = row.counts.depth, .alt = row.counts.alt};
        if (row.background_rate) {
            cell.rate = std::clamp(*row.background_rate, smallest_given_rate, largest_rate);
            cell.rate_given = true;
        } else {
            auto const applied = rates.law.rate_of(row.variant, rates.contexts[locus.entry], row.group);
            cell.rate = std::clamp(applied.rate * rates.noise_factor, smallest_given_rate, largest_rate);
            cell.dispersion = applied.dispersion;
        }
        locus.cells.push_back(cell);
    }
    for (auto& locus : loci) {
        std::ranges::sort(locus.cells, {}, &LocusCell::group);
    }
    return loci;
}

std::vector<Witness> single_witnesses(std::span<LocusEvidence const> loci) {
    std::vector<Witness> witnesses;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        Witness witness{.loci = {index}, .unit = {}, .alt = {}, .trunk = loci[index].trunk};
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
                                      SampleEvidence const& evidence) {
    LocusNames names;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        names.emplace(to_text(panel.entries[loci[index].entry].variant), index);
    }
    Components components{loci.size()};
    std::map<std::pair<std::size_t, MoleculeGroup>, SharedMolecules> shared;
    bool const phased_molecules = !evidence.haplotypes.empty();
    std::vector<std::pair<std::vector<PatternLocus>, HaplotypeRow const*>> patterns;
    for (auto const& row : evidence.haplotypes) {
        patterns.emplace_back(parse_pattern(row.pattern, names), &row);
        for (auto const& each : patterns.back().first) {
            components.join(patterns.back().first.front().locus, each.locus);
        }
    }
    if (!phased_molecules) {
        std::map<std::string_view, std::size_t> first_of_phase;
        for (std::size_t index = 0; index < loci.size(); ++index) {
            auto const& phase = panel.entries[loci[index].entry].phase_group;
            if (!phase.empty()) {
                components.join(first_of_phase.emplace(phase, index).first->second, index);
            }
        }
    }
    for (auto const& [pattern, row] : patterns) {
        if (pattern.size() > 1) {
            auto& place = shared[{components.root(pattern.front().locus), row->group}];
            auto const shown = std::ranges::count_if(pattern, &PatternLocus::shows);
            place.depth += row->molecules * (static_cast<std::int64_t>(pattern.size()) - 1);
            place.alt += row->molecules * std::max<std::int64_t>(shown - 1, 0);
        }
    }

    std::map<std::size_t, Witness> witnesses;   // by first locus: panel order
    std::map<std::pair<std::size_t, MoleculeGroup>, UnitCell> cells;
    std::map<std::size_t, CopyState> copies;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        auto const root = components.root(index);
        auto& witness = witnesses[root];
        witness.trunk = witness.loci.empty() ? loci[index].trunk : witness.trunk && loci[index].trunk;
        witness.loci.push_back(index);
        copies[root] = witness.loci.size() == 1 ? loci[index].copies : lowest_share(copies[root], loci[index].copies);
        for (auto const& cell : loci[index].cells) {
            auto& sum = cells[{root, cell.group}];
            double const background = static_cast<double>(cell.depth) * cell.rate;
            sum.depth += cell.depth;
            sum.alt += cell.alt;
            sum.deepest = std::max(sum.deepest, cell.depth);
            sum.most_alt = std::max(sum.most_alt, cell.alt);
            sum.background += background;
            sum.spread += background * std::sqrt(cell.dispersion);
            sum.rate_given = sum.rate_given && cell.rate_given;
        }
    }
    for (auto const& [key, sum] : cells) {
        auto const [root, group] = key;
        auto& witness = witnesses[root];
        auto const overlap = shared.contains(key) ? shared.at(key) : SharedMolecules{};
        bool const merged_blindly = !phased_molecules && witness.loci.size() > 1;
        auto const depth = merged_blindly ? sum.deepest : std::max(sum.depth - overlap.depth, sum.deepest);
        auto const alt = merged_blindly ? sum.most_alt : std::max(sum.alt - overlap.alt, sum.most_alt);
        double const spread = sum.background > 0 ? sum.spread / sum.background : 0;
        witness.unit.cells.push_back({.depth = static_cast<double>(depth),
                                      .background = std::min(sum.background, largest_rate * static_cast<double>(depth)),
                                      .dispersion = spread * spread,
                                      .sample_factor = !sum.rate_given,
                                      .copies = copies[root]});
        witness.alt.push_back(std::min(alt, depth));
    }
    std::vector<Witness> list;
    for (auto& [root, witness] : witnesses) {
        list.push_back(std::move(witness));
    }
    return list;
}

}  // namespace tidemark
