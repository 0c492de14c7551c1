// Outcomes of patients made elsewhere, one row for each patient and endpoint: docs/formats/outcomes.md.
#pragma once
#include <filesystem>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// Cell rules only; faults are returned with line and column, an unreadable file throws.
[[nodiscard]] std::vector<OutcomeRow> read_outcomes(std::filesystem::path const& path, Findings& findings);

}  // namespace tidemark
