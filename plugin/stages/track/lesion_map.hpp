// The lesion map of a patient: which lesions hold which variant, and which absence was shown. readout.md 7, statistics.md 9.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "stages/track/lesion_knowledge.hpp"
#include "values/model/lesion_mixture.hpp"
#include "values/patient/lesion_series.hpp"

namespace tidemark {

struct MapLesion {
    std::string name;                      ///< "unsampled" for the last one of the map
    LesionPlace place{};

    /// irradiated, nonirradiated, unknown, unsampled: at a draw of that day.
    [[nodiscard]] std::string compartment_on(int day) const;
    bool operator==(MapLesion const&) const = default;
};

struct MapLocus {
    MappedVariant shown;                   ///< variant, role, lesions, reason
    double normal_copies = 2;
    std::vector<LesionCopies> copies;      ///< of every lesion of the map in its order; empty where left out
    std::string phase_group;               ///< loci of one haplotype are read in one molecule
};

struct LesionMap {
    std::string source;                    ///< table, tissue; empty where nothing says which lesions were sampled
    std::vector<MapLesion> lesions;        ///< sampled ones by name, then unsampled tumor; empty without a sampled one
    std::vector<MapLesion> not_sampled;    ///< known, but no tissue speaks of them; by name
    std::vector<MapLocus> loci;            ///< panel order, else that of contig and position
};

/// The map of the table where it has rows of the patient, else of the panel and its tissues.
/// METHOD: a locus is trunk where all sampled lesions hold it, none with a stated CCF below 0.7, and unsampled tumor holds the trunk and nothing
/// else. What all of several hold and one of them in a part of its cells is left out (`subclonal`): whether unsampled tumor holds it, and
/// in which part, nobody knows. A locus is used as private (or shared by some) only where every lesion without it was shown to lack it: power >=
/// 0.95 at CCF 0.2, and the copy that could carry it is still there (loss of copies or of heterozygosity is no evidence of absence).
/// Otherwise it is left out: `private_uncertain`, `lost_copies`, `lesion_unknown` (no lesion is named).
[[nodiscard]] LesionMap make_lesion_map(LesionKnowledge const& knowledge, LesionPatient const& patient);

}  // namespace tidemark
