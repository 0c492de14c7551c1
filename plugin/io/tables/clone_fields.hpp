// Names, order and members of what a timeline says of clones, neoantigen tags and T cells, for tables, JSON and reader.
#pragma once
#include "io/tables/series_claim_fields.hpp"
#include "values/patient/clone_series.hpp"
#include "values/patient/clonotype.hpp"

namespace tidemark::clone_fields {

/// `ratio` is the name of the quantity: ccf of a clone.
template <typename Row, typename Visit>
void for_each_draw_field(Row& row, std::string const& ratio, Visit&& visit) {
    visit("sample", row.sample);
    visit("loci", row.loci);
    visit("molecules_alt", row.molecules_alt);
    visit("reference_loci", row.reference_loci);
    visit("reference_molecules_alt", row.reference_molecules_alt);
    visit("reference_fraction", row.reference_fraction);
    visit(ratio.c_str(), row.ratio);
    visit((ratio + "_lo").c_str(), row.lo);
    visit((ratio + "_hi").c_str(), row.hi);
    visit(("minimal_" + ratio).c_str(), row.minimal);
    visit("reason", row.reason);
}

template <typename Row, typename Visit>
void for_each_change_field(Row& row, Visit&& visit) {
    visit("from", row.from);
    visit("to", row.to);
    visit("ratio", row.ratio);
    visit("ratio_lo", row.lo);
    visit("ratio_hi", row.hi);
    visit("verdict", row.verdict);
    visit("reason", row.reason);
}

template <typename Claim, typename Visit>
void for_each_claim_field(Claim& row, Visit&& visit) {
    visit("claim", row.claim);
    for_each_claim_answer_field(row, visit);
}

template <typename Series, typename Visit>
void for_each_series_field(Series& series, Visit&& visit) {
    visit("name", series.name);
    visit("loci", series.loci);
    visit("reference_loci", series.reference_loci);
    visit("tissue_ccf", series.tissue_ccf);
}

template <typename Row, typename Visit>
void for_each_sample_field(Row& row, Visit&& visit) {
    visit("sample", row.sample);
    visit("day", row.day);
    visit("compartment", row.compartment);
    visit("irradiation", row.irradiation);
    visit("clonotypes", row.clonotypes);
    visit("templates", row.templates);
}

template <typename Row, typename Visit>
void for_each_interval_field(Row& row, Visit&& visit) {
    visit("from", row.from);
    visit("to", row.to);
    visit("from_day", row.from_day);
    visit("to_day", row.to_day);
    visit("tested", row.tested);
    visit("overdispersion", row.overdispersion);
    visit("overdispersion_used", row.overdispersion_used);
    visit("expanded", row.expanded);
    visit("expanded_new", row.expanded_new);
    visit("expanded_tumor_resident", row.expanded_tumor_resident);
    visit("expanded_frequency", row.expanded_frequency);
    visit("nonirradiated_share", row.nonirradiated_share);
    visit("expansion", row.expansion);
    visit("reason", row.reason);
    visit("plasma_from", row.plasma_from);
    visit("plasma_to", row.plasma_to);
    visit("ctdna", row.ctdna);
    visit("ctdna_reason", row.ctdna_reason);
}

template <typename Row, typename Visit>
void for_each_test_field(Row& row, Visit&& visit) {
    visit("from", row.from);
    visit("to", row.to);
    visit("cdr3_nt", row.cdr3_nt);
    visit("cdr3_aa", row.cdr3_aa);
    visit("v", row.v);
    visit("j", row.j);
    visit("templates_from", row.templates_from);
    visit("templates_to", row.templates_to);
    visit("frequency_from", row.frequency_from);
    visit("frequency_to", row.frequency_to);
    visit("fold", row.fold);
    visit("p", row.p);
    visit("q", row.q);
    visit("expanded", row.expanded);
    visit("classes", row.classes);
    visit("absence_power", row.absence_power);
    visit("tumor_resident", row.tumor_resident);
    visit("in_nonirradiated", row.in_nonirradiated);
}

}  // namespace tidemark::clone_fields
