#include "stages/report/cohort_page.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "stages/report/cells.hpp"
#include "stages/report/cohort_figures_section.hpp"
#include "stages/report/cross_panels.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/lesion_rates.hpp"
#include "stages/report/milestone_section.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"
#include "stages/report/small_charts.hpp"
#include "stages/report/strata_section.hpp"
#include "stages/report/summarize.hpp"
#include "stages/report/survival_section.hpp"
#include "stages/report/variant_section.hpp"

namespace tidemark {
namespace {

constexpr auto primary_metric = "tumor_fraction_cell";
constexpr std::array own_definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};
constexpr std::array all_statuses{SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                                  SampleStatus::not_evaluable};

struct StatusCounts {
    std::array<std::int64_t, all_statuses.size()> by_status{};
    std::int64_t draws = 0;
};

StatusCounts count_statuses(std::span<Timeline const> timelines) {
    StatusCounts counts;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            ++counts.by_status[static_cast<std::size_t>(draw.result.status)];
            ++counts.draws;
        }
    }
    return counts;
}

Cell status_cell(Draw const& draw, std::string const& note) {
    return tag_cell(fixed_texts::status_words(draw.result.status), fixed_texts::tone_of(draw.result.status), note);
}

std::string short_fraction(DetectionResult const& result) {
    auto const cell = fraction_cell(result);
    return cell == no_value_cell() ? std::string{} : cell.text;
}

Table patients_table(std::span<Timeline const> timelines) {
    auto const scale = small_scale(timelines);
    Table table{.id = "patients", .caption = "All patients", .columns = {}, .rows = {}};
    bool const with_arm = std::any_of(timelines.begin(), timelines.end(), [](Timeline const& timeline) {
        return timeline.attributes && !timeline.attributes->arm.empty();
    });
    table.columns = {{"Patient", with_arm ? "arm" : "", Align::start},
                     {"Trajectory", "log axis, same for all", Align::start},
                     {"Latest draw", "status, day", Align::start},
                     {"Tumor fraction", "latest", Align::end},
                     {"LoD95", "latest", Align::end},
                     {"Change", "since the baseline", Align::end}};
    for (auto const* const definition : own_definitions) {
        table.columns.push_back({fixed_texts::definition_words(definition), "", Align::start});
    }
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        auto const& timeline = timelines[index];
        auto patient = text_cell(timeline.patient, timeline.attributes ? timeline.attributes->arm : "");
        patient.link = timeline.patient + ".html";
        auto drawing = text_cell("");
        drawing.figure = small_trajectory(timeline, scale, "small-" + std::to_string(index + 1));
        std::vector<Cell> row{patient, drawing};
        if (timeline.draws.empty()) {
            row.resize(table.columns.size(), no_value_cell());
            table.rows.push_back(std::move(row));
            continue;
        }
        auto const& latest = timeline.draws.back();
        row.push_back(status_cell(latest, day_text(latest.day)));
        row.push_back(fraction_cell(latest.result));
        row.push_back(percent_cell(latest.result.lod95_tumor_fraction));
        auto const* const change = latest_verdict(timeline, primary_metric, own_definitions.front());
        row.push_back(change != nullptr && change->ratio
                          ? text_cell(change_text(*change->ratio),
                                      change_interval_text(change->ratio_lo, change->ratio_hi))
                          : no_value_cell());
        for (auto const* const definition : own_definitions) {
            auto const* const verdict = latest_verdict(timeline, primary_metric, definition);
            row.push_back(verdict == nullptr ? no_value_cell()
                                             : tag_cell(fixed_texts::verdict_words(verdict->verdict),
                                                        fixed_texts::tone_of(verdict->verdict)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Draws in their order, `most_draws_abreast` in a table; the days differ between patients, so each cell names its own.
Table statuses_table(std::span<Timeline const> timelines, std::size_t first, std::size_t last) {
    Table table{.id = first == 0 ? "statuses-table" : "statuses-table-" + std::to_string(first + 1),
                .caption = first == 0 ? "Status of every draw, in order of days" : "Further draws",
                .columns = {{"Patient", "", Align::start}}, .rows = {}};
    for (std::size_t number = first + 1; number <= last; ++number) {
        table.columns.push_back({"Draw " + std::to_string(number), "day, tumor fraction", Align::start});
    }
    for (auto const& timeline : timelines) {
        if (timeline.draws.size() <= first && first > 0) {
            continue;
        }
        std::vector<Cell> row{text_cell(timeline.patient)};
        for (std::size_t index = first; index < std::min(last, timeline.draws.size()); ++index) {
            auto const& draw = timeline.draws[index];
            auto const fraction = short_fraction(draw.result);
            row.push_back(status_cell(draw, day_text(draw.day) + (fraction.empty() ? "" : ", " + fraction)));
        }
        row.resize(table.columns.size());
        table.rows.push_back(std::move(row));
    }
    return table;
}

Section statuses_section(std::span<Timeline const> timelines) {
    Section section{.id = "statuses-section", .heading = "Status of every draw", .blocks = {}};
    if (timelines.size() <= most_patients_drawn) {
        section.blocks.emplace_back(Drawing{
            status_figure(timelines),
            "Days count from each patient's own day 0. Filled circle: detected. Open circle: not detected, within the "
            "limit of that draw. Diamond: indeterminate. Cross: not evaluable."});
    } else {
        section.blocks.emplace_back(Paragraph{"The figure is left out above " +
                                                  count_text(static_cast<std::int64_t>(most_patients_drawn)) +
                                                  " patients; the table is complete.",
                                              Tone::muted});
    }
    std::size_t most = 0;
    for (auto const& timeline : timelines) {
        most = std::max(most, timeline.draws.size());
    }
    for (std::size_t first = 0; first < most; first += most_draws_abreast) {
        section.blocks.emplace_back(statuses_table(timelines, first, std::min(most, first + most_draws_abreast)));
    }
    return section;
}

std::string codes_text(DetectionResult const& result) {
    std::vector<std::string> words;
    for (auto const& code : result.reasons) {
        if (decides_status(code)) {
            words.push_back(reason_sentence(code));
        }
    }
    std::string text;
    for (auto const& sentence : words) {
        text += (text.empty() ? "" : " ") + sentence;
    }
    return text;
}

Section failed_section(std::span<Timeline const> timelines, CohortSummary const& summary) {
    Section section{.id = "failed", .heading = "Samples without a result", .blocks = {}};
    Table failures{.id = "failed-samples", .caption = "Failed before anything was counted",
                   .columns = {{"Sample", "", Align::start}, {"Patient", "", Align::start}, {"Day", "", Align::end},
                               {"Reason", "", Align::start}},
                   .rows = {}};
    for (auto const& sample : summary.failed) {
        failures.rows.push_back({text_cell(sample.sample, words_of(sample.type)), words_cell(sample.patient),
                                 sample.day ? text_cell(signed_text(*sample.day)) : no_value_cell(),
                                 text_cell(sample.sentence, words_of(sample.reason))});
    }
    Table others{
        .id = "not-evaluable", .caption = "Counted, but not evaluable", .columns = failures.columns, .rows = {}};
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            if (draw.result.status == SampleStatus::not_evaluable && !failed(draw)) {
                others.rows.push_back({text_cell(draw.row.sample), text_cell(timeline.patient),
                                       text_cell(signed_text(draw.day)), words_cell(codes_text(draw.result))});
            }
        }
    }
    if (failures.rows.empty() && others.rows.empty()) {
        section.blocks.emplace_back(Paragraph{"Every sample has a result.", Tone::plain});
    }
    for (auto& table : {failures, others}) {
        if (!table.rows.empty()) {
            section.blocks.emplace_back(table);
        }
    }
    return section;
}

Section files_section(bool with_lesions, bool with_survival) {
    FactList files;
    files.items = {{"cohort.samples.tsv", "One row for every plasma sample, failed ones included."},
                   {"cohort.pairs.tsv", "One row for every comparison, metric and definition."},
                   {"cohort.patients.tsv", "One row for every patient: arm, strata, baseline, latest status."},
                   {"cohort.leads.tsv", "Molecular against imaging progression, of all and by arm."},
                   {"cohort.strata.tsv", "Rates of response by definition, arm and stratum, in full and at parity; "
                                         "cohort.differences.tsv has their differences."},
                   {"cohort.parity.tsv", "One row for every draw at the common limit of detection; a header alone without rates at parity."},
                   {"cohort.json", std::string{"All of it, schema "} + cohort_schema + "."}};
    if (with_lesions) {
        files.items.insert(files.items.end() - 1, {"cohort.lesions.tsv", "One row for every lesion and draw."});
    }
    if (with_survival) {
        files.items.insert(files.items.end() - 1, {"cohort.survival.tsv", "With --survival-tables: contrasts; cohort.survival_steps.tsv has "
                                                                          "the curves, cohort.survival_patients.tsv every patient."});
    }
    return fixed_texts::reading_section(std::move(files));
}

Statement cohort_statement(std::span<Timeline const> timelines, StatusCounts const& counts,
                           CohortSummary const& summary) {
    Statement statement;
    std::int64_t detected = 0;
    std::int64_t evaluable = 0;
    for (auto const& timeline : timelines) {
        if (auto const* const latest = latest_evaluable(timeline)) {
            ++evaluable;
            detected += latest->result.status == SampleStatus::detected ? 1 : 0;
        }
    }
    statement.headline = evaluable == 0 ? "No patient has an evaluable sample."
                                        : "Tumor DNA is detected at the latest evaluable draw in " +
                                              count_text(detected) + " of " +
                                              count_text(evaluable, "patient", "patients") + ".";
    for (auto const status : all_statuses) {
        statement.answers.push_back({fixed_texts::status_words(status),
                                     count_text(counts.by_status[static_cast<std::size_t>(status)], "draw", "draws"),
                                     Tone::plain});
    }
    auto const all_failed = static_cast<std::int64_t>(summary.failed.size());
    auto const draws = std::ranges::count_if(summary.failed, [](FailedSample const& sample) { return sample.day.has_value(); });
    statement.answers.push_back({"Of these, failed before counting", count_text(draws, "draw", "draws"), Tone::plain});
    if (all_failed > draws) {
        statement.answers.push_back({"Failed beside the draws", count_text(all_failed - draws, "sample", "samples"), Tone::plain});
    }
    return statement;
}

}  // namespace

Page cohort_page(std::span<Timeline const> timelines, CohortSummary const& summary, SurvivalReport const& survival) {
    auto const counts = count_statuses(timelines);
    Page page{.kind = "Cohort report", .subject = "Cohort", .notices = {fixed_texts::research_use}, .facts = {},
              .statement = cohort_statement(timelines, counts, summary), .sections = {}, .link = {}, .link_text = {}};
    page.facts = {{"Patients", count_text(static_cast<std::int64_t>(timelines.size()))},
                  {"Plasma samples", count_text(counts.draws)}};
    Section patients{.id = "patients-section", .heading = "Patients", .blocks = {}};
    patients.blocks.emplace_back(patients_table(timelines));
    page.sections = {std::move(patients), statuses_section(timelines), rates_section(summary.strata), strata_section(summary.strata),
                     changes_section(timelines)};
    bool const with_lesions = std::ranges::any_of(timelines, [](Timeline const& timeline) { return timeline.lesions.has_value(); });
    if (with_lesions) {
        page.sections.push_back(lesion_rates_section(timelines));
    }
    page.sections.push_back(lead_section(summary));
    std::ranges::move(survival_sections(survival), std::back_inserter(page.sections));
    page.sections.push_back(courses_section(timelines));
    page.sections.push_back(failed_section(timelines, summary));
    if (!summary.cross_rates.empty()) {
        page.sections.push_back(cross_section(summary));
    }
    page.sections.push_back(files_section(with_lesions, !survival.analyses.empty()));
    return page;
}

}  // namespace tidemark
