// How a failure looks on standard error: a sentence for people, then one JSON line for programs.
#pragma once
#include <string>

#include "values/failure/failure.hpp"

namespace tidemark {

/// "tidemark: what (where): why; remedy\n" and
/// {"tidemark":"failure","code":3,"rule":"missing_eof","where":"…","message":"…"}\n
[[nodiscard]] std::string failure_line(Failure const& failure, int exit_code);

}  // namespace tidemark
