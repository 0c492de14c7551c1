#include "stages/detect/quiet_places.hpp"

#include <algorithm>

namespace tidemark {
namespace {

constexpr double largest_share = 1e-3;
constexpr std::size_t most_groups = 32;   // each place looks through them once

}  // namespace

bool QuietPlaces::add(AlleleCount const& count, CopyState const& copies) {
    if (count.alt > 0 || count.dispersion > 0 || count.rate > largest_share / 2) {
        return false;
    }
    auto found = std::ranges::find_if(groups_, [&](Group const& group) {
        return group.sample_factor == count.sample_factor && group.copies == copies;
    });
    if (found == groups_.end()) {
        if (groups_.size() == most_groups) {
            return false;
        }
        found = groups_.insert(groups_.end(), Group{.copies = copies, .sample_factor = count.sample_factor});
    }
    double power = count.depth;
    for (double& moment : found->moments) {
        moment += power;
        power *= count.rate;
    }
    found->largest_rate = std::max(found->largest_rate, count.rate);
    return true;
}

bool QuietPlaces::hold(double fraction, double noise_level) const {
    return std::ranges::all_of(groups_, [&](Group const& group) {
        return expected_vaf(fraction, group.copies) + group.largest_rate * (group.sample_factor ? noise_level : 1) <
               largest_share;
    });
}

AlleleTerm QuietPlaces::sum(double fraction, double noise_level) const {
    AlleleTerm total;
    for (auto const& group : groups_) {
        double const v = expected_vaf(fraction, group.copies);
        double const slope = expected_vaf_slope(fraction, group.copies);
        double const level = group.sample_factor ? noise_level : 1;
        double const s = level * (1 - v);
        auto const* const m = group.moments;
        // sum of d q^j e^i, by the binomial theorem
        auto const first = [&](int i) { return v * m[i] + s * m[i + 1]; };
        auto const second = [&](int i) { return v * v * m[i] + 2 * v * s * m[i + 1] + s * s * m[i + 2]; };
        double const third = v * v * v * m[0] + 3 * v * v * s * m[1] + 3 * v * s * s * m[2] + s * s * s * m[3];
        double const by_rate = m[1] + first(1) + second(1);   // sum of d e (1 + q + q^2)
        total.value -= first(0) + second(0) / 2 + third / 3;
        total.by_fraction -= slope * (m[0] + first(0) + second(0) - level * by_rate);
        total.information += slope * slope * m[0];
        if (group.sample_factor) {
            total.by_noise -= s * by_rate;
            total.noise_information += s * m[1];
        }
    }
    return total;
}

}  // namespace tidemark
