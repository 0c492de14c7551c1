#include "app/survival_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string_view>

#include "io/tables/delimited.hpp"
#include "io/tables/outcome_sheet.hpp"
#include "stages/report/survival.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

constexpr int latest_day = 36'525;

[[noreturn]] void refuse(char const* option, std::string const& text, char const* wanted) {
    throw UsageError{{.rule = "usage", .what = fmt::format("{} {}: {}", option, text, wanted), .where = option, .why = {}, .remedy = {}}};
}

std::optional<int> day_of(std::string_view text) {
    auto const number = parse_integer(text);
    return number && *number >= 0 && *number <= latest_day ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

void set_landmark(SurvivalSetting& setting, std::string const& text) {
    if (text == "draw" || text == "none") {
        setting.landmark = text == "draw" ? Landmark::draw : Landmark::none;
        return;
    }
    auto const day = day_of(text);
    if (!day || *day == 0) {
        refuse("--landmark", text, "give draw, none, or a whole day after the anchor");
    }
    setting.landmark = Landmark::day;
    setting.landmark_day = *day;
}

DecidingWindow window_of(std::string const& text) {
    std::vector<int> days;
    std::string_view rest = text;
    for (bool more = true; more;) {
        auto const comma = rest.find(',');
        auto const day = day_of(rest.substr(0, comma));
        if (!day) {
            refuse("--response-window", text, "give three days after the anchor: FIRST,LAST,NOMINAL");
        }
        days.push_back(*day);
        more = comma != std::string_view::npos;
        rest = more ? rest.substr(comma + 1) : std::string_view{};
    }
    if (days.size() != 3 || days[0] > days[2] || days[2] > days[1]) {
        refuse("--response-window", text, "give three days, the nominal one between the first and the last: FIRST,LAST,NOMINAL");
    }
    return {.first = days[0], .last = days[1], .nominal = days[2]};
}

SurvivalGrouping grouping_of(std::string const& text) {
    constexpr std::array<std::string_view, 5> metrics{"tumor_fraction_cell", "hge_per_ml", "vaf_mean", "vaf_max", "vaf_median"};
    auto const colon = text.find(':');
    SurvivalGrouping grouping{.id = text.substr(0, colon), .metric = {}};
    if (colon != std::string::npos) {
        grouping.metric = text.substr(colon + 1);
    }
    bool const metric_known = colon == std::string::npos || std::ranges::find(metrics, grouping.metric) != metrics.end();
    if (grouping.id == grouped_by_change && (grouping.metric == "vaf_max" || grouping.metric == "vaf_median")) {
        refuse("--survival-by", text, "the highest and the median VAF have no interval, so no direction can be told; give another metric");
    }
    if (grouping.id.empty() || !metric_known) {
        refuse("--survival-by", text,
               "give DEFINITION or DEFINITION:METRIC, where METRIC is tumor_fraction_cell, hge_per_ml, vaf_mean, vaf_max or vaf_median");
    }
    return grouping;
}

SurvivalSetting setting_of(SurvivalArguments const& arguments) {
    SurvivalSetting setting;
    setting.anchor = arguments.anchor;
    set_landmark(setting, arguments.landmark);
    setting.window = window_of(arguments.window);
    setting.reference_group = arguments.reference_group;
    if (!arguments.groupings.empty()) {
        setting.groupings.clear();
    }
    for (auto const& text : arguments.groupings) {
        auto const grouping = grouping_of(text);
        if (std::ranges::find(setting.groupings, grouping) == setting.groupings.end()) {
            setting.groupings.push_back(grouping);
        }
    }
    return setting;
}

}  // namespace

DecidingWindow response_window_of(SurvivalArguments const& arguments) { return window_of(arguments.window); }

void add_survival_options(CLI::App& app, SurvivalArguments& arguments) {
    app.add_option("--outcomes", arguments.outcomes,
                   "Outcomes of patients made elsewhere: patient, endpoint, time, event, and a group where one is known")->type_name("FILE");
    app.add_flag("--survival-tables", arguments.tables, "Also write cohort.survival.tsv, cohort.survival_steps.tsv and cohort.survival_patients.tsv");
    app.add_option("--survival-by", arguments.groupings,
                   "What makes the groups, repeatable: a definition that is met or not met, or the direction of change; default: "
                   "decrease_50 and change, on tumor_fraction_cell")->type_name("DEFINITION[:METRIC]")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--survival-anchor", arguments.anchor,
                   "Anchor that outcomes count from; a patient without it counts from the timeline's own")
        ->check(CLI::IsMember({"pre_io", "pre_rt", "surgery", "treatment"}))
        ->capture_default_str();
    app.add_option("--landmark", arguments.landmark,
                   "Time zero of survival: draw (the one that decides the group), a day after the anchor, or none (the anchor)")->type_name("WORD|DAY")
        ->capture_default_str();
    app.add_option("--response-window", arguments.window,
                   "Days after the anchor in which the draw that decides the group, and speaks for rates, is looked for, and the day it should be nearest to")->type_name("FIRST,LAST,NOMINAL")
        ->capture_default_str();
    app.add_option("--reference-group", arguments.reference_group,
                   "Group of the outcomes table that the others are compared with; default: the first in the order of bytes")->type_name("GROUP");
}

SurvivalReport survival_of(SurvivalArguments const& arguments, std::span<Timeline const> timelines,
                           std::span<ResponseDefinition const> published) {
    auto setting = setting_of(arguments);
    for (auto const& definition : published) {
        if (definition.any_draw_counts) {
            setting.any_draw_definitions.insert(definition.id);
        }
    }
    std::filesystem::path const path = arguments.outcomes;
    Findings findings;
    auto const outcomes = arguments.outcomes.empty() ? std::vector<OutcomeRow>{} : read_outcomes(path, findings);
    refuse_findings(findings);
    auto const faults = survival_faults(timelines, outcomes, setting, path.filename().string());
    refuse_findings(faults);
    for (auto const& finding : faults) {
        if (finding.severity == Severity::warning) {
            std::cerr << fmt::format("tidemark: warning: {}: {} [{}]\n", place_of(finding), finding.message, finding.rule);
        }
    }
    return survival_report(timelines, outcomes, setting);
}

}  // namespace tidemark
