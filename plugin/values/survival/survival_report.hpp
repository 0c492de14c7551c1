// Survival of a cohort by groups of patients: what `report` works out and writes (`docs/formats/cohort.md`).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "values/survival/group_contrast.hpp"
#include "values/survival/kaplan_meier.hpp"

namespace tidemark {

/// Schema of the survival tables.
inline constexpr auto survival_schema = "tidemark.survival/1";

/// Endpoints whose meaning is known; a table may have others.
inline constexpr auto overall_survival = "overall_survival";
inline constexpr auto progression_free_survival = "progression_free_survival";

/// One line of a table of outcomes made elsewhere (`docs/formats/outcomes.md`).
struct OutcomeRow {
    std::size_t line = 0;
    std::string patient;
    std::string endpoint;    ///< overall_survival, progression_free_survival or another id
    double time = 0;         ///< >= 0, in `time_unit`
    std::string time_unit;   ///< days, weeks, months, years
    bool event = false;
    std::string group;       ///< empty: by the series, or unknown
    bool operator==(OutcomeRow const&) const = default;
};

/// A patient who is followed in an analysis.
struct FollowedPatient {
    std::string patient;
    std::string group;
    std::string origin;   ///< anchor that time zero rests on; empty: day 0 of the sheet, or a table made elsewhere
    FollowUp follow_up;   ///< from time zero, in the analysis' unit
    bool at_last_known_day = false;   ///< censored at the last draw or event: no event tells death, progression or last contact
    bool operator==(FollowedPatient const&) const = default;
};

/// A patient who is in no group or has no time to be followed: named, so that every denominator can be checked.
struct LeftOutPatient {
    std::string patient;
    std::string reason;   ///< fixed code
    bool operator==(LeftOutPatient const&) const = default;
};

struct GroupCurve {
    std::string group;
    std::size_t patients = 0;
    std::size_t events = 0;
    std::size_t at_last_known_day = 0;   ///< of the patients, censored at their last draw or event, no outcome told
    SurvivalCurve curve;
};

/// One group against the reference group, which is the first curve.
struct GroupContrast {
    std::string compared;
    std::optional<LogRankTest> log_rank;
    std::optional<HazardRatio> hazard_ratio;   ///< of `compared` over the reference
    bool few_events = false;                   ///< fewer than five events in one of both: numbers to be read with care
};

/// One endpoint, patients grouped in one way.
struct SurvivalAnalysis {
    std::string endpoint;
    std::string source;       ///< events, outcomes
    std::string grouping;     ///< id of a definition; change: rise or fall of a metric; group: the outcomes table's own
    std::string metric;       ///< empty where the groups are the table's own
    std::string time_unit;
    std::string anchor;       ///< asked for; empty where the groups are the table's own
    std::string landmark;     ///< time zero: draw, day, none (the anchor itself); empty as `anchor`
    std::optional<int> landmark_day;
    std::vector<FollowedPatient> followed;   ///< by patient
    std::vector<LeftOutPatient> left_out;    ///< by patient
    std::size_t without_series = 0;          ///< rows of the table's own groups that are of no patient of this report
    std::vector<GroupCurve> curves;          ///< the reference first; also those without a patient
    std::vector<GroupContrast> contrasts;    ///< one for every other curve
};

struct SurvivalReport {
    std::vector<SurvivalAnalysis> analyses;   ///< by endpoint, then grouping
};

}  // namespace tidemark
