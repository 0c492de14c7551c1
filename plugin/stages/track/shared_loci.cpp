#include "stages/track/shared_loci.hpp"

#include <algorithm>
#include <map>

#include "values/evidence/not_trunk.hpp"

namespace tidemark {
namespace {

using Loci = std::vector<VariantResult const*>;

bool counts(VariantResult const& locus) { return locus.state == "evaluable" && locus.depth > 0; }

/// Of two draws over the same loci those that neither marks as not trunk.
std::vector<bool> not_marked(Loci const& one, Loci const& other) {
    std::vector<bool> of_fraction;
    for (std::size_t index = 0; index < one.size(); ++index) {
        of_fraction.push_back(!is_marked_not_trunk(*one[index]) && !is_marked_not_trunk(*other[index]));
    }
    return of_fraction;
}

bool has_any(std::vector<bool> const& chosen) {
    return std::ranges::any_of(chosen, [](bool each) { return each; });
}

/// The same, all where none remains.
std::vector<bool> loci_of_fraction(Loci const& one, Loci const& other) {
    auto of_fraction = not_marked(one, other);
    if (!has_any(of_fraction)) {
        of_fraction.assign(one.size(), true);
    }
    return of_fraction;
}

bool signals_known(Loci const& loci, std::vector<bool> const& of_fraction) {
    for (std::size_t index = 0; index < loci.size(); ++index) {
        if (of_fraction[index] && !(loci[index]->signal && *loci[index]->signal > 0)) {
            return false;
        }
    }
    return true;
}

/// `molecules` become signal x depth where copy states are known, so that a ratio of counts is one of fractions also
/// where VAF bends away from the fraction (high fraction, unequal copies) or the draws' depths differ by locus.
/// `of_fraction`: which of them the pooled sums take.
std::optional<LocusSums> sums_of(Loci const& loci, std::vector<bool> const& of_fraction, bool with_signal) {
    if (loci.empty()) {
        return std::nullopt;
    }
    LocusSums sums;
    std::vector<double> vafs;
    sums.loci = static_cast<std::int64_t>(loci.size());
    for (std::size_t index = 0; index < loci.size(); ++index) {
        auto const* const locus = loci[index];
        auto const depth = static_cast<double>(locus->depth);
        auto const alt = static_cast<double>(locus->alt_molecules);
        double const weight = 1 / (static_cast<double>(loci.size()) * depth);
        if (of_fraction[index]) {
            sums.pooled.alt += alt;
            sums.pooled.molecules += with_signal ? depth * *locus->signal : depth;
            sums.pooled.background += locus->background;
        }
        sums.mean_vaf.mean += weight * alt;
        sums.mean_vaf.variance += weight * weight * alt;
        sums.mean_vaf.largest_weight = std::max(sums.mean_vaf.largest_weight, weight);
        vafs.push_back(alt / depth);
    }
    std::ranges::sort(vafs);
    sums.vaf_max = vafs.back();
    sums.vaf_median = (vafs[(vafs.size() - 1) / 2] + vafs[vafs.size() / 2]) / 2;
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
    return sums_of(loci, loci_of_fraction(loci, loci), false);
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
    auto const of_fraction = loci_of_fraction(before, after);
    bool const with_signal = signals_known(before, of_fraction) && signals_known(after, of_fraction);
    auto const from_sums = sums_of(before, of_fraction, with_signal);
    auto const to_sums = sums_of(after, of_fraction, with_signal);
    if (!from_sums || !to_sums) {
        return std::nullopt;
    }
    return SharedSums{.from = *from_sums, .to = *to_sums, .without_trunk = !has_any(not_marked(before, after))};
}

}  // namespace tidemark
