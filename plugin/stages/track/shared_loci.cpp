#include "stages/track/shared_loci.hpp"

#include <algorithm>
#include <map>

namespace tidemark {
namespace {

using Loci = std::vector<VariantResult const*>;

bool counts(VariantResult const& locus) { return locus.state == "evaluable" && locus.depth > 0; }

bool signals_known(Loci const& loci) {
    return std::ranges::all_of(loci, [](VariantResult const* locus) { return locus->signal && *locus->signal > 0; });
}

/// `molecules` become signal x depth where copy states are known, so that a ratio of counts is one of fractions also
/// where VAF bends away from the fraction (high fraction, unequal copies) or the draws' depths differ by locus.
std::optional<LocusSums> sums_of(Loci const& loci, bool with_signal) {
    if (loci.empty()) {
        return std::nullopt;
    }
    LocusSums sums;
    sums.loci = static_cast<std::int64_t>(loci.size());
    for (auto const* const locus : loci) {
        auto const depth = static_cast<double>(locus->depth);
        auto const alt = static_cast<double>(locus->alt_molecules);
        double const weight = 1 / (static_cast<double>(loci.size()) * depth);
        sums.pooled.alt += alt;
        sums.pooled.molecules += with_signal ? depth * *locus->signal : depth;
        sums.pooled.background += locus->background;
        sums.mean_vaf.mean += weight * alt;
        sums.mean_vaf.variance += weight * weight * alt;
        sums.mean_vaf.largest_weight = std::max(sums.mean_vaf.largest_weight, weight);
        sums.vaf_max = std::max(sums.vaf_max, alt / depth);
    }
    return sums;
}

}  // namespace

std::optional<LocusSums> locus_sums(DetectionResult const& result) {
    Loci loci;
    for (auto const& locus : result.variants) {
        if (counts(locus)) {
            loci.push_back(&locus);
        }
    }
    return sums_of(loci, false);
}

std::optional<SharedSums> shared_sums(DetectionResult const& from, DetectionResult const& to) {
    std::map<Variant, VariantResult const*> readable;
    for (auto const& locus : from.variants) {
        if (counts(locus)) {
            readable.emplace(locus.variant, &locus);
        }
    }
    Loci before;
    Loci after;
    for (auto const& locus : to.variants) {
        auto const found = counts(locus) ? readable.find(locus.variant) : readable.end();
        if (found != readable.end()) {
            before.push_back(found->second);
            after.push_back(&locus);
        }
    }
    // On one scale or not at all: signals of one draw alone would be taken for a change.
    bool const with_signal = signals_known(before) && signals_known(after);
    auto const from_sums = sums_of(before, with_signal);
    auto const to_sums = sums_of(after, with_signal);
    return from_sums && to_sums ? std::optional{SharedSums{*from_sums, *to_sums}} : std::nullopt;
}

}  // namespace tidemark
