// A patient as a reader of a report meets one: six draws from 3 % to not detected and back, one tube that failed,
// radiotherapy and immunotherapy. Built by hand; tests/cases/timeline/example.json is this value as a file.
#pragma once
#include "values/patient/timeline.hpp"

namespace tidemark::test {

[[nodiscard]] Timeline example_timeline();

}  // namespace tidemark::test
