#include "values/probability/power_series.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <utility>

namespace tidemark {
namespace {

using Complex = std::complex<double>;

/// Written out: the operator of std::complex checks for NaN on every product.
Complex product(Complex const& left, Complex const& right) {
    return {left.real() * right.real() - left.imag() * right.imag(),
            left.real() * right.imag() + left.imag() * right.real()};
}

/// exp(2 pi i sign k / size) for k < size / 2, each the product of two: a coarse and a fine step, so that few sines are
/// taken and no digits are lost by repeated multiplication.
std::vector<Complex> unit_roots(std::size_t size, int sign) {
    constexpr std::size_t fine = 64;
    auto const turn = [&](std::size_t step) {
        return std::polar(1.0, sign * 2 * std::numbers::pi * static_cast<double>(step) / static_cast<double>(size));
    };
    std::array<Complex, fine> steps;
    for (std::size_t step = 0; step < fine; ++step) {
        steps[step] = turn(step);
    }
    std::vector<Complex> roots(size / 2);
    for (std::size_t start = 0; start < roots.size(); start += fine) {
        auto const coarse = turn(start);
        for (std::size_t step = 0; step < std::min(fine, roots.size() - start); ++step) {
            roots[start + step] = product(coarse, steps[step]);
        }
    }
    return roots;
}

/// The roots of each stage side by side: those of a stage that joins two halves of `half` values stand from place `half` on.
std::vector<Complex> staged_roots(std::size_t size, int sign) {
    auto const roots = unit_roots(size, sign);
    std::vector<Complex> staged(size);
    for (std::size_t half = 1; half < size; half *= 2) {
        auto const stride = size / (2 * half);
        for (std::size_t offset = 0; offset < half; ++offset) {
            staged[half + offset] = roots[offset * stride];
        }
    }
    return staged;
}

void join_halves(std::span<Complex> values, std::vector<Complex> const& staged) {
    auto const half = values.size() / 2;
    for (std::size_t offset = 0; offset < half; ++offset) {
        Complex const turned = product(values[offset + half], staged[half + offset]);
        Complex const kept = values[offset];
        values[offset] = kept + turned;
        values[offset + half] = kept - turned;
    }
}

/// All stages of what is already in mirrored order, halves first: what is joined was worked on just before and is still near.
void butterflies(std::span<Complex> values, std::vector<Complex> const& staged) {
    constexpr std::size_t near = 1024;
    if (values.size() > near) {
        butterflies(values.first(values.size() / 2), staged);
        butterflies(values.last(values.size() / 2), staged);
        join_halves(values, staged);
        return;
    }
    for (std::size_t size = 2; size <= values.size(); size *= 2) {
        for (std::size_t start = 0; start < values.size(); start += size) {
            join_halves(values.subspan(start, size), staged);
        }
    }
}

/// In-place radix-2 transform; `sign` -1 forwards, +1 backwards (not divided by the size).
void transform(std::vector<Complex>& values, int sign) {
    auto const size = values.size();
    for (std::size_t index = 1, mirrored = 0; index < size; ++index) {
        std::size_t bit = size >> 1U;
        for (; mirrored & bit; bit >>= 1U) {
            mirrored ^= bit;
        }
        mirrored ^= bit;
        if (index < mirrored) {
            std::swap(values[index], values[mirrored]);
        }
    }
    butterflies(values, staged_roots(size, sign));
}

}  // namespace

std::vector<double> probabilities_by_recursion(LogSeries const& law) {
    struct Term {
        std::size_t power;
        double scaled;   // n c_n
    };
    std::vector<Term> terms;
    for (std::size_t power = 1; power < law.terms.size(); ++power) {
        if (law.terms[power] != 0) {
            terms.push_back({power, static_cast<double>(power) * law.terms[power]});
        }
    }
    std::vector<double> chances(law.terms.size(), 0.0);
    if (chances.empty()) {
        return chances;
    }
    // P(0) = exp(at_zero) underflows for large means, so the recursion runs on scaled numbers.
    double log_scale = law.at_zero;
    chances[0] = 1;
    for (std::size_t count = 1; count < chances.size(); ++count) {
        double sum = 0;
        for (auto const& term : terms) {
            if (term.power > count) {
                break;
            }
            sum += term.scaled * chances[count - term.power];
        }
        chances[count] = sum / static_cast<double>(count);
        if (std::abs(chances[count]) > 1e200) {
            for (std::size_t index = 0; index <= count; ++index) {
                chances[index] *= 1e-200;
            }
            log_scale += 200 * std::numbers::ln10;
        }
    }
    // exp in two steps: the scale may lie below the smallest double while the product does not.
    double const half = std::exp(log_scale / 2);
    for (auto& chance : chances) {
        chance = std::max(chance * half * half, 0.0);
    }
    return chances;
}

std::vector<double> probabilities_by_transform(LogSeries const& law) {
    return probabilities_at_gamma_time(law, {.at_zero = 0, .terms = std::vector<double>(law.terms.size(), 0.0)}, 0);
}

std::vector<double> probabilities_at_gamma_time(LogSeries const& fixed, LogSeries const& varied, double variation) {
    std::size_t size = 2;
    while (size < 2 * fixed.terms.size()) {
        size *= 2;
    }
    // Two real series in one transform: one as the real, one as the imaginary part, told apart by symmetry afterwards.
    std::vector<Complex> values(size);
    for (std::size_t index = 0; index < fixed.terms.size(); ++index) {
        values[index] = {fixed.terms[index], varied.terms[index]};
    }
    transform(values, -1);
    double const square = variation * variation;
    std::vector<Complex> generated(size);
    // The law is real, so that the second half mirrors the first.
    for (std::size_t index = 0; index <= size / 2; ++index) {
        auto const mirrored = std::conj(values[(size - index) % size]);
        Complex const log_fixed = 0.5 * (values[index] + mirrored) + fixed.at_zero;
        Complex const difference = 0.5 * (values[index] - mirrored);
        Complex const log_varied = Complex{difference.imag(), -difference.real()} + varied.at_zero;
        // The real part of log_varied is never above 0, so the logarithm stays on its principal branch.
        generated[index] =
            std::exp(log_fixed + (square < 1e-6 ? log_varied : -std::log(1.0 - square * log_varied) / square));
        generated[(size - index) % size] = std::conj(generated[index]);
    }
    transform(generated, 1);
    std::vector<double> chances(fixed.terms.size());
    for (std::size_t index = 0; index < chances.size(); ++index) {
        chances[index] = std::max(generated[index].real() / static_cast<double>(size), 0.0);
    }
    return chances;
}

}  // namespace tidemark
