// The page of one patient, from head to glossary.
#pragma once
#include <string>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

[[nodiscard]] Page patient_page(Timeline const& timeline);
/// What that page says it is about.
[[nodiscard]] std::string patient_subject(std::string const& patient);

}  // namespace tidemark
