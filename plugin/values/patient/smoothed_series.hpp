// A patient's tumor fraction over all draws at once. Secondary: the draws' own results, each from its own counts, are primary.
#pragma once
#include <string>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

/// Stands wherever a smoothed number is shown.
inline constexpr auto smoothed_note = "Smoothed, uses all draws; the unsmoothed results are primary.";

/// What all draws together say of one. Chances are 0..1, f a tumor fraction 0..1.
struct SmoothedDraw {
    double median = 0;              ///< of f, 0 where no tumor DNA has half the chance
    double lo = 0;                  ///< central 95 %, to the edges of the grid's cells (7 % apart)
    double hi = 0;
    double mean_dropout = 0;        ///< share of trunk loci that the draw lost
    double clearance = 0;           ///< P(f = 0)
    /// Chance of a fall since the first draw, and tumor at that: by half, to a tenth, to a hundredth.
    double fall_half = 0;
    double fall_to_tenth = 0;
    double fall_to_hundredth = 0;
    bool operator==(SmoothedDraw const&) const = default;
};

/// Chances of what a locus is in all draws; they sum to 1.
struct LocusStates {
    double tumor = 1;
    double lost = 0;
    double flat = 0;
    double germline = 0;
    bool operator==(LocusStates const&) const = default;
};

/// The same of a draw that is named, and of a locus.
struct SmoothedSample {
    std::string sample;
    SmoothedDraw smoothed;
    bool operator==(SmoothedSample const&) const = default;
};

struct SmoothedLocus {
    Variant variant;
    LocusStates states;
    bool operator==(SmoothedLocus const&) const = default;
};

/// Empty where nothing was smoothed: on request, or without two evaluable draws.
struct SmoothedTimeline {
    std::vector<SmoothedSample> draws;   ///< evaluable ones from the baseline on; falls are since the first of them
    std::vector<SmoothedLocus> loci;     ///< panel order
    bool operator==(SmoothedTimeline const&) const = default;
};

}  // namespace tidemark
