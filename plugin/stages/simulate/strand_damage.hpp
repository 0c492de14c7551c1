// Damage of one strand of a fragment before PCR: every copy of that strand shows it, no copy of the other.
#pragma once
#include <string>
#include <vector>

#include "values/patient/scenario.hpp"
#include "values/probability/random.hpp"

namespace tidemark {

/// A base of the fragment (forward strand of the reference) that one strand shows changed.
struct DamagedBase {
    std::size_t place = 0;
    char base = 'N';
};

/// METHOD: a cytosine reads T after deamination (2.2 times the mean before G, 0.6 times elsewhere), a guanine reads T
/// after oxidation. The rates of the scenario are means over all bases, a quarter of which is the damaged one.
/// `forward`: the strand whose read 1 is forward shows the reference's own letters; damage of the other one is G>A and
/// C>A on the reference. `factor` multiplies both rates.
[[nodiscard]] std::vector<DamagedBase> draw_damage(ScenarioErrors const& errors, double factor,
                                                   std::string const& bases, bool forward, Random& random);

}  // namespace tidemark
