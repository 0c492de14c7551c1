// Which samples a scenario makes, in the order of the sheet, and what each is made of.
#pragma once
#include <string>
#include <vector>

#include "values/patient/scenario.hpp"

namespace tidemark {

struct SamplePlan {
    SampleRow row;                         ///< as it will stand in the sheet
    int patient = -1;                      ///< number in the scenario; -1: a control
    std::size_t individual = 0;            ///< whose germline: patients first, then controls
    double molecules = 0;                  ///< mean per region
    double fraction = 0;                   ///< tumor cell fraction of this DNA (in tissue: the purity)
    std::vector<double> lesion_fractions;  ///< share of `fraction` by lesion, in cells; sums to `fraction`
    std::vector<std::string> dropout;
    int contaminant = -1;                  ///< number of the patient; -1: none
    double contamination = 0;              ///< share of the molecules
};

/// Whether this sample is made as raw reads: plasma and controls of a scenario with raw reads.
[[nodiscard]] bool is_raw(Scenario const& scenario, SamplePlan const& plan);

/// `<sample>_R1.fastq.gz`, `<sample>_R2.fastq.gz`; `read` counts from 0.
[[nodiscard]] std::string raw_fastq_name(std::string const& sample, std::size_t read);

/// Names of a patient's variants, blood mutations last: id where a group has one member, else id1, id2, …
[[nodiscard]] std::vector<std::string> variant_ids(ScenarioPatient const& patient);

/// Per patient: tumors by lesion (`<patient>_<lesion>`), white cells (`<patient>_wc`), draws; then the controls.
[[nodiscard]] std::vector<SamplePlan> sample_plans(Scenario const& scenario);

}  // namespace tidemark
