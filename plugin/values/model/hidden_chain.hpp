// A patient's tumor fraction over all draws at once, smoothed. Secondary to the per-draw results, and to be labelled so.
// statistics.md 8.2.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "values/model/expected_vaf.hpp"
#include "values/patient/smoothed_series.hpp"

namespace tidemark {

/// One locus in one draw; depth 0: not seen there.
struct ChainCount {
    double depth = 0;        ///< informative molecules, >= 0
    double alt = 0;          ///< of these with the allele
    double background = 0;   ///< alt molecules expected without tumor, above 0 where there is depth
};

struct ChainDraw {
    double day = 0;
    std::vector<ChainCount> loci;   ///< the same loci in the same order in every draw
};

/// METHOD: the logarithm of f walks with a standard deviation of `log_step` x sqrt(days); none and some turn into each other
/// at `turn_per_day`; the drop-out share is kept with chance exp(-days x dropout_per_day), else drawn from its
/// prior, by which every tenth more is half as likely. This design's settings.
struct ChainSettings {
    double log_step = 0.2;          ///< natural logarithm: a factor of 3 in 30 days
    double turn_per_day = 0.003;
    double dropout_per_day = 0.01;
    double none_at_first = 0.2;     ///< prior chance of no tumor DNA at the first draw
    double lost_locus = 0.02;       ///< prior chance that a locus is lost in all draws
    double flat_locus = 0.01;       ///< prior chance that it is flat over draws (blood cells), at any level of 1e-4..0.3
    double germline_locus = 0.001;  ///< prior chance that it leaks the germline, near one half
};

struct SmoothedSeries {
    std::vector<SmoothedDraw> draws;
    std::vector<LocusStates> loci;
};

/// Grid of f: 0 and 200 points from 1e-6 to 1, equally spaced in the logarithm, times 11 drop-out shares 0, 0.1, …, 1.
/// METHOD: forward-backward, exact on the grid given the loci's states; these are shared by all draws and found by turns with
/// the smoothed fractions (three rounds), so that a flat locus is recognised by all draws together.
/// `copies` holds one state per locus. Draws in order of day, else std::logic_error. Without draws: empty.
[[nodiscard]] SmoothedSeries smoothed_series(std::span<ChainDraw const> draws, std::span<CopyState const> copies,
                                             ChainSettings const& settings = {});

}  // namespace tidemark
