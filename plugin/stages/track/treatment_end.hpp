// When the treatment that a series is about ended, and the draw before it began.
#pragma once
#include <optional>
#include <span>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// First and last day of a treatment, both with the drug given, on the events' scale.
struct TreatmentCourse {
    int first = 0;
    int last = 0;
    bool operator==(TreatmentCourse const&) const = default;
};

/// The course of the treatment that the anchor `treatment` begins, else `pre_io`, else the first therapy from the day of the anchor
/// `surgery` on, else the first of the sheet. METHOD: it is all drugs begun on that day, with their later starts, and ends with the last
/// of them; a drug begun later is another treatment. Nothing where there is none, or the sheet leaves one of them open.
[[nodiscard]] std::optional<TreatmentCourse> finished_treatment(std::span<EventRow const> events);

/// The anchor `treatment_end` with the draw before the treatment: the last evaluable one from the last surgery before the treatment up to
/// its first day, as baselines are chosen; its sample is empty where no draw stands there. Nothing without a finished treatment.
/// `draws` sorted by day, on the events' scale.
[[nodiscard]] std::optional<AnchorBaseline> treatment_end_baseline(std::span<Draw const> draws, std::span<EventRow const> events);

}  // namespace tidemark
