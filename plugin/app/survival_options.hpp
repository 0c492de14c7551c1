// The options of `report` that speak about outcomes, and what they make.
#pragma once
#include <CLI/CLI.hpp>

#include <span>
#include <string>
#include <vector>

#include "stages/report/survival_groups.hpp"
#include "values/patient/response_definition.hpp"
#include "values/patient/timeline.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// As written on the command line.
struct SurvivalArguments {
    std::string outcomes;                 ///< table made elsewhere; empty: only the events of the timelines
    bool tables = false;
    std::string anchor = "pre_io";
    std::string landmark = "draw";        ///< draw, none or a day
    std::string window = "21,91,42";      ///< first, last, nominal day
    std::vector<std::string> groupings;   ///< DEFINITION or DEFINITION:METRIC
    std::string reference_group;
};

/// --response-window: the days in which the draw that speaks for a response is looked for. Throws UsageError.
[[nodiscard]] DecidingWindow response_window_of(SurvivalArguments const& arguments);

void add_survival_options(CLI::App& app, SurvivalArguments& arguments);

/// Throws UsageError for words that are no landmark, window or metric, InputError and ContradictionError for the table.
/// `published`: the definitions that the timelines were judged by.
[[nodiscard]] SurvivalReport survival_of(SurvivalArguments const& arguments, std::span<Timeline const> timelines,
                                         std::span<ResponseDefinition const> published);

}  // namespace tidemark
