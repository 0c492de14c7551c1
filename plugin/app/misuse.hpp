// Options that contradict each other or make no sense: exit 2; inputs that contradict each other: exit 4. Both say what to
// do instead.
#pragma once
#include <string>

namespace tidemark {

/// Throws UsageError. `why` and `remedy` may be empty.
[[noreturn]] void misuse(std::string rule, std::string what, std::string why, std::string remedy);

/// Throws ContradictionError.
[[noreturn]] void contradict(std::string rule, std::string what, std::string where, std::string why, std::string remedy);

}  // namespace tidemark
