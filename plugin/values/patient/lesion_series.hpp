// What the lesions of a patient shed into each draw and how that changed, with what may be said of it: the lesion part of a
// timeline (`docs/formats/track.md`).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"
#include "values/patient/series_claim.hpp"

namespace tidemark {

/// A change on the scale of log2: below 0 a fall.
struct Log2Fold {
    double value = 0;
    bool operator==(Log2Fold const&) const = default;
};

/// A log2 change with its 95 % interval. An absent value: one side showed nothing. An absent limit: unbounded or unknown.
struct Log2FoldInterval {
    std::optional<Log2Fold> value;
    std::optional<Log2Fold> lo;
    std::optional<Log2Fold> hi;
    bool operator==(Log2FoldInterval const&) const = default;
};

/// One variant of the lesion map.
struct MappedVariant {
    Variant variant;
    std::string role;                    ///< trunk, shared, private, left_out
    std::vector<std::string> lesions;    ///< that hold it, sorted
    std::string reason;                  ///< of left_out: private_uncertain, lost_copies, lesion_unknown
    bool operator==(MappedVariant const&) const = default;
};

/// One lesion, group of lesions or compartment in one draw.
struct LesionShed {
    std::string sample;
    std::string lesion;                              ///< id, semicolon list of merged ones, `unsampled`; empty: the compartment as a whole
    std::string compartment;                         ///< irradiated, nonirradiated, unknown, unsampled
    std::optional<std::int64_t> private_loci;        ///< readable in this draw and the baseline
    std::optional<double> private_molecules;         ///< alt molecules at these in this draw, less background, >= 0
    std::optional<double> shed;                      ///< w: cell fraction of cfDNA shed by it, 0..1
    std::optional<double> shed_lo;                   ///< 95 %
    std::optional<double> shed_hi;
    Log2FoldInterval change;                         ///< w here over w at the baseline
    std::string verdict;                             ///< distant_response ... not_evaluable; empty at and before the baseline
    std::string reason;                              ///< semicolon list of codes
    bool flare_window = false;                       ///< drawn in the flare window of this tissue's own radiotherapy
    bool operator==(LesionShed const&) const = default;
};

/// Everything said of one follow-up against the baseline that is not about one lesion.
struct LesionComparison {
    std::string from;
    std::string to;
    std::string form;                                ///< linear, exact: the likelihood's form
    std::optional<std::int64_t> rank;                ///< lesions that the map tells apart, unsampled tumor among them
    std::optional<double> condition;                 ///< absent: infinite
    std::vector<std::string> merged;                 ///< groups of lesions known only by their sum, each a semicolon list
    Log2FoldInterval trunk;                          ///< of all lesions together, by the trunk loci
    Log2FoldInterval abscopal;                       ///< of the nonirradiated compartment
    Log2FoldInterval contrast;                       ///< nonirradiated minus irradiated
    std::string dissociation;                        ///< met, undetermined, not_applicable: the compartments moved apart
    bool abscopal_compatible = false;
    std::string reason;                              ///< semicolon list: what stands against the word
    bool operator==(LesionComparison const&) const = default;
};

/// Of a lesion or compartment; the claim is distant_ or local_ with response, progression, recrudescence, or abscopal_compatible.
struct LesionClaim : SeriesClaim {
    std::string lesion;                              ///< as in LesionShed; empty: the compartment as a whole
    std::string compartment;                         ///< irradiated, nonirradiated
    std::string low{};                               ///< draw that a recrudescence is a rise from; empty of other claims
    bool operator==(LesionClaim const&) const = default;
};

/// Present only where lesions were asked for.
struct LesionSeries {
    std::string source;                              ///< table, tissue; empty without a map
    std::string resolution;                          ///< resolved, one_biopsied_lesion, not_possible
    std::vector<MappedVariant> map;
    std::vector<LesionShed> rows;                    ///< by draw; lesions by name, unsampled, compartments
    std::vector<LesionComparison> comparisons;       ///< by draw
    std::vector<LesionClaim> claims{};               ///< by compartment, the whole first, then lesions by name; abscopal_compatible last
    bool operator==(LesionSeries const&) const = default;
};

}  // namespace tidemark
