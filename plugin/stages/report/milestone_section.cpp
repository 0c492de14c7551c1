#include "stages/report/milestone_section.hpp"

#include <utility>

#include "stages/report/cells.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/milestone_words.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

Cell when_cell(Milestone const& milestone) {
    if (!milestone.day) {
        return no_value_cell();
    }
    return text_cell(day_text(*milestone.day), milestone.sample);
}

/// Only of clearance a yes is good news: the others have no color.
Cell reached_cell(Milestone const& milestone) {
    bool const good = milestone.kind == MilestoneKind::demonstrated_clearance;
    return tag_cell(reached_words(milestone.verdict), good ? fixed_texts::tone_of(milestone.verdict) : Tone::plain,
                    milestone_reasons(milestone));
}

/// A series sees a milestone at a draw; it fell somewhere in the gap before it.
Cell between_cell(Milestone const& milestone) {
    if (!milestone.day || !milestone.after_day || milestone.kind == MilestoneKind::lead_time) {
        return no_value_cell();
    }
    return text_cell("after " + day_text(*milestone.after_day), "no later than " + day_text(*milestone.day));
}

/// The draw that confirms it by its day, or the definition that is met.
Cell support_cell(Timeline const& timeline, Milestone const& milestone) {
    if (milestone.supported_by.empty()) {
        return no_value_cell();
    }
    if (milestone.kind == MilestoneKind::pseudo_progression) {
        return text_cell(fixed_texts::definition_words(milestone.supported_by));
    }
    auto const* const draw = find_draw(timeline, milestone.supported_by);
    return draw == nullptr ? text_cell(milestone.supported_by) : text_cell(day_text(draw->day), milestone.supported_by);
}

Table milestones_table(Timeline const& timeline) {
    Table table{.id = "milestones", .caption = "What the series shows so far, and when first",
                .columns = {{"Milestone", "", Align::start}, {"Reached", "", Align::start}, {"First seen", "draw", Align::start},
                            {"Happened", "between two draws", Align::start}, {"Confirmed by", "next draw that can tell", Align::start},
                            {"Treatment", "it belongs to", Align::start}},
                .rows = {}};
    for (auto const& milestone : timeline.milestones) {
        if (milestone.kind == MilestoneKind::lead_time) {
            continue;
        }
        table.rows.push_back({text_cell(milestone_words(milestone.kind), milestone_note(milestone.kind)), reached_cell(milestone),
                              when_cell(milestone), between_cell(milestone), support_cell(timeline, milestone),
                              words_cell(milestone.regimen)});
    }
    return table;
}

/// A chance of the smoothed series: what lies beyond a thousandth of 0 or 1 is not known so well.
Cell chance_cell(double chance) {
    auto const edge = [](char const* sign, double limit) { return text_cell(sign + percent_text(limit, limit > 0.5 ? 3 : 1)); };
    return chance < 0.001 ? edge("<\u00a0", 0.001) : chance > 0.999 ? edge(">\u00a0", 0.999) : text_cell(percent_text(chance));
}

/// The chance that a locus is a tumor locus in all draws is below one half.
Table other_loci_table(SmoothedTimeline const& smoothed) {
    Table table{.id = "smoothed-loci", .caption = "Variants that all draws together take for something else than tumor",
                .columns = {{"Place", "variant", Align::start}, {"Tumor", "chance", Align::end}, {"Lost", "in all draws", Align::end},
                            {"Flat", "blood cells or artefact", Align::end}, {"Germline", "leak", Align::end}},
                .rows = {}};
    for (auto const& [variant, states] : smoothed.loci) {
        if (states.tumor < 0.5) {
            table.rows.push_back({text_cell(variant.contig + ":" + count_text(variant.position.one_based()),
                                            shortened(variant.ref, 14) + ">" + shortened(variant.alt, 14)),
                                  chance_cell(states.tumor), chance_cell(states.lost), chance_cell(states.flat),
                                  chance_cell(states.germline)});
        }
    }
    return table;
}

/// "−0.050 (−0.062 to −0.041)", "−0.31 (−0.18 or less)", "−0.18 or less"; where the draws tell no limit either way, so.
std::string pace_words(std::optional<RatePerDay> const& value, std::optional<RatePerDay> const& lo, std::optional<RatePerDay> const& hi) {
    auto const text = [](std::optional<RatePerDay> const& rate) { return number_text(rate->value, 2); };
    std::string const limits = lo && hi ? text(lo) + " to " + text(hi)
                               : lo     ? text(lo) + " or more"
                               : hi     ? text(hi) + " or less"
                                        : "no limit either way";
    return value ? text(value) + " (" + limits + ")" : !lo && !hi ? "an amount that the draws do not bound" : limits;
}

/// Only a change point that the draws support is worth a sentence.
std::string pace_sentence(GrowthChange const& growth) {
    if (growth.verdict != Verdict::met || !growth.day || !growth.day_lo || !growth.day_hi) {
        return {};
    }
    return "The tumor fraction changed its pace near " + day_text(*growth.day) + " (95\u00a0% interval: " + day_text(*growth.day_lo) + " to " +
           day_text(*growth.day_hi) + "): its logarithm moved by " + pace_words(growth.before, growth.before_lo, growth.before_hi) +
           " per day before and " + pace_words(growth.after, growth.after_lo, growth.after_hi) + " after.";
}

std::string lead_text(LeadRow const& row) {
    if (!row.median_days) {
        return {};
    }
    return given_text(*row.median_days) + " days at least, range " + signed_text(*row.least_days) + " to " +
           signed_text(*row.most_days);
}

}  // namespace

Section milestone_section(Timeline const& timeline) {
    Section section{.id = "milestones-section", .heading = "Milestones of the series", .blocks = {}};
    section.blocks.emplace_back(milestones_table(timeline));
    SentenceList list;
    for (auto const& sentence : milestone_sentences(timeline)) {
        list.items.push_back({"", sentence});
    }
    if (auto const pace = pace_sentence(timeline.growth_change); !pace.empty()) {
        list.items.push_back({"", pace});
    }
    if (!list.items.empty()) {
        section.blocks.emplace_back(std::move(list));
    }
    section.blocks.emplace_back(Paragraph{"Milestones speak of the series so far: a later draw may change them. What is said of a "
                                          "draw itself stays as it is. A rise is confirmed by the next draw that can tell and by nothing "
                                          "else: the next one in which tumor DNA was detected or not detected, drawn outside the flare window. "
                                          "Draws that are indeterminate, without a result or in that window are passed over.",
                                          Tone::muted});
    return section;
}

Section smoothed_section(Timeline const& timeline) {
    Section section{.id = "smoothed-section", .heading = "Smoothed series (secondary)", .blocks = {}};
    section.blocks.emplace_back(Paragraph{smoothed_note, Tone::muted});
    Table table{.id = "smoothed", .caption = "Smoothed over all draws, beside the primary result of each draw",
                .columns = {{"Day", "sample", Align::start}, {"Tumor fraction", "primary, of this draw", Align::end},
                            {"Smoothed", "95\u00a0% interval", Align::end}, {"Fall ≥\u00a050\u00a0%", "chance, smoothed", Align::end},
                            {"Fall ≥\u00a090\u00a0%", "chance, smoothed", Align::end},
                            {"Fall ≥\u00a099\u00a0%", "chance, smoothed", Align::end},
                            {"No tumor DNA", "chance, smoothed", Align::end}, {"Lost loci", "mean share", Align::end}},
                .rows = {}};
    for (auto const& [sample, smoothed] : timeline.smoothed.draws) {
        auto const* const draw = find_draw(timeline, sample);
        if (draw == nullptr) {
            continue;
        }
        bool const first = sample == timeline.smoothed.draws.front().sample;
        auto const chance = [&](double value) { return first ? no_value_cell() : chance_cell(value); };
        table.rows.push_back(
            {text_cell(day_text(draw->day), sample), fraction_cell(draw->result),
             text_cell(smoothed.median > 0 ? percent_text(smoothed.median) : "none",
                       smoothed.hi > 0 ? percent_interval_text({smoothed.median, smoothed.lo, smoothed.hi}) : ""),
             chance(smoothed.fall_half), chance(smoothed.fall_to_tenth), chance(smoothed.fall_to_hundredth),
             chance_cell(smoothed.clearance), chance_cell(smoothed.mean_dropout)});
    }
    section.blocks.emplace_back(std::move(table));
    if (auto others = other_loci_table(timeline.smoothed); !others.rows.empty()) {
        section.blocks.emplace_back(std::move(others));
    }
    return section;
}

Section lead_section(CohortSummary const& summary) {
    Section section{.id = "lead", .heading = "Molecular and imaging progression", .blocks = {}};
    Table table{.id = "lead-table", .caption = "Patients by what was seen, and lead time of those in whom both were",
                .columns = {{"Arm", "", Align::start}, {"Patients", "", Align::end}, {"Both", "", Align::end},
                            {"Molecular first", "of both", Align::end}, {"Only imaging", "", Align::end},
                            {"Only molecular", "", Align::end}, {"Neither", "", Align::end},
                            {"Not confirmed", "molecular or imaging, so far", Align::end}, {"Not assessable", "no imaging or draws", Align::end},
                            {"Lead time", "median over both", Align::start}, {"Discordant", "imaging progression, ctDNA responds", Align::end}},
                .rows = {}};
    for (auto const& row : summary.leads) {
        table.rows.push_back({text_cell(row.arm.empty() ? "All" : row.arm), text_cell(count_text(row.patients)),
                              text_cell(count_text(row.both)), text_cell(count_text(row.molecular_first)),
                              text_cell(count_text(row.only_imaging)), text_cell(count_text(row.only_molecular)),
                              text_cell(count_text(row.neither)), text_cell(count_text(row.unconfirmed)),
                              text_cell(count_text(row.not_assessable)), words_cell(lead_text(row)),
                              text_cell(count_text(row.discordant))});
    }
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(Paragraph{
        "Lead time is told only of patients in whom both were seen, so it says nothing about those in whom one was missed: their "
        "numbers stand beside it. It is a lower limit: the molecular progression fell somewhere between its first draw and the draw "
        "before.",
        Tone::muted});
    return section;
}

}  // namespace tidemark
