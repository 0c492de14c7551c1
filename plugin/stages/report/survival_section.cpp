#include "stages/report/survival_section.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "stages/report/cells.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/follow_up.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/survival.hpp"
#include "stages/report/survival_figure.hpp"
#include "stages/report/survival_words.hpp"

namespace tidemark {
namespace {

namespace words = survival_words;

std::string counted(std::size_t count) { return count_text(static_cast<std::int64_t>(count)); }

std::string ratio_text(HazardRatio const& ratio) {
    return number_text(ratio.ratio) + " (" + number_text(ratio.lo) + " to " + number_text(ratio.hi) + ")";
}

/// Survival up to a time with its interval: of the last step that is not later.
std::string survival_note(GroupCurve const& curve, double time) {
    SurvivalStep const* last = nullptr;
    for (auto const& step : curve.curve.steps) {
        last = step.time <= time ? &step : last;
    }
    if (last == nullptr) {
        return percent_text(1);
    }
    auto const text = percent_text(last->survival);
    return last->lo && last->hi && last->survival < 1
               ? text + " (" + percent_text(*last->lo) + " to " + percent_text(*last->hi) + ")"
               : text;
}

Table risk_table_of(SurvivalAnalysis const& analysis, std::string const& id) {
    Table table{.id = id, .caption = "Number at risk, and share without the event with 95 % interval",
                .columns = {{"Group", "", Align::start}}, .rows = {}};
    auto const ticks = survival_ticks(analysis);
    for (double const tick : ticks) {
        table.columns.push_back({given_text(tick), analysis.time_unit, Align::end});
    }
    for (auto const& curve : analysis.curves) {
        std::vector<Cell> row{text_cell(words::group_words(curve.group))};
        for (double const tick : ticks) {
            auto const at_risk = at_risk_at(curve, tick);
            row.push_back(curve.patients == 0 ? no_value_cell()
                                              : text_cell(counted(at_risk), at_risk == 0 ? "" : survival_note(curve, tick)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table contrast_table(SurvivalAnalysis const& analysis, std::string const& id) {
    Table table{.id = id, .caption = words::title(analysis),
                .columns = {{"Group", "", Align::start}, {"Patients", "", Align::end}, {"Events", "", Align::end},
                            {"Median", "95 % interval", Align::end},
                            {"Hazard ratio", "over " + words::group_words(analysis.curves.front().group) + ", 95 % interval", Align::end},
                            {"Log-rank", "p", Align::end}},
                .rows = {}};
    for (std::size_t index = 0; index < analysis.curves.size(); ++index) {
        auto const& curve = analysis.curves[index];
        std::vector<Cell> row{text_cell(words::group_words(curve.group)), text_cell(counted(curve.patients)),
                              text_cell(counted(curve.events)),
                              curve.patients == 0 ? no_value_cell() : text_cell(words::median_words(analysis, curve))};
        if (index == 0) {
            row.push_back(text_cell("reference"));
            row.push_back(no_value_cell());
        } else {
            auto const& contrast = analysis.contrasts[index - 1];
            row.push_back(contrast.hazard_ratio ? text_cell(ratio_text(*contrast.hazard_ratio)) : no_value_cell());
            row.push_back(contrast.log_rank ? text_cell(p_text(contrast.log_rank->p)) : no_value_cell());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::vector<std::string> cautions(SurvivalAnalysis const& analysis) {
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < analysis.contrasts.size(); ++index) {
        auto const& contrast = analysis.contrasts[index];
        auto const& compared = analysis.curves[index + 1];
        auto const pair = words::group_words(contrast.compared) + " against " + words::group_words(analysis.curves.front().group);
        if (analysis.curves.front().patients == 0 || compared.patients == 0) {
            texts.push_back(pair + ": one of the groups has no patient, so nothing is compared.");
        } else if (!contrast.hazard_ratio) {
            texts.push_back(pair + ": no hazard ratio can be estimated; the events do not tell the groups apart in both directions.");
        } else if (contrast.few_events) {
            texts.push_back(pair + ": fewer than " + counted(few_events) +
                            " events in a group; the ratio and its interval are unreliable.");
        }
    }
    return texts;
}

void add_analysis(Section& section, SurvivalAnalysis const& analysis, std::string const& number) {
    SentenceList list;
    for (auto const& text : words::denominators(analysis)) {
        list.items.push_back({"", text});
    }
    for (auto const& text : cautions(analysis)) {
        list.items.push_back({"", text});
    }
    section.blocks.emplace_back(Drawing{survival_figure(analysis, "survival-figure-" + number),
                                        words::title(analysis) + ". " + words::time_zero(analysis) +
                                            " Steps: share without the event (Kaplan-Meier); thin lines: 95 % interval; upright "
                                            "ticks: patients followed no longer."});
    section.blocks.emplace_back(contrast_table(analysis, "survival-contrast-" + number));
    section.blocks.emplace_back(risk_table_of(analysis, "survival-risk-" + number));
    section.blocks.emplace_back(std::move(list));
}

/// Whether progression comes from events that name no death: then it is another endpoint in truth.
bool without_deaths(SurvivalReport const& report) {
    auto const first_of = [&](char const* endpoint) {
        return std::ranges::find(report.analyses, endpoint, &SurvivalAnalysis::endpoint);
    };
    auto const progression = first_of(progression_free_survival);
    return progression != report.analyses.end() && progression->source == "events" && first_of(overall_survival) == report.analyses.end();
}

}  // namespace

std::vector<Section> survival_sections(SurvivalReport const& report) {
    std::vector<Section> sections;
    std::string endpoint;
    std::size_t number = 0;
    for (auto const& analysis : report.analyses) {
        if (sections.empty() || analysis.endpoint != endpoint) {
            endpoint = analysis.endpoint;
            sections.push_back({.id = "survival-" + std::to_string(sections.size() + 1),
                                .heading = words::endpoint_words(endpoint), .blocks = {}});
        }
        add_analysis(sections.back(), analysis, std::to_string(++number));
    }
    for (auto& section : sections) {
        if (without_deaths(report) && section.heading == words::endpoint_words(progression_free_survival)) {
            section.blocks.emplace_back(Paragraph{"No events sheet records a death: this is time to progression.", Tone::plain});
        }
        section.blocks.emplace_back(Paragraph{
            std::string{"Groups are formed by what was seen, not by chance: a difference does not show that the response "
                        "prolongs life. Patients who are followed no longer are taken to fare like the others. "} +
                fixed_texts::research_use,
            Tone::muted});
    }
    return sections;
}

}  // namespace tidemark
