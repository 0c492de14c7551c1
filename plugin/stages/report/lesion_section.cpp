#include "stages/report/lesion_section.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "stages/report/cells.hpp"
#include "stages/report/chart_lesions.hpp"
#include "stages/report/claim_cells.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/lesion_words.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

std::optional<double> ratio_of(std::optional<Log2Fold> const& change) {
    return change ? std::optional{std::exp2(change->value)} : std::nullopt;
}

/// A change as people read it. Nothing left of a lesion has no logarithm; its limits do.
Cell fold_cell(Log2FoldInterval const& change, bool nothing_left = false) {
    auto const value = nothing_left ? std::optional{0.0} : ratio_of(change.value);
    if (!value) {
        return no_value_cell();
    }
    auto const lo = ratio_of(change.lo);
    return text_cell(change_text(*value), change_interval_text(lo.value_or(0), ratio_of(change.hi)));
}

Cell share_cell(LesionShed const& row) {
    if (!row.shed) {
        return no_value_cell();
    }
    return text_cell(percent_text(*row.shed), row.shed_hi ? percent_interval_text({*row.shed, row.shed_lo, row.shed_hi}) : "");
}

Cell molecules_cell(LesionShed const& row) {
    if (!row.private_loci) {
        return no_value_cell();
    }
    return text_cell(row.private_molecules ? count_text(std::lround(*row.private_molecules)) : "–",
                     count_text(*row.private_loci, "private variant", "private variants"));
}

/// A compartment of one lesion is that lesion and has no row of its own here.
bool shown(LesionSeries const& series, LesionShed const& row) {
    return !row.lesion.empty() || std::ranges::count_if(series.rows, [&](LesionShed const& other) {
                                      return !other.lesion.empty() && other.shed && other.sample == row.sample && other.compartment == row.compartment;
                                  }) > 1;
}

/// A row without a verdict says why: it is what later samples are compared with, or stands before that.
Cell unjudged_cell(Timeline const& timeline, LesionShed const& row) {
    std::string note = row.sample == timeline.baseline ? "later samples are compared with this one" : "before the baseline";
    note += row.reason.empty() ? "" : "; " + lesion_reasons_text(row.reason);
    return tag_cell("–", Tone::muted, note);
}

Table rows_table(Timeline const& timeline) {
    Table table{.id = "lesions", .caption = "What each lesion sheds, and its change since the baseline",
                .columns = {{"Draw", "", Align::start}, {"Lesion", "", Align::start}, {"Share of cfDNA", "95\u00a0% interval", Align::end},
                            {"Change", "95\u00a0% interval", Align::end}, {"Molecules", "at private variants", Align::end},
                            {"Verdict", "", Align::start}},
                .rows = {}};
    for (auto const& row : timeline.lesions->rows) {
        if (!shown(*timeline.lesions, row)) {
            continue;
        }
        auto const* const draw = find_draw(timeline, row.sample);
        bool const nothing_left = row.shed && *row.shed <= 0 && row.change.hi.has_value();
        table.rows.push_back({text_cell(draw == nullptr ? row.sample : day_text(draw->day), row.sample == timeline.baseline ? "baseline" : ""),
                              text_cell(lesion_name_words(row), row.lesion.empty() ? "" : compartment_words(row.compartment)),
                              share_cell(row), fold_cell(row.change, nothing_left), molecules_cell(row),
                              row.verdict.empty() ? unjudged_cell(timeline, row)
                                                  : tag_cell(lesion_verdict_words(row.verdict), lesion_verdict_tone(row.verdict),
                                                             lesion_reasons_text(row.reason))});
    }
    return table;
}

/// "4.1 times less", "3.2 times more": the change of one compartment over that of the other.
Cell contrast_cell(Log2FoldInterval const& contrast) {
    if (!contrast.value) {
        return no_value_cell();
    }
    auto const words = [](double log2) { return number_text(std::exp2(log2), 2); };
    std::string note;
    if (contrast.lo && contrast.hi) {
        note = words(contrast.lo->value) + " to " + words(contrast.hi->value);
    } else if (contrast.lo || contrast.hi) {
        note = contrast.lo ? words(contrast.lo->value) + " or more" : words(contrast.hi->value) + " or less";
    }
    return text_cell(words(contrast.value->value), note);
}

Cell apart_cell(std::string const& dissociation) {
    return dissociation == "met"            ? tag_cell("Yes", Tone::met)
           : dissociation == "undetermined" ? tag_cell("Undetermined", Tone::undetermined)
                                            : no_value_cell();
}

Table comparisons_table(Timeline const& timeline) {
    Table table{.id = "lesion-comparisons", .caption = "Irradiated and nonirradiated lesions side by side, since the baseline",
                .columns = {{"Draw", "", Align::start}, {"All of the tumor", "trunk variants", Align::end},
                            {"Nonirradiated lesions", "95\u00a0% interval", Align::end},
                            {"Nonirradiated over irradiated", "ratio of the two changes", Align::end},
                            {"Moved apart", "", Align::start}, {"Abscopal-compatible", "this draw alone", Align::start}},
                .rows = {}};
    for (auto const& row : timeline.lesions->comparisons) {
        auto const* const draw = find_draw(timeline, row.to);
        table.rows.push_back({text_cell(draw == nullptr ? row.to : day_text(draw->day)), fold_cell(row.trunk), fold_cell(row.abscopal, !row.abscopal.value && row.abscopal.hi),
                              contrast_cell(row.contrast), apart_cell(row.dissociation),
                              row.abscopal_compatible ? tag_cell("Yes", Tone::met) : text_cell("No", lesion_reasons_text(row.reason))});
    }
    return table;
}

/// Reasons of a claim: a single draw is not what it speaks of.
std::string claim_reasons_text(std::string const& codes) {
    std::string text;
    for (auto const& code : split_semicolons(codes)) {
        text += (text.empty() ? "" : "; ") + (code == "flare_window" ? "a rise in the flare window does not count" : lesion_reason_words(code));
    }
    return text;
}

/// What is said of the series: of a draw alone nothing is confirmed. A compartment of one biopsied lesion is that lesion.
Table claims_table(LesionSeries const& series) {
    Table table{.id = "lesion-claims", .caption = "What the series shows so far: confirmed once the next draw that can tell shows it too",
                .columns = claim_columns("Lesion"), .rows = {}};
    for (auto const& claim : series.claims) {
        bool const whole = claim.lesion.empty() && claim.claim != "abscopal_compatible";
        auto const members = std::ranges::count_if(series.claims, [&](LesionClaim const& other) {
            return !other.lesion.empty() && other.compartment == claim.compartment && other.claim == claim.claim &&
                   other.reason != "not_biopsied";
        });
        // After a fall every series has its lowest draw: only a rise from it that some draw shows is worth a row.
        bool const unseen = claim.claim.ends_with("_recrudescence") && !claim.day;
        if (claim.verdict == Verdict::not_applicable || unseen || (whole && members == 1)) {
            continue;
        }
        LesionShed named;
        named.lesion = claim.lesion;
        named.compartment = claim.compartment;
        auto reasons = claim_reasons_text(claim.reason);
        if (!claim.low.empty()) {
            reasons = "a rise from its lowest, " + claim.low + (reasons.empty() ? "" : "; ") + reasons;
        }
        table.rows.push_back(claim_cells(
            claim, {.subject = lesion_name_words(named), .claim = lesion_verdict_words(claim.claim), .reasons = std::move(reasons),
                    .met = lesion_verdict_tone(claim.claim == "abscopal_compatible" ? "distant_response" : claim.claim)}));
    }
    return table;
}

/// How many variants the map has of each kind, and how well it tells lesions apart.
FactList map_facts(LesionSeries const& series) {
    std::int64_t trunk = 0;
    std::int64_t shared = 0;
    std::map<std::string, std::int64_t> own;
    std::map<std::string, std::int64_t> left_out;
    for (auto const& locus : series.map) {
        trunk += locus.role == "trunk" ? 1 : 0;
        shared += locus.role == "shared" ? 1 : 0;
        if (locus.role == "private") {
            ++own[locus.lesions.front()];
        } else if (locus.role == "left_out") {
            ++left_out[locus.reason];
        }
    }
    FactList facts;
    facts.items.push_back({"Lesion map", series.source == "table" ? "given as a table" : series.source == "tissue" ? "made from panel and tumor samples" : "none"});
    facts.items.push_back({"Trunk variants", count_text(trunk)});
    for (auto const& [lesion, count] : own) {
        facts.items.push_back({"Private to " + lesion, count_text(count)});
    }
    if (shared > 0) {
        facts.items.push_back({"Shared by some", count_text(shared)});
    }
    for (auto const& [reason, count] : left_out) {
        facts.items.push_back({"Left out", count_text(count, "variant", "variants") + ": " +
                                               (reason == "private_uncertain" ? "absence elsewhere is not shown" : lesion_reason_words(reason))});
    }
    if (!series.comparisons.empty() && series.comparisons.back().rank) {
        auto const& last = series.comparisons.back();
        facts.items.push_back({"Told apart", count_text(*last.rank) + " (unsampled tumor included); condition number " +
                                                 (last.condition ? number_text(*last.condition, 2) : "infinite")});
    }
    return facts;
}

SentenceList reason_list(LesionSeries const& series) {
    std::set<std::string> codes;
    for (auto const& row : series.rows) {
        for (auto const& code : split_semicolons(row.reason)) {
            codes.insert(code);
        }
    }
    SentenceList list;
    for (auto const& code : codes) {
        list.items.push_back({capitalized(lesion_reason_words(code)) + ".", lesion_reason_sentence(code)});
    }
    return list;
}

}  // namespace

Section lesion_section(Timeline const& timeline) {
    auto const& series = *timeline.lesions;
    Section section{.id = "lesions-section", .heading = "Lesions", .blocks = {}};
    if (series.resolution != "resolved") {
        section.blocks.emplace_back(Paragraph{fixed_texts::no_lesion_resolution, Tone::plain});
    }
    if (std::ranges::any_of(series.comparisons, &LesionComparison::abscopal_compatible)) {
        section.blocks.emplace_back(Paragraph{fixed_texts::abscopal_compatible, Tone::plain});
    }
    section.blocks.emplace_back(Paragraph{
        "Shares are what a lesion sheds into the blood, not its size. Biopsied lesions stand for lesions that were not biopsied only by "
        "assumption: unsampled tumor is what the trunk shows beyond them.",
        Tone::muted});
    if (auto figure = lesion_figure(timeline)) {
        section.blocks.emplace_back(Drawing{std::move(*figure),
                                            "Share of cell-free DNA on a logarithmic axis, the same for all, with 95\u00a0% intervals. Open circle "
                                            "with an arrow: nothing seen, upper limit. Shaded: flare window of the lesion's own radiotherapy, "
                                            "where a rise of it is no progression."});
    }
    if (auto claims = claims_table(series); !claims.rows.empty()) {
        section.blocks.emplace_back(std::move(claims));
    }
    if (!series.rows.empty()) {
        section.blocks.emplace_back(rows_table(timeline));
        section.blocks.emplace_back(Paragraph{
            "Verdicts of a draw are of one comparison each and are not corrected for the number of draws.", Tone::muted});
    }
    if (!series.comparisons.empty()) {
        section.blocks.emplace_back(comparisons_table(timeline));
    }
    if (auto list = reason_list(series); !list.items.empty()) {
        section.blocks.emplace_back(std::move(list));
    }
    section.blocks.emplace_back(map_facts(series));
    return section;
}

}  // namespace tidemark
