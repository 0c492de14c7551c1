#include "stages/track/lesion_loci.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "stages/track/foreign_loci.hpp"

namespace tidemark {
namespace {

/// The likelihood needs some background everywhere: a rate of one in a thousand million stands for none.
constexpr double least_rate = 1e-9;

bool readable(VariantResult const& locus) {
    return (locus.state == "evaluable" || locus.state == "absent" || locus.state == "outlier") && locus.depth > 0;
}

/// Expected molecules per unit of what the lesions of the locus shed.
double visible_at(MapLocus const& mapped, VariantResult const& row) {
    double mutated = 0;
    for (auto const& copies : mapped.copies) {
        mutated += copies.mutated;
    }
    return static_cast<double>(row.depth) * mutated / mapped.normal_copies;
}

/// Loci that count in a draw. Outliers do where other loci of the same lesions explain them.
std::map<Variant, VariantResult const*> readable_loci(LesionMap const& map, DetectionResult const& result) {
    std::map<Variant, VariantResult const*> rows;
    for (auto const& locus : result.variants) {
        if (readable(locus)) {
            rows.emplace(locus.variant, &locus);
        }
    }
    std::map<std::vector<std::string>, std::vector<CountedLocus>> groups;
    for (auto const& mapped : map.loci) {
        auto const row = rows.find(mapped.shown.variant);
        if (!mapped.copies.empty() && row != rows.end()) {
            groups[mapped.shown.lesions].push_back({row->second, visible_at(mapped, *row->second)});
        }
    }
    std::map<Variant, VariantResult const*> loci;
    for (auto& [lesions, group] : groups) {
        leave_out_foreign(group);
        for (auto const& locus : group) {
            loci.emplace(locus.row->variant, locus.row);
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
    auto const earlier = readable_loci(map, before);
    auto const later = readable_loci(map, after);
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

bool holds_any(std::span<LesionLocus const> loci, std::span<std::size_t const> columns) {
    return std::ranges::any_of(loci, [&](LesionLocus const& locus) {
        return std::ranges::any_of(columns, [&](std::size_t column) { return locus.lesions[column].mutated > 0; });
    });
}

}  // namespace tidemark
