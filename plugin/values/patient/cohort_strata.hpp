// Rates of response by arm and stratum, in full and at parity of evidence: cohort.strata.tsv, cohort.differences.tsv,
// cohort.parity.tsv and the same in cohort.json (`docs/formats/cohort.md`). Each struct has its fields in file order, once.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// Which draws speak for a patient (docs/decisions/0024). The first is the primary one of our definitions.
namespace rate_basis {
inline constexpr auto response_window = "response_window";   ///< the draw of the response window nearest to its nominal day
inline constexpr auto confirmed = "confirmed";               ///< a draw that the next one confirms; claims on lesions too
inline constexpr auto latest = "latest";                     ///< the latest evaluable draw: depends on the length of follow-up
inline constexpr auto own_windows = "own_windows";           ///< the draw of a published definition's own window
}  // namespace rate_basis

/// A definition on one metric, in one window, spoken for by some draws: what a rate is of.
struct RateQuestion {
    std::string definition;
    std::string metric;
    std::optional<int> first_day;      ///< of the window, after its anchor; absent without a window
    std::optional<int> last_day;
    std::string basis = rate_basis::latest;
    auto operator<=>(RateQuestion const&) const = default;
};

/// Whose rate: empty texts stand for everyone.
struct RateGroup {
    std::string arm;
    std::string stratum;               ///< column of the patients sheet, stratum_…
    std::string value;                 ///< of the stratum; empty with a stratum: not given
    auto operator<=>(RateGroup const&) const = default;
};

/// Patients of one group under one definition. no_baseline + no_follow_up + not_applicable + met + not_met + undetermined
/// = patients; the last three are the applicable ones.
struct StratumRate {
    std::string evidence;              ///< full, parity
    RateQuestion question;
    RateGroup group;
    std::int64_t patients = 0;
    std::int64_t no_baseline = 0;      ///< no evaluable baseline; at parity also one that cannot reach the common limit
    std::int64_t no_follow_up = 0;     ///< no evaluable later draw that the definition looks at
    std::int64_t other_regimen = 0;    ///< of no_follow_up: the draws stand after a change of the baseline's treatment
    std::int64_t not_applicable = 0;   ///< for another reason: never detected, no concentration, anchor not declared
    std::int64_t met = 0;
    std::int64_t not_met = 0;
    std::int64_t undetermined = 0;
    std::optional<std::int64_t> could_show;       ///< patients that would have been met without a tumor molecule at follow-up
    std::optional<std::int64_t> could_show_met;   ///< of these, met; draws whose limit alone lay too high are judged for it
    std::optional<double> could_show_rate;        ///< could_show_met / could_show, with 95 % limits (Clopper-Pearson)
    std::optional<double> could_show_rate_lo;
    std::optional<double> could_show_rate_hi;
    std::optional<double> rate_lowest;            ///< met / applicable: no undetermined one is met
    std::optional<double> rate_highest;           ///< all undetermined ones are met
    std::optional<double> rate_lo;                ///< 95 % lower limit (Clopper-Pearson) of the lowest rate
    std::optional<double> rate_hi;                ///< 95 % upper limit of the highest rate
    bool operator==(StratumRate const&) const = default;
};

/// Two groups under one definition: first minus second.
struct RateDifference {
    std::string evidence;
    RateQuestion question;
    RateGroup group;                   ///< where: what both have in common; what is contrasted is empty
    std::string contrast;              ///< arm, or a column stratum_…
    std::string first;                 ///< arm or value
    std::string second;
    std::int64_t first_applicable = 0;
    std::int64_t second_applicable = 0;
    std::optional<double> difference_lowest;    ///< lowest rate of the first minus highest of the second
    std::optional<double> difference_highest;
    std::optional<double> difference_lo;        ///< 95 % (Newcombe's hybrid score), around lowest and highest
    std::optional<double> difference_hi;
    bool operator==(RateDifference const&) const = default;
};

/// One draw, thinned to the common limit.
struct ParityDraw {
    std::string patient;
    std::string sample;
    std::int64_t loci = 0;                  ///< tracked loci with molecules
    std::int64_t loci_kept = 0;
    double molecule_share = 1;              ///< of the molecules at kept loci
    std::int64_t molecules_n = 0;           ///< after thinning
    std::int64_t molecules_alt = 0;
    std::optional<double> lod95_full;       ///< tumor fraction, as detect gave it
    std::optional<double> lod95_plain;      ///< of all the evidence by the law that judges thinned draws; absent where not counted
    std::optional<double> lod95_parity;     ///< of the thinned draw; absent where the limit cannot be reached
    SampleStatus status_full = SampleStatus::not_evaluable;
    SampleStatus status_parity = SampleStatus::not_evaluable;
    std::string reason;                     ///< why not evaluable at parity: above_parity, not_evaluable; else empty
    bool operator==(ParityDraw const&) const = default;
};

/// The limit that all draws are brought to.
struct ParityTarget {
    double lod95 = 0;                       ///< tumor fraction, by the law that judges thinned draws
    std::string origin;                     ///< worst_stratum, given
    std::string stratum;                    ///< the one whose limit it is; empty where given
    std::string value;
    bool operator==(ParityTarget const&) const = default;
};

struct CohortStrata {
    std::vector<StratumRate> rates;             ///< by evidence, question, group
    std::vector<RateDifference> differences;    ///< by evidence, question, contrast (arms first), group, first, second
    std::optional<ParityTarget> parity;         ///< absent: nothing to compare, or not asked for
    std::vector<ParityDraw> parity_draws;       ///< by patient, then as in the timeline
    bool operator==(CohortStrata const&) const = default;
};

template <typename Visit>
void for_each_field(RateQuestion const& row, Visit&& visit) {
    visit("definition", row.definition);
    visit("metric", row.metric);
    visit("first_day", row.first_day);
    visit("last_day", row.last_day);
    visit("basis", row.basis);
}

template <typename Visit>
void for_each_field(RateGroup const& row, Visit&& visit) {
    visit("arm", row.arm);
    visit("stratum", row.stratum);
    visit("value", row.value);
}

template <typename Visit>
void for_each_field(StratumRate const& row, Visit&& visit) {
    visit("evidence", row.evidence);
    for_each_field(row.question, visit);
    for_each_field(row.group, visit);
    visit("patients", row.patients);
    visit("no_baseline", row.no_baseline);
    visit("no_follow_up", row.no_follow_up);
    visit("other_regimen", row.other_regimen);
    visit("not_applicable", row.not_applicable);
    visit("met", row.met);
    visit("not_met", row.not_met);
    visit("undetermined", row.undetermined);
    visit("could_show", row.could_show);
    visit("could_show_met", row.could_show_met);
    visit("could_show_rate", row.could_show_rate);
    visit("could_show_rate_lo", row.could_show_rate_lo);
    visit("could_show_rate_hi", row.could_show_rate_hi);
    visit("rate_lowest", row.rate_lowest);
    visit("rate_highest", row.rate_highest);
    visit("rate_lo", row.rate_lo);
    visit("rate_hi", row.rate_hi);
}

template <typename Visit>
void for_each_field(RateDifference const& row, Visit&& visit) {
    visit("evidence", row.evidence);
    for_each_field(row.question, visit);
    for_each_field(row.group, visit);
    visit("contrast", row.contrast);
    visit("first", row.first);
    visit("second", row.second);
    visit("first_applicable", row.first_applicable);
    visit("second_applicable", row.second_applicable);
    visit("difference_lowest", row.difference_lowest);
    visit("difference_highest", row.difference_highest);
    visit("difference_lo", row.difference_lo);
    visit("difference_hi", row.difference_hi);
}

template <typename Visit>
void for_each_field(ParityDraw const& row, Visit&& visit) {
    visit("patient", row.patient);
    visit("sample", row.sample);
    visit("loci", row.loci);
    visit("loci_kept", row.loci_kept);
    visit("molecule_share", row.molecule_share);
    visit("molecules_n", row.molecules_n);
    visit("molecules_alt", row.molecules_alt);
    visit("lod95_full", row.lod95_full);
    visit("lod95_plain", row.lod95_plain);
    visit("lod95_parity", row.lod95_parity);
    visit("status_full", row.status_full);
    visit("status_parity", row.status_parity);
    visit("reason", row.reason);
}

template <typename Visit>
void for_each_field(ParityTarget const& row, Visit&& visit) {
    visit("lod95", row.lod95);
    visit("origin", row.origin);
    visit("stratum", row.stratum);
    visit("value", row.value);
}

}  // namespace tidemark
