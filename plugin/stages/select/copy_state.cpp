#include "stages/select/copy_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace tidemark {
namespace {

/// Two on an autosome; on X, Y and the mitochondrion it depends on the patient and is left open.
std::optional<double> normal_copies_of(std::string_view contig) {
    contig.remove_prefix(contig.starts_with("chr") ? 3 : 0);
    constexpr std::array<std::string_view, 4> others{"X", "Y", "M", "MT"};
    return std::ranges::find(others, contig) == others.end() ? std::optional{2.0} : std::nullopt;
}

std::optional<double> multiplicity_of(CopySegment const& segment, LocusCopyState const& state, std::optional<double> vaf,
                                      std::optional<double> purity) {
    double const major = std::round(segment.major_copies);
    if (major <= 1) {
        return 1;
    }
    bool const whole_tumor = segment.cell_fraction.value_or(1) == 1;
    if (!vaf || !purity || !whole_tumor || !state.total_copies || !state.normal_copies) {
        return std::nullopt;
    }
    double const implied = *vaf * (*purity * *state.total_copies + (1 - *purity) * *state.normal_copies) / *purity;
    return std::clamp(std::round(implied), 1.0, major);
}

/// Adds what one more tissue says to what the others agreed on; `contradicted` stays once two differ.
struct Agreement {
    std::optional<double> value;
    bool contradicted = false;

    void add(std::optional<double> other) {
        contradicted = contradicted || (value && other && *value != *other);
        value = value ? value : other;
    }
    [[nodiscard]] std::optional<double> agreed() const { return contradicted ? std::nullopt : value; }
};

}  // namespace

std::optional<CopySegment> segment_at(std::vector<CopySegment> const& segments, Variant const& variant) {
    auto const found = std::ranges::find_if(segments, [&](CopySegment const& segment) {
        return segment.contig == variant.contig && segment.span.contains(variant.position);
    });
    return found == segments.end() || found->major_copies <= 0 ? std::nullopt : std::optional{*found};
}

LocusCopyState copy_state(Variant const& variant, std::optional<double> tumor_vaf, TumorTissue const& tissue) {
    auto const segment = segment_at(tissue.segments, variant);
    if (!segment) {
        return {};
    }
    LocusCopyState state{.multiplicity = std::nullopt,
                    .total_copies = segment->major_copies + segment->minor_copies,
                    .normal_copies = normal_copies_of(variant.contig)};
    if (double const share = segment->cell_fraction.value_or(1); share < 1) {
        state.total_copies = state.normal_copies
                                 ? std::optional{share * *state.total_copies + (1 - share) * *state.normal_copies}
                                 : std::nullopt;
    }
    state.multiplicity = multiplicity_of(*segment, state, tumor_vaf, tissue.purity);
    if (state.multiplicity && state.total_copies && *state.multiplicity > *state.total_copies) {
        state.multiplicity = std::nullopt;
    }
    return state;
}

LocusCopyState agreed_copy_state(LocusCandidate const& locus, std::span<TumorTissue const> tissues) {
    Agreement multiplicity;
    Agreement total_copies;
    Agreement normal_copies;
    for (auto const& sighting : locus.sightings) {
        auto const state = copy_state(locus.variant, sighting.tumor_vaf, tissues[sighting.source]);
        multiplicity.add(state.multiplicity);
        total_copies.add(state.total_copies);
        normal_copies.add(state.normal_copies);
    }
    return {multiplicity.agreed(), total_copies.agreed(), normal_copies.agreed()};
}

}  // namespace tidemark
