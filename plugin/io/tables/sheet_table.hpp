// The sheets of a run: samples, events, patients, verdicts. Faults are returned, all of them, with line and column;
// an unreadable file throws.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Cell rules only (types, ids, enums, ranges); cross-row rules are stages/check.
[[nodiscard]] std::vector<SampleRow> read_samples(std::filesystem::path const& path, Findings& findings);
[[nodiscard]] std::vector<EventRow> read_events(std::filesystem::path const& path, Findings& findings);
[[nodiscard]] std::vector<PatientRow> read_patients(std::filesystem::path const& path, Findings& findings);

/// Normalised sample sheet: fixed columns in fixed order, CSV.
void write_samples(std::filesystem::path const& path, std::span<SampleRow const> rows);

/// verdicts.tsv: sample, verdict (ok|failed), reason, message, then one column per fact.
void write_verdicts(std::filesystem::path const& path, std::span<SampleVerdict const> verdicts);
[[nodiscard]] std::vector<SampleVerdict> read_verdicts(std::filesystem::path const& path);

}  // namespace tidemark
