// Whether a draw stands in the time that a definition speaks about.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "values/patient/response_definition.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Where a draw stands.
struct WindowPlace {
    std::string not_applicable;           ///< outside_window, anchor_not_declared; empty where it stands in a window, or none is asked for
    bool anchor_assumed = false;          ///< no event declares an anchor: days count from the baseline
    std::optional<std::size_t> window;    ///< index of the definition's window
    int off_nominal = 0;                  ///< days from the nominal day, >= 0
    bool operator==(WindowPlace const&) const = default;
};

/// `day` on the timeline's scale. `baselines`: of every declared anchor, at least one, and of the end of treatment, which is never assumed. `baseline_day` of the series' baseline.
[[nodiscard]] WindowPlace window_place(ResponseDefinition const& definition, int day, std::span<AnchorBaseline const> baselines,
                                       int baseline_day);

/// The baseline that a definition compares with: that of the first of its anchors that is declared, else the series'.
[[nodiscard]] AnchorBaseline const& baseline_of(ResponseDefinition const& definition, std::span<AnchorBaseline const> baselines);

}  // namespace tidemark
