// One follow-up against the baseline, lesion by lesion: rows, contrast of the compartments, and whether the word
// "abscopal-compatible" may stand. readout.md 7.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "stages/track/lesion_judgement.hpp"
#include "stages/track/lesion_map.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Lesions of the map as these loci tell them apart, in the order of map_rank's groups: name and compartment on the day of the
/// draw (`unknown` where a group spans several, `unsampled` where that is all of it).
[[nodiscard]] std::vector<JudgedLesion> lesion_groups(LesionMap const& map, std::span<LesionLocus const> loci, int day);

/// The lesions of each compartment that has any: irradiated, then nonirradiated.
[[nodiscard]] std::vector<std::vector<JudgedLesion const*>> compartment_members(std::vector<JudgedLesion> const& lesions);

struct LesionComparisonInput {
    Timeline const& timeline;
    LesionMap const& map;
    std::size_t from = 0;   ///< index of the baseline, evaluable
    std::size_t to = 0;     ///< of a later evaluable draw
    LesionGates gates{};
};

/// What the pair says of each lesion, then of each compartment as a whole, behind all gates; nothing where no locus is in both.
[[nodiscard]] std::vector<JudgedLesion> judged_between(LesionComparisonInput const& input);

/// Appends the rows of the follow-up and the comparison.
void add_comparison(LesionSeries& series, LesionComparisonInput const& input);

/// METHOD: difference of two independent log2 changes by their own intervals (Zou and Donner 2008): no symmetry is assumed.
/// Where one of them shows nothing on one side only the limit that can be given is.
[[nodiscard]] Log2FoldInterval difference(Log2FoldInterval const& one, Log2FoldInterval const& other);

}  // namespace tidemark
