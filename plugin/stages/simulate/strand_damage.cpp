#include "stages/simulate/strand_damage.hpp"

#include <algorithm>

namespace tidemark {
namespace {

constexpr double before_guanine = 2.2;
constexpr double elsewhere = 0.6;

}  // namespace

std::vector<DamagedBase> draw_damage(ScenarioErrors const& errors, double factor, std::string const& bases,
                                     bool forward, Random& random) {
    std::vector<DamagedBase> damaged;
    auto const length = bases.size();
    char const cytosine = forward ? 'C' : 'G';
    char const guanine = forward ? 'G' : 'C';
    char const shown = forward ? 'T' : 'A';
    // Candidates fall on any base at the highest rate; those on another base or in a milder context are left out.
    double const most = 4 * factor * static_cast<double>(length);
    for (auto count = random.poisson(most * before_guanine * errors.deamination); count > 0; --count) {
        auto const place = static_cast<std::size_t>(random.below(length));
        bool const kept = random.chance(elsewhere / before_guanine);
        auto const next = forward ? place + 1 : place - 1;   // in the direction of the strand; wraps to "none"
        if (bases[place] == cytosine && (kept || (next < length && bases[next] == guanine))) {
            damaged.push_back({place, shown});
        }
    }
    for (auto count = random.poisson(most * errors.oxidation); count > 0; --count) {
        auto const place = static_cast<std::size_t>(random.below(length));
        if (bases[place] == guanine) {
            damaged.push_back({place, shown});
        }
    }
    std::ranges::sort(damaged, {}, &DamagedBase::place);
    auto const repeats = std::ranges::unique(damaged, {}, &DamagedBase::place);
    damaged.erase(repeats.begin(), repeats.end());
    return damaged;
}

}  // namespace tidemark
