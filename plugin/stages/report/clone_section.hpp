// The optional parts of a patient's page that speak of clones. Each stands only where the series has it.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Clones of the tumor over time. The series must have `clones`.
[[nodiscard]] Section clones_section(Timeline const& timeline);
/// Neoantigen-tagged variants against other clonal ones. The series must have `neoantigens`.
[[nodiscard]] Section neoantigen_section(Timeline const& timeline);
/// T cells. The series must have `clonotypes`.
[[nodiscard]] Section clonotype_section(Timeline const& timeline);

}  // namespace tidemark
