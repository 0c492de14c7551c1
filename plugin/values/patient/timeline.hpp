// A patient's draws in time with what was found in each, and the changes between them: what `track` makes and
// `report` shows (`docs/formats/track.md`).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"
#include "values/patient/lesion_series.hpp"
#include "values/patient/clone_series.hpp"
#include "values/patient/clonotype.hpp"
#include "values/patient/milestone.hpp"
#include "values/patient/sheet.hpp"
#include "values/patient/smoothed_series.hpp"
#include "values/patient/verdict.hpp"

namespace tidemark {

/// A slope of the natural logarithm per day: the one number of a series that may be negative.
struct RatePerDay {
    double value = 0;
    bool operator==(RatePerDay const&) const = default;
};

/// How fast the fraction moves over a stretch of draws that ends at one of them.
struct DrawGrowth {
    std::string from;                         ///< first sample of the stretch; empty where no rate could be given
    std::optional<RatePerDay> per_day;        ///< of the fraction
    std::optional<RatePerDay> lo;             ///< 95 %; absent where the data do not bound it
    std::optional<RatePerDay> hi;
    std::optional<double> doubling_days;      ///< only where the whole interval is above 0
    std::optional<double> halving_days;       ///< only where it is below 0
    bool operator==(DrawGrowth const&) const = default;
};

/// Whether the fraction changed its pace once, from the baseline on: of the whole series so far. met: one change point is supported;
/// not_met: none is; not_applicable: the draws cannot tell.
struct GrowthChange {
    Verdict verdict = Verdict::not_applicable;
    std::optional<int> day{};                 ///< of the change point, from day 0
    std::optional<int> day_lo{};              ///< 95 %
    std::optional<int> day_hi{};
    std::optional<RatePerDay> before{};       ///< slope of the logarithm of the fraction before it; absent where the draws do not bound it
    std::optional<RatePerDay> before_lo{};
    std::optional<RatePerDay> before_hi{};
    std::optional<RatePerDay> after{};
    std::optional<RatePerDay> after_lo{};
    std::optional<RatePerDay> after_hi{};
    std::string reason{};                     ///< code
    bool operator==(GrowthChange const&) const = default;
};

/// One draw: the sheet's row, the result (absent where the sample failed before detection) and what follows from both.
struct Draw {
    SampleRow row;
    int day = 0;                              ///< relative to `anchor`
    std::string anchor;                       ///< event that defines day 0; empty without events
    DetectionResult result;                   ///< NOT_EVALUABLE with reason input_failed where there was none
    std::string failure_reason;               ///< of check's verdict, or of the step that met the damage; empty where the file was fine
    std::string failure_message;
    std::optional<double> hge_per_ml;
    std::optional<double> hge_per_ml_lo;
    std::optional<double> hge_per_ml_hi;
    std::string trajectory_class;             ///< never_detected, emergence, response, persistence, progression, recrudescence
    std::string series_policy;                ///< per_sample, confirm_next, anytime: how many looks are paid for
    std::string series_signal;                ///< signal, none; empty where the draw has no evidence of the policy's kind
    std::optional<double> e_value;            ///< of all draws since the landmark, this one included; at most 1e12
    DrawGrowth growth;
    bool baseline = false;
    bool flare_window = false;                ///< drawn after a radiotherapy fraction and up to 14 days after it
    bool operator==(Draw const&) const = default;
};

/// One (from, to, metric, definition): contract 7.22.
struct PairRow {
    std::string from;                         ///< empty where the definition speaks about one draw alone
    std::string to;
    std::string metric;                       ///< tumor_fraction_cell, hge_per_ml, vaf_mean, vaf_max, vaf_median
    std::optional<double> ratio;
    std::optional<double> ratio_lo;
    std::optional<double> ratio_hi;
    std::string definition;                   ///< decrease_50, decrease_90, demonstrated_clearance, published ids
    Verdict verdict = Verdict::not_applicable;
    std::string reason;                       ///< semicolon list of codes: why not applicable or undetermined, flags
    std::string response_class;               ///< outcome named by a published definition; empty where open or none is named
    bool operator==(PairRow const&) const = default;
};

/// A declared day 0 and the draw that stands before it: a design with two anchors has two baselines, both kept. The last may be
/// `treatment_end`, which no event declares: the last day of the treatment, and the draw before that treatment began.
struct AnchorBaseline {
    std::string anchor;                       ///< pre_io, pre_rt, surgery, treatment, treatment_end; empty where none is declared
    int day = 0;                              ///< of the anchor, relative to the timeline's own anchor
    std::string sample;                       ///< empty where no draw is evaluable
    bool assumed = false;                     ///< no evaluable draw on or before the anchor: the earliest evaluable one
    std::string passed_over{};                ///< the last evaluable draw up to the anchor, where the flare window bars it (decision 22)
    bool operator==(AnchorBaseline const&) const = default;
};

/// What a published definition says of the series, by the draw that speaks for one of its windows.
struct DefinitionRow {
    std::string definition;
    std::string title;
    std::string source;
    bool verified = false;                    ///< whether its numbers were read in the source
    std::string note;
    std::string group;                        ///< grades of one question share it
    std::string met_means;                    ///< response, no_response, progression, detection
    std::string metric;
    std::optional<int> first_day;             ///< of the window, after its anchor; absent without a window
    std::optional<int> last_day;
    std::optional<int> nominal_day;
    std::string to;                           ///< sample; empty where no draw stands in the window
    Verdict verdict = Verdict::not_applicable;
    std::string reason;
    std::string response_class;
    bool operator==(DefinitionRow const&) const = default;
};

struct Timeline {
    std::string patient;
    std::string anchor;
    std::string baseline;                     ///< sample id; empty where none is evaluable
    bool baseline_assumed = false;
    std::vector<AnchorBaseline> baselines;    ///< of every declared anchor, the timeline's own first; treatment_end last
    double hge_per_ng = 303.0;
    std::optional<PatientRow> attributes;
    std::vector<Draw> draws;                  ///< by day, then sample id
    std::vector<PairRow> pairs;
    std::vector<DefinitionRow> definitions;   ///< in the order of the files; two rows where a definition has two windows
    std::vector<EventRow> events;             ///< by day, days relative to the anchor
    std::optional<LesionSeries> lesions{};    ///< absent where lesions were not asked for
    std::optional<std::vector<SetSeries>> clones;   ///< by name; absent where no panel with clones was given
    std::optional<SetSeries> neoantigens;     ///< absent where no tags were given
    std::optional<ClonotypeReadout> clonotypes;     ///< absent where the patient has no clonotype rows
    std::vector<Milestone> milestones;        ///< of the whole series so far: a later draw may change them
    GrowthChange growth_change{};               ///< likewise
    SmoothedTimeline smoothed;                ///< secondary; empty where not wanted
    bool operator==(Timeline const&) const = default;
};

}  // namespace tidemark
