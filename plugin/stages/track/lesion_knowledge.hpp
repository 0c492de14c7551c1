// What is known of a patient's lesions beside the draws, and what contradicts itself in it.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/failure/finding.hpp"
#include "values/patient/lesion.hpp"
#include "values/patient/panel.hpp"
#include "values/patient/segment.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Copy numbers of one lesion's tissue.
struct LesionSegments {
    std::string lesion;
    std::vector<CopySegment> segments;
};

/// All of it may be empty. `asked`: the timeline gets a lesion part, whatever can be said.
struct LesionKnowledge {
    bool asked = false;
    Panel const* panel = nullptr;
    std::span<LesionRow const> lesions;              ///< of any patient
    std::span<LesionMapRow const> map;               ///< of any patient
    std::span<SampleEvidence const> tissue;          ///< of this patient's tumor samples at the panel's candidates
    std::span<LesionSegments const> segments;
};

/// The patient whose lesions are meant, by the sheets of the run.
struct LesionPatient {
    std::string id;
    std::span<SampleRow const> samples;              ///< the whole sheet
    std::span<EventRow const> events;                ///< of this patient
};

/// Contradictions (exit 4): a panel, tissue, map row or event that names what no sheet knows or what is another patient's, a
/// lesion or a row of the map twice, radiotherapy to a lesion declared nonirradiated, a lesion called `unsampled`.
void check_lesion_knowledge(LesionKnowledge const& knowledge, LesionPatient const& patient, Findings& findings);

/// A contradiction where a draw was detected with another panel than that of the map.
void refuse_other_panel(LesionKnowledge const& knowledge, std::span<Draw const> draws, Findings& findings);

/// Lesions that the lesions sheet or a tumor row names, sorted.
[[nodiscard]] std::vector<std::string> known_lesions(LesionKnowledge const& knowledge, LesionPatient const& patient);

/// METHOD: the lesions sheet decides. Of a lesion that it calls unknown or does not list, a radiotherapy fraction that names it
/// says irradiated; that none does says nothing: unknown.
[[nodiscard]] Compartment compartment_of(std::string const& lesion, LesionKnowledge const& knowledge, LesionPatient const& patient);

}  // namespace tidemark
