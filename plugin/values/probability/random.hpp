// Random numbers that are the same bytes on every machine, compiler and C library: integers by xoshiro256**, logarithm
// and exponential by +, -, x and / only. The standard library's distributions differ between libraries and are not used.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace tidemark {

/// splitmix64 (Steele, Lea, Flood 2014): the next number, and `state` moves on. Seeds the generator below.
[[nodiscard]] std::uint64_t splitmix64(std::uint64_t& state);

/// Natural logarithm of x > 0, relative error below 1e-15, from IEEE basic operations only.
[[nodiscard]] double portable_log(double x);
/// e to the x, relative error below 1e-14; 0 below -745.
[[nodiscard]] double portable_exp(double x);

/// xoshiro256** 1.0 (Blackman, Vigna 2018). A stream is named: numbers of one name never depend on how many another
/// took, so samples and regions can be drawn in any order and on any thread.
class Random {
public:
    /// Stream `name` of `seed`.
    Random(std::uint64_t seed, std::string_view name);
    /// The generator at a given state (not all zero): for tests against published numbers.
    explicit Random(std::array<std::uint64_t, 4> state) : state_{state} {}

    [[nodiscard]] std::uint64_t next() {
        std::uint64_t const result = std::rotl(state_[1] * 5, 7) * 9;
        std::uint64_t const shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }
    /// Uniform integer 0 .. bound-1, unbiased; bound >= 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
        if (bound == 0) {
            throw std::logic_error{"a random number below 0 was asked for"};
        }
        // The lowest 2^64 mod bound numbers are refused, so that every remainder is equally frequent.
        std::uint64_t const refused = (0 - bound) % bound;
        std::uint64_t number = next();
        while (number < refused) {
            number = next();
        }
        return number % bound;
    }
    /// Uniform integer first .. last, both included.
    [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last);
    /// Uniform in [0, 1): 53 random bits.
    [[nodiscard]] double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// True with probability p (p <= 0 never, p >= 1 always).
    [[nodiscard]] bool chance(double p) { return uniform() < p; }

    /// Standard normal (Marsaglia's polar method).
    [[nodiscard]] double normal();
    /// Gamma with the given shape > 0 and mean > 0 (Marsaglia, Tsang 2000).
    [[nodiscard]] double gamma(double shape, double mean);
    /// Beta(a, b), a and b > 0.
    [[nodiscard]] double beta(double a, double b);
    /// Poisson with mean >= 0; exact for every mean (Ahrens, Dieter 1974).
    [[nodiscard]] std::int64_t poisson(double mean);
    /// Successes of `trials` >= 0 with probability p in 0..1; exact (inversion, and halving by order statistics).
    [[nodiscard]] std::int64_t binomial(std::int64_t trials, double p);

private:
    std::array<std::uint64_t, 4> state_;
};

}  // namespace tidemark
