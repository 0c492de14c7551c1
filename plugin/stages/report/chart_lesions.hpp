// What each lesion sheds over time, on axes that all of them share.
#pragma once
#include <optional>

#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Patients with more lesions than this are left to the table.
inline constexpr std::size_t most_lesions_drawn = 12;

/// One small drawing for each lesion, and for each compartment of several lesions: shares with intervals on a logarithmic axis;
/// a share of 0 stands at its upper limit. Nothing where no row has a number, or there are too many lesions.
[[nodiscard]] std::optional<Figure> lesion_figure(Timeline const& timeline);

}  // namespace tidemark
