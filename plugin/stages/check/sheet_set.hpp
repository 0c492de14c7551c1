// All sheets of a run as read, with the names their faults are reported under.
#pragma once
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/clone_series.hpp"
#include "values/patient/lesion.hpp"
#include "values/patient/sheet.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// Base names; empty where a sheet was not given.
struct SheetNames {
    std::string samples;
    std::string events;
    std::string patients;
    std::string lesions;
    std::string lesion_map;
    std::string clonotypes;
    std::string neoantigens;
    std::string outcomes;
};

struct SheetSet {
    SheetNames names;
    std::vector<SampleRow> samples;
    std::vector<EventRow> events;
    std::vector<PatientRow> patients;
    std::vector<LesionRow> lesions;
    std::vector<LesionMapRow> lesion_map;
    std::vector<ClonotypeRow> clonotypes;
    std::vector<NeoantigenRow> neoantigens;
    std::vector<OutcomeRow> outcomes;
};

}  // namespace tidemark
