// The sheets of a run: samples, events, patients, lesions, lesion map, clonotypes, neoantigens, and the verdicts. Faults are returned, all of them, with line and column;
// an unreadable file throws.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/clone_series.hpp"
#include "values/patient/lesion.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Cell rules only (types, ids, enums, ranges); cross-row rules are stages/check.
[[nodiscard]] std::vector<SampleRow> read_samples(std::filesystem::path const& path, Findings& findings);
/// Likewise for those who open no reads: a row may lack bam, cram and fastq, because its molecules were counted elsewhere.
[[nodiscard]] std::vector<SampleRow> read_counted_samples(std::filesystem::path const& path, Findings& findings);
[[nodiscard]] std::vector<EventRow> read_events(std::filesystem::path const& path, Findings& findings);
[[nodiscard]] std::vector<PatientRow> read_patients(std::filesystem::path const& path, Findings& findings);
[[nodiscard]] std::vector<LesionRow> read_lesions(std::filesystem::path const& path, Findings& findings);
/// A ccf above 1 and up to 1.1 is rounding of the tissue's estimate: taken as 1, with a warning.
[[nodiscard]] std::vector<LesionMapRow> read_lesion_map(std::filesystem::path const& path, Findings& findings);
/// Our own sheet, or an AIRR rearrangement table (AIRR Community, 1.4), told apart by its header. AIRR rows that are not
/// productive are left out.
[[nodiscard]] std::vector<ClonotypeRow> read_clonotypes(std::filesystem::path const& path, Findings& findings);
/// Neoantigen tags of variants.
[[nodiscard]] std::vector<NeoantigenRow> read_neoantigens(std::filesystem::path const& path, Findings& findings);

/// Normalised sample sheet: fixed columns in fixed order, CSV.
void write_samples(std::filesystem::path const& path, std::span<SampleRow const> rows);

/// verdicts.tsv: sample, verdict (ok|failed), reason, message, then one column per fact.
void write_verdicts(std::filesystem::path const& path, std::span<SampleVerdict const> verdicts);
[[nodiscard]] std::vector<SampleVerdict> read_verdicts(std::filesystem::path const& path);

}  // namespace tidemark
