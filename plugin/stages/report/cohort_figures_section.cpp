#include "stages/report/cohort_figures_section.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "stages/report/cells.hpp"
#include "stages/report/change_axis.hpp"
#include "stages/report/cohort_figures.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/follow_up.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/small_charts.hpp"

namespace tidemark {
namespace {

std::string counted(std::size_t count, char const* singular, char const* plural) {
    return count_text(static_cast<std::int64_t>(count), singular, plural);
}

Cell change_cell(DrawChange const* change) {
    if (change == nullptr) {
        return no_value_cell();
    }
    auto const day = day_text(change->draw->day);
    auto const doubt = doubt_words(*change);
    if (hides_rise(*change)) {
        return text_cell("not detected", day + ", any change up to " + change_text(change->ratio) + " possible" + doubt);
    }
    if (change->upper_bound) {
        return text_cell("≤ " + change_text(change->ratio), day + ", below the limit of detection" + doubt);
    }
    auto const interval = change_interval_text(change->lo, change->hi);
    return text_cell(change_text(change->ratio), day + (interval.empty() ? "" : ", " + interval) + doubt);
}

Table changes_table(std::span<Timeline const> timelines, std::vector<std::vector<DrawChange>> const& changes) {
    Table table{.id = "changes-table", .caption = "Change of the tumor fraction since the baseline",
                .columns = {{"Patient", "", Align::start}, {"Draws compared", "", Align::end}, {"First", "95 % interval", Align::end},
                            {"Best", "95 % interval", Align::end}, {"Latest", "95 % interval", Align::end}},
                .rows = {}};
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        auto const& each = changes[index];
        table.rows.push_back({text_cell(timelines[index].patient), text_cell(count_text(static_cast<std::int64_t>(each.size()))),
                              change_cell(each.empty() ? nullptr : &each.front()), change_cell(best_change(each)),
                              change_cell(each.empty() ? nullptr : &each.back())});
    }
    return table;
}

Table courses_table(std::span<Timeline const> timelines) {
    Table table{.id = "courses-table", .caption = "Course of every patient",
                .columns = {{"Patient", "", Align::start}, {"Day 0", "", Align::start}, {"Draws", "", Align::end},
                            {"First progression", "after day 0", Align::end}, {"Death", "", Align::end},
                            {"Last record", "", Align::end}},
                .rows = {}};
    auto const day_cell = [](std::optional<int> day) { return day ? text_cell(day_text(*day)) : no_value_cell(); };
    for (auto const& timeline : timelines) {
        table.rows.push_back({text_cell(timeline.patient), timeline.anchor.empty() ? no_value_cell() : text_cell(fixed_texts::anchor_words(timeline.anchor)),
                              text_cell(count_text(static_cast<std::int64_t>(timeline.draws.size()))),
                              day_cell(day_of_progression(timeline, 0)), day_cell(day_of_death(timeline)),
                              day_cell(last_known_day(timeline))});
    }
    return table;
}

Paragraph left_out_figure() {
    return {"The figures are left out above " + counted(most_patients_drawn, "patient", "patients") + "; the table is complete.",
            Tone::muted};
}

std::string part_text(std::size_t first, std::size_t last, std::size_t all) {
    return all <= rows_of_a_figure ? std::string{}
                                   : " Rows " + std::to_string(first + 1) + " to " + std::to_string(last) + " of " +
                                         std::to_string(all) + ".";
}

void add_waterfall(Section& section, std::vector<WaterfallRow> const& rows) {
    for (std::size_t first = 0; first < rows.size(); first += rows_of_a_figure) {
        auto const last = std::min(rows.size(), first + rows_of_a_figure);
        auto const id = first == 0 ? std::string{"waterfall"} : "waterfall-" + std::to_string(first + 1);
        section.blocks.emplace_back(
            Drawing{waterfall_figure(std::span{rows}.subspan(first, last - first), rows, id),
                    "The lowest ratio of each patient's draws to the baseline, with its 95 % interval. The best of several draws is "
                    "lower than each would be by chance. An open bar with an arrow: at least this far; the draw's limit of "
                    "detection hides how far. An open circle at no change: not detected, and the limit hides even a rise." +
                        part_text(first, last, rows.size())});
    }
}

}  // namespace

Section changes_section(std::span<Timeline const> timelines) {
    Section section{.id = "changes", .heading = "Change since the baseline", .blocks = {}};
    std::vector<std::vector<DrawChange>> changes;
    for (auto const& timeline : timelines) {
        changes.push_back(changes_since_baseline(timeline));
    }
    auto const rows = waterfall_rows(timelines, changes);
    if (rows.empty()) {
        section.blocks.emplace_back(Paragraph{"No patient has a follow-up draw with a ratio to the baseline.", Tone::plain});
        return section;
    }
    if (timelines.size() > most_patients_drawn) {
        section.blocks.emplace_back(left_out_figure());
    } else {
        section.blocks.emplace_back(
            Drawing{spider_figure(timelines, changes),
                    "Days count from each patient's own day 0. Open circle: the draw shows no tumor DNA, and the ratio is at most "
                    "this; below it (grey) its limit of detection hides everything. Where even a rise is possible the circle stands at no "
                    "change. Draws without a ratio are not drawn."});
        add_waterfall(section, rows);
    }
    if (rows.size() < timelines.size()) {
        section.blocks.emplace_back(Paragraph{"Without a ratio, and so in neither figure: " +
                                                  counted(timelines.size() - rows.size(), "patient", "patients") + " of " +
                                                  count_text(static_cast<std::int64_t>(timelines.size())) + ".",
                                              Tone::plain});
    }
    section.blocks.emplace_back(changes_table(timelines, changes));
    return section;
}

Section courses_section(std::span<Timeline const> timelines) {
    Section section{.id = "courses", .heading = "Course of every patient", .blocks = {}};
    auto const span = swimmer_span(timelines);
    if (timelines.size() > most_patients_drawn) {
        section.blocks.emplace_back(left_out_figure());
    } else {
        for (std::size_t first = 0; first < timelines.size(); first += rows_of_a_figure) {
            auto const last = std::min(timelines.size(), first + rows_of_a_figure);
            auto const id = first == 0 ? std::string{"swimmer"} : "swimmer-" + std::to_string(first + 1);
            section.blocks.emplace_back(
                Drawing{swimmer_figure(timelines.subspan(first, last - first), span, id),
                        "A bar reaches from the first to the last record; an arrow at its end: alive there." +
                            part_text(first, last, timelines.size())});
        }
    }
    section.blocks.emplace_back(courses_table(timelines));
    return section;
}

}  // namespace tidemark
