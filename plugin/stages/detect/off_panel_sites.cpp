#include "stages/detect/off_panel_sites.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <range/v3/view/chunk_by.hpp>
#include <set>

#include "values/probability/random.hpp"

namespace tidemark {
namespace {

std::optional<std::size_t> index_of(std::span<MoleculeGroup const> groups, MoleculeGroup group) {
    auto const found = std::ranges::lower_bound(groups, group);
    return found != groups.end() && *found == group ? std::optional{static_cast<std::size_t>(found - groups.begin())}
                                                    : std::nullopt;
}

/// A number of the position alone, uniform in [0, 1): which positions stay never depends on the others.
double chance_of(std::uint64_t seed, std::uint32_t contig, std::int64_t position) {
    std::uint64_t state = seed ^ (static_cast<std::uint64_t>(contig) << 48U) ^ static_cast<std::uint64_t>(position);
    return static_cast<double>(splitmix64(state) >> 11U) * 0x1.0p-53;
}

/// Whether `value` is in a sorted list; the iterator moves there.
template <typename Iterator, typename Value, typename Projection>
bool stands_at(Iterator& place, Iterator end, Value const& value, Projection const& projection) {
    while (place != end && std::invoke(projection, *place) < value) {
        ++place;
    }
    return place != end && std::invoke(projection, *place) == value;
}

}  // namespace

OffPanelSites::OffPanelSites(SampleEvidence const& evidence, Panel const& panel, BaseLookup const& bases,
                             OffPanelQuery const& query)
    : groups_{query.groups.size()} {
    std::set<std::string> names;
    for (auto const& run : evidence.depths) {
        names.insert(run.contig);
    }
    contigs_.assign(names.begin(), names.end());
    for (std::uint32_t number = 0; number < contigs_.size(); ++number) {
        numbers_.emplace(contigs_[number], number);
    }
    add_mismatches(evidence, query.groups);
    auto const closed = excluded(evidence, panel);
    auto const by_contig = stretches(evidence, query.groups);
    double covered = 0;
    for (auto const& list : by_contig) {
        for (auto const& each : list) {
            covered += static_cast<double>(each.end - each.begin);
        }
    }
    // Positions come in order: what is known about them is followed along.
    auto closed_place = closed.begin();
    auto mismatch = mismatches_.begin();
    double const share = static_cast<double>(query.most_sites) / std::max(covered, 1.0);
    for (std::uint32_t contig = 0; contig < by_contig.size(); ++contig) {
        auto const touches = [](auto const& before, auto const& after) { return before.end == after.begin; };
        // Bases are fetched once for all stretches that touch one another.
        for (auto const run : by_contig[contig] | ranges::views::chunk_by(touches)) {
            Position const begin{std::max<std::int64_t>(run.front().begin - 1, 0)};
            auto const around = bases(contigs_[contig], Interval{begin, Position{run.back().end + 1}});
            for (auto const& stretch : run) {
                auto const molecules = depths({.coverage = stretch.coverage});
                auto const depth = std::accumulate(molecules.begin(), molecules.end(), std::int64_t{0});
                for (auto position = stretch.begin; position < stretch.end; ++position) {
                    auto const context = trinucleotide_number(around.at(Position{position - 1}), around.at(Position{position}),
                                                              around.at(Position{position + 1}));
                    Place const place{contig, position};
                    if (context && query.wanted[*context] &&
                        (share >= 1 || chance_of(query.seed, contig, position) < share) &&
                        !stands_at(closed_place, closed.end(), place, std::identity{})) {
                        bool const shows_errors = stands_at(mismatch, mismatches_.end(), place, [](Mismatch const& row) {
                            return Place{row.contig, row.position};
                        });
                        sites_[*context].push_back({contig, stretch.coverage, position, depth, shows_errors});
                    }
                }
            }
        }
    }
    for (std::size_t context = 0; context < sites_.size(); ++context) {
        auto& list = sites_[context];
        std::ranges::sort(list, {}, [](auto const& site) { return std::tuple{site.depth, site.contig, site.position}; });
        for (auto const& site : list) {
            with_errors_[context].push_back(site.shows_errors);
        }
    }
}

std::span<std::int64_t const> OffPanelSites::depths(OffPanelSite const& site) const {
    return std::span{coverages_}.subspan(site.coverage * groups_, groups_);
}

std::vector<std::int64_t> OffPanelSites::alts(OffPanelSite const& site, char alt) const {
    std::vector<std::int64_t> counts(groups_, 0);
    for (auto const& row : std::ranges::equal_range(mismatches_, std::tuple{site.contig, site.position, alt}, {},
                                                    &Mismatch::place)) {
        counts[row.group] += row.molecules;
    }
    return counts;
}

// Where runs of any group begin or end, the molecules change; between two such places they are the same.
std::vector<std::vector<OffPanelSites::Stretch>> OffPanelSites::stretches(SampleEvidence const& evidence,
                                                                          std::span<MoleculeGroup const> groups) {
    struct Step {
        std::int64_t position = 0;
        std::size_t group = 0;
        std::int64_t change = 0;
    };
    std::vector<std::vector<Step>> steps(contigs_.size());
    for (auto const& run : evidence.depths) {
        if (auto const group = index_of(groups, run.group); group && run.depth > 0) {
            auto& list = steps[numbers_.find(run.contig)->second];
            list.push_back({run.begin.value, *group, run.depth});
            list.push_back({run.end.value, *group, -run.depth});
        }
    }
    std::vector<std::vector<Stretch>> all(contigs_.size());
    for (std::size_t contig = 0; contig < steps.size(); ++contig) {
        auto& list = steps[contig];
        std::ranges::sort(list, {}, &Step::position);
        std::vector<std::int64_t> molecules(groups_, 0);
        for (std::size_t index = 0; index < list.size();) {
            auto const begin = list[index].position;
            for (; index < list.size() && list[index].position == begin; ++index) {
                molecules[list[index].group] += list[index].change;
            }
            if (index < list.size() && std::ranges::any_of(molecules, [](auto depth) { return depth > 0; })) {
                all[contig].push_back({begin, list[index].position,
                                       static_cast<std::uint32_t>(coverages_.size() / groups_)});
                coverages_.insert(coverages_.end(), molecules.begin(), molecules.end());
            }
        }
    }
    return all;
}

std::vector<OffPanelSites::Place> OffPanelSites::excluded(SampleEvidence const& evidence, Panel const& panel) const {
    std::vector<Place> places;
    for (auto const& row : evidence.mismatches) {
        auto const contig = numbers_.find(row.variant.contig);
        if (row.polymorphic && contig != numbers_.end()) {
            places.emplace_back(contig->second, row.variant.position.value);
        }
    }
    for (auto const& entry : panel.entries) {
        auto const contig = numbers_.find(entry.variant.contig);
        auto const span = entry.variant.span();
        for (auto at = span.begin(); contig != numbers_.end() && at < span.end(); at = at + 1) {
            places.emplace_back(contig->second, at.value);
        }
    }
    std::ranges::sort(places);
    return places;
}

void OffPanelSites::add_mismatches(SampleEvidence const& evidence, std::span<MoleculeGroup const> groups) {
    for (auto const& row : evidence.mismatches) {
        auto const contig = numbers_.find(row.variant.contig);
        auto const group = index_of(groups, row.group);
        if (contig != numbers_.end() && group) {
            mismatches_.push_back({contig->second, row.variant.position.value, row.variant.alt.front(), *group, row.alt});
        }
    }
    std::ranges::sort(mismatches_, {}, &Mismatch::place);
}

}  // namespace tidemark
