#include "io/hts/file_windows.hpp"

#include <algorithm>

namespace tidemark {

std::uint64_t piece_bytes(std::span<FileWindow const> windows) {
    constexpr std::uint64_t pieces = 64, least = 1U << 16U, most = 8U << 20U;
    return windows.empty() ? least
                           : std::clamp((windows.back().compressed() - windows.front().compressed()) / pieces, least, most);
}

std::vector<std::size_t> cut_windows(std::span<FileWindow const> windows, std::uint64_t bytes) {
    std::vector<std::size_t> cuts;
    std::size_t last = 0;
    for (std::size_t number = 1; number < windows.size(); ++number) {
        if (windows[number].compressed() >= windows[last].compressed() + bytes) {
            cuts.push_back(number);
            last = number;
        }
    }
    return cuts;
}

}  // namespace tidemark
