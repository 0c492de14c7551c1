#include "stages/simulate/draw_background.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tidemark {
namespace {

using DrawnMolecules = std::array<std::int64_t, error_layer_count>;   ///< of a region, by group

/// Molecules that read a position of the stretch.
std::int64_t depth_of(BackgroundStretch const& stretch, std::int64_t molecules) {
    return static_cast<std::int64_t>(static_cast<double>(molecules) * stretch.cover + 0.5);
}

/// Where one error lies among the rates of its group.
struct ErrorPlace {
    double value = 0;
    std::uint32_t start = 0;
    std::uint32_t group = 0;
};
using AlleleError = std::pair<std::uint32_t, std::uint32_t>;   ///< number of the allele, group

/// The laws of all regions are far larger than a cache: places are asked for together, step by step, not waited for one by one.
std::vector<AlleleError> alleles_at(RegionEvidenceLaw const& law, std::vector<ErrorPlace>& places) {
    auto const& sums = law.background_sums;
    for (auto const& place : places) {
        sums[place.group].fetch(place.value);
    }
    for (auto& place : places) {
        place.start = static_cast<std::uint32_t>(sums[place.group].start(place.value));
        sums[place.group].fetch_sum(place.start);
    }
    std::vector<AlleleError> errors;
    errors.reserve(places.size());
    for (auto const& place : places) {
        errors.emplace_back(static_cast<std::uint32_t>(sums[place.group].passing(place.value, place.start)), place.group);
        __builtin_prefetch(law.background.data() + errors.back().first);
    }
    std::ranges::sort(errors);
    return errors;
}

void add_depths(RegionEvidenceLaw const& law, DrawnMolecules const& drawn, ContextSums& sums, SampleEvidence& evidence) {
    auto const& contig = law.alleles.front().variant.contig;
    for (auto const& stretch : law.stretches) {
        DrawnMolecules depths{};
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            depths[group] = depth_of(stretch, drawn[group]);
            if (depths[group] > 0) {
                evidence.depths.push_back({contig, stretch.begin, stretch.end, simulated_groups[group], depths[group]});
                sums.covered[group] += depths[group] * (stretch.end - stretch.begin);
            }
        }
        for (auto const& [context, positions] : stretch.contexts) {
            for (std::size_t group = 0; group < error_layer_count; ++group) {
                sums.molecules[context][group] += depths[group] * positions;
            }
        }
    }
}

}  // namespace

void draw_background(RegionDraw const& draw, ContextSums& sums, SampleEvidence& evidence, Random& random) {
    auto const& law = draw.law;
    std::vector<ErrorPlace> places;
    places.reserve(64);
    DrawnMolecules drawn{};
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        drawn[group] = random.poisson(draw.molecules * group_share(draw.setting.scenario.molecules, group));
        auto const& rates = law.background_sums[group];
        if (law.background.empty()) {
            continue;
        }
        double const scale = static_cast<double>(drawn[group]) * draw.sample_factor;
        for (auto count = random.poisson(scale * rates.total()); count > 0; --count) {
            places.push_back({rates.total() * random.uniform(), 0, static_cast<std::uint32_t>(group)});
        }
        double const factor = scale * indel_error_factor(static_cast<ErrorLayer>(group));
        sums.expected_events[group][0] += factor * law.deletion_rate;
        sums.expected_events[group][1] += factor * law.insertion_rate;
    }
    add_depths(law, drawn, sums, evidence);
    auto const errors = alleles_at(law, places);
    for (auto same = errors.cbegin(); same != errors.cend();) {
        auto const [number, group] = *same;
        auto const next = std::find_if(same, errors.cend(), [&](AlleleError const& each) { return each != *same; });
        auto const& [position, ref, alt, context, stretch] = law.background[number];
        auto const depth = depth_of(law.stretches[stretch], drawn[group]);
        auto const shown = std::min<std::int64_t>(next - same, depth);
        if (shown > 0) {
            sums.errors[context][*base_number(alt)][group] += shown;
            evidence.mismatches.push_back({{law.alleles.front().variant.contig, position, {ref}, {alt}},
                                           simulated_groups[group], depth, shown, false});
        }
        same = next;
    }
}

void add_context_rows(ContextSums const& sums, SampleEvidence& evidence, Random& random) {
    auto const add_per_base = [&](char const* kind, auto const& events) {
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            if (sums.covered[group] > 0) {
                evidence.contexts.push_back({simulated_groups[group], {}, kind, sums.covered[group], events(group)});
            }
        }
    };
    add_per_base("del", [&](std::size_t group) { return random.poisson(sums.expected_events[group][0]); });
    add_per_base("ins", [&](std::size_t group) { return random.poisson(sums.expected_events[group][1]); });
    add_per_base("mnv", [](std::size_t) { return std::int64_t{0}; });
    for (std::size_t context = 0; context < trinucleotide_count; ++context) {
        auto const text = trinucleotide_text(context);
        for (std::size_t alt = 0; alt < plain_bases.size(); ++alt) {
            for (std::size_t group = 0; group < error_layer_count && plain_bases[alt] != text[1]; ++group) {
                if (sums.molecules[context][group] > 0) {
                    evidence.contexts.push_back({simulated_groups[group], text, substitution_text(text[1], plain_bases[alt]),
                                                 sums.molecules[context][group], sums.errors[context][alt][group]});
                }
            }
        }
    }
}

}  // namespace tidemark
