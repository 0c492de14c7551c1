// Finding one's way in the pair rows of a timeline.
#pragma once
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Two draws that are compared.
struct ComparedDraws {
    std::string from;
    std::string to;
    bool operator==(ComparedDraws const&) const = default;
};

/// The pairs in order of the later draw, then of the earlier one. Pairs that name an unknown sample come last.
[[nodiscard]] std::vector<ComparedDraws> compared_draws(Timeline const& timeline);
/// The first row of (from, to, metric, definition), or null. An empty definition stands for any.
[[nodiscard]] PairRow const* find_pair(Timeline const& timeline, ComparedDraws const& draws, std::string const& metric,
                                       std::string const& definition = {});
[[nodiscard]] Draw const* find_draw(Timeline const& timeline, std::string const& sample);
/// The code for which definitions refuse every firm verdict or claim on the pair (from_indeterminate, to_indeterminate,
/// chemistry_differs, trunk_not_shared, metric_conflict), by any of its rows or by the draws' own status; empty where both draws are settled.
[[nodiscard]] std::string doubt_of(Timeline const& timeline, ComparedDraws const& draws);
/// "day 0 → day 21".
[[nodiscard]] std::string comparison_text(Timeline const& timeline, ComparedDraws const& draws);
/// The latest draw that was evaluated, or null.
[[nodiscard]] Draw const* latest_evaluable(Timeline const& timeline);
/// True where the draw's file or its patient's panel failed before anything was counted.
[[nodiscard]] bool failed(Draw const& draw);

}  // namespace tidemark
