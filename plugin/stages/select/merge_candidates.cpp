#include "stages/select/merge_candidates.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tidemark {

MergedCandidates merge_candidates(std::vector<TumorCandidate> candidates) {
    std::ranges::stable_sort(candidates, {}, [](TumorCandidate const& candidate) {
        return std::tie(candidate.variant, candidate.sighting.source);
    });
    MergedCandidates merged;
    for (auto& candidate : candidates) {
        if (merged.loci.empty() || merged.loci.back().variant != candidate.variant) {
            merged.loci.push_back({candidate.variant, candidate.context, candidate.unsupported, {}});
        }
        auto& sightings = merged.loci.back().sightings;
        if (sightings.empty() || sightings.back().source != candidate.sighting.source) {
            sightings.push_back(std::move(candidate.sighting));
        } else if (sightings.back() != candidate.sighting) {
            merged.conflicts.push_back(to_text(candidate.variant));
        }
    }
    merged.conflicts.erase(std::ranges::unique(merged.conflicts).begin(), merged.conflicts.end());
    return merged;
}

}  // namespace tidemark
