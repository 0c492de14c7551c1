#include "values/probability/power_series.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

namespace tidemark {
namespace {

using Complex = std::complex<double>;

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
    // One table of roots for all stages: repeated multiplication would lose digits.
    std::vector<Complex> roots(size / 2);
    for (std::size_t index = 0; index < roots.size(); ++index) {
        double const angle = sign * 2 * std::numbers::pi * static_cast<double>(index) / static_cast<double>(size);
        roots[index] = {std::cos(angle), std::sin(angle)};
    }
    for (std::size_t half = 1; half < size; half *= 2) {
        auto const stride = size / (2 * half);
        for (std::size_t start = 0; start < size; start += 2 * half) {
            for (std::size_t offset = 0; offset < half; ++offset) {
                auto const& root = roots[offset * stride];
                auto const& low = values[start + offset];
                auto const& high = values[start + offset + half];
                // Written out: the operator of std::complex checks for NaN on every product.
                Complex const turned{high.real() * root.real() - high.imag() * root.imag(),
                                     high.real() * root.imag() + high.imag() * root.real()};
                Complex const kept = low;
                values[start + offset] = kept + turned;
                values[start + offset + half] = kept - turned;
            }
        }
    }
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
    std::size_t size = 2;
    while (size < 2 * law.terms.size()) {
        size *= 2;
    }
    std::vector<Complex> values(size);
    std::ranges::copy(law.terms, values.begin());
    transform(values, -1);
    for (auto& value : values) {
        value = std::exp(value + law.at_zero);
    }
    transform(values, 1);
    std::vector<double> chances(law.terms.size());
    for (std::size_t index = 0; index < chances.size(); ++index) {
        chances[index] = std::max(values[index].real() / static_cast<double>(size), 0.0);
    }
    return chances;
}

}  // namespace tidemark
