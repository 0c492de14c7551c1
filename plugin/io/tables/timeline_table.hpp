// What track writes for one patient: PREFIX.samples.tsv, .pairs.tsv, .variants.tsv, where asked for .lesions.tsv and .clonotypes.tsv, and
// .json with all of it (docs/formats/track.md). The JSON is what report reads.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "io/files/output_file.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Whether the call was given a table of T-cell clones: then PREFIX.clonotypes.tsv is written, a header alone for a patient
/// who has none in it, so that a workflow can promise the file before anybody has read the table.
enum class ClonotypeTable { asked_for, absent };

/// Writes the files, and makes final what others have filled beside them; all or none. One of a part that was not asked for
/// and stands there from before is removed.
void write_timeline(std::filesystem::path const& prefix, Timeline const& timeline, ClonotypeTable clonotypes = ClonotypeTable::absent,
                    std::vector<PendingPath> filled = {});

/// The JSON. Throws InputError for damage, ContradictionError for an unknown schema version.
[[nodiscard]] Timeline read_timeline(std::filesystem::path const& path);

/// Header and rows of the long tables, shared with the cohort tables of report.
[[nodiscard]] std::string sample_rows_header();
[[nodiscard]] std::string sample_rows_text(Timeline const& timeline);
[[nodiscard]] std::string pair_rows_header();
[[nodiscard]] std::string pair_rows_text(Timeline const& timeline);
[[nodiscard]] std::string lesion_rows_header();
/// Nothing where lesions were not asked for.
[[nodiscard]] std::string lesion_rows_text(Timeline const& timeline);

}  // namespace tidemark
