// Names, order and members of the lesion part of a timeline, in one place: table, JSON and reader cannot disagree.
#pragma once
#include <string>

#include "io/tables/series_claim_fields.hpp"
#include "values/patient/lesion_series.hpp"

namespace tidemark::lesion_series_fields {

template <typename Interval, typename Visit>
void for_each_limit(std::string const& name, Interval& interval, Visit&& visit) {
    visit(name.c_str(), interval.value);
    visit((name + "_lo").c_str(), interval.lo);
    visit((name + "_hi").c_str(), interval.hi);
}

/// The row of the table between patient and schema.
template <typename Row, typename Visit>
void for_each_lesion_field(Row& row, Visit&& visit) {
    visit("sample", row.sample);
    visit("lesion", row.lesion);
    visit("compartment", row.compartment);
    visit("private_loci", row.private_loci);
    visit("private_molecules", row.private_molecules);
    visit("w", row.shed);
    visit("w_lo", row.shed_lo);
    visit("w_hi", row.shed_hi);
    for_each_limit("log2fc", row.change, visit);
    visit("verdict", row.verdict);
    visit("reason", row.reason);
}

/// In the JSON only, after the row of the table.
template <typename Row, typename Visit>
void for_each_lesion_remark(Row& row, Visit&& visit) {
    visit("flare_window", row.flare_window);
}

template <typename Comparison, typename Visit>
void for_each_comparison_field(Comparison& row, Visit&& visit) {
    visit("from", row.from);
    visit("to", row.to);
    visit("form", row.form);
    visit("rank", row.rank);
    visit("condition", row.condition);
    visit("merged", row.merged);
    for_each_limit("trunk_log2fc", row.trunk, visit);
    for_each_limit("abscopal_log2fc", row.abscopal, visit);
    for_each_limit("contrast_log2fc", row.contrast, visit);
    visit("dissociation", row.dissociation);
    visit("abscopal_compatible", row.abscopal_compatible);
    visit("reason", row.reason);
}

template <typename Claim, typename Visit>
void for_each_claim_field(Claim& row, Visit&& visit) {
    visit("claim", row.claim);
    visit("lesion", row.lesion);
    visit("compartment", row.compartment);
    for_each_claim_answer_field(row, visit);
    visit("low", row.low);
}

template <typename Row, typename Visit>
void for_each_map_field(Row& row, Visit&& visit) {
    visit("contig", row.variant.contig);
    visit("position", row.variant.position);
    visit("ref", row.variant.ref);
    visit("alt", row.variant.alt);
    visit("role", row.role);
    visit("lesions", row.lesions);
    visit("reason", row.reason);
}

template <typename Series, typename Visit>
void for_each_head_field(Series& series, Visit&& visit) {
    visit("source", series.source);
    visit("resolution", series.resolution);
}

}  // namespace tidemark::lesion_series_fields
