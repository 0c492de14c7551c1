// One condition of a response definition, asked of a change: it holds, it does not, or it cannot be told.
#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "stages/track/change.hpp"
#include "values/patient/response_definition.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

struct Judgement {
    Verdict verdict = Verdict::not_applicable;
    std::string reason;                 ///< semicolon list of codes; empty where there is nothing to add
    std::string response_class;         ///< named outcome; empty where the definition names none, or it is open
    bool operator==(Judgement const&) const = default;
};

/// A change within its series. `draws` never holds what came after `to`.
struct Comparison {
    std::span<Draw const> draws;        ///< empty where only the change itself is known
    std::size_t from = 0;               ///< same as `to`: the draw alone
    std::size_t baseline = 0;           ///< of the series: the nadir is looked for after it
    std::size_t to = 0;
    ChangeSetting const& setting;
    Change const& change;
    MetricChange const& metric;
};

/// METHOD: a ratio condition holds where the whole 95 % interval says so, fails where the whole interval says the contrary,
/// and is undetermined else; with `point` (metrics without an honest interval) the ratio itself decides, as published.
/// Parts combine by Kleene's three-valued logic; what is not applicable in a part is undetermined for `any` where another
/// part may still hold, and makes `all` not applicable.
[[nodiscard]] Judgement judge_condition(ResponseCondition const& condition, bool point, Comparison const& comparison);

}  // namespace tidemark
