#include "stages/select/phase_groups.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// Root of a locus in a forest of links.
std::size_t root_of(std::vector<std::size_t> const& parents, std::size_t locus) {
    while (parents[locus] != locus) {
        locus = parents[locus];
    }
    return locus;
}

bool within_reach(LocusCandidate const& first, LocusCandidate const& second) {
    return first.variant.contig == second.variant.contig &&
           second.variant.position - first.variant.position <= phase_reach;
}

/// For each locus the first locus that it is linked to, directly or through others.
std::vector<std::size_t> linked(std::span<LocusCandidate const> loci) {
    std::vector<std::size_t> parents(loci.size());
    std::iota(parents.begin(), parents.end(), std::size_t{0});
    std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> last_of_set;
    for (std::size_t locus = 0; locus < loci.size(); ++locus) {
        for (auto const& sighting : loci[locus].sightings) {
            if (sighting.phase_set.empty()) {
                continue;
            }
            auto const [last, is_first] =
                last_of_set.try_emplace({sighting.source, loci[locus].variant.contig, sighting.phase_set}, locus);
            if (!is_first && within_reach(loci[last->second], loci[locus])) {
                auto const one = root_of(parents, last->second);
                auto const other = root_of(parents, locus);
                parents[std::max(one, other)] = std::min(one, other);
            }
            last->second = locus;
        }
    }
    for (std::size_t locus = 0; locus < loci.size(); ++locus) {
        parents[locus] = root_of(parents, locus);
    }
    return parents;
}

}  // namespace

std::vector<std::string> phase_groups(std::span<LocusCandidate const> loci) {
    auto const roots = linked(loci);
    // A long chain of links is cut where it leaves the reach of its first locus.
    std::map<std::size_t, std::vector<std::vector<std::size_t>>> pieces;
    for (std::size_t locus = 0; locus < loci.size(); ++locus) {
        auto& own = pieces[roots[locus]];
        if (own.empty() || !within_reach(loci[own.back().front()], loci[locus])) {
            own.emplace_back();
        }
        own.back().push_back(locus);
    }
    std::vector<std::string> names(loci.size());
    for (auto const& [root, groups] : pieces) {
        for (auto const& group : groups) {
            for (auto const locus : group) {
                names[locus] = group.size() < 2 ? std::string{} : to_text(loci[group.front()].variant);
            }
        }
    }
    return names;
}

}  // namespace tidemark
