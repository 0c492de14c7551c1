#include "stages/simulate/fragment_length.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tidemark {
namespace {

double bell(double x, double mean, double deviation) {
    double const z = (x - mean) / deviation;
    return portable_exp(-0.5 * z * z) / (deviation * 2.50662827463100050242);
}

constexpr int shoulder_gap = 19;

double weight(int length, int mode) {
    constexpr std::array<double, 10> rhythm{1, 0.809, 0.309, -0.309, -0.809, -1, -0.809, -0.309, 0.309, 0.809};
    double value = 0.78 * bell(length, mode, 12) + 0.04 * bell(length, 2.0 * mode, 22);
    // The shoulder ends where its first peak begins, so that the mode stays where it is declared.
    if (length <= mode - shoulder_gap) {
        // Peaks 24, 34, 44 … bases below the mode: 143, 133, 123 … for 167.
        auto const phase = static_cast<std::size_t>((length - (mode - 24) + 1000) % 10);
        value += 0.18 * portable_exp(-static_cast<double>(mode - length) / 25) / 25 * (1 + 0.6 * rhythm[phase]);
    }
    return value;
}

}  // namespace

FragmentLengthLaw::FragmentLengthLaw(int mode) {
    double sum = 0;
    for (int length = shortest_fragment; length <= longest_fragment; ++length) {
        sum += weight(length, mode);
        cumulative_.push_back(sum);
    }
    for (auto& value : cumulative_) {
        value /= sum;
    }
}

int FragmentLengthLaw::draw(Random& random) const {
    auto const found = std::ranges::upper_bound(cumulative_, random.uniform());
    return shortest_fragment + static_cast<int>(std::min<std::ptrdiff_t>(
                                   found - cumulative_.begin(), longest_fragment - shortest_fragment));
}

double FragmentLengthLaw::probability(int length) const {
    if (length < shortest_fragment || length > longest_fragment) {
        return 0;
    }
    auto const index = static_cast<std::size_t>(length - shortest_fragment);
    return cumulative_[index] - (index == 0 ? 0 : cumulative_[index - 1]);
}

}  // namespace tidemark
