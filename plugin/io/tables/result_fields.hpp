// Names, order and members of what detect finds out about a sample and a locus, in one place: the detection files and
// the timeline files carry the same fields, and writing and reading cannot disagree. A visitor is called with
// (name, member) in the order of the file.
#pragma once

namespace tidemark::result_fields {

/// Counts, test, status, fraction and limits.
template <typename Result, typename Visit>
void for_each_finding(Result& result, Visit&& visit) {
    visit("use", result.use);
    visit("loci_designed", result.loci_designed);
    visit("loci_evaluable", result.loci_evaluable);
    visit("loci_excluded", result.loci_excluded);
    visit("molecules_n", result.molecules_n);
    visit("molecules_alt", result.molecules_alt);
    visit("background_expected", result.background_expected);
    visit("background_dispersion", result.background_dispersion);
    visit("alpha", result.alpha);
    visit("p_detect", result.p_detect);
    visit("p_pooled", result.p_pooled);
    visit("pooled_quantity", result.pooled_quantity);
    visit("status", result.status);
    visit("reasons", result.reasons);
    visit("tumor_fraction_cell", result.tumor_fraction_cell);
    visit("tumor_fraction_cell_lo", result.tumor_fraction_cell_lo);
    visit("tumor_fraction_cell_hi", result.tumor_fraction_cell_hi);
    visit("tumor_fraction_mass", result.tumor_fraction_mass);
    visit("vaf_mean", result.vaf_mean);
    visit("vaf_max", result.vaf_max);
    visit("lob_tumor_fraction", result.lob_tumor_fraction);
    visit("lod95_tumor_fraction", result.lod95_tumor_fraction);
    visit("loq_tumor_fraction", result.loq_tumor_fraction);
    visit("loo_min_tumor_fraction", result.loo_min_tumor_fraction);
    visit("loo_max_tumor_fraction", result.loo_max_tumor_fraction);
}

/// What only the detection files and the timeline's JSON carry: limits as VAF, drop-out, calibration, lengths.
template <typename Result, typename Visit>
void for_each_detail(Result& result, Visit&& visit) {
    visit("lob_vaf", result.lob_vaf);
    visit("lod95_vaf", result.lod95_vaf);
    visit("loq_vaf", result.loq_vaf);
    visit("critical_count", result.critical_count);
    visit("presence_probability", result.presence_probability);
    visit("dropout_share", result.dropout_share);
    visit("dropout_share_lo", result.dropout_share_lo);
    visit("dropout_share_hi", result.dropout_share_hi);
    visit("p_detect_model", result.p_detect_model);
    visit("signatures", result.signatures);
    visit("signatures_missing", result.signatures_missing);
    visit("signatures_loci", result.signatures_loci);
    visit("signatures_independent", result.signatures_independent);
    visit("signatures_positive", result.signatures_positive);
    visit("signatures_rate", result.signatures_rate);
    visit("signatures_rate_lo", result.signatures_rate_lo);
    visit("signatures_rate_hi", result.signatures_rate_hi);
    visit("signatures_positive_at_alpha", result.signatures_positive_at_alpha);
    visit("signatures_rate_at_alpha", result.signatures_rate_at_alpha);
    visit("signatures_rate_at_alpha_lo", result.signatures_rate_at_alpha_lo);
    visit("signatures_rate_at_alpha_hi", result.signatures_rate_at_alpha_hi);
    visit("signatures_inflation", result.signatures_inflation);
    visit("signatures_inflation_lo", result.signatures_inflation_lo);
    visit("signatures_inflation_hi", result.signatures_inflation_hi);
    visit("signatures_p", result.signatures_p);
    visit("length_p_detect", result.length_p_detect);
    visit("length_ratio", result.length_ratio);
    visit("length_molecules", result.length_molecules);
    visit("length_source", result.length_source);
}

/// Whose DNA it is.
template <typename Result, typename Visit>
void for_each_identity(Result& result, Visit&& visit) {
    visit("fingerprint_called", result.fingerprint_called);
    visit("fingerprint_mismatch", result.fingerprint_mismatch);
    visit("contamination_hi", result.contamination_hi);
    visit("ch_loci", result.ch_loci);
}

template <typename Result, typename Visit>
void for_each_hash(Result& result, Visit&& visit) {
    visit("panel_hash", result.panel_hash);
    visit("model_hash", result.model_hash);
    visit("input_hash", result.input_hash);
}

/// The locus and its counts.
template <typename Variant, typename Visit>
void for_each_locus_count(Variant& row, Visit&& visit) {
    visit("contig", row.variant.contig);
    visit("position", row.variant.position);
    visit("ref", row.variant.ref);
    visit("alt", row.variant.alt);
    visit("class", row.evidence_class);
    visit("depth", row.depth);
    visit("alt_molecules", row.alt_molecules);
    visit("background", row.background);
    visit("weight", row.weight);
}

template <typename Variant, typename Visit>
void for_each_locus_state(Variant& row, Visit&& visit) {
    visit("state", row.state);
    visit("reason", row.reason);
}

}  // namespace tidemark::result_fields
