// Names and order of what the timeline's JSON says of the whole series: milestones and the smoothed draws and loci.
#pragma once
#include "values/patient/timeline.hpp"

namespace tidemark::timeline_fields {

template <typename Row, typename Visit>
void for_each_milestone_field(Row& row, Visit&& visit) {
    visit("milestone", row.kind);
    visit("verdict", row.verdict);
    visit("sample", row.sample);
    visit("day", row.day);
    visit("after_day", row.after_day);
    visit("supported_by", row.supported_by);
    visit("lead_days", row.lead_days);
    visit("lead_days_hi", row.lead_days_hi);
    visit("regimen", row.regimen);
    visit("reason", row.reason);
}

template <typename Row, typename Visit>
void for_each_growth_change_field(Row& row, Visit&& visit) {
    visit("verdict", row.verdict);
    visit("day", row.day);
    visit("day_lo", row.day_lo);
    visit("day_hi", row.day_hi);
    visit("before_per_day", row.before);
    visit("before_per_day_lo", row.before_lo);
    visit("before_per_day_hi", row.before_hi);
    visit("after_per_day", row.after);
    visit("after_per_day_lo", row.after_lo);
    visit("after_per_day_hi", row.after_hi);
    visit("reason", row.reason);
}

template <typename Row, typename Visit>
void for_each_smoothed_draw_field(Row& row, Visit&& visit) {
    visit("sample", row.sample);
    visit("smoothed_tumor_fraction_cell", row.smoothed.median);
    visit("smoothed_tumor_fraction_cell_lo", row.smoothed.lo);
    visit("smoothed_tumor_fraction_cell_hi", row.smoothed.hi);
    visit("probability_fall_50", row.smoothed.fall_half);
    visit("probability_fall_90", row.smoothed.fall_to_tenth);
    visit("probability_fall_99", row.smoothed.fall_to_hundredth);
    visit("probability_clearance", row.smoothed.clearance);
    visit("mean_dropout", row.smoothed.mean_dropout);
}

template <typename Row, typename Visit>
void for_each_smoothed_locus_field(Row& row, Visit&& visit) {
    visit("contig", row.variant.contig);
    visit("position", row.variant.position);
    visit("ref", row.variant.ref);
    visit("alt", row.variant.alt);
    visit("probability_tumor", row.states.tumor);
    visit("probability_lost", row.states.lost);
    visit("probability_flat", row.states.flat);
    visit("probability_germline", row.states.germline);
}

}  // namespace tidemark::timeline_fields
