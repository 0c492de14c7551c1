// Options that contradict each other or make no sense: exit 2, with what to do instead.
#pragma once
#include <string>

namespace tidemark {

/// Throws UsageError. `why` and `remedy` may be empty.
[[noreturn]] void misuse(std::string rule, std::string what, std::string why, std::string remedy);

}  // namespace tidemark
