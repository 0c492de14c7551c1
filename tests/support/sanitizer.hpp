#pragma once

#include <cstdlib>

namespace tidemark::test {

/// Whether tests and program are built with the address sanitizer, whose own memory counts as theirs.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// htslib's pool of threads leaves 32 bytes behind where a block that it inflates is damaged (hts_tpool_result, a whole run
/// ends there): programs that this test calls are not searched for leaks, but still for every other fault.
inline void forgive_leaks_of_the_pool() {
    if (sanitized) {
        ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);   // one test a process
    }
}

}  // namespace tidemark::test
