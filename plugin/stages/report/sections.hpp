// The page of one patient, from head to glossary.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

[[nodiscard]] Page patient_page(Timeline const& timeline);

}  // namespace tidemark
