// A series whose draws say something else than they did: pairs and definitions made again, day 0 and baselines kept.
#pragma once
#include <span>

#include "values/patient/response_definition.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// `timeline` with `pairs` and `definitions` of its draws as they are now, under our own definitions and `published`. Baselines are
/// the draws that they were: what is compared never changes, only what is seen in it. Signals, growth and classes stay.
[[nodiscard]] Timeline judge_again(Timeline timeline, std::span<ResponseDefinition const> published);

}  // namespace tidemark
