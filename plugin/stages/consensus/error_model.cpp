#include "stages/consensus/error_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tidemark {
namespace {

constexpr int coarse_shift = 30;   // 2^36 a nat, so 64 steps a nat
constexpr std::int64_t widest_gap = std::int64_t{64} << 36;

double error_of_phred(int quality) {
    return std::pow(10.0, -quality / 10.0);
}

}  // namespace

double error_of_two_trials(double first, double second) {
    return first + second - 4.0 / 3.0 * first * second;
}

std::uint8_t phred_floor(double error) {
    auto const quality = std::floor(-10.0 * std::log10(error) + 0.001);
    return static_cast<std::uint8_t>(std::clamp(quality, double{no_call_quality}, double{highest_quality}));
}

ErrorModel::ErrorModel(ConsensusParameters const& parameters) : pre_umi_{error_of_phred(parameters.error_pre_umi)} {
    auto const post_umi = error_of_phred(parameters.error_post_umi);
    auto const larger = error_of_phred(std::min(parameters.error_pre_umi, parameters.error_post_umi));
    for (int quality = 0; quality < 256; ++quality) {
        auto const capped = std::min<int>(quality, highest_quality);
        auto const error = error_of_two_trials(post_umi, error_of_phred(capped));
        auto const index = static_cast<std::size_t>(quality);
        weights_[index] = std::llround(std::log(3.0 * (1.0 - error) / error) * scale);
        one_read_[index] = phred_floor(error_of_two_trials(error_of_phred(capped), larger));
    }
    one_read_[0] = 0;   // N; a base of Q0 never counts
    best_ = quality_of_error(0);
    // Quality grows with the gap: the least gap of each quality by bisection.
    auto const quality_at = [this](std::int64_t gap) {
        auto const others = 3.0 * std::exp(-static_cast<double>(gap) / scale);
        return quality_of_error(others / (1.0 + others));
    };
    gap_of_quality_.fill(std::numeric_limits<std::int64_t>::max());
    std::fill_n(gap_of_quality_.begin(), no_call_quality + 1, std::int64_t{0});
    for (int quality = no_call_quality + 1; quality <= best_; ++quality) {
        std::int64_t low = 0, high = widest_gap;
        while (low < high) {
            auto const middle = low + (high - low) / 2;
            if (quality_at(middle) >= quality) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        gap_of_quality_[static_cast<std::size_t>(quality)] = low;
    }
    auto const saturated = gap_of_quality_[best_];
    coarse_gaps_.resize(static_cast<std::size_t>(saturated >> coarse_shift) + 1);
    for (std::size_t step = 0; step < coarse_gaps_.size(); ++step) {
        coarse_gaps_[step] = quality_at(static_cast<std::int64_t>(step) << coarse_shift);
    }
    pairs_.resize(std::size_t{highest_quality + 1} * (highest_quality + 1));
    for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
        pairs_[pair] = quality_of_gap(weights_[pair / (highest_quality + 1)] + weights_[pair % (highest_quality + 1)]);
    }
    // METHOD: weight(q) >= slope * min(q, cap) for every quality that can occur, so that a byte sum that reaches
    // saturated / slope proves the best quality without a table look-up per base.
    double slope = std::numeric_limits<double>::infinity();
    for (int quality = std::max<int>(parameters.min_input_quality, no_call_quality); quality <= highest_quality;
         ++quality) {
        slope = std::min(slope, static_cast<double>(weights_[static_cast<std::size_t>(quality)]) /
                                    std::min<int>(quality, coarse_cap));
    }
    if (slope > 0 && best_ >= parameters.min_consensus_quality) {
        auto const threshold = std::ceil(static_cast<double>(saturated) / slope * (1 + 1e-12));
        coarse_threshold_ = threshold <= coarse_limit ? static_cast<int>(threshold) : 256;
    }
}

std::uint8_t ErrorModel::quality_of_error(double error) const {
    return phred_floor(error_of_two_trials(pre_umi_, error));
}

std::uint8_t ErrorModel::quality_of_gap(std::int64_t gap) const {
    if (gap >= gap_of_quality_[best_]) {
        return best_;
    }
    auto quality = gap <= 0 ? no_call_quality : coarse_gaps_[static_cast<std::size_t>(gap >> coarse_shift)];
    while (gap >= gap_of_quality_[quality + 1U]) {
        ++quality;
    }
    return quality;
}

}  // namespace tidemark
