#include "io/hts/htslib_version.hpp"

#include <htslib/hts.h>

#include <array>
#include <cstdio>

namespace tidemark {

std::string htslib_compiled_version() {
    return std::to_string(HTS_VERSION / 100000) + "." + std::to_string(HTS_VERSION / 100 % 1000) +
           (HTS_VERSION % 100 != 0 ? "." + std::to_string(HTS_VERSION % 100) : "");
}

std::string htslib_running_version() { return hts_version(); }

bool htslib_reads_hostile_cram_safely() {
    int major = 0;
    int minor = 0;
    int patch = 0;
    std::sscanf(hts_version(), "%d.%d.%d", &major, &minor, &patch);
    if (major != 1 || minor >= 24) {
        return major >= 1;
    }
    constexpr std::array<std::array<int, 2>, 3> fixed{{{21, 2}, {22, 3}, {23, 2}}};
    for (auto const& [fixed_minor, fixed_patch] : fixed) {
        if (minor == fixed_minor) {
            return patch >= fixed_patch;
        }
    }
    return false;
}

}  // namespace tidemark
