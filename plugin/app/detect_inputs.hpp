// What `detect` and `background` read beside their evidence: a panel of either kind, and the neighbourhood of variants.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "io/hts/reference.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// Opens the FASTA where one is given.
[[nodiscard]] std::optional<Reference> open_reference(std::string const& path);

/// A panel table, or a VCF or BCF whose alleles are all tracked (those that cannot be are set aside with their reason).
/// Alleles of a VCF are left-aligned where a reference is given, else trimmed. Throws ContradictionError where REF disagrees, InputError
/// `not_left_aligned` where a table made by hand has an allele in another form.
[[nodiscard]] Panel read_any_panel(std::string const& path, std::optional<Reference> const& reference);

/// Brings the alleles of a foreign table into the same form, so that they match the panel's. Throws ContradictionError
/// where a REF is not the reference's, or where two rows turn out to be the same allele, class and strand.
void normalise_rows(SampleEvidence& evidence, std::optional<Reference> const& reference);

/// Three reference bases round an SNV, forward strand; the repeat class behind an insertion or deletion; empty without a
/// reference, and for other variants.
[[nodiscard]] std::string context_of(Variant const& variant, std::optional<Reference> const& reference);
[[nodiscard]] std::string context_of(Variant const& variant, Reference const& reference);

}  // namespace tidemark
