// Every fixed wording of the pages: what must stand in each report, the words of statuses, verdicts, definitions and
// events, and the glossary. No text gives treatment advice; "negative" is never said.
#pragma once
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"
#include "values/patient/document.hpp"
#include "values/patient/sheet.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark::fixed_texts {

inline constexpr auto research_use = "For research use. Not for treatment decisions.";
inline constexpr auto not_comparable = "Values are not comparable across assays or patients.";
inline constexpr auto clearance_not_demonstrable =
    "Not detected; clearance cannot be demonstrated with this sample.";
inline constexpr auto flare_window = "Sample drawn in the flare window.";
inline constexpr auto lower_bound = "Tumor fraction is a lower bound: part of the tracked loci appears absent.";
inline constexpr auto integrity_unverified = "Integrity of the input file could not be verified.";

/// "Absence of detection is not absence of disease. This sample could have detected a tumor fraction of {lod95} with
/// 95 % probability." Without a limit, the sentence says that there is none.
[[nodiscard]] std::string absence(std::optional<double> lod95);
/// The second sentence alone.
[[nodiscard]] std::string detectable(std::optional<double> lod95);
/// The texts that stand in every report, whatever was found: cohort.json carries them.
[[nodiscard]] std::vector<std::string> always();

/// "Detected", "Not detected", "Indeterminate", "Not evaluable".
[[nodiscard]] std::string status_words(SampleStatus status);
[[nodiscard]] Tone tone_of(SampleStatus status);
/// "Met", "Not met", "Undetermined", "Not applicable".
[[nodiscard]] std::string verdict_words(Verdict verdict);
[[nodiscard]] Tone tone_of(Verdict verdict);

/// A definition's name: our own and the published ids of docs/commands/report.md; an unknown id as words.
[[nodiscard]] std::string definition_words(std::string const& definition);
/// What a definition speaks about, in words: response, no_response, progression, detection.
[[nodiscard]] std::string meaning_words(std::string const& met_means);
/// True for decrease_50, decrease_90, demonstrated_clearance.
[[nodiscard]] bool own_definition(std::string const& definition);
/// What published definitions do not promise, and which of our verdicts do: docs/methods/track.md, false verdicts.
[[nodiscard]] std::string published_caution();
/// "Tumor fraction", "Tumor genome copies per mL", "Mean VAF", "Highest VAF", "Median VAF".
[[nodiscard]] std::string metric_words(std::string const& metric);
/// "start of radiotherapy" for pre_rt; empty for no anchor.
[[nodiscard]] std::string anchor_words(std::string const& anchor);
[[nodiscard]] std::string event_words(EventKind kind);
/// A sentence for a trajectory class; empty for an unknown one.
[[nodiscard]] std::string trajectory_sentence(std::string const& trajectory_class);
/// "molecular response", "recrudescence", "persistence"; an unknown one as words.
[[nodiscard]] std::string class_words(std::string const& trajectory_class);
/// What a locus state other than evaluable and set_aside means; empty for these.
[[nodiscard]] std::string locus_state_sentence(std::string const& state);

/// "How to read this report": the texts that stand in every report, then `explained`.
[[nodiscard]] Section reading_section(FactList explained);

/// Terms of the patient page.
[[nodiscard]] std::vector<Item> glossary();

}  // namespace tidemark::fixed_texts
