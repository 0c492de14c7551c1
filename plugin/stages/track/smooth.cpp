#include "stages/track/smooth.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "values/evidence/not_trunk.hpp"
#include "values/model/hidden_chain.hpp"

namespace tidemark {
namespace {

/// What a locus gives to the chain, draw by draw.
struct TrackedLocus {
    Variant variant;
    std::vector<ChainCount> counts;   ///< depth 0 where a draw does not have it
    double signals = 0;
    int draws_with_signal = 0;
    bool not_trunk = false;           ///< in any draw
};

/// An outlier is counted too: whether it is one in all draws is what the chain is asked.
bool is_tracked(VariantResult const& row) { return row.depth > 0 && (row.state == "evaluable" || row.state == "outlier"); }

ChainCount count_of(VariantResult const& row) {
    auto const depth = static_cast<double>(row.depth);
    // A rate of 0 would make one molecule proof.
    return {.depth = depth, .alt = static_cast<double>(row.alt_molecules), .background = std::max(row.background, depth * 1e-9)};
}

std::vector<TrackedLocus> tracked_loci(std::vector<Draw const*> const& draws) {
    std::vector<TrackedLocus> loci;
    std::map<Variant, std::size_t> places;
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        for (auto const& row : draws[draw]->result.variants) {
            if (!is_tracked(row)) {
                continue;
            }
            auto const [place, added] = places.emplace(row.variant, loci.size());
            if (added) {
                loci.push_back({.variant = row.variant, .counts = std::vector<ChainCount>(draws.size())});
            }
            auto& locus = loci[place->second];
            locus.counts[draw] = count_of(row);
            locus.not_trunk = locus.not_trunk || is_marked_not_trunk(row);
            if (row.signal && *row.signal > 0) {
                locus.signals += *row.signal;
                ++locus.draws_with_signal;
            }
        }
    }
    return loci;
}

/// What not all of the tumor carries follows its part, not the whole.
void keep_trunk(std::vector<TrackedLocus>& loci) {
    auto const is_branch = [](TrackedLocus const& locus) { return locus.not_trunk; };
    if (!std::ranges::all_of(loci, is_branch)) {
        std::erase_if(loci, is_branch);
    }
}

/// Chances are told to a millionth: what is smaller is rounding, and would not be the same bytes on every machine.
double told(double chance) { return std::round(chance * 1e6) / 1e6; }

/// Fractions to four digits.
double told_fraction(double fraction) {
    if (fraction <= 0) {
        return 0;
    }
    double const scale = std::pow(10.0, 3 - std::floor(std::log10(fraction)));
    return std::round(fraction * scale) / scale;
}

SmoothedDraw told(SmoothedDraw const& draw) {
    return {.median = told_fraction(draw.median), .lo = told_fraction(draw.lo), .hi = told_fraction(draw.hi),
            .mean_dropout = told(draw.mean_dropout), .clearance = told(draw.clearance), .fall_half = told(draw.fall_half),
            .fall_to_tenth = told(draw.fall_to_tenth), .fall_to_hundredth = told(draw.fall_to_hundredth)};
}

LocusStates told(LocusStates const& states) {
    return {.tumor = told(states.tumor), .lost = told(states.lost), .flat = told(states.flat), .germline = told(states.germline)};
}

/// Copies by which the share of molecules is signal x f for every f.
CopyState copies_of(TrackedLocus const& locus) {
    double const signal = locus.draws_with_signal > 0 ? locus.signals / locus.draws_with_signal : 0.5;
    return {.multiplicity = std::min(2 * signal, 2.0), .total_copies = 2, .normal_copies = 2, .cancer_cell_fraction = 1};
}

}  // namespace

SmoothedTimeline smoothed_timeline(Timeline const& timeline) {
    std::vector<Draw const*> draws;
    for (auto const& draw : timeline.draws) {
        bool const begun = !draws.empty() || draw.row.sample == timeline.baseline;
        if (begun && draw.result.status != SampleStatus::not_evaluable) {
            draws.push_back(&draw);
        }
    }
    auto loci = tracked_loci(draws);
    keep_trunk(loci);
    if (draws.size() < 2 || loci.empty()) {
        return {};
    }
    std::vector<CopyState> copies;
    std::ranges::transform(loci, std::back_inserter(copies), copies_of);
    std::vector<ChainDraw> chain;
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        auto& each = chain.emplace_back(ChainDraw{.day = static_cast<double>(draws[draw]->day), .loci = {}});
        for (auto const& locus : loci) {
            each.loci.push_back(locus.counts[draw]);
        }
    }
    auto const series = smoothed_series(chain, copies);
    SmoothedTimeline smoothed;
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        smoothed.draws.push_back({draws[draw]->row.sample, told(series.draws[draw])});
    }
    for (std::size_t locus = 0; locus < loci.size(); ++locus) {
        smoothed.loci.push_back({loci[locus].variant, told(series.loci[locus])});
    }
    return smoothed;
}

}  // namespace tidemark
