// What counts as a response, as data: `judge` turns a definition and a change into a verdict.
#pragma once
#include <span>
#include <string>

#include "stages/track/conditions.hpp"
#include "values/patient/response_definition.hpp"

namespace tidemark {

/// decrease_50, decrease_90 and demonstrated_clearance (kappa 0.1), each on all metrics but the median VAF, which only
/// published definitions use.
[[nodiscard]] std::span<ResponseDefinition const> own_definitions();

/// One of ours by its id, which must be one of the three.
[[nodiscard]] ResponseDefinition const& own_definition(std::string const& id);

/// The verdict of one definition on one metric of a change: met where a class that is a response holds, not met where none can,
/// with the class; not applicable where the draw is not evaluable. A doubt about either draw, a conflict of metrics, the flare window
/// (of a progression; at the earlier draw, of whatever leans on a fall) leave a verdict undetermined. The comparison's metric must be one of the definition's.
[[nodiscard]] Judgement judge(ResponseDefinition const& definition, Comparison const& comparison);

/// The same where the series is not known: conditions that look at other draws find none.
[[nodiscard]] Judgement judge(ResponseDefinition const& definition, Change const& change, MetricChange const& metric);

}  // namespace tidemark
