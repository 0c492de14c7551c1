#include "stages/report/change_section.hpp"

#include <array>
#include <set>

#include "stages/report/cells.hpp"
#include "stages/report/conflicts.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/legacy_notes.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"
#include "stages/report/series_table.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

constexpr auto primary_metric = "tumor_fraction_cell";
constexpr std::array own_definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};
/// Definitions beyond this many are folded.
constexpr std::size_t most_open_rows = 8;
constexpr std::array other_metrics{"hge_per_ml", "vaf_mean", "vaf_max"};

Cell change_cell(PairRow const* row) {
    if (row == nullptr || !row->ratio) {
        return no_value_cell();
    }
    auto const range = change_interval_text(row->ratio_lo, row->ratio_hi);
    return text_cell(change_text(*row->ratio), range.empty() ? "no interval" : range);
}

Cell ratio_cell(PairRow const* row) {
    if (row == nullptr || !row->ratio) {
        return no_value_cell();
    }
    auto const range = !row->ratio_lo  ? std::string{}
                       : row->ratio_hi ? number_interval_text({.estimate = *row->ratio, .lo = row->ratio_lo, .hi = row->ratio_hi})
                       : *row->ratio_lo > 0 ? number_text(*row->ratio_lo, 2) + " or more"
                                            : no_limit_text;
    return text_cell(number_text(*row->ratio, 2), range);
}

std::string reasons_text(PairRow const& row) {
    std::string text;
    for (auto const& code : split_semicolons(row.reason)) {
        text += (text.empty() ? "" : "; ") + reason_words(code);
    }
    return text;
}

Cell verdict_cell(PairRow const* row) {
    if (row == nullptr) {
        return no_value_cell();
    }
    return tag_cell(fixed_texts::verdict_words(row->verdict), fixed_texts::tone_of(row->verdict), reasons_text(*row));
}

std::vector<Column> comparison_columns(std::string const& second) {
    std::vector<Column> columns{{"Draws", "", Align::start}};
    if (!second.empty()) {
        columns.push_back({second, "", Align::start});
    }
    columns.insert(columns.end(), {{"Change", "95\u00a0% interval", Align::end},
                                   {"Ratio", "95\u00a0% interval", Align::end}});
    for (auto const* const definition : own_definitions) {
        columns.push_back({fixed_texts::definition_words(definition), "", Align::start});
    }
    return columns;
}

/// A design with two anchors has two baselines: which one is meant must be said.
std::string origin_note(Timeline const& timeline, ComparedDraws const& draws) {
    if (draws.from == timeline.baseline) {
        return "from the baseline";
    }
    for (auto const& other : timeline.baselines) {
        if (other.sample == draws.from) {
            return "from the baseline for " + fixed_texts::anchor_words(other.anchor);
        }
        if (other.passed_over == draws.from) {
            return "from the draw passed over as baseline";
        }
    }
    return "from the draw before";
}

std::vector<Cell> comparison_row(Timeline const& timeline, ComparedDraws const& draws, std::string const& metric,
                                 std::string const& second) {
    auto const note = origin_note(timeline, draws);
    std::vector<Cell> row{text_cell(comparison_text(timeline, draws), note)};
    if (!second.empty()) {
        row.push_back(text_cell(second));
    }
    auto const* const any = find_pair(timeline, draws, metric);
    row.push_back(change_cell(any));
    row.push_back(ratio_cell(any));
    for (auto const* const definition : own_definitions) {
        row.push_back(verdict_cell(find_pair(timeline, draws, metric, definition)));
    }
    return row;
}

Table primary_table(Timeline const& timeline, std::vector<ComparedDraws> const& pairs) {
    Table table{.id = "changes", .caption = "Change of the tumor fraction", .columns = comparison_columns(""),
                .rows = {}};
    // Against the baseline first: that is the question most definitions ask.
    for (bool const from_baseline : {true, false}) {
        for (auto const& draws : pairs) {
            if ((draws.from == timeline.baseline) == from_baseline &&
                find_pair(timeline, draws, primary_metric) != nullptr) {
                table.rows.push_back(comparison_row(timeline, draws, primary_metric, ""));
            }
        }
    }
    return table;
}

Table other_table(Timeline const& timeline, std::vector<ComparedDraws> const& pairs) {
    Table table{.id = "other-changes", .caption = "The same by other metrics, from the baseline",
                .columns = comparison_columns("Metric"), .rows = {}, .folded = true};
    for (auto const& draws : pairs) {
        for (auto const* const metric : other_metrics) {
            auto const* const row = find_pair(timeline, draws, metric);
            if (draws.from == timeline.baseline && row != nullptr && row->ratio) {
                table.rows.push_back(comparison_row(timeline, draws, metric, fixed_texts::metric_words(metric)));
            }
        }
    }
    return table;
}

std::string window_text(DefinitionRow const& row) {
    return row.first_day && row.last_day ? "days " + std::to_string(*row.first_day) + " to " + std::to_string(*row.last_day)
                                         : "any day";
}

/// What met means where it is no response: one must not read it as good news.
std::string meaning_text(DefinitionRow const& row) {
    return row.met_means == "response" ? std::string{} : "met means " + fixed_texts::meaning_words(row.met_means);
}

Table published_table(Timeline const& timeline) {
    Table table{.id = "published", .caption = "Published definitions, on this series",
                .columns = {{"Definition", "source", Align::start}, {"Metric", "", Align::start}, {"Window", "", Align::start},
                            {"Draw", "", Align::start}, {"Verdict", "", Align::start}, {"Class", "by this draw alone", Align::start}},
                .rows = {}};
    for (auto const& row : timeline.definitions) {
        auto const* const draw = find_draw(timeline, row.to);
        auto const reasons = [&] {
            std::string text = meaning_text(row);
            for (auto const& code : split_semicolons(row.reason)) {
                text += (text.empty() ? "" : "; ") + reason_words(code);
            }
            return text;
        }();
        table.rows.push_back({text_cell(row.title, row.source + (row.verified ? "" : " (numbers not verified)")),
                              text_cell(fixed_texts::metric_words(row.metric)), text_cell(window_text(row)),
                              draw == nullptr ? no_value_cell() : text_cell(day_text(draw->day)),
                              tag_cell(fixed_texts::verdict_words(row.verdict),
                                       row.met_means == "response" ? fixed_texts::tone_of(row.verdict) : Tone::plain, reasons),
                              row.response_class.empty() ? no_value_cell() : text_cell(words_of(row.response_class))});
    }
    table.folded = table.rows.size() > most_open_rows;
    return table;
}

/// A sentence for every code that stands in the verdicts.
SentenceList reason_list(Timeline const& timeline) {
    std::set<std::string> codes;
    auto const add = [&](std::string const& reason) {
        auto const parts = split_semicolons(reason);
        codes.insert(parts.begin(), parts.end());
    };
    for (auto const& row : timeline.pairs) {
        if (fixed_texts::own_definition(row.definition)) {
            add(row.reason);
        }
    }
    for (auto const& row : timeline.definitions) {
        add(row.reason);
    }
    SentenceList list;
    for (auto const& code : codes) {
        list.items.push_back({capitalized(reason_words(code)) + ".", reason_sentence(code)});
    }
    return list;
}

}  // namespace

Section change_section(Timeline const& timeline) {
    Section section{.id = "changes-section", .heading = "Change between draws", .blocks = {}};
    auto const pairs = compared_draws(timeline);
    if (pairs.empty()) {
        section.blocks.emplace_back(Paragraph{"There are no two draws that can be compared.", Tone::plain});
        return section;
    }
    section.blocks.emplace_back(Paragraph{
        "A definition is met or not met only where the whole 95\u00a0% interval of the change says so.", Tone::muted});
    section.blocks.emplace_back(primary_table(timeline, pairs));
    if (auto list = reason_list(timeline); !list.items.empty()) {
        section.blocks.emplace_back(std::move(list));
    }
    if (auto const conflicts = find_conflicts(timeline); !conflicts.empty()) {
        SentenceList list;
        for (auto const& conflict : conflicts) {
            list.items.push_back({"Conflict.", conflict.sentence});
        }
        section.blocks.emplace_back(std::move(list));
    }
    if (auto const notes = legacy_notes(timeline); !notes.empty()) {
        SentenceList list;
        for (auto const& note : notes) {
            list.items.push_back({"Highest VAF.", note});
        }
        section.blocks.emplace_back(std::move(list));
    }
    for (auto& table : {other_table(timeline, pairs), published_table(timeline)}) {
        if (!table.rows.empty()) {
            if (table.id == "published") {
                section.blocks.emplace_back(Paragraph{fixed_texts::published_caution(), Tone::muted});
            }
            section.blocks.emplace_back(table);
        }
    }
    for (auto& block : series_blocks(timeline)) {
        section.blocks.push_back(std::move(block));
    }
    return section;
}

}  // namespace tidemark
