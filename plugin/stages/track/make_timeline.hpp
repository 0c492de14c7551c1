// The series of one patient from what is known about it: join, day 0, baselines, concentrations, pairs, classes.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/track/definitions.hpp"
#include "stages/track/join.hpp"
#include "stages/track/lesion_knowledge.hpp"
#include "values/failure/finding.hpp"
#include "values/model/series_policy.hpp"
#include "values/patient/lesion.hpp"
#include "values/patient/panel.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

struct TrackInput {
    JoinInput join;
    std::span<EventRow const> events;       ///< of any patient; may be empty
    std::span<PatientRow const> patients;   ///< may be empty
    LesionKnowledge lesions{};              ///< not asked for: the timeline has no lesion part
    std::optional<std::vector<NeoantigenRow>> neoantigens{};   ///< of any patient; needs a panel
    std::optional<std::vector<ClonotypeRow>> clonotypes{};     ///< of any patient
};

struct TrackSetting {
    double hge_per_ng = 303.0;              ///< 3.3 pg per haploid genome
    std::string anchor;                     ///< the one that days count from; empty: the first declared one
    SeriesPolicy series_policy = SeriesPolicy::confirm_next;
    bool smoothing = true;                  ///< whether all draws together are smoothed, beside the results of each
    std::vector<ResponseDefinition> published;   ///< evaluated beside our own three
};

/// The whole series. Where contradictions or invalid rows are appended to `findings` the timeline must not be used.
/// What it says of a draw and of pairs up to it never depends on later draws; `milestones` and `smoothed` speak of the whole.
[[nodiscard]] Timeline make_timeline(TrackInput const& input, TrackSetting const& setting, Findings& findings);

}  // namespace tidemark
