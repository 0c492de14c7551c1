// What share of a region's molecules reads what, worked out by going through every fragment length and start.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/simulate/fragment_length.hpp"
#include "values/genome/position.hpp"

namespace tidemark {

/// Where fragments of a region fall (stages/simulate/molecule) and how far mates read into them.
struct CoverageSetting {
    std::int64_t anchor_length = 1;
    int reach = 0;
    int read_length = 100;
};

/// Bases [begin, end) that a mate must read, counted from the anchor's first base.
struct ReadWindow {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Molecules that read exactly the windows whose bits are set in the entry's number.
struct WindowSetShare {
    double probability = 0;
    std::vector<double> both_mates;        ///< by window: share of these molecules in which both mates read it
    std::vector<double> length_sums;       ///< lengths of these molecules, cumulative from 60 bases; ends at 1
};

/// One entry for each set of windows, 2^windows in all (at most 2 windows).
[[nodiscard]] std::vector<WindowSetShare> window_shares(CoverageSetting const& setting, FragmentLengthLaw const& law,
                                                        std::span<ReadWindow const> windows);

/// Share of molecules that read one base by any mate, and by one mate only.
struct BaseCover {
    double any = 0;
    double single = 0;
};

/// Of the bases [-margin, anchor_length + margin) around the anchor's first base.
[[nodiscard]] std::vector<BaseCover> base_cover(CoverageSetting const& setting, FragmentLengthLaw const& law,
                                                std::int64_t margin);

}  // namespace tidemark
