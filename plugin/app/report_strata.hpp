// Arms and strata of a cohort: thinned by report, judged by track, counted by report.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/report/survival_groups.hpp"
#include "values/patient/cohort_strata.hpp"
#include "values/patient/response_definition.hpp"
#include "values/patient/timeline.hpp"

namespace CLI {
class App;
}

namespace tidemark {

struct ParityArguments {
    std::string lod95 = "worst";      ///< worst, off, or a tumor fraction
};

/// --parity-lod95.
void add_parity_options(CLI::App& app, ParityArguments& arguments);

/// Rates by the draws of `window` and others, in full, and at parity where it is asked for and there is something to compare.
[[nodiscard]] CohortStrata cohort_strata(std::span<Timeline const> timelines, std::span<ResponseDefinition const> published,
                                         ParityArguments const& arguments, DecidingWindow const& window);

}  // namespace tidemark
