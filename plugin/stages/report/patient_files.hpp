// Whether a patient's id can name a page. The ids come from a file that anyone may have written.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

struct PatientFileFault {
    std::string rule;
    std::string message;
    bool operator==(PatientFileFault const&) const = default;
};

/// bad_patient_id where the id is not ^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$; reserved_patient_id for "cohort" in any case.
[[nodiscard]] std::optional<PatientFileFault> patient_file_fault(std::string const& patient);
/// duplicate_patient for ids that are equal or differ in case only.
[[nodiscard]] std::vector<PatientFileFault> colliding_patients(std::span<Timeline const> timelines);

}  // namespace tidemark
