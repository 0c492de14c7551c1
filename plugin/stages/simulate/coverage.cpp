#include "stages/simulate/coverage.hpp"

#include <algorithm>

namespace tidemark {
namespace {

/// The two stretches that the mates of a fragment read.
struct Mates {
    ReadWindow left;
    ReadWindow right;
};

/// Calls visit(length, mates, probability) for every length and start.
template <typename Visit>
void each_fragment(CoverageSetting const& setting, FragmentLengthLaw const& law, Visit visit) {
    for (int length = shortest_fragment; length <= longest_fragment; ++length) {
        std::int64_t const first = -length + 1 - setting.reach;
        std::int64_t const last = setting.anchor_length - 1 + setting.reach;
        double const probability = law.probability(length) / static_cast<double>(last - first + 1);
        std::int64_t const read = std::min(length, setting.read_length);
        for (std::int64_t start = first; start <= last; ++start) {
            visit(length, Mates{{start, start + read}, {start + length - read, start + length}}, probability);
        }
    }
}

bool reads(ReadWindow const& mate, ReadWindow const& window) {
    return mate.begin <= window.begin && mate.end >= window.end;
}

}  // namespace

std::vector<WindowSetShare> window_shares(CoverageSetting const& setting, FragmentLengthLaw const& law,
                                          std::span<ReadWindow const> windows) {
    std::vector<WindowSetShare> shares(std::size_t{1} << windows.size());
    for (auto& share : shares) {
        share.both_mates.assign(windows.size(), 0);
        share.length_sums.assign(longest_fragment - shortest_fragment + 1, 0);
    }
    each_fragment(setting, law, [&](int length, Mates const& mates, double probability) {
        std::size_t set = 0;
        std::size_t twice = 0;
        for (std::size_t window = 0; window < windows.size(); ++window) {
            bool const left = reads(mates.left, windows[window]);
            bool const right = reads(mates.right, windows[window]);
            set |= left || right ? std::size_t{1} << window : 0;
            twice |= left && right ? std::size_t{1} << window : 0;
        }
        auto& share = shares[set];
        share.probability += probability;
        share.length_sums[static_cast<std::size_t>(length - shortest_fragment)] += probability;
        for (std::size_t window = 0; window < windows.size(); ++window) {
            share.both_mates[window] += (twice >> window & 1) != 0 ? probability : 0;
        }
    });
    for (auto& share : shares) {
        double sum = 0;
        for (auto& length : share.length_sums) {
            sum += length;
            length = share.probability > 0 ? sum / share.probability : 0;
        }
        for (auto& both : share.both_mates) {
            both = share.probability > 0 ? std::min(1.0, both / share.probability) : 0;
        }
    }
    return shares;
}

std::vector<BaseCover> base_cover(CoverageSetting const& setting, FragmentLengthLaw const& law, std::int64_t margin) {
    auto const size = static_cast<std::size_t>(setting.anchor_length + 2 * margin);
    std::vector<double> any(size + 1, 0);
    std::vector<double> twice(size + 1, 0);
    auto const add = [&](std::vector<double>& steps, std::int64_t begin, std::int64_t end, double probability) {
        auto const low = std::clamp<std::int64_t>(begin + margin, 0, static_cast<std::int64_t>(size));
        auto const high = std::clamp<std::int64_t>(end + margin, 0, static_cast<std::int64_t>(size));
        if (low < high) {
            steps[static_cast<std::size_t>(low)] += probability;
            steps[static_cast<std::size_t>(high)] -= probability;
        }
    };
    each_fragment(setting, law, [&](int, Mates const& mates, double probability) {
        add(any, mates.left.begin, mates.left.end, probability);
        add(any, mates.right.begin, mates.right.end, probability);
        add(twice, mates.right.begin, mates.left.end, probability);
    });
    std::vector<BaseCover> cover(size);
    double reads = 0;
    double both = 0;
    for (std::size_t base = 0; base < size; ++base) {
        reads += any[base];
        both += twice[base];
        cover[base] = {std::max(0.0, reads - both), std::max(0.0, reads - 2 * both)};
    }
    return cover;
}

}  // namespace tidemark
