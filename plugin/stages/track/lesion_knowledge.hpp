// What is known of a patient's lesions beside the draws, and what contradicts itself in it.
#pragma once
#include <optional>
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
    std::optional<int> first_follow_up{};            ///< day, on the scale of the events
};

/// Where a lesion stands. METHOD: nothing that happens later changes what was said of an earlier draw: a fraction counts from
/// its day on. A lesion declared nonirradiated that is irradiated after the first follow-up belongs to neither side from then on.
struct LesionPlace {
    Compartment declared = Compartment::unknown;     ///< by the lesions sheet
    std::optional<int> irradiated_from{};            ///< day of its first radiotherapy fraction

    [[nodiscard]] bool irradiated_later(int day) const {
        return declared == Compartment::nonirradiated && irradiated_from && *irradiated_from <= day;
    }
    /// The sheet decides. Of a lesion that it calls unknown or does not list, a fraction up to the day says irradiated; that none
    /// does says nothing: unknown.
    [[nodiscard]] Compartment on(int day) const;
    bool operator==(LesionPlace const&) const = default;
};

/// Contradictions (exit 4): a panel, tissue, map row or event that names what no sheet knows or what is another patient's, a
/// lesion or a row of the map twice, radiotherapy up to the first follow-up to a lesion declared nonirradiated (at any time where
/// no follow-up is known), a lesion called `unsampled`.
void check_lesion_knowledge(LesionKnowledge const& knowledge, LesionPatient const& patient, Findings& findings);

/// A contradiction where a draw was detected with another panel than that of the map.
void refuse_other_panel(LesionKnowledge const& knowledge, std::span<Draw const> draws, Findings& findings);

/// Lesions that the lesions sheet or a tumor row names, sorted.
[[nodiscard]] std::vector<std::string> known_lesions(LesionKnowledge const& knowledge, LesionPatient const& patient);

/// What the lesions sheet declares of a lesion, and since when radiotherapy fractions name it.
[[nodiscard]] LesionPlace place_of(std::string const& lesion, LesionKnowledge const& knowledge, LesionPatient const& patient);

}  // namespace tidemark
