#include "stages/report/clone_section.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "stages/report/cells.hpp"
#include "stages/report/claim_cells.hpp"
#include "stages/report/clone_chart.hpp"
#include "stages/report/clone_words.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

std::string interval_note(std::optional<double> lo, std::optional<double> hi) {
    if (!lo) {
        return {};
    }
    return hi ? number_text(*lo, 2) + " to " + number_text(*hi, 2) : number_text(*lo, 2) + " or more";
}

std::string percent_note(SetRatio const& row) {
    if (!row.lo) {
        return {};
    }
    return row.hi ? percent_interval_text({.estimate = *row.ratio, .lo = row.lo, .hi = row.hi})
                  : percent_text(*row.lo) + " or more";
}

/// As a share of tumor cells.
Cell ccf_cell(SetRatio const& row) {
    return row.ratio ? text_cell(percent_text(*row.ratio), percent_note(row))
                     : tag_cell("Not evaluable", Tone::not_evaluable, clone_reason_words(row.reason));
}

Cell level_cell(SetRatio const& row) {
    return row.ratio ? text_cell(number_text(*row.ratio, 2), interval_note(row.lo, row.hi))
                     : tag_cell("Not evaluable", Tone::not_evaluable, clone_reason_words(row.reason));
}

std::string day_of(Timeline const& timeline, std::string const& sample) {
    auto const* const draw = find_draw(timeline, sample);
    return draw == nullptr ? sample : capitalized(day_text(draw->day));
}

Cell support_cell(SetRatio const& row) {
    return text_cell(count_text(row.molecules_alt), count_text(row.loci, "variant", "variants"));
}

Cell reference_cell(SetRatio const& row) {
    return row.reference_fraction
               ? text_cell(percent_text(*row.reference_fraction), count_text(row.reference_loci, "variant", "variants"))
               : no_value_cell();
}

/// A ratio that is no share of cells: a plain number, as its level is.
Cell plain_cell(std::optional<double> const& ratio) { return number_cell(ratio, 2); }

/// How a table writes the ratio of a draw and the smallest one that the draw would have shown.
struct RatioCells {
    Cell (*value)(SetRatio const&);
    Cell (*smallest)(std::optional<double> const&);
};

Table draws_table(Timeline const& timeline, SetSeries const& series, Table table, RatioCells const& write,
                  std::string const& first) {
    for (auto const& row : series.draws) {
        std::vector<Cell> cells{text_cell(first.empty() ? day_of(timeline, row.sample) : first,
                                          first.empty() ? row.sample : day_of(timeline, row.sample) + ", " + row.sample)};
        cells.push_back(write.value(row));
        cells.push_back(write.smallest(row.minimal));
        cells.push_back(support_cell(row));
        cells.push_back(reference_cell(row));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

std::vector<Cell> change_row(Timeline const& timeline, SetSeries const& series, SetRatioChange const& change,
                             std::string const& first) {
    auto const days = day_of(timeline, change.from) + " to " + uncapitalized(day_of(timeline, change.to));
    std::vector<Cell> cells{text_cell(first.empty() ? days : series.name, first.empty() ? std::string{} : days)};
    cells.push_back(change.ratio ? text_cell(number_text(*change.ratio, 2), interval_note(change.lo, change.hi))
                                 : tag_cell("–", Tone::muted, interval_note(change.lo, change.hi)));
    auto const tone = change.verdict == "open" ? Tone::undetermined : Tone::met;
    cells.push_back(change.verdict.empty() ? no_value_cell() : tag_cell(move_words(change.verdict), tone));
    return cells;
}

std::string reasons_text(std::string const& codes) {
    std::string text;
    for (auto const& code : split_semicolons(codes)) {
        text += (text.empty() ? "" : "; ") + clone_reason_words(code);
    }
    return text;
}

/// What is said of the series, of each set by its name where `subject` heads a column of names; nothing where no draw tells anything.
Table claims_table(std::string id, std::span<SetSeries const> sets, std::string const& subject) {
    Table table{.id = std::move(id),
                .caption = "What the series shows so far, against its first evaluable draw: confirmed once the next draw that can tell shows it too" +
                           std::string{subject.empty() ? "" : "; not corrected for the number of clones"},
                .columns = claim_columns(subject), .rows = {}};
    for (auto const& set : sets) {
        for (auto const& claim : set.claims) {
            if (claim.verdict != Verdict::not_applicable) {
                table.rows.push_back(claim_cells(claim, {.subject = subject.empty() ? std::string{} : set.name, .claim = move_words(claim.claim),
                                                         .reasons = reasons_text(claim.reason)}));
            }
        }
    }
    return table;
}

void add_filled(Section& section, Table table) {
    if (!table.rows.empty()) {
        section.blocks.emplace_back(std::move(table));
    }
}

}  // namespace

Section clones_section(Timeline const& timeline) {
    auto const& clones = *timeline.clones;
    Section section{.id = "clones-section", .heading = "Clones", .blocks = {}};
    if (clones.empty()) {
        section.blocks.emplace_back(Paragraph{"All tracked variants of named clones belong to the trunk.", Tone::plain});
        return section;
    }
    section.blocks.emplace_back(Paragraph{
        "Share of tumor cells that carry a clone's variants: the level of these variants over that of the trunk in the same "
        "tube. It says nothing of how much tumor there is, and is given only where the trunk stands above a tumor fraction "
        "of 0.1\u00a0% and both have four variants or more.", Tone::plain});
    section.blocks.emplace_back(Drawing{clone_figure(timeline, clones),
                                        clones.size() > most_clones_drawn
                                            ? "The first " + count_text(static_cast<std::int64_t>(most_clones_drawn)) +
                                                  " clones, each with a sign of its own; the table has all. Short bars: the smallest share the draw would have shown."
                                            : "Each clone has a sign of its own. Short bars: the smallest share the draw would have shown. Draws that cannot be evaluated are left out."});
    Table draws{.id = "clones", .caption = "Share of tumor cells by clone and draw",
                .columns = {{"Clone", "draw", Align::start}, {"Share of tumor cells", "95\u00a0% interval", Align::end},
                            {"Smallest share", "that would show", Align::end}, {"Molecules", "variants", Align::end},
                            {"Tumor fraction", "of the trunk", Align::end}}, .rows = {}};
    Table changes{.id = "clone-changes", .caption = "Change of a clone's share between draws; each row is one comparison, not corrected for clones or draws",
                  .columns = {{"Clone", "draws", Align::start}, {"Ratio", "95\u00a0% interval", Align::end},
                              {"Reading", "", Align::start}}, .rows = {}};
    for (auto const& clone : clones) {
        draws = draws_table(timeline, clone, std::move(draws), {ccf_cell, percent_cell}, clone.name);
        for (auto const& change : clone.changes) {
            changes.rows.push_back(change_row(timeline, clone, change, clone.name));
        }
    }
    add_filled(section, claims_table("clone-claims", clones, "Clone"));
    section.blocks.emplace_back(std::move(draws));
    add_filled(section, std::move(changes));
    return section;
}

Section neoantigen_section(Timeline const& timeline) {
    auto const& series = *timeline.neoantigens;
    Section section{.id = "neoantigens-section", .heading = "Neoantigen-tagged variants", .blocks = {}};
    section.blocks.emplace_back(Paragraph{
        "Level of " + count_text(series.loci, "clonal variant", "clonal variants") + " tagged as neoantigens over that of " +
            count_text(series.reference_loci, "other clonal variant", "other clonal variants") +
            " in the same tube; 1 means that both stand alike. A ratio that falls hints at immunoediting: an association, "
            "which copy-number changes of these places can bring about as well.", Tone::plain});
    Table draws{.id = "neoantigens", .caption = "Tagged over other clonal variants",
                .columns = {{"Draw", "", Align::start}, {"Ratio", "95\u00a0% interval", Align::end},
                            {"Smallest ratio", "that would show", Align::end}, {"Molecules", "tagged variants", Align::end},
                            {"Tumor fraction", "of the others", Align::end}}, .rows = {}};
    add_filled(section, claims_table("neoantigen-claims", std::span{&series, 1}, ""));
    section.blocks.emplace_back(draws_table(timeline, series, std::move(draws), {level_cell, plain_cell}, ""));
    Table changes{.id = "neoantigen-changes", .caption = "Change of this ratio between draws; each row is one comparison, not corrected for draws",
                  .columns = {{"Draws", "", Align::start}, {"Ratio of ratios", "95\u00a0% interval", Align::end},
                              {"Reading", "", Align::start}}, .rows = {}};
    for (auto const& change : series.changes) {
        changes.rows.push_back(change_row(timeline, series, change, ""));
    }
    add_filled(section, std::move(changes));
    return section;
}

}  // namespace tidemark
