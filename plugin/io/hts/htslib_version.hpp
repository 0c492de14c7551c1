// Which htslib the program was compiled against and which one it runs with: they may differ.
#pragma once
#include <string>

namespace tidemark {

[[nodiscard]] std::string htslib_compiled_version();
[[nodiscard]] std::string htslib_running_version();
/// Whether the running htslib carries the fixes for malformed CRAM (1.21.2, 1.22.3, 1.23.2, 1.24 or newer).
[[nodiscard]] bool htslib_reads_hostile_cram_safely();

}  // namespace tidemark
