// How a set of tracked variants stands against another set over a patient's draws: a clone against the trunk,
// neoantigen-tagged variants against other clonal ones (`docs/formats/track.md`). A number that cannot be given is absent.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"
#include "values/patient/series_claim.hpp"

namespace tidemark {

/// One row of the neoantigen table.
struct NeoantigenRow {
    std::size_t line = 0;
    std::string patient;                      ///< empty: of whichever patient is tracked
    Variant variant;
    bool neoantigen = true;
    bool operator==(NeoantigenRow const&) const = default;
};

/// Level of the set over level of the reference in one draw. For a clone against the trunk this is its CCF.
struct SetRatio {
    std::string sample;
    std::int64_t loci = 0;                    ///< of the set, with depth in this draw
    std::int64_t molecules_alt = 0;           ///< alt molecules at these loci
    std::int64_t reference_loci = 0;
    std::int64_t reference_molecules_alt = 0;
    std::optional<double> reference_fraction; ///< tumor cell fraction that the reference loci tell, >= 0
    std::optional<double> ratio;              ///< >= 0; absent where not evaluable or the reference shows nothing
    std::optional<double> lo;                 ///< 95 %
    std::optional<double> hi;                 ///< absent beside a `lo`: unbounded
    std::optional<double> minimal;            ///< smallest ratio that this draw would have shown with 95 % probability
    std::string reason;                       ///< fixed code why there is no ratio; empty where there is one
    bool operator==(SetRatio const&) const = default;
};

/// Ratio of a draw over that of an earlier one: below 1 the set lost ground against the reference.
struct SetRatioChange {
    std::string from;
    std::string to;
    std::optional<double> ratio;
    std::optional<double> lo;                 ///< 95 %
    std::optional<double> hi;
    std::string verdict;                      ///< rise, fall, open; empty where not evaluable
    std::string reason;                       ///< fixed code; empty where there is an interval
    bool operator==(SetRatioChange const&) const = default;
};

struct SetSeries {
    std::string name;                         ///< of the clone
    std::int64_t loci = 0;                    ///< of the set, tracked
    std::int64_t reference_loci = 0;          ///< tracked loci it is held against
    std::optional<double> tissue_ccf;         ///< mean CCF that the panel states, 0..1
    std::vector<SetRatio> draws;              ///< one for every draw of the series, in its order
    std::vector<SetRatioChange> changes;      ///< against the first evaluable draw and the evaluable one before
    std::vector<SeriesClaim> claims{};        ///< fall, rise: what two draws in a row show against the first evaluable one
    bool operator==(SetSeries const&) const = default;
};

}  // namespace tidemark
