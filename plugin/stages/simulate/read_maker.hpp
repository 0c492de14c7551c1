// From a strand's bases to the reads of its copies.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stages/simulate/align.hpp"
#include "stages/simulate/amplify.hpp"
#include "stages/simulate/base_calls.hpp"
#include "stages/simulate/raw_pair.hpp"
#include "stages/simulate/read_layout.hpp"

namespace tidemark {

/// What every read of a sample shares.
struct ReadSetting {
    ReadLayout layout;
    BaseCallLaw calls;
    std::size_t read_length = 0;      ///< template bases of a read
    double umi_error = 0;
    std::string barcode;              ///< of the sample
    bool aligned = false;             ///< records are wanted, not only reads
    std::string sample;
};
[[nodiscard]] ReadSetting read_setting(Scenario const& scenario, ScenarioReads const& reads, std::string const& sample,
                                       std::uint64_t seed);

/// One version of a strand, seen from both ends. Side 0 is the left one.
struct StrandTemplate {
    std::size_t length = 0;                    ///< bases of the fragment
    std::array<std::string, 2> mates;          ///< in sequencing order, as many bases as a read has
    std::array<Placement, 2> placements;
    std::array<std::string, 2> cigars;         ///< as text
    std::int64_t span = 0;                     ///< from the leftmost to the rightmost aligned base
};
[[nodiscard]] StrandTemplate strand_template(ShownMate const& whole, Position begin, AssayRegion const& region,
                                             std::size_t read_length);

/// What the reads of one strand have in common.
struct StrandReads {
    std::size_t strand = 0;                    ///< 0: read 1 is forward
    std::int64_t molecule = 0;
    std::int32_t contig = 0;
    std::uint8_t mapping_quality = 60;
    bool proper = true;
    std::array<std::string, 2> prefixes;       ///< by read, without error
};

/// Fills `pair` with copy `serial` of a strand: PCR substitutions `errors` of this copy, UMI errors, base calling.
void make_pair(ReadSetting const& setting, StrandReads const& strand, StrandTemplate const& strand_template,
               std::span<CopyError const> errors, std::size_t serial, Random& random, RawPair& pair);

}  // namespace tidemark
