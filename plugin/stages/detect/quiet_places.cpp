#include "stages/detect/quiet_places.hpp"

#include <algorithm>
#include <cmath>

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
    constexpr double nearly_all = 1 - 1e-6;
    return std::ranges::all_of(groups_, [&](Group const& group) {
        return expected_vaf(TumorFractionCell{fraction}, group.copies).value < nearly_all &&
               group.largest_rate * (group.sample_factor ? noise_level : 1) < largest_share;
    });
}

// 1 - q = (1 - v)(1 - s e): what f says of a molecule without the allele does not depend on its rate.
AlleleTerm QuietPlaces::sum(double fraction, double noise_level) const {
    AlleleTerm total;
    for (auto const& group : groups_) {
        double const v = expected_vaf(TumorFractionCell{fraction}, group.copies).value;
        double const slope = expected_vaf_slope(TumorFractionCell{fraction}, group.copies) / (1 - v);
        double const s = group.sample_factor ? noise_level : 1;
        auto const* const m = group.moments;   // sums of d e^i
        total.value += m[0] * std::log1p(-v) - s * (m[1] + s * (m[2] / 2 + s * m[3] / 3));
        total.by_fraction -= slope * m[0];
        total.information += slope * slope * m[0];
        if (group.sample_factor) {
            total.by_noise -= s * (m[1] + s * (m[2] + s * m[3]));
            // Sum of d (s e (1 - v))^2 / q: q is s e where v is small, else v.
            total.noise_information += (1 - v) * s * (v < largest_share ? m[1] : s * m[2] / v);
        }
    }
    return total;
}

}  // namespace tidemark
