// What the pages say in words and rates, as values: carried by cohort.json beside the rows (`docs/formats/cohort.md`).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/evidence/detection_result.hpp"
#include "values/patient/cohort_strata.hpp"
#include "values/patient/patient_course.hpp"

namespace tidemark {

/// Schema of cohort.json; named on the pages too.
inline constexpr auto cohort_schema = "tidemark.cohort/1";

/// A sample whose file or panel failed before anything was counted.
struct FailedSample {
    std::string patient;            ///< empty: none (a control), or not known
    std::string sample;
    std::string type;               ///< plasma, tumor, normal, white_cells, control; empty: not known
    std::optional<int> day;         ///< of a draw, from the patient's day 0; others have none
    std::string reason;     ///< code
    std::string sentence;
    bool operator==(FailedSample const&) const = default;
};

/// Two answers about one pair of draws that point in different directions.
struct Conflict {
    std::string from;
    std::string to;
    std::string kind;       ///< opposite_directions, definitions_disagree, published_definitions_disagree
    std::string sentence;
    bool operator==(Conflict const&) const = default;
};

/// One plasma sample at the panel of another patient.
struct CrossTest {
    std::string patient;                    ///< whose plasma
    std::string sample;
    std::string panel_patient;              ///< whose panel; empty where no timeline has it
    std::int64_t loci_evaluable = 0;        ///< loci that both panels track are left out
    std::optional<double> p_detect;
    SampleStatus status = SampleStatus::not_evaluable;
    bool operator==(CrossTest const&) const = default;
};

/// Cross tests of panels of one size. Rates are fractions, limits 95 % (Clopper-Pearson).
struct CrossRate {
    std::int64_t loci_from = 1;
    std::optional<std::int64_t> loci_to;    ///< absent: no upper end
    std::int64_t tests = 0;
    std::int64_t positive = 0;              ///< p <= 0.01
    double positive_rate = 0;
    double positive_rate_lo = 0;
    double positive_rate_hi = 1;
    std::int64_t detected = 0;              ///< by the whole rule
    double detected_rate = 0;
    double detected_rate_lo = 0;
    double detected_rate_hi = 1;
    bool operator==(CrossRate const&) const = default;
};

/// Patients by whether molecular and imaging progression were seen; both, only_imaging, only_molecular, neither, unconfirmed and
/// not_assessable add up to `patients`.
struct LeadRow {
    std::string arm;                        ///< empty: all patients
    std::int64_t patients = 0;
    std::int64_t both = 0;
    std::int64_t only_imaging = 0;
    std::int64_t only_molecular = 0;
    std::int64_t neither = 0;
    std::int64_t unconfirmed = 0;           ///< a molecular progression that no later draw could confirm yet
    std::int64_t not_assessable = 0;        ///< no imaging after day 0, or no draw to compare
    std::int64_t molecular_first = 0;       ///< of both: seen by a draw before the imaging
    std::optional<double> median_days;      ///< of both: lower limits of the lead; absent where there is none
    std::optional<int> least_days;
    std::optional<int> most_days;
    std::int64_t discordant = 0;            ///< imaging progression that ctDNA does not support
    bool operator==(LeadRow const&) const = default;
};

template <typename Visit>
void for_each_field(LeadRow const& row, Visit&& visit) {
    visit("arm", row.arm);
    visit("patients", row.patients);
    visit("both", row.both);
    visit("only_imaging", row.only_imaging);
    visit("only_molecular", row.only_molecular);
    visit("neither", row.neither);
    visit("unconfirmed", row.unconfirmed);
    visit("not_assessable", row.not_assessable);
    visit("molecular_first", row.molecular_first);
    visit("median_days", row.median_days);
    visit("least_days", row.least_days);
    visit("most_days", row.most_days);
    visit("discordant", row.discordant);
}

struct PatientSummary {
    std::string patient;
    PatientCourse course;
    std::string headline;
    std::vector<std::string> sentences;
    std::vector<Conflict> conflicts;
    std::int64_t variants_left_out = 0;     ///< tracked loci that the page and cohort.json do not list
    bool operator==(PatientSummary const&) const = default;
};

struct CohortSummary {
    std::vector<PatientSummary> patients;   ///< by patient id
    std::vector<FailedSample> failed;       ///< by patient, day, sample; what has none of these last
    std::vector<LeadRow> leads;             ///< all patients first, then by arm
    CohortStrata strata;                    ///< rates by arm and stratum, in full and at parity
    std::vector<CrossRate> cross_rates;     ///< by loci, all last; empty without cross tests
    std::vector<CrossTest> cross_tests;     ///< by patient, sample, panel
    std::vector<std::string> fixed_texts;
    bool operator==(CohortSummary const&) const = default;
};

}  // namespace tidemark
