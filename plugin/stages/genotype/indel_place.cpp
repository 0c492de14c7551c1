#include "stages/genotype/indel_place.hpp"

#include <algorithm>
#include <utility>

namespace tidemark {
namespace {

/// Reference on both sides of a window: a read's stretch round the window must fit into the haplotype.
constexpr std::int64_t haplotype_flank = 150;
/// A repeat longer than this cannot be spanned by a read of cfDNA.
constexpr std::int64_t longest_repeat = 400;

Interval clipped(std::int64_t begin, std::int64_t end) {
    return Interval{Position{std::max<std::int64_t>(begin, 0)}, Position{end}};
}

/// How far the event can slide to the right without changing the sequence.
std::int64_t slide(Variant const& variant, ReferenceSlice const& behind_anchor) {
    auto const at = [&](std::int64_t offset) { return behind_anchor.at(behind_anchor.begin + offset); };
    auto const inserted = std::string_view{variant.alt}.substr(1);
    auto const deleted = static_cast<std::int64_t>(variant.ref.size()) - 1;
    std::int64_t steps = 0;
    while (steps < longest_repeat) {
        char const leaving = inserted.empty() ? at(steps) : inserted[static_cast<std::size_t>(steps) % inserted.size()];
        if (leaving == 'N' || at(steps + deleted) != leaving) {
            break;
        }
        ++steps;
    }
    return steps;
}

std::string with_allele(ReferenceSlice const& reference, Variant const& variant) {
    std::string haplotype = reference.bases;
    haplotype.replace(static_cast<std::size_t>(variant.position - reference.begin), variant.ref.size(), variant.alt);
    return haplotype;
}

}  // namespace

Interval indel_window(Variant const& variant, FetchBases const& fetch) {
    auto const begin = variant.position;
    auto const ref_length = static_cast<std::int64_t>(variant.ref.size());
    if (variant.kind() != VariantKind::insertion && variant.kind() != VariantKind::deletion) {
        // REF and ALT share no anchor: the bases beside them are the anchors.
        return clipped(begin.value - 1, begin.value + ref_length + 1);
    }
    auto const behind = fetch(variant.contig, clipped(begin.value + 1, begin.value + 1 + longest_repeat + ref_length));
    return Interval{begin, begin + (ref_length + slide(variant, behind) + 1)};
}

std::vector<IndelPlace> indel_places(std::int32_t contig, std::vector<IndelAllele> alleles, FetchBases const& fetch) {
    for (auto& allele : alleles) {
        allele.window = indel_window(allele.variant, fetch);
    }
    std::ranges::sort(alleles, {}, [](IndelAllele const& allele) { return std::pair{allele.window, allele.locus}; });
    std::vector<IndelPlace> places;
    for (auto& allele : alleles) {
        if (places.empty() || places.back().window.end() <= allele.window.begin()) {
            places.push_back({contig, allele.window, {}, {}});
        }
        auto& place = places.back();
        place.window = Interval{place.window.begin(), std::max(place.window.end(), allele.window.end())};
        place.alleles.push_back(std::move(allele));
    }
    for (auto& place : places) {
        place.reference = fetch(place.alleles.front().variant.contig,
                                clipped(place.window.begin().value - haplotype_flank,
                                        place.window.end().value + haplotype_flank));
        for (auto& allele : place.alleles) {
            allele.haplotype = with_allele(place.reference, allele.variant);
        }
    }
    return places;
}

}  // namespace tidemark
