// What rows of an outcomes table may not say together (docs/formats/outcomes.md): asked by `check`, and by `report` again.
#pragma once
#include <span>
#include <string>

#include "values/failure/finding.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// More groups than this are no comparison that a page can show.
inline constexpr std::size_t most_groups = 8;

/// One patient twice in an endpoint, ids that differ in case only (from each other, or from `patients`, those of the run), an
/// endpoint in two units, too many groups, progression-free survival that ends after the patient's death: contradictions of
/// `file`, with line and column.
[[nodiscard]] Findings outcome_faults(std::span<OutcomeRow const> outcomes, std::span<std::string const> patients,
                                      std::string const& file);

}  // namespace tidemark
