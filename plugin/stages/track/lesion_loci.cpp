#include "stages/track/lesion_loci.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tidemark {
namespace {

/// The likelihood needs some background everywhere: a rate of one in a thousand million stands for none.
constexpr double least_rate = 1e-9;

bool readable(VariantResult const& locus) {
    return (locus.state == "evaluable" || locus.state == "absent") && locus.depth > 0;
}

std::map<Variant, VariantResult const*> readable_loci(DetectionResult const& result) {
    std::map<Variant, VariantResult const*> loci;
    for (auto const& locus : result.variants) {
        if (readable(locus)) {
            loci.emplace(locus.variant, &locus);
        }
    }
    return loci;
}

LesionLocus counted(MapLocus const& mapped, VariantResult const& counts) {
    auto const depth = static_cast<double>(counts.depth);
    return {.depth = depth,
            .alt = static_cast<double>(counts.alt_molecules),
            .background = std::max(counts.background, depth * least_rate),
            .normal_copies = mapped.normal_copies,
            .lesions = mapped.copies};
}

}  // namespace

LesionLoci lesion_loci(LesionMap const& map, DetectionResult const& before, DetectionResult const& after) {
    auto const earlier = readable_loci(before);
    auto const later = readable_loci(after);
    LesionLoci loci;
    std::set<std::string> haplotypes;
    for (auto const& mapped : map.loci) {
        auto const one = earlier.find(mapped.shown.variant);
        auto const other = later.find(mapped.shown.variant);
        if (mapped.copies.empty() || one == earlier.end() || other == later.end()) {
            continue;
        }
        // Two variants of one molecule are one witness: counted twice they would double what a lesion seems to show.
        if (!mapped.phase_group.empty() &&
            !haplotypes.insert(fmt::format("{} {}", mapped.phase_group, fmt::join(mapped.shown.lesions, ";"))).second) {
            continue;
        }
        loci.before.push_back(counted(mapped, *one->second));
        loci.after.push_back(counted(mapped, *other->second));
    }
    return loci;
}

}  // namespace tidemark
