#include "stages/simulate/amplify.hpp"

#include <algorithm>
#include <numeric>

namespace tidemark {
namespace {

/// One error somewhere in the strand, by the rates; `read` is still to be filled.
CopyError draw_place(CopyErrorRates const& rates, double total, Random& random) {
    double rest = total * random.uniform();
    for (std::size_t slip = 0; slip < rates.slips.size(); ++slip) {
        rest -= rates.slips[slip];
        if (rest < 0) {
            return {.slip = true, .place = slip};
        }
    }
    return {.place = static_cast<std::size_t>(random.below(rates.length)),
            .change = static_cast<std::uint8_t>(random.below(3))};
}

/// Number of a cycle 1..cycles, cycle k with weight 2^(k-1).
int draw_cycle(int cycles, Random& random) {
    auto const number = 1 + random.below((1ULL << static_cast<unsigned>(cycles)) - 1);
    int cycle = 1;
    while ((number >> static_cast<unsigned>(cycle)) != 0) {
        ++cycle;
    }
    return cycle;
}

}  // namespace

std::size_t draw_family_size(ScenarioReads const& law, Random& random) {
    double mean = law.pairs_per_strand - 1;
    if (mean > 0 && law.family_dispersion > 0) {
        mean = random.gamma(1 / law.family_dispersion, mean);
    }
    return 1 + static_cast<std::size_t>(random.poisson(mean));
}

std::vector<CopyError> draw_copy_errors(CopyErrorRates const& rates, int cycles, std::size_t family_size,
                                        Random& random) {
    std::vector<CopyError> errors;
    double const total = std::accumulate(rates.slips.begin(), rates.slips.end(),
                                         rates.substitution * static_cast<double>(rates.length));
    int const early = std::min(cycles, shared_cycles);
    auto const templates = static_cast<double>((1 << early) - 1);   // 1 + 2 + … of all early cycles
    for (auto events = random.poisson(total * templates); events > 0; --events) {
        double const share = 1.0 / static_cast<double>(1 << draw_cycle(early, random));
        auto error = draw_place(rates, total, random);
        for (error.read = 0; error.read < family_size; ++error.read) {
            if (random.chance(share)) {
                errors.push_back(error);
            }
        }
    }
    double const own = total * static_cast<double>(cycles - early) / 2 * static_cast<double>(family_size);
    for (auto events = random.poisson(own); events > 0; --events) {
        auto error = draw_place(rates, total, random);
        error.read = static_cast<std::size_t>(random.below(family_size));
        errors.push_back(error);
    }
    std::ranges::stable_sort(errors, {}, &CopyError::read);
    return errors;
}

}  // namespace tidemark
