// Whether the rows of an evidence table speak of the panel's loci, or only seem not to: under other contig names, or at another place of
// a repeat.
#pragma once
#include <span>

#include "values/evidence/background_rate.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// Throws UsageError `indel_without_reference` where a row that the panel does not have may be one of its insertions or deletions at another
/// place of the repeat (indel_shift.hpp): it must not be taken as background. `panel_variants`: all of the panel, sorted. Rows and panel
/// that a reference brought into one form always pass.
void refuse_unplaced_indels(SampleEvidence const& evidence, std::span<Variant const> panel_variants);
/// The same of loci that a background knows: a tracked variant that controls show would have the rate of any other.
void refuse_unplaced_indels(BackgroundModel const& model, std::span<Variant const> panel_variants);

/// Throws ContradictionError `contig_not_in_panel` where a table has rows and none on any contig with tracked loci, or where such a contig
/// lacks rows and the table has its other spelling (1 for chr1): the loci would look as if they had no molecules. Says a warning for
/// every other such contig without rows. Rows elsewhere are background.
void compare_contigs(SampleEvidence const& evidence, Panel const& panel);

}  // namespace tidemark
