#include "stages/simulate/base_calls.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

constexpr std::size_t quantiles = 4096;
constexpr double tired_share = 0.05;
constexpr double tired_factor = 6;

/// Bases before the next stretch, by quantile, where each base begins one with probability p.
std::vector<std::int32_t> geometric_gaps(double p) {
    std::vector<std::int32_t> gaps(quantiles, 1'000'000);
    if (p <= 0) {
        return gaps;
    }
    double const step = portable_log(1 - std::min(p, 0.9));
    for (std::size_t quantile = 0; quantile < quantiles; ++quantile) {
        double const left = 1 - (static_cast<double>(quantile) + 0.5) / quantiles;
        gaps[quantile] = static_cast<std::int32_t>(std::min(1e6, std::floor(portable_log(left) / step)));
    }
    return gaps;
}

/// 10^(-Q/10) of the bins.
constexpr std::array<double, 4> nominal_error{0.63095734448019325, 0.063095734448019325, 0.0050118723362727229,
                                              0.00019952623149688796};

}  // namespace

BaseCallLaw::BaseCallLaw(ScenarioReads const& law, std::size_t longest_read) {
    // The rate at cycle c of n is low_quality * (1/2 + 3/2 (c/n)^2); candidates come at its maximum and are thinned.
    gaps_[0] = geometric_gaps(2 * law.low_quality);
    gaps_[1] = geometric_gaps(2 * law.low_quality * tired_factor);
    for (std::size_t bin = 0; bin < error_.size(); ++bin) {
        error_[bin] = nominal_error[bin] * law.calibration;
    }
    survival_.assign(1, 1.0);
    for (std::size_t length = 1; length <= longest_read; ++length) {
        survival_.push_back(survival_.back() * (1 - error_[3]));
    }
}

void BaseCallLaw::draw_low_stretches(std::string& bases, std::string& qualities, Random& random) const {
    auto const length = bases.size();
    auto const& gaps = gaps_[random.chance(tired_share) ? 1 : 0];
    auto const scale = 1 / static_cast<double>(length);
    for (std::size_t at = static_cast<std::size_t>(gaps[random.next() >> 52U]); at < length;
         at += 1 + static_cast<std::size_t>(gaps[random.next() >> 52U])) {
        double const x = (static_cast<double>(at) + 0.5) * scale;
        if (!random.chance(0.25 + 0.75 * x * x)) {
            continue;
        }
        auto const end = std::min(length, at + 1 + static_cast<std::size_t>(std::countr_zero(random.next())));
        for (; at < end; ++at) {
            auto const number = random.next();
            auto const share = number & 1023U;
            std::size_t const bin = share < 563 ? 2 : share < 993 ? 1 : 0;
            qualities[at] = quality_bins[bin];
            if (bin == 0) {
                bases[at] = 'N';
            } else if (static_cast<double>(number >> 11U) * 0x1.0p-53 < error_[bin]) {
                bases[at] = other_base(bases[at], random);
            }
        }
    }
}

void BaseCallLaw::call(std::string& bases, std::string& qualities, Random& random) const {
    auto const length = bases.size();
    qualities.assign(length, quality_bins[3]);
    draw_low_stretches(bases, qualities, random);
    // Errors among the many good bases: the next one is where survival falls below a uniform number.
    for (std::size_t at = 0; at < length;) {
        double const number = random.uniform();
        if (number < survival_[length - at]) {
            return;
        }
        auto const found = std::ranges::lower_bound(survival_, number, std::ranges::greater{});
        // survival_[k] <= number < survival_[k-1]: k - 1 good bases come first.
        at += static_cast<std::size_t>(found - survival_.begin()) - 1;
        if (at < length && qualities[at] == quality_bins[3]) {
            bases[at] = other_base(bases[at], random);
        }
        ++at;
    }
}

char other_base(char base, Random& random) {
    auto const number = base_number(base);
    return number ? plain_bases[(*number + 1 + random.below(3)) % 4] : base;
}

}  // namespace tidemark
