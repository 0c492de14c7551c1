#include "stages/report/draw_sections.hpp"

#include <algorithm>
#include <map>

#include "stages/report/cells.hpp"
#include "stages/report/chart_geometry.hpp"
#include "stages/report/chart_scale.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/missing_calibration.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"
#include "stages/report/treatment_spans.hpp"

namespace tidemark {
namespace {

std::string draw_note(Draw const& draw) {
    std::string note = draw.row.sample;
    if (!draw.row.timepoint.empty()) {
        note += ", " + draw.row.timepoint;
    }
    return note;
}

std::string status_note(Draw const& draw) {
    std::vector<std::string> notes;
    if (draw.baseline) {
        notes.push_back("baseline");
    }
    if (draw.flare_window) {
        notes.push_back("flare window");
    }
    if (draw.result.status == SampleStatus::not_evaluable || draw.result.status == SampleStatus::indeterminate) {
        for (auto const& code : draw.result.reasons) {
            if (decides_status(code)) {
                notes.push_back(reason_words(code));
            }
        }
    }
    std::string text;
    for (auto const& note : notes) {
        text += (text.empty() ? "" : "; ") + note;
    }
    return text;
}

Table draws_table(Timeline const& timeline) {
    Table table{.id = "draws", .caption = "Every draw", .columns = {}, .rows = {}};
    bool const with_copies = std::any_of(timeline.draws.begin(), timeline.draws.end(),
                                         [](Draw const& draw) { return draw.hge_per_ml.has_value(); });
    table.columns = {{"Day", "sample", Align::start},
                     {"Status", "", Align::start},
                     {"Tumor fraction", "95\u00a0% interval", Align::end},
                     {"LoD95", "tumor fraction", Align::end},
                     {"Mean VAF", "highest", Align::end},
                     {"Molecules", "with variant / informative", Align::end},
                     {"Loci", "evaluable of designed", Align::end},
                     {"p", "alpha", Align::end}};
    if (with_copies) {
        table.columns.push_back({"Copies per mL", "95\u00a0% interval", Align::end});
    }
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        std::vector<Cell> row{
            text_cell(signed_text(draw.day), draw_note(draw)),
            tag_cell(fixed_texts::status_words(result.status), fixed_texts::tone_of(result.status), status_note(draw)),
            fraction_cell(result),
            percent_cell(result.lod95_tumor_fraction),
            result.vaf_mean ? text_cell(percent_text(*result.vaf_mean),
                                         result.vaf_max ? percent_text(*result.vaf_max) : "")
                            : no_value_cell(),
            failed(draw) ? no_value_cell()
                         : text_cell(count_text(result.molecules_alt) + " / " + count_text(result.molecules_n)),
            failed(draw) ? no_value_cell()
                         : text_cell(count_text(result.loci_evaluable) + " of " + count_text(result.loci_designed)),
            result.p_detect ? text_cell(p_text(*result.p_detect), result.alpha ? number_text(*result.alpha, 1) : "")
                            : no_value_cell()};
        if (with_copies) {
            row.push_back(draw.hge_per_ml
                              ? text_cell(number_text(*draw.hge_per_ml, 2),
                                          number_interval_text({.estimate = *draw.hge_per_ml, .lo = draw.hge_per_ml_lo, .hi = draw.hge_per_ml_hi}))
                              : no_value_cell());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table events_table(Timeline const& timeline) {
    Table table{.id = "events", .caption = "Treatments and events",
                .columns = {{"Day", "", Align::start}, {"Event", "", Align::start}, {"Detail", "", Align::start}},
                .rows = {}};
    for (auto const& event : timeline.events) {
        auto const until = event.day_end && *event.day_end != event.day ? " to " + signed_text(*event.day_end) : "";
        auto const detail = event_detail(event);
        table.rows.push_back(
            {text_cell(signed_text(event.day) + until),
             text_cell(fixed_texts::event_words(event.kind),
                       event.anchor.empty() ? "" : "anchor: " + fixed_texts::anchor_words(event.anchor)),
             detail.empty() ? no_value_cell() : text_cell(detail)});
    }
    return table;
}

std::string figure_caption(Timeline const& timeline) {
    std::string text =
        "Tumor fraction on a logarithmic axis; zero has no place on it. Filled circles with bars: detected, with "
        "95\u00a0% interval. Open circles with arrows: not detected, drawn at the one-sided 95\u00a0% upper bound. "
        "Grey marks: limit of detection (LoD95) of that draw; below it, in the shade, nothing could be "
        "seen reliably. Dashed lines join draws of which one is not a detection.";
    auto const outside = day_axis({&timeline, 1}, 0, 1);
    bool const complete = std::all_of(timeline.events.begin(), timeline.events.end(), [&](EventRow const& event) {
        return outside.shows(event.day) && outside.shows(event.day_end.value_or(event.day));
    });
    return complete ? text : text + " Events outside the days shown stand in the table of events only.";
}

/// Days on which a code occurs, by code.
std::map<std::string, std::vector<std::string>> days_by_reason(Timeline const& timeline) {
    std::map<std::string, std::vector<std::string>> days;
    for (auto const& draw : timeline.draws) {
        for (auto const& code : draw.result.reasons) {
            // A failed draw has a line of its own.
            if (!failed(draw)) {
                days[code].push_back(signed_text(draw.day));
            }
        }
        if (draw.flare_window) {
            days["flare_window"].push_back(signed_text(draw.day));
        }
    }
    return days;
}

/// Days of draws without calibration, by the sentence that says why.
std::map<std::string, std::vector<std::string>> days_without_calibration(Timeline const& timeline) {
    std::map<std::string, std::vector<std::string>> days;
    for (auto const& draw : timeline.draws) {
        if (!failed(draw) && std::ranges::find(draw.result.reasons, "calibration_unavailable") != draw.result.reasons.end()) {
            days[missing_calibration_sentence(draw.result)].push_back(signed_text(draw.day));
        }
    }
    return days;
}

std::string days_text(std::vector<std::string> const& days, std::size_t draws) {
    if (days.size() == draws && draws > 1) {
        return " (every draw)";
    }
    return (days.size() == 1 ? " (day\u00a0" : " (days ") + enumeration(days) + ")";
}

}  // namespace

std::string without_folders(std::string const& message) {
    std::string text;
    std::size_t begin = 0;
    while (begin < message.size()) {
        auto const end = std::min(message.find_first_of(" \t\n\"'`()[],;=", begin), message.size());
        auto const word = message.substr(begin, end - begin);
        auto const slash = word.find_last_of('/');
        // "and/or" stays; a word that starts at a root or holds a file name with an ending is a path.
        bool const path = slash != std::string::npos &&
                          (word.find_first_of("/~.") == 0 || word.find('.', slash) != std::string::npos);
        text += path ? word.substr(slash + 1) : word;
        if (end < message.size()) {
            text += message[end];
        }
        begin = end + 1;
    }
    return text;
}

Cell fraction_cell(DetectionResult const& result) {
    auto const level = plotted_level(result);
    if (!level) {
        return no_value_cell();
    }
    if (level->upper_bound) {
        return text_cell("≤\u00a0" + percent_text(level->level), "upper bound");
    }
    Interval95 const interval{*result.tumor_fraction_cell, result.tumor_fraction_cell_lo,
                              result.tumor_fraction_cell_hi};
    auto const whole = percent_with_interval_text(interval);
    return text_cell(whole.substr(0, whole.find(" (")), percent_interval_text(interval));
}

std::string failure_sentence(Draw const& draw) {
    if (draw.failure_message.empty()) {
        auto const& reasons = draw.result.reasons;
        return reason_sentence(draw.failure_reason.empty() && !reasons.empty() ? reasons.front() : draw.failure_reason);
    }
    auto text = without_folders(draw.failure_message);
    // The name of a file or a sample is written as it is; a word has small letters alone.
    bool const starts_with_word = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == text.find_first_of(" ,:;");
    text = starts_with_word ? capitalized(std::move(text)) : text;
    return text.ends_with('.') ? text : text + ".";
}

Section trajectory_section(Timeline const& timeline) {
    Section section{.id = "trajectory-section", .heading = "Trajectory", .blocks = {}};
    if (timeline.draws.empty()) {
        section.blocks.emplace_back(Paragraph{"There is no plasma sample of this patient.", Tone::plain});
    } else {
        section.blocks.emplace_back(Drawing{trajectory_figure(timeline), figure_caption(timeline)});
        section.blocks.emplace_back(draws_table(timeline));
    }
    if (!timeline.events.empty()) {
        section.blocks.emplace_back(events_table(timeline));
    }
    return section;
}

Section remarks_section(Timeline const& timeline) {
    Section section{.id = "remarks", .heading = "Remarks", .blocks = {}};
    SentenceList list;
    for (auto const& draw : timeline.draws) {
        if (failed(draw)) {
            list.items.push_back({"Day\u00a0" + signed_text(draw.day) + ", " + draw.row.sample + ".",
                                  failure_sentence(draw)});
        }
    }
    auto days = days_by_reason(timeline);
    auto const add_item = [&](std::string const& code, std::string const& sentence, std::vector<std::string> const& on) {
        list.items.push_back({capitalized(reason_words(code)) + ".", sentence + days_text(on, timeline.draws.size())});
    };
    auto const add = [&](std::string const& code, std::string const& sentence) {
        auto const found = days.find(code);
        if (found == days.end()) {
            return;
        }
        if (code == "calibration_unavailable") {
            for (auto const& [cause, on] : days_without_calibration(timeline)) {
                add_item(code, cause, on);
            }
        } else {
            add_item(code, sentence, found->second);
        }
        days.erase(found);
    };
    for (auto const& reason : sample_reasons()) {
        add(std::string{reason.code}, std::string{reason.sentence});
    }
    add("flare_window", fixed_texts::flare_window);
    while (!days.empty()) {
        auto const code = days.begin()->first;
        add(code, reason_sentence(code));
    }
    if (list.items.empty()) {
        section.blocks.emplace_back(Paragraph{"There are no remarks: every draw passed all checks.", Tone::plain});
    } else {
        section.blocks.emplace_back(std::move(list));
    }
    return section;
}

}  // namespace tidemark
