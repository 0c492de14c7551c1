#include "stages/consensus/fgbio_column.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tidemark {
namespace {

double const ln_ten = std::log(10.0);
double const ln_three = std::log(3.0);
double const ln_four_thirds = std::log(4.0) - std::log(3.0);
constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

double log_of_phred(int quality) {
    return ln_ten * quality / -10;
}

/// log(1 + exp(x))
double log_one_plus_exp(double x) {
    return x <= -37 ? std::exp(x) : x <= 18 ? std::log1p(std::exp(x)) : x <= 33.3 ? x + std::exp(-x) : x;
}

/// log(1 - exp(-x)), x > 0
double log_one_minus_exp(double x) {
    return x <= std::log(2.0) ? std::log(-std::expm1(-x)) : std::log1p(-std::exp(-x));
}

double log_sum(double a, double b) {
    if (a == minus_infinity || b == minus_infinity) {
        return std::max(a, b);
    }
    auto const [low, high] = std::minmax(a, b);
    return low + log_one_plus_exp(high - low);
}

double log_difference(double a, double b) {
    return b == minus_infinity ? a : a == b ? minus_infinity : a + log_one_minus_exp(a - b);
}

double log_not(double a) {
    return a > 0 ? minus_infinity : log_difference(0, a);
}

double log_error_of_two_trials(double first, double second) {
    auto const [low, high] = std::minmax(first, second);
    if (high - low >= 6) {
        return high;
    }
    return log_difference(log_sum(high, low), ln_four_thirds + high + low);
}

std::uint8_t phred_of_log(double log_error) {
    if (log_error < log_of_phred(highest_quality)) {
        return highest_quality;
    }
    auto const quality = std::floor(-10.0 * (log_error / ln_ten) + 0.001);
    return static_cast<std::uint8_t>(std::clamp(quality, 0.0, double{highest_quality}));
}

}  // namespace

FgbioModel::FgbioModel(ConsensusParameters const& parameters) : pre_umi_{log_of_phred(parameters.error_pre_umi)} {
    auto const post_umi = log_of_phred(parameters.error_post_umi);
    auto const larger = log_of_phred(std::min(parameters.error_pre_umi, parameters.error_post_umi));
    for (int quality = 0; quality < 128; ++quality) {
        auto const error = log_error_of_two_trials(post_umi, log_of_phred(quality));
        auto const index = static_cast<std::size_t>(quality);
        correct_[index] = log_not(error);
        one_wrong_base_[index] = error - ln_three;
        one_read_[index] = phred_of_log(log_error_of_two_trials(log_of_phred(quality), larger));
    }
}

std::uint8_t FgbioModel::quality_of(double log_error) const {
    return std::max(phred_of_log(log_error_of_two_trials(pre_umi_, log_error)), no_call_quality);
}

void FgbioColumn::add(std::uint8_t code, std::uint8_t quality, FgbioModel const& model) {
    auto const shown = base_index(code);
    ++counts_[shown];
    for (std::size_t base = 0; base < 4; ++base) {
        auto const term = (base == shown ? model.correct(quality) : model.one_wrong_base(quality)) - lost_[base];
        auto const sum = sums_[base] + term;
        lost_[base] = (sum - sums_[base]) - term;
        sums_[base] = sum;
    }
}

BaseCall FgbioColumn::call(FgbioModel const& model, std::int32_t min_reads, std::uint8_t min_quality) const {
    BaseCall call;
    for (auto const count : counts_) {
        call.depth += count;
    }
    // The running maximum: a tie counts only where the tied base comes later.
    int top = -1;
    double maximum = 0;
    for (int base = 0; base < 4; ++base) {
        auto const sum = sums_[static_cast<std::size_t>(base)];
        if (base == 0 || sum > maximum) {
            maximum = sum;
            top = base;
        } else if (std::abs(sum - maximum) <= std::numeric_limits<double>::epsilon()) {
            top = -1;
        }
    }
    call.errors = top < 0 ? call.depth : call.depth - counts_[static_cast<std::size_t>(top)];
    if (call.depth < static_cast<std::uint32_t>(std::max(min_reads, 0))) {
        return call;
    }
    call.quality = no_call_quality;
    if (top < 0) {
        return call;
    }
    auto const least = static_cast<std::size_t>(std::min_element(sums_.begin(), sums_.end()) - sums_.begin());
    auto total = sums_[least];
    for (std::size_t base = 0; base < 4; ++base) {
        total = base == least ? total : log_sum(total, sums_[base]);
    }
    auto const quality = model.quality_of(log_not(maximum - total));
    if (quality >= min_quality) {
        call.quality = quality;
        call.code = static_cast<std::uint8_t>(1U << top);
    }
    return call;
}

}  // namespace tidemark
