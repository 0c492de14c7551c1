#include "stages/simulate/reference_sequence.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

/// Methylated CpG decays: about a fifth of the expected number is left in vertebrate genomes.
constexpr double cpg_loss = 0.8;

/// The strong share g to draw with so that `gc` is left after the decay: gc = g - cpg_loss * (g / 2)^2, for every drawn G
/// after a C is lost with probability cpg_loss.
double gc_before_decay(double gc) {
    return (1 - std::sqrt(1 - cpg_loss * gc)) * 2 / cpg_loss;
}

char random_base(double gc, Random& random) {
    bool const strong = random.chance(gc);
    bool const first = random.chance(0.5);
    return strong ? (first ? 'G' : 'C') : (first ? 'A' : 'T');
}

std::string background(std::int64_t length, double gc, Random& random) {
    std::string bases;
    bases.reserve(static_cast<std::size_t>(length));
    while (static_cast<std::int64_t>(bases.size()) < length) {
        double const local = gc_before_decay(std::clamp(gc + 0.06 * random.normal(), 0.2, 0.8));
        auto const stretch = std::min(random.between(5'000, 20'000), length - static_cast<std::int64_t>(bases.size()));
        for (std::int64_t count = 0; count < stretch; ++count) {
            char base = random_base(local, random);
            if (base == 'G' && !bases.empty() && bases.back() == 'C' && random.chance(cpg_loss)) {
                base = random.chance(0.5) ? 'A' : 'T';
            }
            bases.push_back(base);
        }
    }
    return bases;
}

/// Writes `unit` over the sequence, `length` bases from `begin`, lower case, each base changed with `divergence`.
void overwrite(std::string& bases, std::size_t begin, std::size_t length, std::string const& unit, double divergence,
               Random& random) {
    for (std::size_t offset = 0; offset < length && begin + offset < bases.size(); ++offset) {
        char const base = divergence > 0 && random.chance(divergence) ? random_base(0.5, random)
                                                                      : unit[offset % unit.size()];
        bases[begin + offset] = static_cast<char>(std::tolower(static_cast<unsigned char>(base)));
    }
}

std::string random_unit(std::int64_t length, Random& random) {
    std::string unit;
    for (std::int64_t count = 0; count < length; ++count) {
        unit.push_back(plain_bases[random.below(4)]);
    }
    return unit;
}

}  // namespace

std::string random_sequence(std::int64_t length, double gc, Random& random) {
    auto bases = background(length, gc, random);
    std::array<std::string, 3> elements;
    for (auto& element : elements) {
        element = random_unit(300, random);
    }
    auto const each = [&](std::int64_t spacing, auto const& place) {
        for (std::int64_t count = 0; count < length / spacing; ++count) {
            place(random.below(static_cast<std::uint64_t>(length)));
        }
    };
    each(5'000, [&](std::size_t begin) {
        auto const& element = elements[random.below(3)];
        overwrite(bases, begin, element.size(), element, 0.12, random);
    });
    each(3'000, [&](std::size_t begin) {
        auto const unit = random_unit(random.between(2, 4), random);
        overwrite(bases, begin, unit.size() * random.below(20) + 3 * unit.size(), unit, 0, random);
    });
    each(1'000, [&](std::size_t begin) {
        auto const unit = std::string(1, random_base(0.15, random));
        overwrite(bases, begin, static_cast<std::size_t>(random.between(6, 14)), unit, 0, random);
    });
    return bases;
}

}  // namespace tidemark
