// Copy numbers of a stretch of a tumor's genome: `docs/formats/segments.md` is the same content as a file.
#pragma once
#include <optional>
#include <string>

#include "values/genome/position.hpp"

namespace tidemark {

struct CopySegment {
    std::string contig;
    Interval span{Position{0}, Position{0}};
    double major_copies = 0;               ///< >= minor_copies
    double minor_copies = 0;               ///< >= 0
    std::optional<double> cell_fraction;   ///< share of tumor cells with this state, above 0 and up to 1; 1 where absent
    double major_copies_sd = 0;            ///< standard error of either, in copies; 0: the number is sure
    double minor_copies_sd = 0;
    bool operator==(CopySegment const&) const = default;
};

}  // namespace tidemark
