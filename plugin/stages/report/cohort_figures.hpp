// The figures of a cohort: spider, waterfall, swimmer.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "stages/report/cohort_changes.hpp"
#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Rows of one figure: more would not fit on a printed page.
inline constexpr std::size_t rows_of_a_figure = 40;

/// One line for each patient: change since the baseline over days. A draw below its limit of detection is an open circle at
/// the highest ratio it allows, above a band that says that nothing is known below; it is never drawn as 0.
[[nodiscard]] Figure spider_figure(std::span<Timeline const> timelines, std::vector<std::vector<DrawChange>> const& changes);

/// A row of the waterfall: the best change of a patient.
struct WaterfallRow {
    std::string patient;
    DrawChange change;
    std::size_t draws = 0;   ///< that it is the best of
};
/// Falling from the greatest rise to the greatest fall, then those whose limit hides even a rise; patients without a change
/// are not in it.
[[nodiscard]] std::vector<WaterfallRow> waterfall_rows(std::span<Timeline const> timelines,
                                                       std::vector<std::vector<DrawChange>> const& changes);
/// One bar for each row, with its interval; those below the limit of detection are open and end at their upper bound.
/// `all` set the axis: several figures of one cohort share it.
[[nodiscard]] Figure waterfall_figure(std::span<WaterfallRow const> rows, std::span<WaterfallRow const> all, std::string const& id);

/// Days that all swimmers of a cohort share.
struct SwimmerSpan {
    int first = 0;
    int last = 1;
};
[[nodiscard]] SwimmerSpan swimmer_span(std::span<Timeline const> timelines);
/// One lane for each patient: follow-up, treatment, radiotherapy, imaging, draws by status, progression, death.
[[nodiscard]] Figure swimmer_figure(std::span<Timeline const> timelines, SwimmerSpan const& span, std::string const& id);

}  // namespace tidemark
