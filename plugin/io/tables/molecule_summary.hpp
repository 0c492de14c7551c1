// Where the reads of a raw file went, and the families they made: docs/formats/consensus.md.
#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "values/molecule/family_metrics.hpp"
#include "values/molecule/molecule_counts.hpp"

namespace tidemark {

/// Rows of consensus/<sample>.families.tsv: ab_size, ba_size, families.
[[nodiscard]] std::string families_text(std::span<DuplexFamilySizeRow const> rows);

/// Rows of consensus/<sample>.losses.tsv: step, reason, reads, molecules. Every read that came in stands in exactly one
/// row.
[[nodiscard]] std::string losses_text(MoleculeCounts const& counts);

/// The same and the settings, schema tidemark.molecule_summary/1.
[[nodiscard]] std::string molecule_summary_json(MoleculeSummary const& summary);

/// Reads such a file. Throws InputError `molecule_summary` naming every key that is missing, unknown or out of range, and
/// where the reads do not add up.
[[nodiscard]] MoleculeSummary read_molecule_summary(std::filesystem::path const& path);

}  // namespace tidemark
